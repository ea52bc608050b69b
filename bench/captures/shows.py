"""``python -m bench.captures.shows NUMBER…``: a made history as it was, and what is answered."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from random import Random
from typing import Any

from bench.captures.asked import alone, pages_of, together
from bench.captures.lives import Life, life
from bench.captures.pages import captures, line_of, stamps
from bench.captures.shown import shown
from bench.captures.truth import changes, truth


def lines(told: Life) -> Iterator[str]:
    """Yield a history for people to read."""
    known, pages = truth(told), pages_of(captures(told))
    answer = together(pages)
    yield f"history {told.number}, {told.locale.tag}, {known.kind}, redated: {known.redated}"
    yield f"  published {told.published.wall} {told.published.zone} ({told.published.utc} UTC)"
    yield from (f"  {event.at.wall} {event.kind}" for event in told.events)
    before = None
    for look, page in zip(told.looks, pages, strict=True):
        now = shown(told, look)
        rng = Random(f"{told.seed}/{look.at.utc}")
        said = alone(page)["article"].get("datePublished")
        what = look.instead or f"{stamps(told, now, rng)} line {line_of(told, now, rng)!r}"
        yield f"  look {look.at.utc} UTC: {what} -> {said}"
        if before is not None and look.instead is None and changes(told, before, look):
            yield f"    changed: {sorted(changes(told, before, look))}"
        before = look if look.instead is None else before
    date, value = answer["fields"]["datePublished"], answer["article"].get("datePublished")
    yield f"  together: {value} {date['status']} {date['confidence']}"
    history: dict[str, Any] = answer["history"]
    yield f"  published: {history['published']}"
    yield from (f"  version {each['fetchedAt']}: {each['changed']}" for each in history["versions"])


def main(arguments: Iterable[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bench.captures.shows", description=__doc__)
    parser.add_argument("numbers", metavar="NUMBER", nargs="+", type=int)
    parser.add_argument("--seed", type=int, default=47)
    options = parser.parse_args(None if arguments is None else list(arguments))
    for number in options.numbers:
        print("\n".join(lines(life(number, options.seed))))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
