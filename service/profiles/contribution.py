"""The contribution of one answered page to its site's profile: a set of features, each present or
absent.

No labels are used, and no profile: what two independent witnesses of a page agree on is taken as
true, and how the other places of the page state it is a habit of the site.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from service.dates import fetched_of
from service.dates.defects import DEFECTS, with_defects
from service.dates.partial import PartialDatetime, only
from service.dates.reading import Hints, Reading
from service.dates.readings import read
from service.dates.score import LOCAL_CLOCK_LABELLED_UTC
from service.dates.witnesses import NEUTRAL_ROLES, statements
from service.fields.frame import plain
from service.fields.url import country_of
from service.lexicon.slugs import address_key
from service.lexicon.texts import LONGEST, form_of, key_of
from service.model import (
    CORE_FIELDS,
    Context,
    Evidence,
    Json,
    Observation,
    Page,
    Resolution,
    Result,
)
from service.observe.transport import sent_at
from service.profiles.problem import host_fault

#: The separator of a feature's parts; it is removed from texts of the page.
PART = "\t"
#: The most features of one page; a page of a thousand tags tells no more of its site than its first
#: hundred.
MOST = 200
#: The least probability at which a date counts as agreed on by its witnesses.
_SURE = 0.9
#: The most dates of one role that are examined.
_MOST_TEXTS = 24
#: The row of a string that no damage explains.
AS_WRITTEN = "as_written"
#: Months in which hardly any place changes its clocks, by the name of the season in a profile.
SEASONS: Mapping[str, frozenset[int]] = {
    "january": frozenset((12, 1, 2)),
    "july": frozenset((5, 6, 7, 8)),
}
_ROLES = ("datePublished", "dateModified")
#: The fields whose places are counted: all that a template writes, so not the address, which every
#: page has.
PLACED = tuple(name for name in CORE_FIELDS if name != "url")
#: Damage that is an accident of one page, or that leaves next to nothing of the moment.
_OF_ONE_PAGE = frozenset(
    (
        "kept",
        "zero",
        "default_year",
        "default_month",
        "default_day",
        "year_before",
        "sixtieth_second",
    )
)
#: The damage that a template does on every page.
_HABITS = frozenset(
    defect.rule.id for defect in DEFECTS if _OF_ONE_PAGE.isdisjoint(defect.slots.values())
)


class Contribution(NamedTuple):
    """The contribution of one page: its site's host, the digest of its address, its day of
    publication, its sorted features.

    The day is a number (20220225), 0 where it is not known.
    """

    host: str
    address: str
    day: int
    features: tuple[str, ...]


class _Moment(NamedTuple):
    """A date as answered, down to its precision."""

    wall: datetime
    has_clock: bool
    utc: datetime | None
    offset: int | None


def contribution(page: Page, result: Result) -> Contribution | None:
    """Return what a page tells of its site; None for a page without an address."""
    stated = result.article.get("url")
    host = host_of(page.url) or host_of(stated if isinstance(stated, str) else None)
    if not host:
        return None
    address = (
        stated if isinstance(stated, str) and host_of(stated) == host else page.url or str(stated)
    )
    published = result.article.get("datePublished")
    features = sorted(set(_features(page, result)))[:MOST]
    return Contribution(host, digest_of(address), _number(published), tuple(features))


def host_of(address: str | None) -> str:
    """The host of an address as profiles have it: in small letters, in ASCII, without ``www.``; ""
    where there is none.
    """
    return _host_of(address) if address is not None and len(address) <= _LONGEST_ADDRESS else ""


#: Longer addresses are no page's, and would be kept whole.
_LONGEST_ADDRESS = 4_096


@lru_cache(maxsize=1024)
def _host_of(address: str) -> str:
    try:
        host = (urlsplit(address).hostname or "").rstrip(".")
        host = host.encode("idna").decode("ascii").lower() if not host.isascii() else host.lower()
    except (ValueError, UnicodeError):
        return ""
    host = host.removeprefix("www.")
    # what a file of profiles could not be read with again: "192.168.1.4", "a..b.com"
    return "" if host_fault(host) is not None else host


def digest_of(address: str) -> str:
    """Return the digest by which pages are sampled, of the address without scheme, ``www.`` and
    fragment.
    """
    text = address.partition("#")[0]
    bare = text.partition("://")[2] or text
    return hashlib.sha256(
        bare.removeprefix("www.").rstrip("/").encode("utf-8", "replace")
    ).hexdigest()[:32]


def feature(*parts: str) -> str:
    """Return a feature made of its parts, each shortened and without the separator."""
    return PART.join(
        " ".join(part.encode("utf-8", "replace").decode().split())[:LONGEST] for part in parts
    )


def _number(value: Json) -> int:
    day = str(value or "")[:10].replace("-", "")
    return int(day) if len(day) == 8 and day.isdecimal() else 0


def _features(page: Page, result: Result) -> Iterator[str]:
    language = result.article.get("inLanguage")
    tag = language if isinstance(language, str) else page.language
    fetched = fetched_of(Context(fetched_at=page.fetched_at or sent_at(page.headers)))
    hints = Hints(tag, country_of(page.url, tag), fetched)
    for role in _ROLES:
        if role in result.fields:
            yield from _of_date(result.fields[role], hints)
    yield from _of_headline(result.fields["headline"])
    yield from _of_places(result)
    yield from _of_values(result)


# ------------------------------------------------------------------ dates


def _of_date(resolution: Resolution, hints: Hints) -> Iterator[str]:
    """Yield how each place wrote a date on which two kinds of witnesses agree, and the day orders
    that strings prove alone.
    """
    moment = _moment(resolution)
    # what a profile says of a page is no news of its site
    heard = [
        e
        for e in resolution.evidence
        if e.observation.field != "otherDate" and e.observation.source.witness != "profile"
    ][:_MOST_TEXTS]
    # "09/07/2023" agrees with two days, and so proves neither
    kinds = {
        e.observation.source.witness
        for e in heard
        if e.agrees and not _is_open(e.observation, hints)
    }
    sure = moment is not None and resolution.confidence >= _SURE and len(kinds) > 1
    for evidence in heard:
        place = evidence.observation.source.id
        for text in _texts(evidence.observation, resolution.field):
            order = _order(text, hints)
            if order:
                yield feature("dates", place, "orders", order)
            if sure and moment is not None:
                yield from (
                    feature("dates", place, "formats", *path) for path in _rows(text, hints, moment)
                )
        if sure and evidence.agrees is not None:
            yield feature("dates", place, "seen")
            if evidence.agrees:
                yield feature("dates", place, "agreed")
    if sure and moment is not None:
        yield from _offset(heard, moment)


def _is_open(observation: Observation, hints: Hints) -> bool:
    """Return whether a text, read as written, names several days."""
    text = observation.raw if isinstance(observation.raw, str) else ""
    return len({reading.day() for reading in read(text, hints).healthy}) > 1


def _texts(observation: Observation, role: str) -> list[str]:
    found = statements([observation])
    return [
        s.text
        for s in found
        if s.role == role or (role == "datePublished" and s.role in NEUTRAL_ROLES)
    ][:4]


def _moment(resolution: Resolution) -> _Moment | None:
    if not isinstance(resolution.value, str):
        return None
    try:
        stated = datetime.fromisoformat(resolution.value)
    except ValueError:
        return None
    has_clock = resolution.precision in ("minute", "second")
    shift = stated.utcoffset()
    wall = stated.replace(tzinfo=None, second=0)
    utc = None if shift is None or not has_clock else wall - shift
    return _Moment(
        wall, has_clock, utc, None if shift is None else int(shift.total_seconds() // 60)
    )


def _rows(text: str, hints: Hints, moment: _Moment) -> Iterator[tuple[str, ...]]:
    """Yield the rows under which the text states the moment: as written, by damage alone, or by
    either.

    A text that can be either tells nothing: "2019-05-07 01:18" at 1:18 AM of a clock that may have
    lost its pm.
    """
    readings, form = with_defects(text, hints), form_of(text)
    as_written = any(_says(reading, moment) for reading in readings.healthy)
    rows = {
        r.rule
        for r in readings.broken
        if r.rule in _HABITS and r.rule and _says(r, moment, broken=True)
    }
    if any(_is_local_behind_utc(reading, moment) for reading in readings.healthy):
        rows.add(LOCAL_CLOCK_LABELLED_UTC.id)
    yield form, "seen"
    if as_written:
        yield form, AS_WRITTEN
    for row in sorted(rows):
        yield form, "either" if as_written else "rows", row


def _says(reading: Reading, moment: _Moment, broken: bool = False) -> bool:
    """Return whether a reading agrees with the moment; one of damage must not claim more than the
    moment does.
    """
    said = reading.partial
    if broken and said.minute is not None and not moment.has_clock:
        return False
    offset = only(said.offset)
    if said.hour is not None and offset is not None and moment.utc is not None:
        return _is_shown(said, moment.utc + timedelta(minutes=offset), True)
    walls = [moment.wall] if moment.utc is None else [moment.wall, moment.utc]
    return any(_is_shown(said, wall, moment.has_clock) for wall in walls)


def _is_shown(said: PartialDatetime, wall: datetime, with_clock: bool) -> bool:
    shown = {"year": wall.year, "month": wall.month, "day": wall.day}
    if with_clock:
        shown |= {"hour": wall.hour, "minute": wall.minute}
    return all(
        (allowed := getattr(said, name)) is None or value in allowed
        for name, value in shown.items()
    )


def _is_local_behind_utc(reading: Reading, moment: _Moment) -> bool:
    """Return whether a clock labelled UTC is in fact the readers' local clock, which is not stated
    to be UTC.
    """
    said = reading.partial
    if only(said.offset) != 0 or said.minute is None or not moment.has_clock:
        return False
    return _is_shown(said, moment.wall, True)


def _order(text: str, hints: Hints) -> str | None:
    """Return the order of day and month in a text of numbers in which only one order is possible:
    "25/04/2022".
    """
    told = [
        r
        for r in read(text, hints).healthy
        if r.written is not None and r.written.shape.order in ("dmy", "mdy")
    ]
    orders = {reading.written.shape.order for reading in told if reading.written is not None}
    # both orders of 03/03/2022 name the same day
    decides = len(orders) == 1 and all(
        (day := reading.day()) is not None and day.day > 12 for reading in told
    )
    return orders.pop() if decides else None


def _offset(heard: Sequence[Evidence], moment: _Moment) -> Iterator[str]:
    """Yield the offset of the clock shown to readers; zero only where the page prints it, since
    templates hard-code a Z.
    """
    season = next((name for name, months in SEASONS.items() if moment.wall.month in months), None)
    printed = [
        e.reading or "" for e in heard if e.agrees and e.observation.source.witness == "human"
    ]
    clocks = [reading for reading in printed if "T" in reading and ":" in reading]
    named = any(_names_offset(reading) for reading in clocks)
    if (
        season is None
        or moment.utc is None
        or moment.offset is None
        or not clocks
        or not (moment.offset or named)
    ):
        return
    yield feature("offsets", season, str(moment.offset))


def _names_offset(reading: str) -> bool:
    clock = reading.partition("T")[2]
    return any(sign in clock for sign in "+-Z")


# ------------------------------------------------------------------ the other fields


def _of_headline(resolution: Resolution) -> Iterator[str]:
    """Yield the texts that a place has before and after the headline, where another place states
    the headline alone.
    """
    value = resolution.value
    if not isinstance(value, str) or len(value) < _SHORTEST:
        return
    told = [
        (e.observation.source.id, plain(e.observation.raw))
        for e in resolution.evidence
        if isinstance(e.observation.raw, str)
    ]
    if not any(text == value for _, text in told):
        return
    for place, text in told:
        before, found, after = text.partition(value)
        if found and (before or after) and len(before) + len(after) < LONGEST:
            yield PART.join(("frames", place, f"{_shown(before)}{HERE}{_shown(after)}"))
        elif text == value:
            yield PART.join(("frames", place, HERE))


#: The placeholder of the headline in a frame, and the least letters of a headline: shorter ones
#: occur in titles by chance.
HERE, _SHORTEST = "{headline}", 8


def _shown(text: str) -> str:
    return text.replace(PART, " ").encode("utf-8", "replace").decode()


def _of_places(result: Result) -> Iterator[str]:
    """Yield the places in which each field was read, whatever they said: one that is gone tells of
    a changed template.
    """
    for name in PLACED:
        for evidence in result.fields[name].evidence:
            observation = evidence.observation
            if observation.field != "otherDate" and observation.source.witness != "profile":
                yield feature("places", name, observation.source.id)


def _of_values(result: Result) -> Iterator[str]:
    """Yield the values that may belong to the site and not to the page."""
    article = result.article
    # a list that no text bears out is withheld, and may be every page's all the same
    listed = next(
        (candidate.value for candidate in result.fields["keywords"].candidates),
        article.get("keywords"),
    )
    yield from (feature("tags", key_of(str(tag))) for tag in _list(listed)[:100])
    yield from (feature("authors", key_of(name)) for name in _names(article.get("author")))
    yield from (
        feature("sections", key_of(str(section)))
        for section in _list(article.get("articleSection"))[:10]
    )
    yield from (feature("images", key) for key in _addresses(article.get("image")))
    described = [e.reading for e in result.fields["description"].evidence if e.reading]
    yield from (
        feature("descriptions", key_of(text))
        for text in [*described, str(article.get("description") or "")]
        if text
    )
    for field, name in (("author", "authors"), ("articleSection", "sections")):
        yield from (
            feature(name, key_of(e.reading)) for e in result.fields[field].evidence if e.reading
        )
    publisher = article.get("publisher")
    shown = publisher.get("name") if isinstance(publisher, Mapping) else None
    if isinstance(shown, str):
        yield feature("publishers", shown)


def _list(value: Json) -> Sequence[Json]:
    return value if isinstance(value, list | tuple) else ()


def _names(value: Json) -> list[str]:
    return [
        str(item["name"])
        for item in _list(value)[:20]
        if isinstance(item, Mapping) and item.get("name")
    ]


def _addresses(value: Json) -> Iterable[str]:
    return [
        address_key(str(item["url"]))
        for item in _list(value)[:20]
        if isinstance(item, Mapping) and len(str(item["url"])) < LONGEST
    ]
