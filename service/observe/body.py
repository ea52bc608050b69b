"""Readers of the article itself: headline, text, topics, section, people, copyright; and what
stands for a missing field.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence

from service.lexicon.labels import BYLINE_OPENINGS, LABELS
from service.lexicon.lines import is_copyright
from service.lexicon.patterns import late
from service.lexicon.people import (
    ROLE_NOUNS,
    is_byline_names,
    is_signed_names,
    looks_like_person_name,
)
from service.lexicon.slugs import is_furniture, is_home
from service.lexicon.tables import phrases
from service.lexicon.texts import any_of, compact, either_case, fold, split_bars
from service.model import Json, Observation
from service.observe.date_owners import in_card
from service.observe.sources import see
from service.spans.date_context import says_other_day
from service.spans.date_lines import DATES, DIGIT, cut_to_date
from service.spans.date_spans import first_date, looks_like_date
from service.spans.labelled import label_of, split_byline, without_lead_in
from service.view import class_words
from service.view.columns import INLINE, View
from service.view.places import Places

#: Elements of a headline that may be no part of it, the length of one, and of what is left.
_PARTS = 11
_BADGE = 40
_REST = 8
#: A shorter paragraph without a sentence's end is a line of the template: "3. August 2015 · Filed
#: under local".
_SENTENCE_MARK = re.compile(r".{121}|[.!?…:。！？।؟»”\"][\s\"'”’»)\]]*$")
_ICON = re.compile(r"\d{1,2}|1[0-4]\d")
#: The attributes of a picture with its address; scripts load most pictures late.
_ADDRESSES = ("data-src", "data-original", "data-lazy-src", "src")
#: Elements at the end of a page in which its copyright stands.
_LAST = 250
_MOST_COPYRIGHTS = 3
_COPYRIGHT = re.compile(r"©|opyright|\(c\)")
_LONGEST_LABEL = 40
_MOST_LABELS = 20
_TAGS_LABELS = LABELS["keywords"] | phrases("lines", "more_about")
_MOST_LINKS = 40
_MOST_TAGS = 60
_LARGEST_LIST = 600


#: Yields what an element of a class role says, by its place and its words.
Reader = Callable[[View, int, frozenset[str], Places], Iterator[Observation]]


def _in_article(read: Reader) -> Reader:
    """Return a reader of the article's elements alone."""

    def read_there(
        view: View, place: int, found: frozenset[str], places: Places
    ) -> Iterator[Observation]:
        if places.region(place) == "article":
            yield from read(view, place, found, places)

    return read_there


def read_headline(view: View, places: Places) -> Iterator[Observation]:
    """The headline's element, and up to two other h1 of the article's region."""
    if places.headline >= 0:
        source = "h1" if view.tags[places.headline] == "h1" else "headline"
        yield see(view, places.headline, source, _alone(view, places.headline))
    others = [
        place
        for place in view.all("h1", limit=20)
        if place != places.headline and places.region(place) == "article"
    ]
    for place, text in [(place, text) for place in others if (text := view.text(place))][:2]:
        yield see(view, place, "h1", text)


def _alone(view: View, headline: int) -> str:
    """Return the headline without a kicker, badge or count, where the <title> has the rest."""
    text = view.text(headline)
    inner = range(headline + 1, min(headline + _PARTS, view.ends[headline]))
    title = compact("".join([view.text(place, 600) for place in view.all("title")[:1]]))
    for part in inner if compact(text) not in title else ():
        badge = view.text(part, _BADGE + 1)
        rest = (
            text.removeprefix(badge) if text.startswith(badge) else text.removesuffix(badge)
        ).strip(" |·•:,–—-")
        if len(badge) <= _BADGE and len(rest) >= _REST and compact(rest) in title:
            return rest
    return text


