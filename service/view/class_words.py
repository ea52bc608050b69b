"""What the class and id words of templates say an element is: byline, date line, tag list, neighbour and so on.

Front-end developers name things in English and in their own language: "entry-date", "artikel__autor", "fecha-publicacion".  The
words are general vocabulary; no site's own invention belongs here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from service.lexicon.texts import remembered

#: Characters of class and id words that are looked at; an element of a template has a few dozen.
LONGEST = 400

#: The words of each role.
_VOCABULARY = {
    "author": """
        author authors byline bylines autor autores auteur auteurs journalist writer writers reporter reporters contributor
        contributors signature firma penulis writtenby authorname bylinename credits vcard contrib columnist postauthor
        entryauthor articleauthor authored authorlink editor
    """,
    "date": """
        date dates datestamp datum fecha data tarih datetime timestamp time dateline postdate entrydate articledate timeago
        created zeit hora ora createdate day clock tid meta postmeta articlemeta entrymeta byline info infos details
    """,
    # Of a date that is of something else than the page: <span class="event-date">Friday 20:00</span>.
    "otherday": """
        event deadline expiry expires expiration birth birthday birthdate died death fixture kickoff premiere showtime
        veranstaltung termin evenement evento ablaufdatum geburtstag
    """,
    # Of a date, and they also say which date it is.
    "updated": """
        updated update modified modifydate lastmod lastupdated lastupdate datemodified modification aktualisiert dtupdated
    """,
    "published": """
        published publish publishdate pubdate publisheddate publication datepublished publishtime pubtime veroeffentlicht
        posted pub publicationdate submitted
    """,
    "tags": """
        tag tags keyword keywords topic topics etiquetas motscles themen thema themes label labels tagcloud taglist temas
        hashtag subjects
    """,
    "crumbs": "breadcrumb breadcrumbs crumb crumbs brotkrumen ariane migas kruimelpad",
    "section": """
        section kicker category categories rubrik ressort rubrique seccion sezione eyebrow kategorie categoria categorie
        overline channel cat sectionname
    """,
    "biography": "bio biography authorbox authorbio aboutauthor authorinfo authordescription",
    "caption": """
        caption figcaption credit bildunterschrift legende pie copyright gallery slideshow wpcaption imagecaption photocredit
    """,
    "copyright": "copyright copyrights legal impressum colophon siteinfo",
    # Regions that hold other articles, other people's words, or the site's furniture.
    "neighbour": """
        related recommended recommendation recommendations mostread mostpopular morefrom newsletter comment comments disqus
        commentlist respond popular trending carousel nav navigation navbar menu latest recent outbrain taboola readmore
        readnext suggested suggestions ad ads advert advertisement banner modal popup cookie consent leaderboard ticker
        kommentare kommentar commentaires comentarios relacionadas relacionados pagination toplist topstories morestories
        playlist calendar next previous prev sitefooter pagefooter globalfooter mainfooter
    """,
    # Regions that are the article's own where they stand between headline and body, and a neighbour's anywhere else.
    "beside": "sidebar aside teaser teasers promo promos widget widgets slider plus mehr events footer",
    # The frame around the page, with the day on which it is read: <div class="top-bar">Wednesday, 25 November 2026</div>.
    "header": """
        topbar topnav topstrip toptoolbar utilitybar utilitynav siteheader globalheader mainheader headertop tophead
        topheader masthead sitehead today todaydate todaysdate currentdate currenttime datetoday
    """,
}
#: Word to the roles it gives.
_ROLES_OF: dict[str, frozenset[str]] = {}
for _role, _words in _VOCABULARY.items():
    for _word in _words.split():
        _also = {"date"} if _role in ("updated", "published") else ()
        _ROLES_OF[_word] = _ROLES_OF.get(_word, frozenset()).union([_role], _also)
#: First halves of words in the vocabulary that templates also write apart: "most-read", "author-box", "pub_date".
_FIRST_HALVES = frozenset(
    """
    most more read top utility header head mast today todays current date comment written about site page global main
    author pub entry post article wp photo image
    """.split()
)
_KNOWN = frozenset(_ROLES_OF) | _FIRST_HALVES
#: Words that make a "caption" one of a picture, for the word alone is also used of small print.
_PICTURE = frozenset(
    "image photo picture img figure wp credit gallery slideshow figcaption bildunterschrift legende media foto bild".split()
)
_OF_THE_ARTICLE = frozenset("post entry article asset story".split())
_TELLING = _KNOWN | _PICTURE | _OF_THE_ARTICLE
_LETTERS = bytes(byte if chr(byte).islower() or byte == 10 else 32 for byte in range(128)) + b" " * 128
_NO_LETTERS = re.compile(r"[^a-zß-ÿ\n]+")
_CAMEL = re.compile(r"[A-Z](?<=[a-zß-ÿ].)")
_NONE: frozenset[str] = frozenset()


@remembered
def words(names: str) -> frozenset[str]:
    """Return the words of class and id attributes, and neighbouring pairs of them: "pub-date" also gives "pubdate"."""
    (parts,) = _parts([names])
    return frozenset([*parts, *[a + b for a, b in pairwise(parts)]])


@remembered
def roles(names: str) -> frozenset[str]:
    """Return the roles that an element's class and id words give it."""
    return roles_of([names])[names]


def roles_of(names: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return the roles that class and id words give, for each of the distinct names of several elements."""
    given = dict.fromkeys(names, _NONE)
    for name, parts in zip(given, _parts(given), strict=False):
        if not _KNOWN.isdisjoint(parts):
            if not _FIRST_HALVES.isdisjoint(parts):
                parts += [a + b for a, b in pairwise(parts) if a in _FIRST_HALVES and a + b in _ROLES_OF]
            given[name] = _given(_TELLING.intersection(parts))
    return given


def _parts(names: Iterable[str]) -> list[list[str]]:
    """Return the words of each of several names in lower case: "entry-date" is two words, "ArticleBody" too.

    Many names at once: a few calls over one long text cost less than as many as there are names.
    """
    whole = "\n".join([" ".join(name[:LONGEST].split()) if "\n" in name else name[:LONGEST] for name in names])
    whole = whole if whole.islower() else _CAMEL.sub(r" \g<0>", whole).lower()
    letters = whole.encode().translate(_LETTERS).decode() if whole.isascii() else _NO_LETTERS.sub(" ", whole)
    return [line.split() for line in letters.split("\n")]


@lru_cache(maxsize=2_048)
def _given(hits: frozenset[str]) -> frozenset[str]:
    """Return the roles that the known words of one element give it together."""
    given = _NONE.union(*[_ROLES_OF[word] for word in hits if word in _ROLES_OF])
    if _PICTURE.isdisjoint(hits):
        given -= {"caption"}
    return given if _OF_THE_ARTICLE.isdisjoint(hits) else given - {"header", "beside"}
