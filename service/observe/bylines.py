"""Observations of the people that a reader sees: bylines, links to an author's page, standing names, author boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.lexicon.date_spans import dates_within, looks_like_date
from service.lexicon.date_telling import says_other_day
from service.lexicon.folding import compact, fold
from service.lexicon.labels import LABELS, label_of
from service.lexicon.lines import split_bars
from service.lexicon.proper_names import AGENCIES, PARTICLES, is_byline_names, is_signed_names, looks_like_person_name
from service.lexicon.roles import ROLE_NOUNS
from service.lexicon.signatures import before_date, signed, without_clock
from service.lexicon.words import phrase_set
from service.model import Observation
from service.observe.date_stretch import DIGIT, date_stretch, is_duration
from service.observe.datelines import in_card
from service.observe.sources import see
from service.view import class_words
from service.view.columns import View
from service.view.headline import is_home
from service.view.places import AFTER_HEADLINE, Places

#: Longer texts are no byline.
BYLINE, UNNAMED = 300, 160
_NOT_NAMES = frozenset(["image", "photo", "avatar", "picture", "img", "social", "share", "follow", "icon", "links", "more"])
_BYLINES = frozenset(["byline", "bylines", "credits", "signature"])


def read_byline(view: View, place: int, found: frozenset[str], places: Places) -> Iterator[Observation]:
    """What an element says whose class words call it an author or a byline."""
    if ("neighbour" in found and "author" not in found) or view.stops[place] == view.starts[place]:
        return
    if view.stops[place] - view.starts[place] > BYLINE or places.region(place) != "article":
        return
    words = class_words.words(view.names(place))
    if not words.isdisjoint(_NOT_NAMES) or in_card(view, place, places):
        return
    text = _linked_names(view, place) or view.text(place, BYLINE, " ", " | ")
    if not text or len(text) > BYLINE or (len(text) > 120 and "biography" in found):
        return
    yield from byline_parts(view, place, text, "author" if words.isdisjoint(_BYLINES) else "byline")


def _linked_names(view: View, place: int) -> str:
    """The names of a byline that is nothing but links to people, with nothing between them; else ""."""
    links = [view.text(link, BYLINE) for link in list(view.inside(place, _LINKS))[:10]]
    if len(links) < 2 or not all(map(looks_like_person_name, links)):
        return ""
    whole = "".join(view.text(place).split())
    return ", ".join(links) if whole == "".join("".join(links).split()) else ""


_LINKS = frozenset({"a"})


def byline_parts(view: View, place: int, text: str, name: str) -> Iterator[Observation]:
    """The author part and the date part of a byline, each with its own text: "By Jane Doe | Friday, 25 February 2022"."""
    parts = [part for part in split_bars(text) if part.strip(" |")]
    bare = ""
    for part in parts:
        if fold(part).strip(" :") in LABELS["author"]:
            bare = part
            continue
        spans = dates_within(part, 1) if DIGIT.search(part) else []
        before = before_date(part, spans[0]) if spans else _before_number(part)
        if is_duration(part):
            continue
        if looks_like_date(part) and not is_byline_names(before) and signed(part) is None:
            yield see(view, place, "dateline", date_stretch(part))
            continue
        if spans or before:
            yield see(view, place, "dateline", date_stretch(part))
            part = before
        if sum(c.isalpha() for c in part) > 1:
            yield see(view, place, name, f"{bare} {part}".strip())
        bare = ""


#: "By Jane Doe 3 hours ago", "Jane Doe25 February 2022": a number behind a byline or glued to it, though no date is read there.
_NUMBERED = re.compile(r"(?P<before>[^\d]{5,80}?[^\W\d])(?P<glued>\s*)\d.*", re.DOTALL)


def _before_number(part: str) -> str:
    """The byline before a time that is no whole date, or "": words that are no byline may stand before times as well."""
    found = _NUMBERED.fullmatch(part) if looks_like_date(part) else None
    if found is None or not is_byline_names(found["before"]):
        return ""
    return found["before"] if not found["glued"] or _opens_byline(found["before"]) else ""


def is_link_to_person(view: View, place: int, text: str, places: Places) -> bool:
    """Whether a link's text can be a name and the link is not part of a teaser."""
    return len(text) > 2 and not DIGIT.search(text) and not in_card(view, place, places)


