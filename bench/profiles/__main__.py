"""``python -m bench.profiles [--write]``: what profiles put right and what they spoil, by the number of pages learned from."""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.accuracy import FIELDS, prediction
from bench.bytes import gold_page
from bench.data import CORPORA, ROOT, domain_of, gold_records, required_data_dir, scorer
from bench.profiles import made
from service.lexicon.texts import fold
from service.model import Page, Result
from service.normalize import Profile, normalize
from service.profiles import profile, state
from service.profiles.contribution import Contribution, contribution
from service.render import canonical_bytes

REPORT = ROOT / "bench" / "reports" / "profiles.md"
#: The numbers of pages that the curve has.
STEPS = (0, 1, 2, 3, 5, 10, 20, 50, 100)
#: Pages that are asked for from each site, of each kind of question.
_ROUNDS = 3


def learned(told: Iterable[Contribution | None]) -> profile.Profiles:
    """Return the profiles of these pages, of every site that has one."""
    found = state.of(one for one in told if one is not None)
    return profile.of_bytes(b"".join(profile.lines_of(found, 1)))


def told_by(page: Page) -> Contribution | None:
    """Return the contribution of one page to its site's profile."""
    return contribution(page, normalize(page))


def outcome(asked: made.Asked, result: Result, one: made.Made) -> str:
    """Return the outcome of a question.

    "right" where the date is true at its precision, "whole" where it has its offset too, "withheld", or "wrong".  A minute in
    place of the month, with nothing beside it, leaves the month unknowable: withholding is right there.
    """
    value, at = result.article.get("datePublished"), asked.story.at
    open_for_ever = asked.kind == "lone stamp" and one.stamp == "minute for month"
    if not isinstance(value, str):
        return "right" if open_for_ever else "withheld"
    if value[:10] != at.strftime("%Y-%m-%d"):
        return "wrong"
    if len(value) == 10:
        return "right"
    given = datetime.fromisoformat(value)
    if given.replace(tzinfo=None, second=0) != at.replace(tzinfo=None, second=0):
        return "wrong"
    if given.tzinfo is None:
        return "right"
    return "whole" if given.utcoffset() == at.utcoffset() else "wrong"


def of_site(number: int) -> dict[int, Counter[str]]:
    """Return the outcomes of one site's questions, by the number of pages that its profile was learned from."""
    one = made.site(number)
    told = [told_by(made.lesson(one, n)) for n in range(STEPS[-1])]
    asked = [question for n in range(_ROUNDS) for question in made.questions(one, 1000 + 10 * n)]
    found: dict[int, Counter[str]] = {}
    for step in STEPS:
        known = learned(told[:step])
        counts = found[step] = Counter()
        for question in asked:
            result = normalize(question.page, profile=known)
            habit = f"{question.kind}: {one.stamp}" if "stamp" in question.kind else question.kind
            counts[f"{habit}/{outcome(question, result, one)}"] += 1
            _count_fields(counts, one, question, result)
    return found


def _count_fields(counts: Counter[str], one: made.Made, asked: made.Asked, result: Result) -> None:
    tags = {fold(str(tag)) for tag in result.article.get("keywords") or ()}  # type: ignore[union-attr]
    counts["boilerplate tags/asked"] += len(one.tags)
    counts["boilerplate tags/kept"] += len(tags & set(one.tags))
    counts["true tags/asked"] += len(asked.story.tags)
    counts["true tags/lost"] += len(set(asked.story.tags) - tags)
    counts["headlines/asked"] += 1
    counts["headlines/wrong"] += result.article.get("headline") not in (asked.story.title, None)
    if one.described:
        counts["boilerplate descriptions/asked"] += 1
        counts["boilerplate descriptions/kept"] += "everything that moves the coast" in str(result.article.get("description"))
    if one.pictured:
        counts["boilerplate images/asked"] += 1
        counts["boilerplate images/kept"] += "share.jpg" in str(result.article.get("image"))


def curve(sites: int, processes: int) -> dict[int, Counter[str]]:
    """Return the outcomes of all sites' questions."""
    whole: dict[int, Counter[str]] = {step: Counter() for step in STEPS}
    with ProcessPoolExecutor(processes) as pool:
        for found in pool.map(of_site, range(sites), chunksize=4):
            for step, counts in found.items():
                whole[step].update(counts)
    return whole


