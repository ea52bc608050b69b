"""What each rule of the engine is worth: ``python -m bench.ledger`` switches every row off in turn and counts the answers.

Writes bench/reports/ledger.md and ledger.json.  ``--kind places,predicates`` weighs a part and leaves the others as committed;
``--every N`` takes every Nth row and page, and only prints.  gold-blind is never read here.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from time import monotonic

from bench.data import required_data_dir
from bench.ledger.kinds import DEFAULT, KINDS
from bench.ledger.material import material
from bench.ledger.report import REPORTS, merged, read, text, written
from bench.ledger.weigh import ledger, switches, world


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
    items = material(options.every)
    seen = world(items)
    print(f"{len(items)} pages watched in {monotonic() - start:.0f} s", flush=True)
    rows = ledger(seen, switches(kinds, options.every))
    groups = ", ".join(f"{name} {count}" for name, count in Counter(item.group for item in items).items())
    if options.every == 1:
        written(merged(read(REPORTS / "ledger.json"), rows, list(KINDS)), required_data_dir(), groups)
    else:
        print(text(rows, {}, groups))
    print(f"{len(rows)} rows weighed in {monotonic() - start:.0f} s")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