def observe_unnamed(
    view: View, places: Places, seen: list[Observation], hosts: frozenset[str] = frozenset()
) -> Iterator[Observation]:
    """Names that no class word names: "By Jane Doe" in a short text around the headline, or a name beside the date there.

    Only where no other place that a reader sees names anyone.  ``hosts`` are what the page's host is called.
    """
    if _someone_named(seen):
        return
    start = places.headline
    first, last = start - 20, max(places.first_paragraph + 4, start + 40)
    if start < 0:
        first, last = places.first_paragraph - AFTER_HEADLINE, places.first_paragraph + 4
    dates = {o.order: str(o.raw) for o in seen if o.source.witness == "human" and o.field in _DATE_FIELDS}
    found: list[Observation] = []
    for place in view.between(first, last):
        if place not in view.direct or place == start:
            continue
        # "Par Élodie Marchand<br>Publié le …" is two lines
        text = view.own(place, " | ")
        if not 4 < len(text) <= UNNAMED or len(found) > 3:
            continue
        if view.tags[place] in _SILENT or places.region(place) != "article":
            continue
        if _opens_byline(text) and len(whole := view.text(place, UNNAMED + 1, " ", " | ").strip(" |")) <= UNNAMED:
            # "Von <i>Friederike Haupt</i>, Oberkirnbach": the name may be an element's
            text = whole
        named = list(_named(view, place, text, dates))
        if named and not (in_card(view, place, places) or _is_home(view, place) or _is_host(text, hosts)):
            found += [see(view, place, name, raw) for name, raw in named]
    # who is called the author is; a name alone beside the date may be anybody's
    told = any(_labelled(view, o.order, str(o.raw)) and o.order <= places.first_paragraph for o in found)
    yield from (o for o in found if not told or o.source.id != "html:near-headline-name")


def _is_home(view: View, place: int) -> bool:
    """Whether an element is, or is in, a link to the site's front page, or holds such a link and nothing else."""
    links = [each for each in (place, *view.ancestors(place)) if view.tags[each] == "a"]
    link = links[0] if links else view.first(place, "a")
    return link >= 0 and is_home(view.get(link, "href")) and view.text(link, UNNAMED) in ("", view.text(place, UNNAMED))


def _is_host(text: str, hosts: frozenset[str]) -> bool:
    """Whether a text is the name by which the host calls the site, with or without an article: "De Polderbode"."""
    words = text.split()
    return any(compact(" ".join(words[at:])) in hosts for at in range(min(2, len(words))))


_SILENT = frozenset({"script", "style", "button", "option", "h1"})
_DATE_FIELDS = frozenset({"date", "datePublished", "dateModified"})


def _someone_named(seen: list[Observation]) -> bool:
    """Whether a place that a reader sees names someone: neither a paragraph with an "author" in its class nor "valley news"."""
    named = (str(o.raw) for o in seen if o.field == "author" and o.source.witness == "human")
    return any(len(raw) <= 80 and not raw.islower() for raw in named)


def _named(view: View, place: int, text: str, dates: dict[int, str]) -> Iterator[tuple[str, str]]:
    """The source and the text of a name in a short text around the headline."""
    for part in split_bars(text):
        part = without_clock(part)
        if labelled := _labelled(view, place, part):
            # "By Jane Doe, Sat 5 Apr 2014"
            yield "near-headline-byline", (signed(labelled) or (labelled,))[0]
            return
    if written := _HAN_BYLINE.search(text):
        yield "near-headline-byline", written.group()
        return
    lone = text.strip(" |,·•-–—")
    spans = dates_within(text, 1) if DIGIT.search(text) else []
    dated = next((part for part in split_bars(text) if spans and spans[0] in part), "")
    if parts := signed(text) or signed(dated):
        yield "near-headline-byline", parts[0]
    elif spans:
        lone = _without_small_by(view, place, before_date(text, spans[0]))
        if _is_name_of_date(lone, text, spans[0]):
            yield "near-headline-byline", lone
    elif _is_agency(lone):
        yield "near-headline-byline", lone
    elif any(abs(place - order) <= 3 for order in dates) and _is_lone_name(view, place, bare := _without_role(lone)):
        yield "near-headline-name", _without_small_by(view, place, bare)