# ------------------------------------------------------------------ poisoning


def poison(number: int) -> Counter[str]:
    """Return what changes on pages with two agreeing witnesses when an attacker made a tenth of the site's pages."""
    one = made.site(number)
    told = [told_by(made.lesson(one, n)) for n in range(54)]
    wrong = next(stamp for stamp in ("minute for month", "local Z") if stamp != one.stamp)
    bad = [told_by(made.poisoned(one, 500 + n, wrong)) for n in range(6)]
    clean, dirty = learned(told), learned([*told, *bad])
    counts: Counter[str] = Counter()
    for n in range(10):
        page = made.lesson(one, 700 + n)
        counts["asked"] += 1
        counts["moved by the attacker"] += len({_date(normalize(page, profile=known)) for known in (clean, dirty)}) > 1
    return counts


def _date(result: Result) -> str | None:
    value = result.article.get("datePublished")
    return value if isinstance(value, str) else None


# ------------------------------------------------------------------ gold pages, one left out at a time


def left_out(group: Sequence[Mapping[str, Any]]) -> list[tuple[str, Any, Any]]:
    """Return the answers for a site's pages, each without a profile and with that of the site's other pages."""
    folder = required_data_dir()
    pages = [gold_page(folder, dict(record)) for record in group]
    told = [told_by(page) for page in pages]
    found = []
    for index, (record, page) in enumerate(zip(group, pages, strict=True)):
        known = learned([one for other, one in enumerate(told) if other != index])
        found.append((str(record["id"]), _predicted(page, record, None), _predicted(page, record, known)))
    return found


def _predicted(page: Page, record: Mapping[str, Any], known: Profile | None) -> dict[str, Any]:
    return prediction(dict(normalize(page, profile=known).article), str(record["id"]))


def gold(corpus: str, processes: int) -> list[str]:
    """Return the report's rows: the pages whose site has others, the answers that change, and the fields whose figure does."""
    folder = required_data_dir()
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for record in gold_records(folder, corpus):
        groups[domain_of(record)].append(record)
    several = [group for group in groups.values() if len(group) > 1]
    with ProcessPoolExecutor(processes) as pool:
        answers = [answer for found in pool.map(left_out, several, chunksize=2) for answer in found]
    score = scorer(folder)
    records = score.drop_doubtful([record for group in several for record in group])
    plain, known = (score.score(records, {answer[0]: answer[n] for answer in answers})[0] for n in (1, 2))
    rows: list[tuple[str, float, float]] = []
    rows += [(name, plain[field]["f1"] or 0.0, known[field]["f1"] or 0.0) for field, name in FIELDS]
    instants, wrong = ([r["published"][key] or 0.0 for r in (plain, known)] for key in ("instant_rate", "wrong_rate"))
    rows += [("exact instant", instants[0], instants[1]), ("wrong days", -wrong[0], -wrong[1])]
    moved = sum(answer[1] != answer[2] for answer in answers)
    better, worse = ([name for name, before, after in rows if sign * (after - before) > 0] for sign in (1, -1))
    return [corpus, str(len(answers)), str(moved), ", ".join(better) or "none", ", ".join(worse) or "none"]


# ------------------------------------------------------------------ what it costs


def costs() -> list[tuple[str, str]]:
    """Return the cost of learning and of use per page, and of loading for a service."""
    one = made.site(1)
    pages = [made.lesson(one, n) for n in range(300)]
    known = learned(map(told_by, pages[:100]))
    results = [normalize(page) for page in pages]
    plain = using = telling = 0.0
    for page, result in zip(pages, results, strict=True):
        plain += _seconds(lambda: normalize(page))  # noqa: B023
        using += _seconds(lambda: normalize(page, profile=known))  # noqa: B023
        telling += _seconds(lambda: contribution(page, result))  # noqa: B023
    line = canonical_bytes(known.document(next(iter(known))))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "many.json"
        sites = b",\n".join(b'"site%d.example":' % n + line for n in range(MANY))
        path.write_bytes(b'{"sites":{\n' + sites + b'\n},"version":1}\n')
        size = path.stat().st_size
        del sites
        command = [sys.executable, "-c", _LOADING, str(path)]
        seconds, before, after = map(float, subprocess.run(command, check=True, capture_output=True, text=True).stdout.split())
    return [
        ("learning, beside a batch run of the same pages", f"+{100 * telling / plain:.1f} %"),
        ("using a profile, a page", f"{100 * (using - plain) / plain:+.1f} %"),
        (f"loading {MANY:,} sites ({size / 1e6:.0f} MB)", f"{seconds:.1f} s, {(after - before) / 1024:.0f} MB"),
    ]