def body_text(view: View, places: Places) -> str:
    """Return the paragraphs of the element with most text in paragraphs, one a line."""
    parents = view.parents
    paragraphs = [*_paragraphs(view)]
    weight: dict[int, int] = defaultdict(int)
    for place, text in paragraphs:
        parent = parents[place]
        above = parents[parent]
        # furniture has short lines; some templates wrap every paragraph, and their common
        # ancestor then wins by its sum
        size = len(text) if len(text) > 60 else len(text) // 4
        weight[parent] += size
        if view.tags[above] not in ("body", "html"):
            weight[above] += size * 2 // 3
    best = max(weight, key=weight.__getitem__, default=-1)
    inside = [each for each in paragraphs if best in (at := parents[each[0]], parents[at])]
    return "\n".join([text for place, text in inside if places.region(place) == "article"])


def _paragraphs(view: View) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs that say anything, without blanks that nobody sees."""
    runs, starts, stops = view.runs, view.starts, view.stops
    for place in view.all("p", limit=5_000):
        text = "".join(runs[starts[place] : stops[place]]).replace(INLINE, "").strip()
        if "  " in text or not text.isprintable():
            text = " ".join(text.split())
        if len(text) > 1:
            yield place, text


def observe_fallbacks(view: View, places: Places, seen: list[Observation]) -> Iterator[Observation]:
    """Yield the first paragraph and picture where no description and no picture is stated."""
    if "description" not in {o.field for o in seen}:
        yield from _first_paragraph(view, places)
    if all(isinstance(o.raw, str) and is_furniture(o.raw) for o in seen if o.field == "image"):
        yield from _first_picture(view, places)


def _first_paragraph(view: View, places: Places) -> Iterator[Observation]:
    for place in view.between(places.first_paragraph, len(view), frozenset({"p"})):
        text = view.text(place, 3_000)
        is_sentence = 40 < len(text) <= 2_500 and _SENTENCE_MARK.search(text)
        if is_sentence and places.region(place) == "article" and not is_copyright(text):
            yield see(view, place, "first-paragraph", text)
            return


def _first_picture(view: View, places: Places) -> Iterator[Observation]:
    """Yield the first picture behind the headline that is no icon and not the template's."""
    for place in view.between(places.headline, len(view), frozenset({"img"})):
        if _ICON.fullmatch(view.get(place, "width")) or places.region(place) == "neighbour":
            continue
        address = _picture_address(view, place)
        if address and not is_furniture(address) and ".gif" not in address.lower():
            yield see(view, place, "lead-image", address)
            return


def _picture_address(view: View, place: int) -> str:
    """Return the address of a picture, "" where all are inline data."""
    addresses = [view.get(place, name).strip() for name in _ADDRESSES]
    usual = [each for each in addresses if 0 < len(each) < 4_000 and not each.startswith("data:")]
    return "".join(usual[:1])


def read_copyright(view: View) -> Iterator[Observation]:
    """Yield the copyright lines at the end of the page, each the innermost element's."""
    # "© Getty Images" under a picture is the picture's
    marked = [
        (place, view.text(place, 300))
        for place in view.marked(len(view) - _LAST, len(view), _COPYRIGHT.search)
        if view.tags[place] != "figcaption"
    ]
    lines = [each for each in marked if 0 < len(each[1]) <= 250 and is_copyright(each[1])]
    for place, text in lines[:_MOST_COPYRIGHTS]:
        yield see(view, place, "copyright", text)


#: More than any article has; longer texts are no tag.
MAX_TAGS = 200
TAG = 80
#: No topic stands behind "More on" where one link is longer than this.
TOPIC = 50
#: An entry of a list has no more text around it, a label and commas: ``at <a
#: href="/topic/fbi">the FBI</a>`` is a word of a sentence.
_AROUND_ENTRY = 60
_LINKS = frozenset({"a"})
_STEPS = frozenset({"a", "li"})
_NEXT = frozenset({"dt", "h2", "h3", "h4"})
#: Addresses of a tag's or a person's page, in the words of many languages, and the names of these
#: links in the table of places.
_HREF = re.compile(
    rf"/(?:(?P<tag>{any_of(phrases('templates', 'links_to_tags'))})[/=]"
    rf"|(?P<author>{any_of(phrases('templates', 'links_to_people'))})/[^/?#]{{2,80}})"
)
_BY_ADDRESS = {"tag": "tag-link", "author": "rel-author"}