def _is_name_of_date(lone: str, text: str, date: str) -> bool:
    """Whether the words before a line's date are the writer's name: no label of it, no venue, no part that others have."""
    if not looks_like_person_name(lone):
        return False
    # "QUARRY BAY, March 5, 2021 -- The town": where a report was written, and its beginning
    if lone.isupper() and _REPORT.match(text.partition(date)[2]):
        return False
    # "Embargoed until: Thursday, 8 May 2003", "放送日 2021年5月3日": a label is no name
    return not text.partition(lone)[2].lstrip().startswith(":") and not says_other_day(text)


_REPORT = re.compile(r"[\s.,]*(?:[-–—]+|/[^/]{2,30}/|\([^)]{2,30}\))\s?.{20}")


#: "2020-08-17 09:12 来源：江河报 作者：林语桐", "文・大久保 駿": parts of a line that blanks alone divide.
_HAN_BYLINE = re.compile(
    r"(?:作者|记者|記者|撰文)\s?[:：]\s?[\u3400-\u9fff·]{2,8}(?=[\s|,，、)）]|$)|"
    r"(?<![\u3400-\u9fff])文\s?[:：・／/]\s?[\u3400-\u9fff]{1,4}\s?[\u3040-\u30ff\u3400-\u9fff]{1,4}\Z"
)


def _labelled(view: View, place: int, part: str) -> str:
    """The byline with its label in a part of a line, at its beginning or behind a comma, or "": "… 13:08, Autor: Jan Novák"."""
    starts = (0, *(found.end() for found in _MARK.finditer(part))) if ":" in part else (0,)
    for text in (part[start:] for start in starts if start < len(part)):
        told = label_of(text) if _opens_byline(text) else None
        if told is not None and told[0] == "author" and is_signed_names(told[1].rstrip(" :")):
            return text
        written, colon, names = text.partition(":")
        label = fold(written)
        if colon and label in _WRITTEN and is_signed_names(names):
            # "Text: Human Rights" heads what may be downloaded
            return text if label not in _ENGLISH or _language(view, place) not in ("", "en") else ""
    return ""


#: What stands between the parts of a line: "Text: Jane Doe / Fotos: John Roe".
_MARK = re.compile(r"[,;]\s+|\s/\s+")
#: Labels of a writer's name that name other things too, and so need their colon and names behind it.
_WRITTEN = phrase_set("text, texto, testo, текст, reportagem, reportage, reportaje, tekst, teksti, szöveg")
#: Of them the words that are English too, where they label other things than names.
_ENGLISH = frozenset(("text", "reportage"))


def _is_lone_name(view: View, place: int, text: str) -> bool:
    """Whether a text beside a date is a person's name, and not the headline of another story as teasers have it.

    Without capitals any few words have a name's shape: "مدیر تازه موزه", a museum's new director, is three in a link.
    """
    if not looks_like_person_name(text):
        return False
    uncased = text.lower() == text.upper()
    few = sum(fold(word) not in PARTICLES for word in text.split()) <= _NAME_WORDS
    if few and not uncased:
        return True
    linked = next((each for each in (place, *view.ancestors(place)) if view.tags[each] == "a"), -1)
    told = linked >= 0 and not _PERSON.search(view.get(linked, "href"))
    return not told and view.tags[place] not in _HEADINGS and (few or not uncased)


