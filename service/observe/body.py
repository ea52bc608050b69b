"""Readers of the article itself: headline, text, topics, section, people, copyright; and what stands for a missing field."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from service.lexicon.date_spans import first_date, looks_like_date
from service.lexicon.date_telling import says_other_day
from service.lexicon.labels import BYLINE_OPENINGS, LABELS, label_of, signed, without_end
from service.lexicon.lines import is_copyright
from service.lexicon.people import ROLE_NOUNS, is_byline_names, is_signed_names, looks_like_person_name
from service.lexicon.slugs import is_furniture, is_home
from service.lexicon.tables import phrases
from service.lexicon.texts import any_of, compact, either_case, fold, split_bars
from service.model import Json, Observation
from service.observe.date_stretch import DATES, DIGIT, date_stretch
from service.observe.datelines import in_card
from service.observe.sources import see
from service.patterns import late
from service.view import class_words
from service.view.columns import INLINE, View
from service.view.places import Places

_PARTS, _BADGE, _REST = 11, 40, 8
#: A shorter paragraph without a sentence's end is a line of the template: "3. August 2015 · Filed under local".
_SENTENCE_MARK = re.compile(r".{121}|[.!?…:。！？।؟»”\"][\s\"'”’»)\]]*$")
_ICON = re.compile(r"\d{1,2}|1[0-4]\d")
_LAST, _MOST_COPYRIGHTS = 250, 3
_LONGEST_LABEL, _MOST_LABELS = 40, 20
_TAGS_LABELS = LABELS["keywords"] | phrases("lines", "more_about")
_MOST_LINKS, _MOST_TAGS, _LARGEST_LIST = 40, 60, 600


def read_headline(view: View, places: Places) -> Iterator[Observation]:
    """The headline's element, and up to two other h1 of the article's region."""
    if places.headline >= 0:
        source = "h1" if view.tags[places.headline] == "h1" else "headline"
        yield see(view, places.headline, source, _alone(view, places.headline))
    others = [place for place in view.all("h1", limit=20) if place != places.headline and places.region(place) == "article"]
    for place, text in [(place, text) for place in others if (text := view.text(place))][:2]:
        yield see(view, place, "h1", text)


def _alone(view: View, headline: int) -> str:
    """Return the headline without a kicker, badge, count or day in an element of its own, where the <title> has the rest."""
    text = view.text(headline)
    inner = range(headline + 1, min(headline + _PARTS, view.ends[headline]))
    title = compact(next((view.text(place, 600) for place in view.all("title")), "")) if inner else ""
    for part in inner if compact(text) not in title else ():
        badge = view.text(part, _BADGE + 1)
        rest = (text.removeprefix(badge) if text.startswith(badge) else text.removesuffix(badge)).strip(" |·•:,–—-")
        if len(badge) <= _BADGE and len(rest) >= _REST and compact(rest) in title:
            return rest
    return text


def body_text(view: View, places: Places) -> str:
    """Return the paragraphs of the element that holds most text in paragraphs, in page order, one a line."""
    paragraphs: list[tuple[int, int, int, str]] = []
    weight: dict[int, int] = defaultdict(int)
    parents, runs, starts, stops = view.parents, view.runs, view.starts, view.stops
    for place in view.all("p", limit=5_000):
        text = "".join(runs[starts[place] : stops[place]]).replace(INLINE, "").strip()
        if "  " in text or not text.isprintable():
            text = " ".join(text.split())
        if len(text) > 1:
            parent = parents[place]
            above = parents[parent]
            paragraphs.append((place, parent, above, text))
            # furniture has short lines; some templates wrap every paragraph, and their common ancestor then wins by its sum
            size = len(text) if len(text) > 60 else len(text) // 4
            weight[parent] += size
            if view.tags[above] not in ("body", "html"):
                weight[above] += size * 2 // 3
    best = max(weight, key=weight.__getitem__, default=-1)
    inside = [(place, text) for place, parent, above, text in paragraphs if best in (parent, above)]
    return "\n".join([text for place, text in inside if places.region(place) == "article"])


def observe_fallbacks(view: View, places: Places, seen: list[Observation]) -> Iterator[Observation]:
    """Yield what stands in for a missing description or picture: the first paragraph, the first picture."""
    if not [o for o in seen if o.field == "description"]:
        yield from _first_paragraph(view, places)
    if all(isinstance(o.raw, str) and is_furniture(o.raw) for o in seen if o.field == "image"):
        yield from _first_picture(view, places)


def _first_paragraph(view: View, places: Places) -> Iterator[Observation]:
    for place in view.between(places.first_paragraph, len(view), frozenset({"p"})):
        if places.region(place) == "article":
            text = view.text(place, 3_000)
            if 40 < len(text) <= 2_500 and _SENTENCE_MARK.search(text) and not is_copyright(text):
                yield see(view, place, "first-paragraph", text)
                return


def _first_picture(view: View, places: Places) -> Iterator[Observation]:
    """Yield the first picture after the headline that is not the template's: not tiny, no inline data, no icon."""
    for place in view.all("img"):
        attributes = view.attributes[place]
        if place < places.headline or _ICON.fullmatch(attributes.get("width") or "") or places.region(place) == "neighbour":
            continue
        told = [(attributes.get(name) or "").strip() for name in ("data-src", "data-original", "data-lazy-src", "src")]
        address = next((each for each in told if each and not each.startswith("data:") and len(each) < 4_000), "")
        if address and not is_furniture(address) and ".gif" not in address.lower():
            yield see(view, place, "lead-image", address)
            return


