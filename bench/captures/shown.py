"""What the article shows at a look: the state of its life then, before any template writes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bench.captures.lives import Habits, Life, Look
from bench.corruption.moments import Moment


@dataclass(frozen=True, slots=True)
class Shown:
    """The article at one look."""

    look: Look
    habits: Habits
    headline: str
    authors: tuple[str, ...]
    #: What the system hands to the metadata, and to the line, as the publication.
    for_machine: Moment
    for_line: Moment
    #: The last modification that the system knows, where it tells of any.
    modified: Moment | None
    corrections: int
    updates: int
    #: When it was openly published again.
    again: Moment | None
    path: str
    archived: bool


def shown(life: Life, look: Look) -> Shown:
    """Return what the article shows at a look."""
    by = look.at
    edits = life.times("corrected", "updated", by=by)
    again = life.times("republished openly", by=by)
    habits = life.at(by)
    published = again[-1] if again else life.published
    over = max(edits, key=_instant) if edits else None
    overwrites = habits.on_update == "publication overwritten"
    moved = over if overwrites and over is not None and over.utc > published.utc else published
    told = habits.on_update == "modification told" and edits
    changed = bool(life.times("headline changed", by=by))
    added = bool(life.times("author added", by=by))
    telling = life.telling
    return Shown(
        look,
        habits,
        telling.changed if changed else telling.headline,
        (*telling.authors, telling.second_author) if added else telling.authors,
        published if habits.overwritten == "in the line" else moved,
        published if habits.overwritten == "in the metadata" else moved,
        over if told else None,
        len(life.times("corrected", by=by)),
        len(life.times("updated", by=by)),
        again[-1] if again else None,
        _path(life, by),
        bool(life.times("archived", by=by)),
    )


def _instant(moment: Moment) -> datetime:
    return moment.utc


def _path(life: Life, by: Moment) -> str:
    """Return the article's path, which a move changes."""
    day = life.published.wall
    slug = f"story-{life.number}-{life.telling.authors[0].encode().hex()[:6]}"
    dated = "date in the address" in life.habits[0].around
    start = f"/{day:%Y/%m/%d}/{slug}" if dated else f"/news/{slug}"
    return f"/archive/{slug}.html" if life.times("moved", by=by) else start
