"""What each rule of the engine is worth: ``python -m bench.ledger`` switches every row off in turn and counts the answers.

Writes bench/reports/ledger.md and ledger.json.  ``--kind places,predicates`` weighs a part and leaves the others as committed;
``--every N`` takes every Nth row and page, and only prints.  gold-blind is never read here.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from time import monotonic

from bench.data import required_data_dir
from bench.ledger.kinds import DEFAULT, KINDS, OWN_PAGES
from bench.ledger.material import Item, material
from bench.ledger.report import REPORTS, merged, read, text, written
from bench.ledger.weigh import Row, ledger, switches, world


def main(arguments: Iterable[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m bench.ledger", description=__doc__)
    parser.add_argument(
        "--kind", metavar="KINDS", default=",".join(DEFAULT), help=f"of {', '.join(KINDS)}; by default all but functions"
    )
    parser.add_argument("--every", type=int, default=1, metavar="N", help="every Nth row, on every Nth page; prints only")
    options = parser.parse_args(None if arguments is None else list(arguments))
    kinds = options.kind.split(",")
    unknown = sorted(set(kinds) - set(KINDS))
    if unknown:
        parser.error(f"there is no kind {', '.join(unknown)}")
    start = monotonic()
    rows: list[Row] = []
    groups: Counter[str] = Counter()
    for mine, pages in _shared(kinds):
        items = pages(options.every)
        groups.update(item.group for item in items)
        seen = world(items)
        print(f"{len(items)} pages watched in {monotonic() - start:.0f} s", flush=True)
        rows += ledger(seen, switches(mine, options.every))
    if options.every == 1:
        written(merged(read(REPORTS / "ledger.json"), rows, list(KINDS)), required_data_dir(), dict(groups))
    else:
        print(text(rows, {}, dict(groups)))
    print(f"{len(rows)} rows weighed in {monotonic() - start:.0f} s")
    return 0


def _shared(kinds: list[str]) -> Iterator[tuple[list[str], Callable[[int], list[Item]]]]:
    """Yield the kinds that are weighed on the same pages, with those."""
    common = [kind for kind in kinds if kind not in OWN_PAGES]
    if common:
        yield common, material
    yield from (([kind], OWN_PAGES[kind]) for kind in kinds if kind in OWN_PAGES)


if __name__ == "__main__":
    raise SystemExit(main())