#: More words than this, particles aside, are no name where nothing but the look of one tells it.
_NAME_WORDS = 4
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
#: Addresses of a person's page.
_PERSON = re.compile(
    r"/(?:authors?|autor\w*|auteurs?|by|people|person|profil\w*|journalists?|reporters?|contributors?|staff|writers?|users?)[/=]|"
    r"\Amailto:",
    re.IGNORECASE,
)


def _without_small_by(view: View, place: int, name: str) -> str:
    """A name without the small word before it that is "by" in the page's language, and a particle elsewhere: "de Ana Pop"."""
    by, _, rest = name.partition(" ")
    return rest if _SMALL_BY.get(by) == _language(view, place) and looks_like_person_name(rest) else name


_SMALL_BY = {"de": "ro", "di": "it"}


def _language(view: View, place: int) -> str:
    """The language that the page declares for an element, without its region, or ""."""
    declared = (view.attributes[each].get("lang") for each in (place, *view.ancestors(place)))
    return next((lang[:2].lower() for lang in declared if lang), "")


def _without_role(text: str) -> str:
    """A name without the role behind a comma: "Матвей Полынин, корреспондент"."""
    name, comma, role = text.rpartition(",")
    return name.strip() if comma and fold(role).split(" ")[-1] in ROLE_NOUNS else text


def _is_agency(text: str) -> bool:
    """Whether a text is a news agency, with its place of writing if any: "dpa", "AFP, MANILA"."""
    return text[:1].isupper() and fold(text.partition(",")[0]).strip() in AGENCIES


def _opens_byline(text: str) -> bool:
    """Whether a text's first word can open a byline; most texts' cannot, and looking closer is dear."""
    first = text.split(None, 1)[0].casefold().strip(":|•·")
    return first in _BYLINE_WORDS or text[0] >= "\u0e00"


_BYLINE_WORDS = frozenset(label.split()[0] for label in LABELS["author"])


def observe_standing_name(view: View, places: Places, seen: list[Observation]) -> Iterator[Observation]:
    """A name alone in the paragraph after the body's last long one, as many papers sign: "... erstattet. <p>Jane Doe</p>".

    Only where no other place that a reader sees names anyone.
    """
    if _someone_named(seen):
        return
    paragraphs = [p for p in view.all("p") if p >= places.first_paragraph and places.region(p) == "article"]
    texts = [view.text(place) for place in paragraphs[:400]]
    last = max((i for i, text in enumerate(texts) if len(text) > 100), default=-1)
    for number in (last - 1, last + 1, last + 2) if last > 0 else ():
        # Before the last paragraph, which may ask for a donation, only a name in italics or bold is a signature.
        if number >= len(texts) or (number < last and not _is_emphasised(view, paragraphs[number], texts[number])):
            continue
        name = texts[number].strip(" .–—-()")
        if 4 < len(name) < 50 and ((looks_like_person_name(name) and not name.isupper()) or _EDITORS.search(name)):
            yield see(view, paragraphs[number], "standing-name", name)
            return


def _is_emphasised(view: View, place: int, text: str) -> bool:
    """Whether the whole of a paragraph is in italics or bold."""
    inner = view.first(place, "em", "i", "strong", "b")
    return inner >= 0 and len(text) < 50 and view.text(inner) == text


#: A newsroom signs with its own name: "EN-Redaktion", "The newsroom".
_EDITORS = re.compile(
    r"^(?:[\w.&-]{1,20}[\s-]){0,2}(?:redaktion|newsroom|editors|staff|redacción|redação|redazione|rédaction|redactie|"
    r"redaksjonen|redaktionen|toimitus|redakcja|редакция)$",
    re.IGNORECASE,
)


def read_biography(view: View, place: int, found: frozenset[str], places: Places) -> Iterator[Observation]:
    """The text of an author box."""
    text = view.text(place, 3_000, " ")
    if 60 <= len(text) <= 3_000 and not {"caption", "copyright"} & found:
        yield see(view, place, "author-box", text[:1_500])
