"""The sealed half of the corruption bench: ``python -m bench.sealed`` prints totals, and no option
prints more.

That is the seal: whoever edits ``service/dates`` does not read the families, and the command never
names a family, a page or an answer, so that the figure says what the engine does with damage that
nobody tuned it for.  ``--write`` writes bench/reports/sealed.md.  The default run takes at most 90
seconds on one core.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from bench.sealed.catalogue import REGISTER
from bench.sealed.families import SIZE, corpus, digest
from bench.sealed.score import table, totals
from bench.stamps import seal
from service import __version__

REPORT = Path(__file__).parent.parent / "reports" / "sealed.md"


def parser() -> argparse.ArgumentParser:
    """The options, none of which opens the seal."""
    found = argparse.ArgumentParser(prog="python -m bench.sealed", description=__doc__)
    found.add_argument("--seed", type=int, default=1)
    found.add_argument(
        "--size", type=int, default=SIZE, help=f"pages of a family at least ({SIZE})"
    )
    found.add_argument(
        "--write", action="store_true", help="write the totals into bench/reports/sealed.md"
    )
    return found


def main(arguments: Iterable[str] | None = None) -> int:
    """The command."""
    options = parser().parse_args(None if arguments is None else list(arguments))
    pages = list(corpus(options.seed, options.size))
    lines = table(totals(pages))
    print("\n".join(lines))
    print(f"{len(REGISTER)} families, corpus {digest(pages)}")
    if options.write:
        command = f"python -m bench.sealed --seed {options.seed} --size {options.size} --write"
        REPORT.write_text(_markdown(lines, command, digest(pages)), "utf-8")
        seal(REPORT)
    return 0


def _markdown(lines: Iterable[str], command: str, name: str) -> str:
    return "\n".join(
        (
            "# The sealed bench",
            "",
            f"Made by `{command}`: Dateline {__version__},",
            f"{len(REGISTER)} families of damaged and of difficult healthy dates. Corpus {name}.",
            "",
            (
                "The families are kept from whoever edits `service/dates`, and only "
                "totals "
                "are told: no family, page or answer."
            ),
            (
                "*Right*: as exact as the page allows, or withheld where a careful "
                "reader "
                "could not decide or the page has no"
            ),
            (
                "date of its own. *Wrong*: another day, clock or offset, or any date "
                "where "
                "none may be given. A true one on a"
            ),
            "page that leaves it open is counted apart, and as true in the calibration.",
            "",
            *lines,
            "",
        )
    )


if __name__ == "__main__":
    raise SystemExit(main())
