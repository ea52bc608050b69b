"""Lines that are no article text: furniture, comments, captions, mail headers, placeholders,
shelves; and sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from service.lexicon.patterns import late
from service.lexicon.tables import phrases, table
from service.lexicon.texts import EDGE, LINE_LIMIT, any_of, fold, phrase_set, remembered, squeeze

#: Headings of links to other stories.
OPENS_OTHERS = phrases("lines", "other_stories")
#: How a page's furniture begins, and what is all of it.
_BOILERPLATE_START, _BOILERPLATE_WORDS = (
    OPENS_OTHERS | phrases("lines", "furniture_begins"),
    phrases("lines", "furniture"),
)
_FIRST_WORDS = frozenset(phrase.split(" ")[0].rstrip(":") for phrase in _BOILERPLATE_START)
#: What stands around and behind the words that head such a line, "[관련기사] …", "延伸阅读：…"; and
#: counts, "5 min read".
_MARKS = f"{EDGE}[]【】（）()<>"
_COUNTED, _HEADED = f"{_MARKS}0123456789", re.compile(r"[:\]】]")
#: Where no blanks part words, as many characters open no article's headline: "この記事を".
_UNPARTED = tuple(
    phrase for phrase in _BOILERPLATE_START if phrase[0] >= "\u0e00" and len(phrase) > 4
)


@remembered
def is_boilerplate(line: str) -> bool:
    """Return whether the line is a page's furniture: navigation, sharing, cookies, subscriptions,
    comments, other stories.
    """
    folded = fold(line[:LINE_LIMIT]).strip(_MARKS)
    if _opens_as_furniture(folded.split(" ")):
        return True
    is_headed = _HEADED.split(folded)[0].strip() in OPENS_OTHERS or folded.startswith(_UNPARTED)
    # "15-X-2015" is a date
    is_dated = folded[:1].isdigit() and folded[-1:].isdigit()
    whole = folded if is_dated else folded.strip(_COUNTED)
    return whole in _BOILERPLATE_WORDS or (is_headed and folded[:1] >= "\u0e00")


def _opens_as_furniture(words: list[str]) -> bool:
    """Return whether words begin as furniture does; a short beginning tells of a short line."""
    if words[0].rstrip(",:") not in _FIRST_WORDS:
        return False
    openings = [" ".join(words[:size]).rstrip(",") for size in range(1, 6)]
    told = [
        each for each in openings if not _BOILERPLATE_START.isdisjoint((each, each.rstrip(": ")))
    ]
    return bool(told) and (len(words) < 5 or len(told[-1]) > 5)


#: The headings under which readers have their say: what stands below them is no part of the
#: article.
_COMMENTS = phrases("lines", "comments")
#: A number in or around such a heading: "2 Comments", "Kommentare (14)", "5件のコメント", "댓글
#: 3개".
_COUNT = re.compile(
    r"\(?\s*(?<![\w.,])\d[\d.,]{0,6}\s*(?:件の?|条|條|則|则|개의?)?\s*\)?|[:：!?？#]"
)


@remembered
def opens_comments(line: str) -> bool:
    """Return whether the line heads the comments of readers; "Comments by the mayor drew anger"
    does not.
    """
    return len(line) <= 60 and fold(_COUNT.sub(" ", line)).strip(EDGE) in _COMMENTS


#: Where a caption says whose the picture is: in a last bracket that names a source, behind a label
#: and its mark, or before a seller of pictures, who writes no articles ("Autor: Anna
#: Kos/Shutterstock").
_LONGEST_CAPTION = 700
_CREDIT = late(
    rf"\(([^()]{{0,80}}(?:/"
    rf"|\b(?:{any_of(phrases('lines', 'picture_sources'))})\b)[^()]{{0,80}})\)\W*$|"
    rf"(?:fotograf\w*|{any_of(phrases('lines', 'picture_labels'))})s?\s?(?:by|credit"
    rf"|courtesy|von|de|di)?\s?[:：©].{{1,120}}$|"
    rf"((?<!\w)[^\W\d_][^/:()]{{0,60}}(?:/|: |\bvia )(?:afp/)?"
    rf"(?:{any_of(phrases('lines', 'picture_sellers'))})(?:/[\w ]{{2,20}})?)\W*$",
    re.IGNORECASE,
)


def credit_in(caption: str) -> str | None:
    """Return the part of a caption that says whose the picture is, or None.

    >>> credit_in("The bridge in 1998. (Photo: B. Lens)"), credit_in("Snow (1998)")
    ('Photo: B. Lens', None)
    >>> credit_in("Snow (Ana Lens/Example Images)")
    'Ana Lens/Example Images'
    """
    found = _CREDIT.search(squeeze(caption)[-220:]) if len(caption) <= _LONGEST_CAPTION else None
    return (found[1] or found[2] or found[0]).strip(" ()[].|") if found else None


_COPYRIGHT = re.compile(r"(?:©|\(c\)|&copy;|copyright\b)|.{0,120}\ball rights reserved\b")


def is_copyright(line: str) -> bool:
    """Return whether the line claims a copyright: "© 2024 Example Media. All rights reserved."."""
    text = " ".join(line.lower().split()) if len(line) <= LINE_LIMIT else ""
    return len(text) <= 250 and _COPYRIGHT.match(text) is not None


#: Words in a field that nobody filled in: CMS defaults, unfilled templates, programs' words for
#: nothing.
PLACEHOLDERS = phrases("lines", "placeholders")
#: What programs and databases print where there is nothing; NULL is \\N in the dumps of two of
#: them.
_NOTHING = r"(?:null|none|nan|undefined|n/a|nat|\\n)"
_TEMPLATE = re.compile(
    r"\{\{[^{}]*\}\}|\{%.*%\}|\[\[[^\[\]]*\]\]|<%.*%>|\$\{[^{}]*\}|%%\w+%%|__\w+__"
    r"|\{\w+\}|%\w+%|\[\w+(?::\w+)+\]|"
    # the dummy text goes on with "dolor"; "Lorem ipsum: a short history of dummy text" is an
    # article
    r"lorem ipsum,? dolor\b.*|(?:\w+ ){0,3}(?:title|description|text|headline|content"
    r"|name|summary|excerpt) goes here[.!]?|"
    # "['']", "[null, null]", "None None": nothings, however many and whatever printed them
    rf"(?:{_NOTHING}?+[\s,'\"()<>\[\]{{}}]++)*+{_NOTHING}?"
)


@remembered
def is_placeholder(text: str) -> bool:
    """Return whether the text is a CMS default, an unfilled template or an empty value:
    "{{author}}", "null", "[None]".
    """
    folded = fold(text[:LINE_LIMIT])
    return folded in PLACEHOLDERS or _TEMPLATE.fullmatch(folded) is not None


#: The words for news and for the shelves of a site, as sites speak of what they have.
SHELVES, WIDE_SHELVES = phrases("lines", "shelves"), phrases("lines", "wide_shelves")


def is_shelf(text: str) -> bool:
    """Return whether a text is a shelf's name: "Politique", "Local News"."""
    words = fold(text).split()
    return len(words) in (1, 2) and SHELVES.issuperset(words)


