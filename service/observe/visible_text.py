"""Observations from what a reader sees: headline, date lines, bylines, sections, tags, lead, picture, copyright.

Found by position and role, never by site: what a template's class words and an element's place beside the headline say it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from service.lexicon.credits import is_copyright
from service.lexicon.date_spans import looks_like_date
from service.lexicon.folding import compact, fold
from service.lexicon.labels import LABELS
from service.lexicon.words import phrase_set
from service.model import Json, Observation
from service.observe import bylines, datelines, unnamed_dates
from service.observe.credits import observe_credits, read_caption
from service.observe.date_owners import settle
from service.observe.date_stretch import DIGIT
from service.observe.microformats import observe_microformats
from service.observe.see import see
from service.observe.sources import observation
from service.view import class_words
from service.view.columns import View
from service.view.headline import is_home
from service.view.places import Places

#: More of a role than any article has; longer texts are no tag.
MAX_OF_A_ROLE, MAX_TAGS, TAG = 40, 200, 80
#: Where one link behind "More on this topic" is longer, the links are other stories' headlines.
TOPIC = 50
_LINKS = frozenset({"a"})
#: Addresses of a tag's or a person's page, in the words of many languages.
_HREF = re.compile(
    r"/(?:(?P<tag>tags?|topics?|themen?|themes?|keywords?|etiquetas?|temas?|tema|thema|stichwort|schlagwort|sujet|dossier|"
    r"hashtag|label|emne|etiket)[/=]|(?P<person>authors?|autor(?:en|es|in|a)?|auteurs?|autori|autore|by|bylines?|people|person|"
    r"profil[eo]?s?|journalists?|journaliste|reporters?|contributors?|columnists?|staff|writers?|redaktion|redakcja|"
    r"redakteure?|users?|forfatter|skribent|firmas?)/[^/?#]{2,80})",
    re.IGNORECASE,
)
#: Addresses of a category's page: a section where one stands alone, a tag in a row of many.
_CATEGORY = re.compile(
    r"/(?:categor(?:y|ies|ie|ia|ias)|categorías?|kategori(?:e|en|a)?|rubrik|filed)/[^/?#]{2,60}/?$", re.IGNORECASE
)
#: Elements that are never read for their class words.
_UNREAD = frozenset(
    """html body main article script style meta img svg path g use input form button iframe link noscript option select
    textarea source video figure hr br""".split()
)


def observe_visible(
    view: View, places: Places, stamps: Sequence[str], hosts: frozenset[str] = frozenset()
) -> list[Observation]:
    """The observations of the page's visible text, without repetitions of one text by nested elements of one kind.

    ``stamps`` are the dates of publication that the page states for machines, ``hosts`` what its host is called.
    """
    dated = bool(stamps)
    observations: list[Observation] = [*_headline(view, places)]
    observations += datelines.observe_times(view, places)
    observations += _classed(view, places)
    observations += _links(view, places, {str(o.raw) for o in observations if o.source.id == "html:tags"})
    observations += _labelled_tags(view, places, observations)
    observations += observe_microformats(view, places, observations)
    observations = settle(observations, view, places, dated)
    observations += unnamed_dates.observe_unnamed(view, places, observations, stamps)
    observations = settle(observations, view, places, dated)
    observations += bylines.observe_unnamed(view, places, observations, hosts)
    observations += bylines.observe_standing_name(view, places, observations)
    observations += datelines.observe_captions(view)
    observations += observe_credits(view, places)
    observations += _copyright(view)
    return _distinct(observations)


def _distinct(observations: list[Observation]) -> list[Observation]:
    seen: set[tuple[str, str]] = set()
    kept = []
    for o in observations:
        key = (o.source.id, str(o.raw))
        if key not in seen:
            seen.add(key)
            kept.append(o)
    return kept


def _headline(view: View, places: Places) -> Iterator[Observation]:
    """The headline's element, and up to two other h1 of the article's region."""
    if places.headline >= 0:
        text = _undated(view, places.headline, _unbadged(view, places.headline))
        yield see(view, places.headline, "h1" if view.tags[places.headline] == "h1" else "headline", text)
    others = 0
    for place in view.all("h1", limit=20):
        own = place != places.headline and others < 2 and places.region(place) == "article"
        if own and (text := view.text(place)):
            others += 1
            yield see(view, place, "h1", text)


def _undated(view: View, headline: int, text: str) -> str:
    """A headline without the date in an element of its own at its end or beginning, where the <title> has the rest alone."""
    titles = [compact(view.text(title, 600)) for title in view.all("title")[:1]]
    for part in list(view.inside(headline, _PARTS))[:_BADGES] if titles else ():
        date = view.text(part, _BADGE + 1)
        if not date or len(date) > _BADGE or not DIGIT.search(date) or not looks_like_date(date):
            continue
        rest = (text.removeprefix(date) if text.startswith(date) else text.removesuffix(date)).strip(" |·•:,–—-")
        if len(rest) >= _REST and rest != text and compact(rest) in titles[0] and compact(text) not in titles[0]:
            return rest
    return text


_PARTS = frozenset("small span time em i b strong font div p".split())


def _unbadged(view: View, headline: int) -> str:
    """The text of a headline without the kicker, badge or count of comments that hangs in it before or behind the words."""
    text = view.text(headline)
    classed = [part for part in range(headline + 1, view.ends[headline]) if view.attributes[part].get("class")]
    for part in classed[:_BADGES]:
        badge = view.text(part, _BADGE + 1)
        if not badge or len(badge) > _BADGE or class_words.BADGE.isdisjoint(class_words.words(view.get(part, "class"))):
            continue
        rest = (text.removeprefix(badge) if text.startswith(badge) else text.removesuffix(badge)).strip(" |·•:–—-")
        if len(rest) > len(badge) and len(rest) >= _REST:
            text = rest
    return text


#: Elements of a headline that are looked at, the longest kicker, and the shortest headline beside one.
_BADGES, _BADGE, _REST = 10, 40, 8


def _classed(view: View, places: Places) -> Iterator[Observation]:
    """What class and id words say of the article's elements that have them."""
    counts: dict[str, int] = {}
    first, last = places.article_range
    roles = view.roles
    for place in range(max(0, first), min(last, len(view))):
        found = roles[place]
        tag = view.tags[place]
        if (
            tag == "nav" and "Breadcrumb" in view.get(place, "aria-label").title()
        ):  # <nav aria-label="Breadcrumb">, with any class
            found |= {"crumbs"}
        if not found or tag in _UNREAD or (tag == "nav" and "crumbs" not in found):
            continue
        for role, reader in _READERS:
            if role in found and counts.get(role, 0) < MAX_OF_A_ROLE:
                seen = list(reader(view, place, found, places))
                counts[role] = counts.get(role, 0) + bool(seen)
                yield from seen


