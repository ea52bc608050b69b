"""Answers held against the truth: right, wrong or withheld, versions found and invented."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from bench.captures.lives import Life, Look, stamp
from bench.captures.truth import Truth, changes, may_move

Answer = dict[str, Any]
#: What a version can say was changed, by the last name of its path.
OF_READERS = ("headline", "author", "datePublished", "dateModified", "description", "keywords")


def verdict(answer: Answer, known: Truth) -> str:
    """Return whether the publication that an answer gives is right, wrong or withheld."""
    given = answer.get("article", {}).get("datePublished")
    if given is None:
        return "withheld"
    return "right" if _is_right(str(given), known) else "wrong"


def _is_right(given: str, known: Truth) -> bool:
    if "T" not in given:
        return datetime.fromisoformat(given).date() in known.days
    moment = datetime.fromisoformat(given)
    wall = moment.replace(tzinfo=None, second=0)
    if moment.tzinfo is None:
        return wall in known.walls and wall.date() in known.days
    instant = moment.astimezone(UTC).replace(tzinfo=None, second=0)
    return instant in known.instants


def single(answers: Sequence[Answer], known: Truth, life: Life) -> dict[str, str]:
    """Return the verdicts of one capture by itself: the first look's, the last's, the surest's."""
    places = [index for index, look in enumerate(life.looks) if look.instead is None]
    told = [answers[index] for index in places]
    surest = max(told, key=_sureness)
    verdicts = {"the first": told[0], "the last": told[-1], "the surest": surest}
    found = {name: verdict(answer, known) for name, answer in verdicts.items()}
    found["any"] = "right" if any(verdict(a, known) == "right" for a in told) else "wrong"
    return found


def _sureness(answer: Answer) -> float:
    given = "datePublished" in answer.get("article", {})
    return float(answer["fields"]["datePublished"].get("confidence") or 0) if given else -1.0


def redating(answer: Answer) -> bool:
    """Return whether an answer says that the publication was moved."""
    published = answer.get("history", {}).get("published", {})
    repaired = any(one["rule"] == "published_again" for one in answer.get("repairs", ()))
    return bool(published.get("movedTo")) or repaired


def versions(answer: Answer, life: Life, known: Truth) -> Counter[str]:
    """Return how many changes were found, missed and invented."""
    told = _told(answer)
    counts: Counter[str] = Counter()
    for before, after in pairwise(known.looks):
        true, said = changes(life, before, after), told.get(stamp(after.at), frozenset())
        _count(counts, life, before, after, true, said)
    seen = {stamp(look.at) for look in known.looks}
    counts["other looks shown as versions"] = len(set(told) - seen)
    return counts


def _count(
    counts: Counter[str],
    life: Life,
    before: Look,
    after: Look,
    true: frozenset[str],
    said: frozenset[str],
) -> None:
    for name in ("headline", "author"):
        counts[f"{name} changed"] += name in true
        counts[f"{name} found"] += name in true and name in said
    dated = bool(true & {"datePublished", "dateModified"})
    counts["date changed"] += dated
    counts["date found"] += dated and bool(said & {"datePublished", "dateModified"})
    counts["pairs of looks"] += 1
    if not may_move(life, before, after):
        counts["pairs without an event"] += 1
        counts["invented without an event"] += bool(said)
        counts.update(f"invented: {name}" for name in said)
        return
    for name in ("headline", "author", "description", "keywords"):
        counts["invented beside an event"] += name in said and name not in true


def _told(answer: Answer) -> dict[str, frozenset[str]]:
    """Return the names that each version says were changed, by the time of its look."""
    found: dict[str, frozenset[str]] = {}
    for version in answer.get("history", {}).get("versions", ()):
        names = {part for one in version.get("changed", ()) for part in one["path"].split("/")}
        at = datetime.fromisoformat(version["fetchedAt"]).astimezone(UTC)
        found[f"{at:%Y-%m-%dT%H:%M:%SZ}"] = frozenset(names & set(OF_READERS))
    return found
