"""The figures of the readings: cost as ratios to the parse, accuracy by the corpus' own scorer,
outcomes on made pages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta, timezone
from statistics import mean, median, quantiles
from types import ModuleType
from typing import Any

from bench.accuracy import FIELDS, figures
from bench.compare.roster import DATELINE, EMPTY_ROUTE, OVER_HTTP, PARSE, TOOLS
from bench.compare.rounds import Run
from bench.compare.workers import Reading
from bench.corruption.generate import Made
from bench.corruption.judge import verdict

#: The outcomes of a tool's date on a made page, from best to worst.
OUTCOMES = ("exact", "right day", "wrong", "nothing")
#: The reported name of each kind of page of the corruption bench; a trap is healthy and only looks
#: damaged.
KINDS = {"healthy": "healthy", "trap": "healthy", "defect": "damaged", "unsure": "undecidable"}

_HOMES = {tool.name: tool.home for tool in TOOLS}
_DATE_FIGURES = ("wrong days", "exact instant", "dates invented")


def cost(readings: Sequence[Reading]) -> dict[str, float]:
    """Return the ratio of the means, and of each percentile of the tool to the same of the
    parse.
    """
    spent = [reading.cpu for reading in readings]
    parse = [reading.floor or 0 for reading in readings]
    found = {"mean": mean(spent) / mean(parse)}
    theirs, ours = _percentiles(spent), _percentiles(parse)
    found |= {f"p{p}": theirs[p - 1] / ours[p - 1] for p in (50, 99)}
    return {name: round(value, 3) for name, value in found.items()}


def spread(readings: Sequence[Reading]) -> list[float]:
    """Return the tool's latency curve: the percentiles of its cost, each as a multiple of the mean
    parse.
    """
    parse = mean(reading.floor or 0 for reading in readings)
    return [round(cut / parse, 3) for cut in _percentiles([reading.cpu for reading in readings])]


def _percentiles(spent: Sequence[float]) -> list[float]:
    """Return the 99 percentiles, none outside what was measured.

    As of a sample they would be reckoned beyond its ends: of 1, 4 and 9 ms the first were -1.88 ms.
    """
    return quantiles(spent, n=100, method="inclusive")


def costs(run: Run) -> dict[str, dict[str, Any]]:
    """Return the cost by tool: on the first reading of every page, and on later ones with warm
    caches.
    """
    found: dict[str, dict[str, Any]] = {}
    for name, rounds in run.rounds.items():
        later = [reading for readings in rounds[1:] for reading in readings]
        found[name] = {
            "first": cost(rounds[0]),
            "again": cost(later) if later else None,
            "percentiles": spread(rounds[0]),
        }
    return found


def rim(run: Run) -> dict[str, float] | None:
    """Return the cost of HTTP alone: the server's CPU time less the engine's, as a multiple of the
    empty route's.

    The difference of two large numbers is noisy, hence the median over the rounds, with the least
    and the most.
    """
    if not {OVER_HTTP, EMPTY_ROUTE, DATELINE.name} <= run.rounds.keys():
        return None
    server, empty, engine = (
        [sum(reading.cpu for reading in readings) for readings in run.rounds[name]]
        for name in (OVER_HTTP, EMPTY_ROUTE, DATELINE.name)
    )
    ratios = [(full - own) / least for full, least, own in zip(server, empty, engine, strict=True)]
    parse = sum(
        reading.floor or 0 for readings in run.rounds[DATELINE.name] for reading in readings
    )
    found = {
        "rim to empty route": median(ratios),
        "least": min(ratios),
        "most": max(ratios),
        "server to parse": sum(server) / parse,
        "engine to parse": sum(engine) / parse,
        "empty route to parse": sum(empty) / parse,
    }
    return {name: round(value, 3) for name, value in found.items()}


def accuracy(
    run: Run, records: Sequence[dict[str, Any]], score: ModuleType
) -> dict[str, dict[str, Any]]:
    """Return each tool's figures on the gold, and the same without the gold from its own tests
    ("away").
    """
    kept = score.drop_doubtful(records)
    found: dict[str, dict[str, Any]] = {}
    for name, rounds in run.rounds.items():
        if name in (PARSE.name, EMPTY_ROUTE):
            continue
        readings = rounds[0]
        predictions = {
            record["id"]: dict(reading.fields)
            for record, reading in zip(records, readings, strict=True)
        }
        home = _HOMES.get(name)
        away = [record for record in kept if record["source"] != home]
        found[name] = {
            "figures": _figures(kept, predictions, score),
            "away": _figures(away, predictions, score) if home else None,
            "raised": dict(Counter(reading.error for reading in readings if reading.error)),
        }
    return found


def _figures(
    records: Sequence[dict[str, Any]], predictions: Mapping[str, dict[str, Any]], score: ModuleType
) -> dict[str, float]:
    """Return the figures of the fields that the tool gives on any page."""
    scored = score.score(records, predictions)[0]
    given = {
        name
        for field, name in FIELDS
        if any(not score.blank(p.get(field)) for p in predictions.values())
    }
    given |= set(_DATE_FIGURES) if "published day" in given else set()
    stated = {name: value for name, value in figures(scored).items() if name in given}
    return {name: value for name, value in stated.items() if _counted(scored, name)}


def _counted(scored: Mapping[str, Any], name: str) -> bool:
    """Return whether the gold at hand has values for the figure; that of a sample of pages may have
    none.
    """
    published = scored["published"]
    if name in _DATE_FIGURES:
        of = {
            "wrong days": published["n"],
            "exact instant": published["n_instant"],
            "dates invented": published["n_absent"],
        }
        return bool(of[name])
    return any(scored[field]["n"] for field, figure in FIELDS if figure == name)


def outcomes(run: Run, made: Sequence[Made], score: ModuleType) -> dict[str, dict[str, Any]]:
    """Return the shares of outcomes on made pages in percent, by kind of page."""
    found: dict[str, dict[str, Any]] = {}
    for name, rounds in run.rounds.items():
        if name in (PARSE.name, EMPTY_ROUTE, OVER_HTTP):
            continue
        by_kind: dict[str, Counter[str]] = {}
        for page, reading in zip(made, rounds[0], strict=True):
            outcome = outcome_of(page, reading.fields.get("published"), score)
            by_kind.setdefault(KINDS[page.kind], Counter())[outcome] += 1
        found[name] = {kind: _shares(counts) for kind, counts in by_kind.items()}
    return found


def _shares(counts: Counter[str]) -> dict[str, float]:
    return {outcome: round(100 * counts[outcome] / counts.total(), 1) for outcome in OUTCOMES}


def outcome_of(page: Made, value: Any, score: ModuleType) -> str:
    """Return the outcome of a date as a tool wrote it.

    The date is read as the gold's scorer reads dates.  A tool states no precision, so ":00" is not
    taken as a claim of seconds; and a date in UTC is right if its instant is, as with the gold.
    """
    if score.blank(value):
        return "exact" if page.expected.open else "nothing"
    when = score.parse_when(value)
    if when is None:
        return "wrong"
    answers = page.expected.answers or page.expected.truth
    zones = (
        {answer.offset for answer in answers if answer.offset is not None} if when.aware else set()
    )
    moments = [when.aware or when.naive] + [
        when.aware.astimezone(timezone(timedelta(minutes=zone))) for zone in zones
    ]
    written = [moment.isoformat() if moment else when.day.isoformat() for moment in moments]
    verdicts = {
        verdict(page.expected, text, "minute" if text[16:19] in (":00", "") else "second")
        for text in written
    }
    if "right" in verdicts:
        return "exact"
    return "wrong" if verdicts == {"wrong"} else "right day"