# --- tags and sections -----------------------------------------------------------------------------------------------------


def _links(view: View, places: Places, listed: set[str]) -> Iterator[Observation]:
    """Links to an author's or a tag's page, by rel or by the words of their address.

    An address alone ("/topic/fbi" in a sentence) says less of a tag than a rel does, or a place among those ``listed`` as tags.
    """
    counts = {"author": 0, "tag": 0}
    filed: dict[int, list[int]] = {}
    sentences: dict[int, bool] = {}
    for place in view.between(*places.article_range, _LINKS):
        rel, address = view.get(place, "rel"), view.get(place, "href")
        match = _HREF.search(address)
        # WordPress calls its categories so too: <a href="/category/local" rel="category tag">
        marked = "tag" in rel.split() and "category" not in rel
        if not match and not (marked or "author" in rel):
            if place > places.first_paragraph and _CATEGORY.search(address):
                filed.setdefault(view.parents[place], []).append(place)
            continue
        tagged = marked or (match is not None and match.lastgroup == "tag")
        kind = "tag" if tagged else "author"
        if counts[kind] >= MAX_TAGS or places.region(place) != "article":
            continue
        text = view.text(place, TAG + 1, "" if tagged else " ")
        if text and len(text) <= TAG and (tagged or bylines.is_link_to_person(view, place, text, places)):
            plain = tagged and not marked and text not in listed
            if plain and _is_in_sentence(view, place, sentences):
                continue
            counts[kind] += 1
            yield see(view, place, "tag-link" if plain else f"rel-{kind}", text)
    if not counts["tag"]:
        yield from _filed_under(view, places, filed)