def read_links(view: View, places: Places, listed: Collection[str]) -> Iterator[Observation]:
    """Yield links to an author's or a tag's page, by rel or by the words of their address.

    An address alone, "/topic/fbi", says less of a tag than a rel does, or a place among those
    ``listed`` as tags.
    """
    counts = Counter[bool]()
    for place in view.between(*places.article_range, _LINKS):
        kind = _kind_of_link(view, place)
        is_author = kind == "rel-author"
        if not kind or counts[is_author] >= MAX_TAGS or places.region(place) != "article":
            continue
        text = view.text(place, TAG + 1, " " if is_author else "")
        if kind == "tag-link" and text in listed:
            kind = "rel-tag"
        if 0 < len(text) <= TAG and _is_entry(view, place, places, kind, text):
            counts[is_author] += 1
            yield see(view, place, kind, text)


def _kind_of_link(view: View, place: int) -> str:
    """Return what the table of places calls a link to an author's or a tag's page, "" of others."""
    rel = view.get(place, "rel")
    # WordPress calls its categories so too: <a href="/category/local" rel="category tag">
    if "tag" in rel.split() and "category" not in rel:
        return "rel-tag"
    if match := _HREF.search(view.get(place, "href").lower()):
        return _BY_ADDRESS[str(match.lastgroup)]
    return "rel-author" if "author" in rel else ""


def _is_entry(view: View, place: int, places: Places, kind: str, text: str) -> bool:
    """Return whether a link is an entry of a list of tags, or the name of the article's author."""
    if kind == "rel-author":
        # a link to a person's page may be a teaser's, or a count: "12 articles by Jane Doe"
        return len(text) > 2 and not DIGIT.search(text) and not in_card(view, place, places)
    around = view.direct.get(view.parents[place], ())[:4] if kind == "tag-link" else ()
    return sum([len(view.runs[run].strip()) for run in around]) <= _AROUND_ENTRY


def read_labelled_tags(view: View, places: Places) -> Iterator[Observation]:
    """Yield the links behind a heading or label that says "Tags:" or "Mehr zum Thema"."""
    for place in _labels_of_tags(view, places)[:_MOST_LABELS]:
        links = [(link, view.text(link, TAG + 1)) for link in _links_behind(view, place)]
        is_list = all(len(label) <= TOPIC for _, label in links)
        if is_list and places.region(place) == "article":
            for link, label in links:
                if label:
                    yield see(view, link, "tag-list", label, within=place)


def _labels_of_tags(view: View, places: Places) -> list[int]:
    """Return the elements that are a label of tags and no more."""
    first, last = view.span(places.first_paragraph, places.article_range[1])
    labels = [
        view.owners[run]
        for run, text in enumerate(view.runs[first:last], first)
        if len(text.strip()) <= _LONGEST_LABEL
        and " ".join(text.lower().split()).strip(" :#") in _TAGS_LABELS
    ]
    return [place for place in labels if len(view.direct[place]) == 1]


def _links_behind(view: View, place: int) -> Sequence[int]:
    """Return the links behind a label up to the next heading, in the nearest element with any."""
    start = view.ends[place]
    ends = [view.ends[above] for above in view.ancestors(place, 6)]
    end = next((end for end in ends if view.between(start, end, _LINKS)), start)
    links = view.between(start, next(iter(view.between(start, end, _NEXT)), end), _LINKS)
    return links if len(links) <= _MOST_LINKS else ()


@_in_article
def read_tags(
    view: View, place: int, found: frozenset[str], places: Places
) -> Iterator[Observation]:
    """The links of a tag list."""
    # <div class="post hentry tag-flood-wall"> holds the whole article
    is_whole = view.ends[place] - place > _LARGEST_LIST or place in places.own
    if is_whole or "neighbour" in found:
        return
    links = view.inside(place, _LINKS)
    for link in links if len(links) <= _MOST_TAGS else ():
        text = view.text(link, TAG + 1)
        if 0 < len(text) <= TAG and "bookmark" not in view.get(link, "rel"):
            yield see(view, link, "tags", text, within=place)