#: The stops of sentences that stand behind no abbreviation.
_STOPS = "\u3002\u0964\u0965\u06d4\u17d4\u1362\u0589\uff01\uff1f\u061f"
#: The first character of a script of which anything here tells a sentence: Latin, Greek and
#: Cyrillic stand before it.
_FIRST_OF_SCRIPTS = min(_STOPS)
_LETTER = r"[^\W\d_]"
#: Words of labels, sources and places of print that stand at a date of the article.
_LABEL = late(
    f"{any_of(phrases('lines', 'labels_unspaced'))}|"
    f"{_LETTER}(?:{any_of(phrases('lines', 'houses_unspaced'))})"
)
#: A particle before a date, "大桥于", or behind it, "から始まる"; or there a run longer than a
#: label and a name, or a verb.
_PARTICLE = late(
    rf"{_LETTER}[于於在至将將被自从從到はがを](?=\d{{1,4}}\s?[年月])|"
    rf"\d日(?:から|まで|より|[にではがをと]|{_LETTER}*(?:[たるすれ了]|開会式|[通开開][通车業放])(?!{_LETTER})|"
    rf"(?=[^\0-\u303f]){_LETTER}{{4,}})"
)
#: "in", "on" before a date, behind two words at least; and behind it, in languages whose
#: prepositions stand there.
_ON = late(
    r"[^\W\d_]{3,}\s+(?:[^\W\d_]+\s+)*?[^\W\d_]{2,}\s+(?:في|در|ב[-־]?)\s?(?=\d)|"
    # "14 जुलाई 2023 को सुबह 10:30 बजे" is a date with its clock
    r"\d\s(?:को|में|से|तक|کو|میں|সালে|তারিখে)(?!\S)"
    r"(?!\s(?:\D{1,12}\s)?\d{1,2}[:.]\d\d(?::\d\d)?(?:\s?[ap]m)?(?:\s[A-Z]{2,5}[+\d:]*)?(?:\s?(?:बजे"
    r"|بجے|টা|টায়))?\Z)",
    re.IGNORECASE,
)
#: Words of labels and bylines, which such a phrase may belong to.
_LABELLED = late(any_of(phrases("lines", "labels_in_sentences")))
#: How Korean predicates end: in the past by the last syllable but one.
_PAST = "".join(chr(code) for code in range(0xAC00 + 20, 0xD7A4, 28))
_PREDICATE = late(rf"{_LETTER}다\.\Z|(?:[{_PAST}]|\d일이)다\Z")
#: No name and no label is a run of so many characters, "町議会は僅差で渡し船を残す"; or more
#: letters where words are spelt so.
_SENTENCE = late("(?![^年]*年)[^\0-\u2e7f].{11,}|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff].{29,}")


def is_sentence(line: str, words: Iterable[str]) -> bool:
    """Return whether a short line that holds a date is a sentence by its stops, its particles, its
    verb or one of its words.

    >>> is_sentence("橋は2015年6月7日開通", []), is_sentence("2015年6月7日 午後3時更新", [])
    (True, False)
    """
    if max(line, default="") < _FIRST_OF_SCRIPTS:
        return False
    if (
        any(map(_SENTENCE.fullmatch, words))
        or "\u3002" in line
        or line[-1:] in _STOPS
        or _PREDICATE.search(line)
    ):
        return True
    if _ON.search(line):
        return not _LABELLED.search(line)
    return _PARTICLE.search(line) is not None and not _LABEL.search(line)


#: Conjunctions, pronouns, negations and forms of "to be" and "to have". What names and dishes hold
#: too ("de la", "von", "con") is left out, and so are most that English has too: "in", "no", "so".
WORDS_OF = {tag: phrase_set(words) for tag, words in table("lines")["sentences"].items()}
WORDS_OF["no"] = WORDS_OF["nb"]