#: Sites of the file that is loaded.
MANY = 100_000
_LOADING = """
import sys, time
from pathlib import Path
from service.profiles import profile
def held(what):
    return next(line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(what))
before = held("VmRSS")
began = time.process_time()
found = profile.loaded(Path(sys.argv[1]))
print(time.process_time() - began, before, held("VmHWM"))
"""


def _seconds(work: Callable[[], object]) -> float:
    """Return the least CPU seconds of several runs."""
    times = []
    for _ in range(7):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)


# ------------------------------------------------------------------ the report


#: Stamps that a page alone cannot tell from sound ones.
_DAMAGED = ("minute for month", "day before month", "lost pm", "local Z")


def _share(counts: Counter[str], part: tuple[str, ...], whole: Callable[[str], bool]) -> str:
    mine = {name: number for name, number in counts.items() if whole(name)}
    asked = sum(mine.values())
    return f"{100 * sum(number for name, number in mine.items() if name.endswith(part)) / asked:.1f}" if asked else "-"


def _silent(name: str) -> bool:
    """Return whether a count is of a question that only the site's other pages decide."""
    kind = name.rpartition("/")[0]
    return kind == "numbers alone" or kind.endswith(_DAMAGED)


def _curve_rows(found: Mapping[int, Counter[str]]) -> Iterator[str]:
    for step, counts in found.items():
        cells = [_share(counts, ends, _silent) for ends in (("/right", "/whole"), ("/withheld",), ("/wrong",))]
        cells.append(_share(counts, ("/whole",), lambda name: name.startswith("printed clock")))
        cells.append(_share(counts, ("/wrong",), lambda name: ": sound/" in name or "clock" in name))
        cells += [
            f"{100 * counts[f'boilerplate {kind}/kept'] / counts[f'boilerplate {kind}/asked']:.1f}"
            for kind in ("tags", "descriptions", "images")
        ]
        cells.append(f"{100 * counts['true tags/lost'] / counts['true tags/asked']:.2f}")
        yield f"| {step} | " + " | ".join(cells) + " |"


def report(sites: int, processes: int) -> list[str]:
    """Return the report's lines."""
    found = curve(sites, processes)
    with ProcessPoolExecutor(processes) as pool:
        moved = sum(pool.map(poison, range(min(sites, 60)), chunksize=4), Counter[str]())
    return [
        "# What profiles decide",
        "",
        f"Made by `python -m bench.profiles --write`: {sites} made sites with known truth, seeded; a fifth were relaunched, a",
        "quarter share a domain with another, and a tenth of their pages are odd. Shares in percent.",
        "",
        "*Silent and lone* are questions that a page alone cannot decide, or decides wrongly: `2022-10-25` for the 25th at ten",
        "past, days before months, a lost pm, a local clock behind a typed Z, each alone, beside a dated address and beside a",
        "printed day; and `03/04/2022` alone. Where nothing can be known, to withhold is right. *Offsets* are those given to",
        "printed clocks without a zone; *sound, wrong* are wrong answers where stamps are in order, or only bare of a zone.",
        "",
        "| pages learned from | silent and lone: right | withheld | wrong | offsets | sound, wrong | boilerplate tags kept"
        " | descriptions kept | images kept | true tags lost |",
        "|---|---|---|---|---|---|---|---|---|---|",
        *_curve_rows(found),
        "",
        "## Poisoning",
        "",
        f"Of {moved['asked']} pages whose own witnesses agree, with a tenth of the site's pages made by an attacker,"
        f" {moved['moved by the attacker']} moved.",
        "",
        "## Gold pages, each with the profile of its site's other pages",
        "",
        "| corpus | pages of sites with two or more | answers moved | fields better | fields worse |",
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
    parser.add_argument("--sites", type=int, default=200, help="made sites (default: %(default)s)")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--write", action="store_true", help=f"write {REPORT.relative_to(ROOT)}")
    options = parser.parse_args()
    lines = report(options.sites, options.processes)
    print("\n".join(lines))
    if options.write:
        REPORT.write_text("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
