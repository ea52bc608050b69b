"""``python -m bench.drift``: how soon a made site's change is found, and how often one is told
that never was.

``--write`` writes bench/reports/drift.md.  ``--floors`` asks fewer sites, and fails when too many
changes are missed, or a site that did not change is told to have.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from statistics import quantiles

from bench.data import ROOT
from bench.drift import made
from bench.drift.tried import (
    BEFORE,
    CHANGES,
    LEARNED,
    ORDERS,
    STORIES,
    WITHIN,
    Found,
    Tried,
    of_site,
)
from bench.stamps import seal
from service.profiles.drift import ONE_IN, PAGES

REPORT = ROOT / "bench" / "reports" / "drift.md"
#: Made sites of the report, and where only the floors are checked: some 15 seconds of two cores.
SITES, GUARDED = 52, 5
#: The share of changes that must be found, in percent (issue: within 20 pages of a site), and the
#: share of sites that did not change and may be told to have.
LEAST_FOUND, MOST_FALSE = 95.0, 1 / ONE_IN


def found_of(sites: int, processes: int) -> list[Found]:
    """Return the outcomes of made sites."""
    with ProcessPoolExecutor(processes) as pool:
        return list(pool.map(of_site, range(sites), chunksize=1))


def share_found(tried: Sequence[Tried]) -> float:
    """Return the share of changes that were found, in percent."""
    return 100 * sum(one.delay is not None for one in tried) / len(tried)


def beyond(found: Sequence[Found]) -> list[str]:
    """Return a line for each figure beyond its floor."""
    share = share_found([one for each in found for one in each.tried])
    alarms, unchanged = _alarms(found).total(), sum(each.unchanged for each in found)
    lines = []
    if share < LEAST_FOUND:
        lines.append(f"changes found: {share:.1f} % is under {LEAST_FOUND:g} %")
    if alarms > MOST_FALSE * unchanged:
        lines.append(f"false alarms: {alarms} of {unchanged} sites is over 1 in {ONE_IN}")
    return lines


def _alarms(found: Sequence[Found]) -> Counter[str]:
    return sum((each.alarms for each in found), Counter())


def _row(name: str, tried: Sequence[Tried]) -> str:
    delays = [one.delay for one in tried if one.delay is not None]
    # quantiles asks for two values
    cuts = quantiles(delays, n=20, method="inclusive") if len(delays) > 1 else delays * 19
    exact = sum(one.off == 0 for one in tried if one.delay is not None)
    near = sum(one.off <= 3 for one in tried if one.delay is not None)
    return (
        f"| {name} | {len(tried)} | {len(delays)} | {share_found(tried):.1f} | {cuts[9]:.0f} | "
        f"{cuts[18]:.0f} | {exact} | {near} |"
    )


def report(found: Sequence[Found]) -> list[str]:
    """Return the report's lines."""
    tried = [one for each in found for one in each.tried]
    unchanged, alarms = sum(each.unchanged for each in found), _alarms(found)
    shown = ", ".join(f"{name} {number}" for name, number in sorted(alarms.items())) or "none"
    watched = sum(each.watched for each in found) / unchanged
    text = _TEXT.format(
        sites=len(found),
        odd=f"{100 * made.ODD:g}",
        learned=LEARNED,
        changes=CHANGES,
        before=BEFORE - 1,
        within=WITHIN,
        rows="\n".join(
            [
                _row(name, mine)
                for name in made.KINDS
                if (mine := [one for one in tried if one.kind == name])
            ]
            + [_row("**all**", tried)]
        ),
        early=sum(one.before for one in tried),
        unchanged=f"{unchanged:,}",
        pages=PAGES,
        orders=ORDERS,
        watched=f"{watched:.0f}",
        alarms=alarms.total(),
        shown=shown,
        allowed=f"{MOST_FALSE * unchanged:g}",
        stories=STORIES * len(found),
        taken=sum(each.stories for each in found),
    )
    return text.splitlines()


_TEXT = """\
# When a site changed

Made by `python -m bench.drift --write`: {sites} made sites, seeded, of code that shares nothing
with the engine; {odd} % of their pages are odd. Profiles are learned from {learned} pages.

## Sites that change one habit at a known page

On each site {changes} changes, one at a time, of those that it can have, after 0 to {before} pages
that go on as before. *Found* is a change told within {within} pages, of the right habit and field;
*delay* counts the pages from the first changed one to that with which it was certain, and *named*
how far the page that is named as the first lies from it.

| change | sites | found | % | delay: median | 95 % | named exactly | within 3 pages |
|---|---|---|---|---|---|---|---|
{rows}

Told before there was a change: {early}.

## Sites that do not change

{unchanged} sites of {pages} pages after those that were learned from: each made site in {orders}
orders of its pages, in which other pages are learned from. On each {watched} habits are watched.

False alarms: **{alarms}** ({shown}); {allowed} are allowed.

Of {stories} large stories, each with its tag on half of forty pages in a row, {taken} were taken
for what the site says on every page.
"""


def main() -> int:
    """Run the bench; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.drift", description=__doc__)
    parser.add_argument("--sites", type=int, help=f"made sites (default: {SITES})")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--write", action="store_true", help=f"write {REPORT.relative_to(ROOT)}")
    parser.add_argument("--floors", action="store_true", help=f"ask {GUARDED} sites, and judge")
    options = parser.parse_args()
    found = found_of(options.sites or (GUARDED if options.floors else SITES), options.processes)
    bad = beyond(found)
    if options.floors:
        print("\n".join([*bad, f"drift of made sites: {len(bad)} figures beyond their floors"]))
        return 1 if bad else 0
    lines = report(found)
    print("\n".join(lines))
    if options.write:
        REPORT.write_text("\n".join(lines) + "\n", "utf-8")
        seal(REPORT)
    return 0


if __name__ == "__main__":
    sys.exit(main())