def _has_copyright_mark(text: str) -> bool:
    return "©" in text or "opyright" in text or "(c)" in text


def read_copyright(view: View) -> Iterator[Observation]:
    """Yield the copyright lines at the end of the page: the innermost elements that hold the mark and the name."""
    found, end = 0, len(view)
    for place in view.marked(end - _LAST, end, _has_copyright_mark):
        # "© Getty Images" under a picture is the picture's
        text = view.text(place, 300) if found < _MOST_COPYRIGHTS and view.tags[place] != "figcaption" else ""
        if 0 < len(text) <= 250 and is_copyright(text):
            found += 1
            yield see(view, place, "copyright", text)


#: More than any article has; longer texts are no tag, and no topic behind "More on" where one link is longer than that.
MAX_TAGS, TAG, TOPIC = 200, 80, 50
_LINKS, _STEPS, _NEXT = frozenset({"a"}), frozenset({"a", "li"}), frozenset({"dt", "h2", "h3", "h4"})
#: Addresses of a tag's or a person's page, in the words of many languages.
_TO_TAGS, _TO_PEOPLE = phrases("templates", "links_to_tags"), phrases("templates", "links_to_people")
_HREF = re.compile(rf"/(?:(?P<tag>{any_of(_TO_TAGS)})[/=]|(?:{any_of(_TO_PEOPLE)})/[^/?#]{{2,80}})")


def read_links(view: View, places: Places, listed: Collection[str]) -> Iterator[Observation]:
    """Yield links to an author's or a tag's page, by rel or by the words of their address.

    An address alone, "/topic/fbi", says less of a tag than a rel does, or a place among those ``listed`` as tags.
    """
    counts = {True: 0, False: 0}
    for place in view.between(*places.article_range, _LINKS):
        given = view.attributes[place]
        rel, match = given.get("rel") or "", _HREF.search((given.get("href") or "").lower())
        # WordPress calls its categories so too: <a href="/category/local" rel="category tag">
        marked = "tag" in rel and "tag" in rel.split() and "category" not in rel
        tagged = marked or (match is not None and match["tag"] is not None)
        if not (match or tagged or "author" in rel) or counts[tagged] >= MAX_TAGS or places.region(place) != "article":
            continue
        text = view.text(place, TAG + 1, "" if tagged else " ")
        plain = tagged and not marked and text not in listed
        # a word of a sentence, ``at <a href="/topic/fbi">the FBI</a>``, is no entry of a list; a label and commas are shorter
        around = sum([len(view.runs[run].strip()) for run in view.direct.get(view.parents[place], ())[:4]])
        if not 0 < len(text) <= TAG or (plain and around > 60):
            continue
        # a link to a person's page may be a teaser's, or a count: "12 articles by Jane Doe"
        if tagged or (len(text) > 2 and not DIGIT.search(text) and not in_card(view, place, places)):
            counts[tagged] += 1
            yield see(view, place, "tag-link" if plain else "rel-tag" if tagged else "rel-author", text)


