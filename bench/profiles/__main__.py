"""``python -m bench.profiles``: what profiles put right and what they spoil, by the number of pages
learned from.

``--write`` writes bench/reports/profiles.md.  ``--floors`` asks only the made sites, with twenty
pages learned, and the poisoned ones, in half a minute, and fails when a share lies beyond
floors.json.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from bench.accuracy import FIELDS, prediction
from bench.bytes import gold_page
from bench.data import CORPORA, ROOT, domain_of, gold_records, required_data_dir, scorer
from bench.profiles.asked import curve, learned, poisoned, told_by
from bench.profiles.costs import costs
from bench.stamps import seal
from service.model import Page
from service.normalize import Profile, normalize

REPORT = ROOT / "bench" / "reports" / "profiles.md"
FLOORS = Path(__file__).with_name("floors.json")
#: The sites that are asked where only the floors are checked, and the pages that a profile is
#: learned from there.
GUARDED_SITES, GUARDED = 120, 20
#: The most sites that are poisoned.
POISONED = 60

# ------------------------------------------------------------------ gold pages, one left out at a
#   time


def left_out(group: Sequence[Mapping[str, Any]]) -> list[tuple[str, Any, Any]]:
    """Return the answers for a site's pages, each without a profile and with that of the site's
    other pages.
    """
    folder = required_data_dir()
    pages = [gold_page(folder, dict(record)) for record in group]
    told = [told_by(page) for page in pages]
    found = []
    for index, (record, page) in enumerate(zip(group, pages, strict=True)):
        known = learned([one for other, one in enumerate(told) if other != index])
        found.append(
            (str(record["id"]), _predicted(page, record, None), _predicted(page, record, known))
        )
    return found


def _predicted(page: Page, record: Mapping[str, Any], known: Profile | None) -> dict[str, Any]:
    return prediction(dict(normalize(page, profile=known).article), str(record["id"]))


def gold(corpus: str, processes: int) -> list[str]:
    """Return the report's rows: the pages whose site has others, the answers that change, and the
    fields whose figure does.
    """
    folder = required_data_dir()
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for record in gold_records(folder, corpus):
        groups[domain_of(record)].append(record)
    several = [group for group in groups.values() if len(group) > 1]
    with ProcessPoolExecutor(processes) as pool:
        answers = [answer for found in pool.map(left_out, several, chunksize=2) for answer in found]
    score = scorer(folder)
    records = score.drop_doubtful([record for group in several for record in group])
    plain, known = (
        score.score(records, {answer[0]: answer[n] for answer in answers})[0] for n in (1, 2)
    )
    rows: list[tuple[str, float, float]] = []
    rows += [(name, plain[field]["f1"] or 0.0, known[field]["f1"] or 0.0) for field, name in FIELDS]
    instants, wrong = (
        [r["published"][key] or 0.0 for r in (plain, known)]
        for key in ("instant_rate", "wrong_rate")
    )
    rows += [("exact instant", instants[0], instants[1]), ("wrong days", -wrong[0], -wrong[1])]
    moved = sum(answer[1] != answer[2] for answer in answers)
    better, worse = (
        [name for name, before, after in rows if sign * (after - before) > 0] for sign in (1, -1)
    )
    return [
        corpus,
        str(len(answers)),
        str(moved),
        ", ".join(better) or "none",
        ", ".join(worse) or "none",
    ]


# ------------------------------------------------------------------ the report


#: Fields whose truth some made sites have, and stamps that a page alone cannot tell from sound
#: ones.
_NAMED = ("authors", "sections", "publishers")
_DAMAGED = ("minute for month", "day before month", "lost pm", "local Z")


def _share(counts: Counter[str], part: tuple[str, ...], whole: Callable[[str], bool]) -> float:
    mine = {name: number for name, number in counts.items() if whole(name)}
    return (
        100
        * sum(number for name, number in mine.items() if name.endswith(part))
        / sum(mine.values())
    )


def _silent(name: str) -> bool:
    """Return whether a count is of a question that only the site's other pages decide."""
    kind = name.rpartition("/")[0]
    return kind == "numbers alone" or kind.endswith(_DAMAGED)


def figures(counts: Counter[str]) -> dict[str, float]:
    """Return the shares of a row of the curve, in percent, by what the report calls them."""
    found = {
        f"silent and lone: {what}": _share(counts, ends, _silent)
        for what, ends in (
            ("right", ("/right", "/whole")),
            ("withheld", ("/withheld",)),
            ("wrong", ("/wrong",)),
        )
    }
    found["offsets"] = _share(counts, ("/whole",), lambda name: name.startswith("printed clock"))
    found["sound, wrong"] = _share(
        counts, ("/wrong",), lambda name: ": sound/" in name or "clock" in name
    )
    for kind in ("tags", "descriptions", "images"):
        found[f"boilerplate {kind} kept"] = (
            100 * counts[f"boilerplate {kind}/kept"] / counts[f"boilerplate {kind}/asked"]
        )
    found["true tags lost"] = 100 * counts["true tags/lost"] / counts["true tags/asked"]
    found["headlines wrong"] = 100 * counts["headlines/wrong"] / counts["headlines/asked"]
    return found | {
        f"{kind} right": 100 * counts[f"{kind}/right"] / counts[f"{kind}/asked"] for kind in _NAMED
    }


