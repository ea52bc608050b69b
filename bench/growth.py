"""How the cost of a page grows with what is on it: ``python -m bench.growth`` reads made pages of
rising size, five ways.

Each page has ten times as much of one thing as the one before: text, meta tags, tags, JSON-LD
nodes, dates.  The worst step is the largest factor by which ten times as much cost more than ten
times as much (1 is linear).  CPU time, the least of a few readings.  ``--write`` puts table and
plot into bench/reports.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path
from time import process_time

from bench import plots
from bench.bytes import answer
from bench.corruption.generate import corpus
from bench.stamps import seal
from service import __version__
from service.app import settle
from service.model import Page

REPORTS = Path(__file__).parent / "reports"
_SENTENCE = (
    "The ferry was late again on the river, and the council will meet about the winter "
    "timetable next week. "
)
#: Seconds after which a page is read no second time, and times that a quick one is read.
_LONG, _TIMES = 0.5, 5


def _page(head: str, body: str) -> bytes:
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Ferry late '
        f"again</title>{head}</head>"
        f"<body><article><h1>Ferry late again</h1><p>By Jane Doe | 3 May 2021</p>{body}</"
        "article></body></html>"
    ).encode()


def text(size: int) -> bytes:
    """Return a page with so many bytes of paragraphs."""
    return _page("", f"<p>{_SENTENCE * 3}</p>" * max(1, size // (len(_SENTENCE) * 3)))


def metas(count: int) -> bytes:
    """Return a page with so many meta tags, of names that are read and of names that are not."""
    names = (
        "article:tag",
        "og:image",
        "author",
        "x:y",
        "date",
        "citation_author",
        "twitter:label1",
        "og:see_also",
    )
    rows = (f'<meta property="{names[n % len(names)]}" content="value {n}">' for n in range(count))
    return _page("".join(rows), f"<p>{_SENTENCE}</p>")


def tags(count: int) -> bytes:
    """Return a page with so many tags, in one meta tag, and as links."""
    words = [f"topic {n}" for n in range(count)]
    links = "".join(f'<a rel="tag" href="/tag/{n}">{word}</a>' for n, word in enumerate(words))
    return _page(
        f'<meta name="keywords" content="{", ".join(words)}">',
        f'<p>{_SENTENCE}</p><p class="tags">{links}</p>',
    )


def nodes(count: int) -> bytes:
    """Return a page with so many JSON-LD nodes: the article, and others beside it."""
    kinds = ("NewsArticle", "Person", "ImageObject", "WebPage", "Organization")
    graph = [
        {"@type": kinds[n % len(kinds)], "@id": f"#{n}", "name": f"Node {n}",
        "headline": f"Node {n}",
         "author": {"@id": f"#{n + 1}"}, "datePublished": f"2021-05-{n % 28 + 1:02d}"}
        for n in range(count)
    ]  # fmt: skip
    block = json.dumps({"@context": "https://schema.org", "@graph": graph})
    return _page(f'<script type="application/ld+json">{block}</script>', f"<p>{_SENTENCE}</p>")


def dates(count: int) -> bytes:
    """Return a page with so many dates: as date lines, as <time>, and within sentences."""
    forms = (
        '<p class="date">{0} May 2021, {1}:40</p>',
        '<time datetime="2021-05-{0:02d}T{1:02d}:40">{0} May</time>',
        "<p>It began on May {0}, 2021 at {1}.</p>",
    )
    rows = (forms[n % 3].format(n % 28 + 1, n % 24) for n in range(count))
    return _page("", "".join(rows))


#: What grows: its name, the page that has so much of it, and how much of it the rows have.
WAYS: tuple[tuple[str, Callable[[int], bytes], tuple[int, ...]], ...] = (
    ("bytes of text", text, (1_000, 10_000, 100_000, 1_000_000, 10_000_000)),
    ("meta tags", metas, (1, 10, 100, 1_000, 10_000)),
    ("tags", tags, (1, 10, 100, 1_000, 10_000)),
    ("JSON-LD nodes", nodes, (1, 10, 100, 1_000, 10_000)),
    ("dates", dates, (1, 10, 100, 1_000, 10_000)),
)


def cost(body: bytes) -> float:
    """Return the CPU seconds of reading a page: the least of a few readings, or of one where it is
    slow.
    """
    page = Page(html=body, url="https://www.example.com/2021/05/03/ferry-late-again")
    least = float("inf")
    for _ in range(_TIMES):
        start = process_time()
        answer(page)
        least = min(least, process_time() - start)
        if least > _LONG:
            break
    return least


def worst_step(sizes: Iterable[int], costs: Iterable[float]) -> float:
    """Return the largest factor by which a step raised the cost per item; the fixed cost of a page
    is left out.
    """
    points = pairwise(zip(sizes, costs, strict=True))
    steps = [
        (cost - before) / (before * (size / smaller - 1))
        for (smaller, before), (size, cost) in points
    ]
    return round(max(steps), 2)


def measured(ways: Iterable[str]) -> dict[str, dict[int, float]]:
    """Return the cost of each row of each way."""
    for made in corpus(3, 60):  # in many languages, so that every table and model is loaded
        answer(Page(html=made.body, url=made.url))
    settle()
    return {
        name: {size: cost(make(size)) for size in sizes}
        for name, make, sizes in WAYS
        if name in ways
    }


def main(arguments: Iterable[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m bench.growth", description=__doc__)
    names = [name for name, _, _ in WAYS]
    parser.add_argument("--way", choices=names, action="append", help="only this way of growing")
    parser.add_argument(
        "--write", action="store_true", help="write table and plot into bench/reports"
    )
    options = parser.parse_args(None if arguments is None else list(arguments))
    found = measured(options.way or names)
    lines = table(found)
    print("\n".join(lines))
    if options.write:
        REPORTS.mkdir(exist_ok=True)
        head = [
            "# How the cost grows",
            "",
            f"Made by `python -m bench.growth --write`: Dateline {__version__}.",
            "",
        ]
        plot = ["", "![Cost against size, both axes logarithmic](growth.svg)", ""]
        (REPORTS / "growth.md").write_text("\n".join([*head, *lines, *plot]), "utf-8")
        series = {
            name: [(float(size), seconds) for size, seconds in costs.items()]
            for name, costs in found.items()
        }
        (REPORTS / "growth.svg").write_text(
            plots.proportion(
                series, "Cost against size", "how much of it a page has", "CPU seconds"
            ),
            "utf-8",
        )
        seal(REPORTS / "growth.md")
    return 0


def table(found: dict[str, dict[int, float]]) -> list[str]:
    """Return the report's table: the cost of each step as a multiple of the first row's, since
    machines differ.
    """
    lines = [
        (
            "| what grows | from, to | cost of each step of ten, as a multiple of the "
            "least "
            "page's | worst step |"
        ),
        "|---|---|---|---|",
    ]
    for name, costs in found.items():
        first = min(costs.values())
        multiples = ", ".join(f"{seconds / first:.3g}" for seconds in costs.values())
        lines.append(
            f"| {name} | {min(costs):,} to {max(costs):,} | {multiples} | "
            f"{worst_step(costs, costs.values()):g} |"
        )
    return lines


if __name__ == "__main__":
    raise SystemExit(main())