def read_labelled_tags(view: View, places: Places) -> Iterator[Observation]:
    """Yield the links behind a heading or label that says "Tags:" or "Mehr zum Thema"."""
    first, last = view.span(places.first_paragraph, places.article_range[1])
    short = [run for run, text in enumerate(view.runs[first:last], first) if len(text.strip()) <= _LONGEST_LABEL]
    labels = [view.owners[run] for run in short if " ".join(view.runs[run].lower().split()).strip(" :#") in _TAGS_LABELS]
    for place in [place for place in labels if len(view.direct[place]) == 1][:_MOST_LABELS]:
        links = [(link, label) for link in _links_behind(view, place) if (label := view.text(link, TAG + 1))]
        if all(len(label) <= TOPIC for _, label in links) and places.region(place) == "article":
            for link, label in links:
                yield see(view, link, "tag-list", label, within=place)


def _links_behind(view: View, place: int) -> Sequence[int]:
    """Return the links behind a label up to the next heading, in the nearest element around it that holds any."""
    start = view.ends[place]
    ends = [view.ends[above] for above in view.ancestors(place, 6)]
    end = next((end for end in ends if view.between(start, end, _LINKS)), start)
    links = view.between(start, next(iter(view.between(start, end, _NEXT)), end), _LINKS)
    return links if len(links) <= _MOST_LINKS else ()


def read_tags(view: View, place: int, found: frozenset[str], places: Places) -> Iterator[Observation]:
    """The links of a tag list."""
    # <div class="post hentry tag-flood-wall"> holds the whole article
    whole = view.ends[place] - place > _LARGEST_LIST or place in places.own
    if whole or "neighbour" in found or places.region(place) != "article":
        return
    links = [*view.inside(place, _LINKS)]
    for link in links if len(links) <= _MOST_TAGS else ():
        text = view.text(link, TAG + 1)
        if text and len(text) <= TAG and "bookmark" not in (view.attributes[link].get("rel") or ""):
            yield see(view, link, "tags", text, within=place)


def read_section(view: View, place: int, found: frozenset[str], places: Places) -> Iterator[Observation]:
    """The section that a short element beside the headline names."""
    short = view.stops[place] - view.starts[place] in (1, 2) and "author" not in found
    if short and places.near_headline(place) and places.region(place) == "article":
        text = view.text(place, 80)
        if 2 < len(text) <= 40 and not DIGIT.search(text):
            yield see(view, place, "section", text)


def read_crumbs(view: View, place: int, found: frozenset[str], places: Places) -> Iterator[Observation]:
    """Yield the steps of a breadcrumb trail as one list, since their order matters."""
    steps: list[Json] = []
    for step in list(view.inside(place, _STEPS))[:30]:
        # <a href="/">Anasayfa</a>, in whatever language
        linked = view.tags[step] == "a"
        home = not steps and linked and is_home(view.attributes[step].get("href") or "")
        if not home and (linked or not view.inside(step, {"a"})):
            text = view.text(step, 80)
            if 1 < len(text) <= 60 and text not in steps:
                steps.append(text)
    if steps:
        yield see(view, place, "breadcrumb", steps)


BYLINE, UNNAMED = 300, 160
_NOT_NAMES = frozenset("image photo avatar picture img social share follow icon links more".split())
_BYLINES = frozenset("byline bylines credits signature".split())
_LETTERS = re.compile(r"[^\W\d_].*[^\W\d_]")


def read_byline(view: View, place: int, found: frozenset[str], places: Places) -> Iterator[Observation]:
    """Yield what an element says that class words call an author or a byline: its author part and its date part apart."""
    if ("neighbour" in found and "author" not in found) or places.region(place) != "article":
        return
    words = class_words.words(view.names(place))
    text = view.text(place, BYLINE, " ", " | ") if words.isdisjoint(_NOT_NAMES) else ""
    if not text or len(text) > (120 if "biography" in found else BYLINE) or in_card(view, place, places):
        return
    name = "author" if words.isdisjoint(_BYLINES) else "byline"
    for part in split_bars(text):
        # "中華民國一百一十一年二月二十五日" has no digit
        if (digit := DIGIT.search(part)) or part[0] >= "\u2e80":
            date, dated = first_date(part), looks_like_date(part)
            if date or dated:
                yield see(view, place, "dateline", date_stretch(part))
                # "By Jane Doe 3 hours ago": a number, though no date is read there
                before = without_end(part.partition(date or (digit.group() if digit else part))[0])
                # "First published on Fri 25 Feb 2022" names nobody
                part = before if not dated or is_byline_names(before) or signed(part) else ""
        if _LETTERS.search(part) and part.casefold().strip(" :") not in LABELS["author"]:
            yield see(view, place, name, part)