def _curve_rows(found: Mapping[int, Counter[str]]) -> Iterator[str]:
    for step, counts in found.items():
        cells = [
            f"{share:.2f}" if name == "true tags lost" else f"{share:.1f}"
            for name, share in figures(counts).items()
        ]
        yield f"| {step} | " + " | ".join(cells) + " |"


def beyond(found: Mapping[str, float], floors: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Return a line for each figure beyond its floor."""
    under = {name: floor for name, floor in floors["at least"].items() if found[name] < floor}
    over = {name: most for name, most in floors["at most"].items() if found[name] > most}
    return [
        f"{name}: {found[name]:.2f} is {how} {bound:g}"
        for how, bounds in (("under", under), ("over", over))
        for name, bound in bounds.items()
    ]


def guarded(sites: int, processes: int) -> dict[str, float]:
    """Return the figures that floors guard."""
    moved = poisoned(min(sites, POISONED) // 2, processes)
    return figures(curve(sites, processes, (GUARDED,))[GUARDED]) | {
        "poisoned pages moved": moved["moved by the attacker"]
    }


def report(sites: int, processes: int) -> list[str]:
    """Return the report's lines."""
    found = curve(sites, processes)
    moved = poisoned(min(sites, POISONED), processes)
    return [
        "# What profiles decide",
        "",
        (
            f"Made by `python -m bench.profiles --write`: {sites} made sites with known "
            "truth, seeded; a fifth were relaunched, a"
        ),
        (
            "quarter share a domain with another, and a tenth of their pages are odd. "
            "Shares "
            "in percent."
        ),
        "",
        (
            "*Silent and lone* are questions that a page alone cannot decide, or decides "
            "wrongly: `2022-10-25` for the 25th at ten"
        ),
        (
            "past, days before months, a lost pm, a local clock behind a typed Z, each "
            "alone,"
            " beside a dated address and beside a"
        ),
        (
            "printed day; and `03/04/2022` alone. Where nothing can be known, to "
            "withhold is "
            "right. *Offsets* are those given to"
        ),
        (
            "printed clocks without a zone; *sound, wrong* are wrong answers where "
            "stamps "
            "are in order, or only bare of a zone."
        ),
        (
            "Some sites have their headlines in the title alone, within the site's frame,"
            " "
            "some have one name or one section on"
        ),
        (
            "every page beside the story's own, some a second place whose date is never "
            "the "
            "story's; the publisher's name stands"
        ),
        "on no page that asks.",
        "",
        "| pages learned from | silent and lone: right | withheld | wrong | offsets | "
        "sound, wrong | boilerplate tags kept"
        " | descriptions kept | images kept | true tags lost | headlines wrong | authors "
        "right | sections right"
        " | publishers right |",
        "|" + "---|" * 14,
        *_curve_rows(found),
        "",
        "## Poisoning",
        "",
        f"Of {moved['asked']} pages whose own witnesses agree, with a tenth of the "
        "site's pages made by an attacker,"
        f" {moved['moved by the attacker']} moved.",
        "",
        "## Gold pages, each with the profile of its site's other pages",
        "",
        (
            "| corpus | pages of sites with two or more | answers moved | fields better |"
            " "
            "fields worse |"
        ),
        "|---|---|---|---|---|",
        *("| " + " | ".join(gold(corpus, processes)) + " |" for corpus in CORPORA),
        "",
        "## Costs",
        "",
        "| what | cost |",
        "|---|---|",
        *(f"| {what} | {cost} |" for what, cost in costs()),
    ]


def main() -> int:
    """Run the bench; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.profiles", description=__doc__)
    parser.add_argument(
        "--sites",
        type=int,
        default=200,
        help=f"made sites (default: %(default)s, or {GUARDED_SITES} for the floors)",
    )
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--write", action="store_true", help=f"write {REPORT.relative_to(ROOT)}")
    parser.add_argument(
        "--floors",
        action="store_true",
        help="ask the made sites alone, and fail beyond floors.json",
    )
    options = parser.parse_args()
    if options.floors:
        bad = beyond(
            guarded(min(options.sites, GUARDED_SITES), options.processes),
            json.loads(FLOORS.read_text("utf-8")),
        )
        print("\n".join([*bad, f"profiles of made sites: {len(bad)} figures beyond their floors"]))
        return 1 if bad else 0
    lines = report(options.sites, options.processes)
    print("\n".join(lines))
    if options.write:
        REPORT.write_text("\n".join(lines) + "\n", "utf-8")
        seal(REPORT)
    return 0


if __name__ == "__main__":
    sys.exit(main())