@_in_article
def read_section(
    view: View, place: int, found: frozenset[str], places: Places
) -> Iterator[Observation]:
    """The section that a short element beside the headline names."""
    short = view.stops[place] - view.starts[place] in (1, 2) and "author" not in found
    if short and places.near_headline(place):
        text = view.text(place, 80)
        if 2 < len(text) <= 40 and not DIGIT.search(text):
            yield see(view, place, "section", text)


def read_crumbs(
    view: View, place: int, found: frozenset[str], places: Places
) -> Iterator[Observation]:
    """Yield the steps of a breadcrumb trail as one list, since their order matters."""
    steps: list[Json] = []
    for step in view.inside(place, _STEPS)[:30]:
        # <a href="/">Anasayfa</a>, in whatever language
        is_home_link = not steps and is_home(view.get(step, "href"))
        if not is_home_link and (view.tags[step] == "a" or not view.inside(step, _LINKS)):
            text = view.text(step, 80)
            if 1 < len(text) <= 60 and text not in steps:
                steps.append(text)
    if steps:
        yield see(view, place, "breadcrumb", steps)


#: No byline is longer; one that no class names is shorter, and so is one within a biography.
_LONGEST_BYLINE = 300
_SHORT_TEXT = 160
_IN_BIOGRAPHY = 120
_NOT_NAMES = frozenset("image photo avatar picture img social share follow icon links more".split())
_BYLINES = frozenset("byline bylines credits signature".split())
_LETTERS = re.compile(r"[^\W\d_].*[^\W\d_]")
#: Where a day may begin: at a digit, or with the text, "中華民國一百一十一年二月二十五日" has none.
_FIGURE = re.compile("\\d|\\A(?![\0-\u2e7f]).*", re.DOTALL)


@_in_article
def read_byline(
    view: View, place: int, found: frozenset[str], places: Places
) -> Iterator[Observation]:
    """Yield the names and the day in an element whose class says author or byline."""
    words = class_words.words(view.names(place))
    text = _byline_text(view, place, found) if words.isdisjoint(_NOT_NAMES) else ""
    if not text or in_card(view, place, places):
        return
    name = "author" if words.isdisjoint(_BYLINES) else "byline"
    for part in split_bars(text):
        names, days = _names_and_days(part)
        for day in days:
            yield see(view, place, "dateline", day)
        if _LETTERS.search(names) and names.casefold().strip(" :") not in LABELS["author"]:
            yield see(view, place, name, names)


def _byline_text(view: View, place: int, found: frozenset[str]) -> str:
    """Return the text of an element that is no longer than a byline, "" of others."""
    text = view.text(place, _LONGEST_BYLINE, " ", " | ")
    longest = _IN_BIOGRAPHY if "biography" in found else _LONGEST_BYLINE
    return text if len(text) <= longest else ""


def _names_and_days(part: str) -> tuple[str, list[str]]:
    """Return the names in a part of a byline, "" without any, and the day that stands there."""
    figure = _FIGURE.search(part)
    if not figure:
        return part, []
    date, is_dated = first_date(part), looks_like_date(part)
    if not (date or is_dated):
        return part, []
    # "By Jane Doe 3 hours ago": a number, though no date is read there
    before = without_lead_in(part.partition(date or figure.group())[0])
    # "First published on Fri 25 Feb 2022" names nobody
    names_somebody = not is_dated or is_byline_names(before) or split_byline(part)
    return before if names_somebody else "", [cut_to_date(part)]


#: What may stand between a byline and what is before it: a mark, or a clock.
_PARTED = re.compile(r"[|¦·•∙●▪◦—–,：\d]")
#: How a text begins that can open a byline; most cannot, and a closer look is slow.
_OPENING = late(
    rf"(?-i:[^\0-\u0dff])|(?:{any_of(BYLINE_OPENINGS, either_case)})[:|•·]*(?:\s|\Z)", re.IGNORECASE
)


