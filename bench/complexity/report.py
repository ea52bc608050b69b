"""The figures of the engine together, the report of them, and what is held against the floors."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import Any

from bench.complexity.count import COLUMNS, Counted, counted
from bench.complexity.layout import laid_out
from bench.complexity.modules import engine, tables

#: The complexity above which a function must say why.
MOST = 10
CONDITIONS = "conditions"
LINES = f"lines at {COLUMNS} columns"
WIDE = f"lines over {COLUMNS} columns"
MEAN = "mean complexity"
CROWDED = "lines with several statements"
SEVERAL = "assignments of several constants"
ABOVE = f"functions above {MOST}"
#: What a cap holds, of all that is counted, at today's figure; the mean has one too, rounded up.
CAPPED = (CONDITIONS, LINES, WIDE, CROWDED, SEVERAL)
#: The columns of the table of packages.
COLUMNS_OF_PACKAGES = ("modules", LINES, CONDITIONS, "functions", MEAN, ABOVE, WIDE)


@dataclass(frozen=True, slots=True)
class Measured:
    """What was counted of the engine: by module, and the lines of its tables by file."""

    modules: Mapping[str, Counted]
    lines: Mapping[str, int]
    tables: Mapping[str, int]

    @property
    def above(self) -> dict[str, int]:
        """Return the functions above the limit as ``module:name``, the most complex first."""
        rows = {
            f"{module}:{name}": paths
            for module, one in self.modules.items()
            for name, paths in (*one.functions.items(), *one.lambdas.items())
            if paths > MOST
        }
        return dict(sorted(rows.items(), key=lambda row: (-row[1], row[0])))


def measured(root: Path) -> Measured:
    """Return what is counted of the engine below this root."""
    files = engine(root)
    texts = {module: path.read_text("utf-8") for module, path in files.items()}
    return Measured(
        modules={module: counted(text) for module, text in texts.items()},
        lines={module: len(text.splitlines()) for module, text in laid_out(texts).items()},
        tables={path.relative_to(root).as_posix(): _line_count(path) for path in tables(files)},
    )


def _line_count(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def figures(found: Measured, modules: Sequence[str] | None = None) -> dict[str, float]:
    """Return the figures of these modules together, of all where none are given."""
    chosen = list(found.modules) if modules is None else modules
    each = [found.modules[module] for module in chosen]
    paths = list(chain.from_iterable(one.functions.values() for one in each))
    widths = list(chain.from_iterable(one.widths for one in each))

    def summed(counted_as: str) -> int:
        return sum(map(attrgetter(counted_as), each))

    return {
        "modules": len(each),
        "lines as written": summed("lines"),
        LINES: sum(map(found.lines.__getitem__, chosen)),
        "lines of code": len(widths),
        CONDITIONS: summed("conditions"),
        "functions": len(paths),
        MEAN: round(sum(paths) / max(1, len(paths)), 3),
        ABOVE: sum(name.partition(":")[0] in chosen for name in found.above),
        "mean width of a line of code": round(sum(widths) / max(1, len(widths)), 1),
        WIDE: summed("wide"),
        CROWDED: summed("crowded"),
        "statements per line of code": round(summed("statements") / max(1, len(widths)), 3),
        SEVERAL: summed("constants"),
    }


def floors_today(found: Measured, exempt: Mapping[str, str]) -> dict[str, Any]:
    """Return the floors that hold today's figures.

    The mean is rounded up to a tenth: one condition more in one function is no breach of it.
    """
    total = figures(found)
    caps = {name: total[name] for name in CAPPED}
    return {
        "caps": caps | {MEAN: math.ceil(10 * total[MEAN]) / 10},
        "functions": {name: found.above[name] for name in sorted(found.above.keys() - exempt)},
        "exempt": dict(exempt),
    }


def lowered(floors: Mapping[str, Any], found: Measured) -> dict[str, Any]:
    """Return the floors with all that is better today, and nothing raised.

    A function that is simple now, or gone, loses its row.
    """
    exempt = {name: why for name, why in floors["exempt"].items() if name in found.above}
    today = floors_today(found, exempt)
    held = floors["functions"]
    kept = [name for name in held if name in today["functions"]]
    return {
        "caps": {name: min(cap, today["caps"][name]) for name, cap in floors["caps"].items()},
        "functions": {name: min(held[name], today["functions"][name]) for name in kept},
        "exempt": exempt,
    }


def beyond(floors: Mapping[str, Any], found: Measured) -> list[str]:
    """Return a line for each figure over its cap, and each function that may not be so complex."""
    total = figures(found)
    lines = [
        f"{name}: {total[name]:g} is over the cap of {cap:g}: take out as many as the change adds"
        for name, cap in floors["caps"].items()
        if total[name] > cap
    ]
    for name, paths in found.above.items():
        most = floors["functions"].get(name, MOST)
        if name not in floors["exempt"] and paths > most:
            lines.append(f"{name}: complexity {paths}, and it may have {most}: {_advice(most)}")
    return lines


def _advice(most: int) -> str:
    if most > MOST:
        return "make it no worse than it was"
    return "part it, or put what it knows in a table; if it only moved, move its row of the floors"


def text(found: Measured, exempt: Mapping[str, str]) -> list[str]:
    """Return the report's lines."""
    total = figures(found)
    lines = ["| figure | engine |", "|---|---|"]
    lines += [f"| {name} | {value:g} |" for name, value in total.items()]
    lines += ["", "## By package", "", *_package_table(found), ""]
    lines += ["## Tables in JSON", "", "| table | lines |", "|---|---|"]
    lines += [f"| `{name}` | {count} |" for name, count in found.tables.items()]
    lines += [f"| all | {sum(found.tables.values())} |", "", f"## Functions above {MOST}", ""]
    lines += ["| function | complexity | why |", "|---|---|---|"]
    for name, paths in found.above.items():
        lines.append(f"| `{name}` | {paths} | {exempt.get(name, '')} |")
    return lines


def _package_table(found: Measured) -> Iterable[str]:
    """Yield a row for each package below the top one, and one for the modules at the top."""
    packages: dict[str, list[str]] = {}
    for module in found.modules:
        packages.setdefault(_package_of(module, found), []).append(module)
    yield "| package | " + " | ".join(COLUMNS_OF_PACKAGES) + " |"
    yield "|---" * (len(COLUMNS_OF_PACKAGES) + 1) + "|"
    for package, modules in sorted(packages.items()):
        row = figures(found, modules)
        cells = (f"{row[column]:g}" for column in COLUMNS_OF_PACKAGES)
        yield f"| `{package}` | " + " | ".join(cells) + " |"


def _package_of(module: str, found: Measured) -> str:
    """Return the package below the top one that a module belongs to, or the top one itself."""
    top, _, rest = module.partition(".")
    room = f"{top}.{rest.partition('.')[0]}"
    return room if any(each.startswith(f"{room}.") for each in found.modules) else top
