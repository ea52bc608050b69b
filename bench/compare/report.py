"""The report of the comparison: tables in Markdown, the figures as JSON, and the plots."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from statistics import mean
from textwrap import fill
from typing import Any

from bench.compare.figures import KINDS, OUTCOMES
from bench.compare.roster import DATELINE, EMPTY_ROUTE, OVER_HTTP, TOOLS
from bench.compare.rounds import RIM_ROUNDS, SLOW
from bench.plots import COLOURS, Axis, Plot, powers

#: Figures in which every field's F1 is averaged for the plot of accuracy against cost.
_F1 = (
    "headline",
    "authors",
    "published day",
    "tags",
    "publisher",
    "description",
    "canonical",
    "image",
    "language",
)

Report = Mapping[str, Any]

_MEANING = (
    "Every tool reads the same pages from memory, in a process of its own, one after the "
    "other page by page; no network. "
    "Cost is the CPU time of that process (for Dateline over HTTP, of gunicorn's worker),"
    " divided by what selectolax needs to "
    "parse the same pages, measured in the same process beside each reading (for Node "
    "tools and servers: in Dateline's)."
)
_ACCURACY = (
    "F1 in percent; wrong days as a share of the dated pages, exact instants of those "
    "that the gold knows, invented dates as a "
    "count of pages without one. Much of the gold comes from peers' own tests: after the "
    "arrow the figure without it."
)
_COST = (
    "First: each page read for the first time, as a scraper meets it. Again: the same "
    "pages in later rounds, when caches know "
    f"their words; tools that cost more than {SLOW} parses sit these out. p50 and p99 "
    "are a tool's percentile over the same "
    'percentile of the parse. How far "parse only" lies off 1 is the noise of the run.'
)
_MADE = (
    "{pages} HTML pages of the corruption bench (seed {seed}), in percent. Exact: as "
    "exact as the page allows; where the page "
    "does not decide the date, saying nothing is. Right day: the clock is missing or wrong."
)


def machine() -> str:
    """Return the kind of machine by what affects ratios: the architecture, the cores, the
    interpreter.
    """
    return (
        f"{platform.system()} on {platform.machine()}, {os.cpu_count()} cores, Python "
        f"{platform.python_version()}"
    )


def markdown(report: Report) -> str:
    """Return the whole report."""
    sections = [
        _head(report),
        *(
            ["## Accuracy on the gold pages", _accuracy(report["accuracy"])]
            if report["accuracy"]
            else []
        ),
        "## Cost, as a ratio to parsing the same page",
        _costs(report),
        "![accuracy and cost](compare-accuracy.svg) ![latencies](compare-latency.svg)",
        *(["## HTTP", _rim(report["rim"])] if report["rim"] else []),
        *(["## Made pages with known dates", _outcomes(report)] if report["made"] else []),
        "## How each is called",
        _calls(report),
    ]
    return "\n\n".join(sections) + "\n"


def _head(report: Report) -> str:
    skipped = [f"{name} is left out: {reason}." for name, reason in report["skipped"].items()]
    made = (
        f"Made by `{report['command']}` on {report['date']}: {report['pages']} gold "
        f"pages, {report['rounds']} rounds; "
        f"{report['machine']}. Corpus {report['corpus']}."
    )
    return "\n\n".join(["# Dateline beside the peers", _prose(made), _prose(_MEANING), *skipped])


def _prose(text: str) -> str:
    return fill(text, 120, break_long_words=False, break_on_hyphens=False)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _accuracy(accuracy: Mapping[str, Any]) -> str:
    names = [name for name in accuracy if name != OVER_HTTP]
    figures = list(dict.fromkeys(figure for name in names for figure in accuracy[name]["figures"]))
    figures = [
        figure for figure in accuracy[DATELINE.name]["figures"] if figure in figures
    ] or figures
    rows = [[figure, *(_figure(accuracy[name], figure) for name in names)] for figure in figures]
    raised = [
        f"{name} on {sum(accuracy[name]['raised'].values())}"
        for name in names
        if accuracy[name]["raised"]
    ]
    return "\n\n".join(
        [
            _prose(_ACCURACY),
            _table(["figure", *names], rows),
            *(
                [
                    "Pages on which a tool raised an error, and so found nothing: "
                    + ", ".join(raised)
                    + "."
                ]
                if raised
                else []
            ),
        ]
    )


def _figure(tool: Mapping[str, Any], figure: str) -> str:
    if figure not in tool["figures"]:
        return "–"
    value, away = tool["figures"][figure], (tool["away"] or {}).get(figure)
    digits = 0 if figure == "dates invented" else 1
    shown = f"{value:.{digits}f}"
    return (
        shown
        if away is None or round(away, 1) == round(value, 1)
        else f"{shown} → {away:.{digits}f}"
    )


def _costs(report: Report) -> str:
    rows = [
        [
            name,
            *(f"{found['first'][figure]:.2f}" for figure in ("mean", "p50", "p99")),
            _again(found["again"]),
        ]
        for name, found in sorted(
            report["costs"].items(), key=lambda item: float(item[1]["first"]["mean"])
        )
        if name != EMPTY_ROUTE
    ]
    return "\n\n".join(
        [
            _prose(_COST),
            _table(["tool", "first: mean", "p50", "p99", "again: mean"], rows),
        ]
    )


def _again(found: Mapping[str, float] | None) -> str:
    return f"{found['mean']:.2f}" if found else "–"


def _rim(rim: Mapping[str, float]) -> str:
    return _prose(
        f"What HTTP adds to the engine costs **{rim['rim to empty route']:.2f}** times "
        "what an empty Flask route costs that "
        "reads the same body and returns the same bytes, under the same gunicorn "
        "settings in the same run (median of "
        f"{RIM_ROUNDS} rounds; least {rim['least']:.2f}, most {rim['most']:.2f}). In "
        "parses: the server "
        f"{rim['server to parse']:.2f}, the engine {rim['engine to parse']:.2f}, the empty route "
        f"{rim['empty route to parse']:.2f}."
    )


def _outcomes(report: Report) -> str:
    made = report["made"]
    kinds = [
        kind
        for kind in dict.fromkeys(KINDS.values())
        if kind in next(iter(made["outcomes"].values()))
    ]
    tables = [
        _table(
            [f"{kind} pages", *OUTCOMES],
            [
                [name, *(f"{found[kind][outcome]:.0f}" for outcome in OUTCOMES)]
                for name, found in made["outcomes"].items()
            ],
        )
        for kind in kinds
    ]
    return "\n\n".join(
        [
            _prose(_MADE.format(**made)),
            *tables,
        ]
    )


def _calls(report: Report) -> str:
    rows = [
        [tool.name, report["versions"][tool.name], f"`{tool.call}`"]
        for tool in TOOLS
        if tool.name in report["versions"]
    ]
    lines = [["tool", "version", "call"], ["---"] * 3, *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


# ------------------------------------------------------------------ plots


def accuracy_plot(report: Report) -> str:
    """Return the plot of each tool's mean F1, over the fields that it gives, against its cost."""
    found = {
        name: (
            report["costs"][name]["first"]["mean"],
            _mean_f1(tool["figures"]),
            _fields(tool["figures"]),
        )
        for name, tool in report["accuracy"].items()
        if _fields(tool["figures"]) and name != OVER_HTTP
    }
    across = powers("cost of a page, in parses", [cost for cost, _, _ in found.values()])
    up = Axis("mean F1 of the fields that it gives", 40, 100, (40, 50, 60, 70, 80, 90, 100))
    plot = Plot("Accuracy against cost (fields given)", across, up, 420)
    marks = [
        plot.dot(cost, f1, COLOURS[1 if name == DATELINE.name else 0], f"{name} ({fields})")
        for name, (cost, f1, fields) in found.items()
    ]
    return plot.svg(marks)


def _mean_f1(figures: Mapping[str, float]) -> float:
    return mean(value for name, value in figures.items() if name in _F1)


def _fields(figures: Mapping[str, float]) -> int:
    return sum(name in _F1 for name in figures)


def latency_plot(report: Report) -> str:
    """Return the plot of the share of pages that each tool reads within so many parses."""
    found = {
        name: tool["percentiles"] for name, tool in report["costs"].items() if name != EMPTY_ROUTE
    }
    # room on the right for the names
    most = 10 * max(cuts[-1] for cuts in found.values())
    across = powers("cost of a page, in mean parses", [most, *(cuts[0] for cuts in found.values())])
    plot = Plot(
        "Latencies: share of pages read within",
        across,
        Axis("percent of pages", 0, 100, (0, 25, 50, 75, 100)),
        560,
    )
    colours = dict(zip(found, (*COLOURS, *COLOURS), strict=False))
    lines = [
        plot.line([(cut, p) for p, cut in enumerate(cuts, 1)], colours[name])
        for name, cuts in found.items()
    ]
    return plot.svg([*lines, *plot.legend([(name, colours[name]) for name in found])])
