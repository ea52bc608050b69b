"""The history of an article: when it was seen, what of it readers saw change, and when.

Only changes of what is known count: a value that is withheld at one look is no change at the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from service.captures.capture import Capture
from service.dates import stated_of
from service.dates.looks import Published
from service.lexicon.texts import fold
from service.model import Json, Resolution, Result
from service.spans.relative_words import is_relative

#: What readers see, of which each change makes a version.
SEEN = ("headline", "author", "datePublished", "dateModified", "description", "keywords")
_DATES = ("datePublished", "dateModified")
#: The clocks furthest east of UTC.
_EAST = timedelta(hours=14)
#: Between the rendering of a page and the end of its fetch.
_AT_ONCE = timedelta(minutes=2)
_CACHED = timedelta(minutes=15)
#: Sites print their own day: it is that before, or after, the one in UTC.
_ONE_DAY = timedelta(days=1)
#: An article is saved shortly before a look now and then, and not before most looks.
_MOSTLY = 0.75

#: A capture with its number in the answer's order.
Numbered = tuple[int, Capture]


def history_of(
    own: Sequence[Numbered], result: Result, published: Published | None
) -> dict[str, Json]:
    """Return the history that the captures of one article tell, in the order of their time."""
    follows = {name for name in _DATES if _follows(name, own)}
    return {
        "firstSeen": own[0][1].seen_at,
        "lastSeen": own[-1][1].seen_at,
        "captures": len(own),
        "versions": list(_versions(own, follows)),
        "published": _published(own, result.fields["datePublished"], published),
        "modified": list(_modified(own, follows)),
    }


def _follows(name: str, own: Sequence[Numbered]) -> bool:
    """Return whether a date is the moment of each look: the renderer's clock.

    Caches hand a page out for minutes after it was made.
    """
    looks = [(one.page.resolutions[name], one.fetched_at) for _, one in own]
    known = [(datetime.fromisoformat(r.instant), at) for r, at in looks if r.instant is not None]
    near = {instant for instant, at in known if abs(at - instant) <= _AT_ONCE}
    cached = {instant for instant, at in known if -_AT_ONCE <= at - instant <= _CACHED}
    if len(near) > 1 or len(cached) >= max(2, _MOSTLY * len(known)):
        return True
    # a clock beside the day is that of a save: live pages have one on the day of each look
    days = [(str(r.value), at.date()) for r, at in looks if r.precision == "day"]
    today = {day for day, at in days if abs(date.fromisoformat(day) - at) <= _ONE_DAY}
    # an article is seldom saved on the days of most looks
    return len(today) >= max(3, _MOSTLY * len({at for _, at in days}))


class _Known(NamedTuple):
    """A value as readers last saw it, and the texts of dates that then stood for it."""

    value: Json
    texts: frozenset[str]


def _versions(own: Sequence[Numbered], follows: set[str]) -> Iterator[dict[str, Json]]:
    """Yield each version at the look that first saw it, with what changed since the one before."""
    known: dict[str, _Known] = {}
    for at, (number, one) in enumerate(own):
        seen = _seen_of(one, follows)
        changed = [
            name for name in seen if name in known and _differ(name, known[name], seen[name])
        ]
        if changed or not at:
            yield {
                "capture": number,
                "fetchedAt": one.seen_at,
                "sha256": one.sha256,
                "changed": [_change(name, known[name], seen[name]) for name in changed],
            }
        for name in seen:
            value = seen[name].value if name in changed or name not in known else known[name].value
            known[name] = _Known(value, seen[name].texts)


def _seen_of(one: Capture, follows: set[str]) -> dict[str, _Known]:
    """Return what readers see at one look: null where nothing is there, nothing where it is not
    known.
    """
    fields, article = one.result.fields, one.result.article
    found = {}
    for name in SEEN:
        texts = _texts(name, one)
        open_ = name not in article and bool(texts)
        if name not in follows and fields[name].status != "ambiguous" and not open_:
            found[name] = _Known(article.get(name), frozenset(_settled(texts)))
    return found


def _texts(name: str, one: Capture) -> list[str]:
    """Return the texts that state a date at one look; none for what is no date."""
    if name not in _DATES:
        return []
    roles = ("datePublished", "date") if name == "datePublished" else (name,)
    return [each.text for each in stated_of(one.page.seen.observations) if each.role in roles]


def _settled(texts: Iterable[str]) -> Iterator[str]:
    """Yield the texts that do not count from the look: "3 hours ago" is another at each, and gives
    now this day and now the next.
    """
    return (text for text in texts if not is_relative(text))


def _change(name: str, before: _Known, after: _Known) -> dict[str, Json]:
    told: dict[str, Json] = {"path": f"/article/{name}"}
    told |= {} if before.value is None else {"before": before.value}
    return told | ({} if after.value is None else {"after": after.value})


def _differ(name: str, before: _Known, after: _Known) -> bool:
    """Return whether two values are other words, names or moments; a date is no other one where the
    page says the same.
    """
    if name in _DATES and before.texts == after.texts:
        return False
    if before.value is None or after.value is None:
        return before.value is not after.value
    if name in _DATES:
        return not _is_one_moment(str(before.value), str(after.value))
    same: Callable[[Json], object] = _SAME[name]
    return same(before.value) != same(after.value)


def _words(value: Json) -> object:
    return " ".join(fold(str(value)).split())


def _names(value: Json) -> object:
    listed = value if isinstance(value, list | tuple) else [value]
    return [_words(each.get("name") if isinstance(each, Mapping) else each) for each in listed]


def _set(value: Json) -> object:
    listed = value if isinstance(value, list | tuple) else [value]
    return {_words(each) for each in listed}


_SAME: dict[str, Callable[[Json], object]] = {
    "headline": _words,
    "author": _names,
    "description": _words,
    "keywords": _set,
}


def _is_one_moment(first: str, second: str) -> bool:
    """Return whether two dates can be one moment: as far as both say, by instants where both have a
    zone.
    """
    one, other = datetime.fromisoformat(first), datetime.fromisoformat(second)
    if one.tzinfo is not None and other.tzinfo is not None:
        return one.replace(second=0) == other.replace(second=0) or _agree(first, second)
    if len(first) == len(second) == len("2022-02-25"):
        return first == second
    if min(len(first), len(second)) == len("2022-02-25"):
        return abs(one.date() - other.date()) <= timedelta(days=1)
    return _agree(first, second)


def _agree(first: str, second: str) -> bool:
    """Return whether two clocks show the same minute."""
    return first[:16] == second[:16]


def _published(
    own: Sequence[Numbered], date: Resolution, published: Published | None
) -> dict[str, Json]:
    """Return between what the publication lies: the date's beginning and the first look."""
    moved = () if published is None else published.moved
    earliest = _earliest(date)
    told: dict[str, Json] = {} if earliest is None else {"notBefore": earliest}
    return {
        **told,
        "notAfter": own[0][1].seen_at,
        "movedTo": [
            {
                "datePublished": each.value,
                "capture": own[each.look][0],
                "fetchedAt": own[each.look][1].seen_at,
            }
            for each in moved
        ],
    }


def _earliest(date: Resolution) -> str | None:
    """Return the earliest moment that a date leaves, wherever its clock stands."""
    if date.instant is not None:
        return date.instant
    if date.value is None:
        return None
    begins = datetime.fromisoformat(str(date.value)).replace(tzinfo=UTC) - _EAST
    return begins.isoformat().replace("+00:00", "Z")


def _modified(own: Sequence[Numbered], follows: set[str]) -> Iterator[dict[str, Json]]:
    """Yield each date of a modification at the look that first saw it."""
    if "dateModified" in follows:
        return
    known: list[str] = []
    for number, one in own:
        value = one.result.article.get("dateModified")
        if isinstance(value, str) and not any(_is_one_moment(each, value) for each in known):
            known.append(value)
            yield {"dateModified": value, "capture": number, "fetchedAt": one.seen_at}