def _is_in_sentence(view: View, place: int, known: dict[int, bool]) -> bool:
    """Whether the link is a word of a paragraph, ``at <a href="/topic/fbi">the FBI</a>``, and no entry of a list.

    What is ``known`` of a paragraph is not asked again: its text, for each of its 16,000 links, costs the square of them.
    """
    around = next((above for above in view.ancestors(place) if view.tags[above] not in _INLINE), -1)
    if around < 0:
        return False
    if around not in known:
        known[around] = len(view.own(around, " ")) > _SENTENCE
    return known[around]


#: What a link's text may be wrapped in, and more letters than a label ("Filed under: ") and the commas behind it have.
_INLINE, _SENTENCE = frozenset(["b", "strong", "em", "i", "u", "span", "mark", "font"]), 60


def _filed_under(view: View, places: Places, rows: dict[int, list[int]]) -> Iterator[Observation]:
    """The links of the first row of three or more categories behind the body: tags by another name."""
    for row in rows.values():
        texts = [view.text(place, TAG + 1) for place in row]
        if 3 <= len(row) <= 40 and max(map(len, texts)) <= TAG and places.region(row[0]) == "article":
            where = view.locator(row[0])
            yield from (observation("html", "tag-list", text, where, at) for text, at in zip(texts, row, strict=True) if text)
            return


def _labelled_tags(view: View, places: Places, seen: list[Observation]) -> Iterator[Observation]:
    """The links behind a heading or label that says "Tags:" or "Mehr zum Thema", where no class word names a tag list."""
    if any(o.source.id == "html:tags" for o in seen):
        return
    for run in range(*view.span(places.first_paragraph, places.article_range[1])):
        text = view.runs[run]
        if len(text) > _LONGEST_LABEL or not _is_tags_label(fold(text).strip(" :#")):
            continue
        place = view.owners[run]
        if place < places.first_paragraph or view.tags[place] not in _LABEL_TAGS or len(view.direct[place]) > 1:
            continue
        links = [(link, label) for link in _links_behind(view, place) if (label := view.text(link, TAG + 1))]
        if all(len(label) <= TOPIC for _, label in links) and places.region(place) == "article":
            for link, label in links:
                yield observation("html", "tag-list", label, view.locator(place), link)


#: No label is longer, the blanks around it counted.
_LONGEST_LABEL = 80


def _is_tags_label(folded: str) -> bool:
    return folded in LABELS["keywords"] or folded in _MORE_ABOUT


_LABEL_TAGS = frozenset(["h2", "h3", "h4", "h5", "h6", "dt", "strong", "b", "span", "p", "div", "li"])
#: What stands over the links to an article's topics, where "Tags" would be too technical.
_MORE_ABOUT = phrase_set(
    """
    more on, more about, read more about, more on this topic, in this story, in this article, filed under, filed in,
    related topics, topics in this article, mehr lesen über, mehr zum thema, mehr über, zum thema, themen im artikel,
    en savoir plus sur, sur le même sujet, más sobre, más información sobre, mais sobre, leggi anche su, meer over,
    mer om, läs mer om, les mer om, læs mere om, lue lisää aiheesta, więcej o, archivado en, temas relacionados
    """
)


def _links_behind(view: View, place: int) -> list[int]:
    """The links in the elements that follow a label, in its parent's when it stands alone there."""
    for around in (place, *view.ancestors(place, 5)):
        links: list[int] = []
        sibling = view.next(around)
        while sibling >= 0 and len(links) <= _MOST_LINKS:
            if view.tags[sibling] == "a":
                links.append(sibling)
            elif view.tags[sibling] in ("dt", "h2", "h3", "h4"):
                break
            else:
                links += view.inside(sibling, _LINKS)
            sibling = view.next(sibling)
        if links:
            return links if len(links) <= _MOST_LINKS else []
    return []


