"""What each rule of the engine is worth: ``python -m bench.ledger`` switches every row off in turn
and counts the answers, then each group of the rows that have no reason alone.

Writes bench/reports/ledger.md and ledger.json.  ``--kind places,predicates`` weighs a part and
leaves the others as committed, ``--new`` what the code has and the report lacks; ``--every N``
takes every Nth row and page, and only prints.  ``--gate`` weighs nothing: it fails where a row of
the code is not in the committed ledger, or more rows are without a reason than
bench/ledger_floors.json allows, which ``--lower`` lowers.  gold-blind is never read here.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from time import monotonic

from bench.data import required_data_dir
from bench.ledger.gate import gate, in_code
from bench.ledger.kinds import DEFAULT, KINDS, OWN_PAGES
from bench.ledger.material import Item, material
from bench.ledger.report import (
    REPORTS,
    completed,
    merged,
    read,
    read_groups,
    text,
    written,
)
from bench.ledger.rows import Row
from bench.ledger.weigh import AGAIN, Bounds, World, groups, ledger, switches, world
from bench.stamps import seal, stamp_of


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command's arguments."""
    made = argparse.ArgumentParser(prog="python -m bench.ledger", description=__doc__)
    made.add_argument(
        "--kind",
        metavar="KINDS",
        default=",".join(DEFAULT),
        help=f"of {', '.join(KINDS)}; by default all but functions",
    )
    made.add_argument(
        "--every",
        type=int,
        default=1,
        metavar="N",
        help="every Nth row, on every Nth page; prints only",
    )
    made.add_argument(
        "--again",
        type=int,
        default=AGAIN,
        metavar="N",
        help=f"N more pages of each sort for a row without a reason, by default {AGAIN}",
    )
    made.add_argument(
        "--most",
        type=int,
        metavar="N",
        help="N pages of each sort for a group, by default all",
    )
    made.add_argument("--new", action="store_true", help="weigh the rows that the report lacks")
    made.add_argument("--gate", action="store_true", help="fail where a row has no reason")
    made.add_argument("--lower", action="store_true", help="lower the floors of the gate")
    return made


def main(arguments: Iterable[str] | None = None) -> int:
    """Run the command."""
    made = parser()
    options = made.parse_args(None if arguments is None else list(arguments))
    if options.gate or options.lower:
        return gate(options.lower)
    kinds = options.kind.split(",")
    unknown = sorted(set(kinds) - set(KINDS))
    if unknown:
        made.error(f"there is no kind {', '.join(unknown)}")
    weigh(kinds, options.every, Bounds(options.again, options.most), options.new)
    return 0


def weigh(kinds: Collection[str], every: int, bounds: Bounds, new: bool) -> None:
    """Weigh the rows of the kinds, or those that are new, and write or print them."""
    start = monotonic()
    path = REPORTS / "ledger.json"
    rows, together = (read(path), read_groups(path)) if every == 1 else ([], [])
    known = {row.key for row in rows} if new else set()
    order = in_code(KINDS)
    pages: Counter[str] = Counter()
    for mine, those in _shared(kinds):
        chosen = [each for each in switches(mine, every) if each.key not in known]
        if not chosen:
            continue
        items = those(every)
        pages.update(item.group for item in items)
        seen = world(items, bounds)
        print(f"{len(items)} pages watched in {monotonic() - start:.0f} s", flush=True)
        weighed = ledger(seen, chosen)
        rows = completed(rows, weighed, order) if new else merged(rows, weighed, list(KINDS))
        print(f"{len(weighed)} rows weighed in {monotonic() - start:.0f} s", flush=True)
        together = regrouped(seen, rows, together, mine)
        print(f"their groups weighed in {monotonic() - start:.0f} s", flush=True)
    if every == 1:
        # A part that is weighed anew leaves the others of the engine that they were weighed with.
        whole = not new and set(kinds) == set(KINDS)
        before = None if whole else stamp_of(REPORTS / "ledger.md")
        written(rows, required_data_dir(), dict(pages), together, bounds)
        seal(REPORTS / "ledger.md", before)
    else:
        head = {"read": pages, "corpora": {}, **bounds._asdict()}
        print(text(rows, together, head))


def regrouped(
    seen: World, rows: Sequence[Row], old: Sequence[Row], kinds: Collection[str]
) -> list[Row]:
    """Return the groups of the rows that have no reason alone; those with a row of these kinds are
    weighed again, since other rows may have none now.
    """
    found = groups(rows)
    again = [each for each in found if any(part.kind in kinds for part in each.parts)]
    kept = {each.id for each in found} - {each.id for each in again}
    return sorted(
        [*(row for row in old if row.id in kept), *ledger(seen, again)], key=lambda row: row.id
    )


def _shared(kinds: Collection[str]) -> Iterator[tuple[list[str], Callable[[int], list[Item]]]]:
    """Yield the kinds that are weighed on the same pages, with those."""
    common = [kind for kind in kinds if kind not in OWN_PAGES]
    if common:
        yield common, material
    yield from (([kind], OWN_PAGES[kind]) for kind in kinds if kind in OWN_PAGES)


if __name__ == "__main__":
    raise SystemExit(main())