#: What may stand between a byline and what is before it: a mark, or a clock.
_PARTED = re.compile(r"[|¦·•∙●▪◦—–,：\d]")
#: How a text begins that can open a byline; most cannot, and a closer look is slow.
_OPENING = late(rf"(?-i:[^\0-\u0dff])|(?:{any_of(BYLINE_OPENINGS, either_case)})[:|•·]*(?:\s|\Z)", re.IGNORECASE)


def observe_names(view: View, places: Places, seen: list[Observation]) -> Iterator[Observation]:
    """Yield names without a class word, where no other place names anyone: "By Jane Doe" at the headline, or beside a date."""
    shown = [o for o in seen if o.source.witness == "human"]
    if [o for o in shown if o.field == "author" and len(str(o.raw)) <= 80 and not str(o.raw).islower()]:
        return
    start = places.headline
    beside_dates = {o.order + step for o in shown if o.field in DATES for step in range(-3, 4)}
    for place in view.between(start - 20, max(places.first_paragraph + 4, start + 40)):
        if place not in view.direct or place == start or view.tags[place] == "h1":
            continue
        # "Par Élodie Marchand<br>Publié le …" is two lines
        text, beside = view.own(place, " | "), place in beside_dates
        opens = _OPENING.match(text)
        if not 4 < len(text) <= UNNAMED or not (opens or beside or _PARTED.search(text)) or places.region(place) != "article":
            continue
        if opens and len(whole := view.text(place, UNNAMED + 1, " ", " | ").strip(" |")) <= UNNAMED:
            # "Von <i>Friederike Haupt</i>, Oberkirnbach": the name may be an element's
            text = whole
        if beside and text.lower() == text.upper():
            # without capitals any few words have a name's shape: "مدیر تازه موزه", a museum's new director, in a link
            beside = "a" not in [view.tags[above] for above in (place, *view.ancestors(place))]
        if (name := _named(text, beside)) and not in_card(view, place, places):
            yield see(view, place, *name)


def _named(text: str, beside_date: bool) -> tuple[str, str] | None:
    """Return the source and the text of a name in a short text around the headline, or None."""
    digit, bars = DIGIT.search(text), split_bars(text)
    # "Vydáno: 3. května 2021 13:08, Autor: Jan Novák", "2020-08-17 09:12 来源：江河报 作者：林语桐"
    for part in dict.fromkeys((*bars, *text.split(", ")[1:], *(text.split() if "：" in text else ()), text)):
        # "By Jane Doe, Sat 5 Apr 2014"
        if digit and (parts := signed(part)):
            return "near-headline-byline", parts[0]
        told = label_of(part) if _OPENING.match(part) else None
        if told is not None and told[0] == "author" and is_signed_names(told[1].rstrip(" :")):
            return "near-headline-byline", part
    if digit and (date := first_date(text)):
        lone = without_end(text.partition(date)[0])
        # "QUARRY BAY, March 5, 2021 -- The town has agreed", "Embargoed until: Thursday, 8 May 2003": no names
        report = lone.isupper() and len(text.partition(date)[2]) > 20
        told_of = report or not looks_like_person_name(lone) or text.partition(lone)[2].lstrip().startswith(":")
        return None if told_of or says_other_day(text) else ("near-headline-byline", lone)
    # "Матвей Полынин, корреспондент", "Ana Lens, AP National Writer"
    text = text.strip(" |,·•-–—")
    name, _, role = text.rpartition(",")
    lone = name.strip() if name and fold(role).split(" ")[-1] in ROLE_NOUNS else text
    return ("near-headline-name", lone) if beside_date and looks_like_person_name(lone) else None