#: More links behind a label are a menu.
_MOST_LINKS = 40


def _tags(view: View, place: int, found: frozenset[str], places: Places) -> Iterator[Observation]:
    """The links of a tag list."""
    # <div class="post hentry tag-flood-wall"> holds the whole article
    if "neighbour" in found or places.region(place) != "article" or place in places.own:
        return
    links = [link for link in view.inside(place, _LINKS) if "bookmark" not in view.get(link, "rel")]
    if 1 <= len(links) <= 60:
        for link in links:
            text = view.text(link, TAG + 1)
            if text and len(text) <= TAG:
                yield observation("html", "tags", text, view.locator(place), link)


def _section(view: View, place: int, found: frozenset[str], places: Places) -> Iterator[Observation]:
    if "author" not in found and places.near_headline(place) and places.region(place) == "article":
        text = view.text(place, 80)
        if 2 < len(text) <= 40 and not DIGIT.search(text):
            yield see(view, place, "section", text)


def _crumbs(view: View, place: int, found: frozenset[str], places: Places) -> Iterator[Observation]:
    """The steps of a breadcrumb trail, as one list: their order is what they say."""
    steps: list[Json] = []
    for step in list(view.inside(place, _STEPS))[:30]:
        # <a href="/">Anasayfa</a>, in whatever language
        linked = view.tags[step] == "a"
        home = not steps and linked and is_home(view.get(step, "href"))
        if not home and (linked or view.first(step, "a") < 0):
            text = view.text(step, 80)
            if 1 < len(text) <= 60 and text not in steps:
                steps.append(text)
    if steps:
        yield see(view, place, "breadcrumb", steps)


_STEPS = frozenset({"a", "li"})


# --- subtitle, lead, picture, copyright ------------------------------------------------------------------------------------


def _subtitle(view: View, place: int, found: frozenset[str], places: Places) -> Iterator[Observation]:
    if places.near_headline(place) and places.region(place) == "article" and place != places.headline:
        text = view.text(place, 400)
        if 10 < len(text) <= 300:
            yield see(view, place, "subtitle", text)


def _lead(view: View, place: int, found: frozenset[str], places: Places) -> Iterator[Observation]:
    if places.near_headline(place) and places.region(place) == "article" and place != places.headline:
        text = view.text(place, 1_000)
        if 40 < len(text) <= 900:
            yield see(view, place, "lead", text)


def _copyright(view: View) -> Iterator[Observation]:
    """The copyright lines at the end of the page, the innermost elements that hold the mark and the name."""
    found, end = 0, len(view)
    for place in view.marked(end - _LAST, end, _COPYRIGHT):
        text = view.text(place, 300) if view.tags[place] in _SMALL_PRINT and len(view.own(place)) < 400 else ""
        if text and found < _MOST_COPYRIGHTS and len(text) <= 250 and is_copyright(text):
            found += 1
            yield see(view, place, "copyright", text)


#: Elements at a page's end among which its small print stands, and how many lines of it are read.
_LAST, _MOST_COPYRIGHTS = 250, 3
_COPYRIGHT = re.compile(r"©|opyright|\(c\)")
_SMALL_PRINT = frozenset(
    ["p", "div", "span", "small", "li", "a", "td", "b", "strong", "address", "footer", "h5", "h6", "center", "font"]
)


Reader = Callable[[View, int, frozenset[str], Places], Iterator[Observation]]
#: Role, and what reads an element of that role.
_READERS: tuple[tuple[str, Reader], ...] = (
    ("date", datelines.read_date_line),
    ("author", bylines.read_byline),
    ("biography", bylines.read_biography),
    ("tags", _tags),
    ("crumbs", _crumbs),
    ("section", _section),
    ("subtitle", _subtitle),
    ("lead", _lead),
    ("caption", read_caption),
)