def observe_names(view: View, places: Places, seen: list[Observation]) -> Iterator[Observation]:
    """Yield names at the headline or beside a date, where no class word names anyone."""
    shown = [o for o in seen if o.source.witness == "human"]
    if any(map(_names_somebody, shown)):
        return
    beside_dates = _beside_dates(shown)
    start = places.headline
    for place in view.between(start - 20, max(places.first_paragraph + 4, start + 40)):
        is_beside = place in beside_dates
        text = _short_text(view, places, place, is_beside)
        if not text or places.region(place) != "article":
            continue
        source, name = _named(text, is_beside and _may_be_name(view, place, text))
        if name and not in_card(view, place, places):
            yield see(view, place, source, name)


def _beside_dates(shown: Sequence[Observation]) -> set[int]:
    """Return the places of the elements right around those that show a date."""
    return {o.order + step for o in shown if o.field in DATES for step in range(-3, 4)}


def _names_somebody(o: Observation) -> bool:
    """Return whether an observation names an author, rather than a word of the template."""
    return o.field == "author" and len(str(o.raw)) <= 80 and not str(o.raw).islower()


def _short_text(view: View, places: Places, place: int, is_beside: bool) -> str:
    """Return the text of an element that may name somebody, "" of others."""
    # "Par Élodie Marchand<br>Publié le …" is two lines
    is_headline = place == places.headline or view.tags[place] == "h1"
    text = "" if is_headline else view.own(place, " | ")
    opens = _OPENING.match(text)
    if not 4 < len(text) <= _SHORT_TEXT or not (opens or is_beside or _PARTED.search(text)):
        return ""
    # "Von <i>Friederike Haupt</i>, Oberkirnbach": the name may be an element's
    whole = view.text(place, _SHORT_TEXT + 1, " ", " | ").strip(" |") if opens else text
    return whole if len(whole) <= _SHORT_TEXT else text


def _may_be_name(view: View, place: int, text: str) -> bool:
    """Return whether a text is not a link to a story: without capitals any few words have a name's
    shape, "مدیر تازه موزه", a museum's new director.
    """
    around = (place, *view.ancestors(place))
    return text.lower() != text.upper() or "a" not in [view.tags[above] for above in around]


def _named(text: str, is_beside_date: bool) -> tuple[str, str]:
    """Return the source and the name in a short text around the headline, "" where it has none."""
    has_digit = DIGIT.search(text) is not None
    if name := _signed_part(text, has_digit):
        return "near-headline-byline", name
    if has_digit and (date := first_date(text)):
        return "near-headline-byline", _before_day(text, date)
    name = _without_role(text.strip(" |,·•-–—"))
    return "near-headline-name", name if is_beside_date and looks_like_person_name(name) else ""


def _without_role(text: str) -> str:
    """Return a name alone: "Матвей Полынин, корреспондент", "Ana Lens, AP National Writer"."""
    name, _, role = text.rpartition(",")
    return name.strip() if name and fold(role).split(" ")[-1] in ROLE_NOUNS else text


def _signed_part(text: str, has_digit: bool) -> str:
    """Return the part of a text that is a byline, "" without one."""
    # "Vydáno: 3. května 2021 13:08, Autor: Jan Novák", "2020-08-17 09:12 来源：江河报 作者：林语桐"
    spaced = text.split() if "：" in text else []
    for part in dict.fromkeys((*split_bars(text), *text.split(", ")[1:], *spaced, text)):
        # "By Jane Doe, Sat 5 Apr 2014"
        if has_digit and (parts := split_byline(part)):
            return parts[0]
        label, value = (label_of(part) if _OPENING.match(part) else None) or ("", "")
        if label == "author" and is_signed_names(value.rstrip(" :")):
            return part
    return ""


def _before_day(text: str, date: str) -> str:
    """Return the name before a day, "" where what stands there is none."""
    before, _, behind = text.partition(date)
    lone = without_lead_in(before)
    if not looks_like_person_name(lone) or says_other_day(text):
        return ""
    # "QUARRY BAY, March 5, 2021 -- The town has agreed", "Embargoed until: Thursday, 8 May 2003"
    is_report = lone.isupper() and len(behind) > 20
    is_label = text.partition(lone)[2].lstrip().startswith(":")
    return "" if is_report or is_label else lone
