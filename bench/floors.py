"""Floors: what a figure may not fall below, or rise above, each with the reason of its last move.

A file of floors has ``[bound, reason]`` for each figure, in groups (a corpus, a form of the text),
and under ``noise`` how far a bound may lie from today's figure: about one page of those that it is
counted on, so that a change which costs one page and puts several right elsewhere moves no floor.
``python -m bench.floors`` fails where a bound lies further from the committed figure, and
``--raise REASON`` moves each such bound to where it has to be. It never lowers one: that is done
by hand, in a commit that says what was bought for it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

BENCH = Path(__file__).parent
NOISE = "noise"
#: The files of floors whose figures a committed report gives by corpus and name.
GUARDED = {"floors.json": "accuracy.json", "visible_floors.json": "visible.json"}
#: Figures of which less is better.
CEILINGS = ("wrong days", "dates invented")
#: Figures that nothing may move.
EXACT = ("dates invented",)


def read(path: Path) -> dict[str, Any]:
    """Return the bounds of a file of floors, without their reasons and the noise."""
    bounds: dict[str, Any] = _bare(json.loads(path.read_text("utf-8")))
    return bounds


def _bare(kept: Any) -> Any:
    if isinstance(kept, dict):
        return {name: _bare(value) for name, value in kept.items() if name != NOISE}
    return kept[0]


def due(
    kept: Mapping[str, Any], figures: Mapping[str, Mapping[str, float]]
) -> Iterator[tuple[str, str, float]]:
    """Yield the group, the name and the right place of each bound that leaves a figure more than
    the noise.
    """
    for group, noise in kept[NOISE].items():
        for name, (bound, _) in kept[group].items():
            figure, most = figures[group][name], 0.0 if name in EXACT else noise
            room = bound - figure if name in CEILINGS else figure - bound
            if room > most + 0.005:
                place = figure + most if name in CEILINGS else figure - most
                yield group, name, round(place, 2)


def text(kept: Mapping[str, Any]) -> str:
    """Return the floors as they are kept: a line for each figure."""
    groups = [
        f"  {json.dumps(group)}: {{\n"
        + ",\n".join(
            f"    {json.dumps(name)}: {json.dumps(each, ensure_ascii=False)}"
            for name, each in rows.items()
        )
        + "\n  }"
        for group, rows in kept.items()
    ]
    return "{\n" + ",\n".join(groups) + "\n}\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit code is 1 where a bound leaves more than the noise."""
    parser = argparse.ArgumentParser(prog="python -m bench.floors", description=__doc__)
    parser.add_argument(
        "--raise", dest="reason", help="move each such bound to today's figure less the noise"
    )
    options = parser.parse_args(arguments)
    lines = []
    for file, report in GUARDED.items():
        path = BENCH / file
        kept = json.loads(path.read_text("utf-8"))
        corpora = json.loads((BENCH / "reports" / report).read_text("utf-8"))["corpora"]
        figures = {corpus: found["figures"] for corpus, found in corpora.items()}
        for group, name, place in list(due(kept, figures)):
            lines.append(f"bench/{file}: {group}: {name}: {kept[group][name][0]:g}, now {place:g}")
            kept[group][name] = [place, options.reason]
        if options.reason:
            path.write_text(text(kept), "utf-8")
    print("\n".join(lines) or "Each bound leaves its figure no more than the noise.")
    return 1 if lines and not options.reason else 0


if __name__ == "__main__":
    raise SystemExit(main())
