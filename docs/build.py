"""Rewrites the generated parts of the documents.

They are the README's answer, docs/rules.md from the tables of rules, and the tables of
docs/operating.md from the settings and the metrics.

An example that nobody runs goes stale; the README's is run by `make docs`, and again by
tests/test_readme.py.
"""

from __future__ import annotations

import argparse
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from docs import tables

README = Path(__file__).parents[1] / "README.md"
RULES = Path(__file__).parent / "rules.md"
OPERATING = Path(__file__).parent / "operating.md"
BENCH = README.parent / "bench"

#: The command as it stands in the README: address, media type, the members that jq keeps, the page.
_CURL = re.compile(
    r"^curl -s localhost:8000(?P<path>/\S+) -H 'Content-Type: (?P<media_type>[^']+)' "
    r"--data-binary @- <<'PAGE' "
    r"\| jq '\{(?P<members>[^}]+)\}'\n(?P<body>.*?)^PAGE$",
    re.M | re.S,
)
_ANSWER = re.compile(
    r"(?<=<!-- answer: written by `make docs` -->\n)```json\n(?P<json>.*?)\n```", re.S
)


_FIGURES = re.compile(r"(?<=<!-- figures: written by `make docs` -->\n)(?:\|.*\n?)*(?<!\n)")
_GLANCE = re.compile(r"(?<=<!-- glance: written by `make docs` -->\n)(?:\|.*\n?)*(?<!\n)")

#: The figures of the README's first table, on pages that nobody looked at, the most wanted first.
_FIRST = ("published day", "headline", "authors", "publisher", "description", "language", "tags")


@dataclass(frozen=True, slots=True)
class Example:
    """The README's request, and the members of the answer that it shows."""

    command: str
    path: str
    media_type: str
    body: str
    members: tuple[str, ...]


def example(readme: str) -> Example:
    """Return the request that the README tells its reader to send."""
    found = _CURL.search(readme)
    if found is None:
        raise SystemExit(
            "README.md has lost its curl command, or it has another shape than docs/build.py knows"
        )
    members = tuple(name.strip() for name in found["members"].split(","))
    return Example(found[0], found["path"], found["media_type"], found["body"], members)


def shown(readme: str) -> object:
    """Return the JSON that the README gives as the answer."""
    found = _ANSWER.search(readme)
    if found is None:
        raise SystemExit("README.md has lost its answer block, or the comment before it")
    return json.loads(found["json"])


def answer(request: Example) -> dict[str, object]:
    """Return the members that the README shows, as the real service answers them."""
    from service.app import create_app

    response = (
        create_app()
        .test_client()
        .post(request.path, data=request.body.encode(), content_type=request.media_type)
    )
    if response.status_code != 200:
        raise SystemExit(
            f"the README's curl is answered with {response.status}: "
            f"{response.get_data(as_text=True)}"
        )
    result = json.loads(response.data)
    return {name: result[name] for name in request.members}


def layout(value: object, indent: str = "", used: int = 0, width: int = 110) -> str:
    """Return JSON laid out for readers: what fits on a line stays on it.  ``used`` is the room that
    the member's name takes.

    >>> print(layout({"a": [1, 2], "b": {"c": "d"}}, width=20))
    {
      "a": [1, 2],
      "b": {"c": "d"}
    }
    """
    flat = json.dumps(value, ensure_ascii=False)
    if len(indent) + used + len(flat) <= width or not isinstance(value, dict | list):
        return flat
    deeper = indent + "  "
    if isinstance(value, Mapping):
        names = [json.dumps(name, ensure_ascii=False) + ": " for name in value]
        lines = [
            n + layout(v, deeper, len(n), width) for n, v in zip(names, value.values(), strict=True)
        ]
        return "{\n" + ",\n".join(deeper + line for line in lines) + f"\n{indent}}}"
    return (
        "[\n"
        + ",\n".join(deeper + layout(item, deeper, 0, width) for item in value)
        + f"\n{indent}]"
    )


def rebuilt(readme: str) -> str:
    """Return the README with today's answer and the figures of the committed reports."""
    block = "```json\n" + layout(answer(example(readme))) + "\n```"
    return _GLANCE.sub(
        lambda _: glance(), _FIGURES.sub(lambda _: figures(), _ANSWER.sub(lambda _: block, readme))
    )


def glance() -> str:
    """Return the README's first table: the accuracy on pages that nobody looked at, and the cost of
    a page.
    """
    blind = json.loads((BENCH / "reports" / "accuracy.json").read_text("utf-8"))["corpora"][
        "gold-blind"
    ]
    peers = json.loads((BENCH / "reports" / "compare.json").read_text("utf-8"))
    seen = blind["figures"]
    right = ", ".join(f"{name} {seen[name]:g}" for name in _FIRST)
    costs = {
        "engine": _reported(BENCH / "SPEED.md", r"^\| engine \| ([\d.]+) \|$"),
        "trafilatura": peers["costs"]["trafilatura"]["first"]["mean"],
        "rate": _reported(
            BENCH / "reports" / "batch.md", r"\bat ([\d.]+) pages a second of processor time"
        ),
    }
    return "\n".join(
        [
            "| | measured |",
            "|---|---|",
            f"| right on {blind['pages']} pages it never saw, F1 in % | {right} |",
            f"| wrong on the same pages | {seen['wrong days']:g} % of the published days; "
            f"dates given where there is none: {seen['dates invented']:g} |",
            f"| cost of a page | {costs['engine']:g} times what parsing it costs "
            f"(trafilatura: {costs['trafilatura']:.1f}); "
            f"one core answers {costs['rate']:.0f} pages a second |",
        ]
    )


def _reported(report: Path, pattern: str) -> float:
    """Return the figure that a report states in words or in a table."""
    found = re.search(pattern, report.read_text("utf-8"), re.M)
    if found is None:
        raise SystemExit(
            f"{report.name} no longer states the figure that README.md shows: {pattern}"
        )
    return float(found[1])


def figures() -> str:
    """Return the table of accuracy by corpus, the unseen one first, from
    bench/reports/accuracy.json and bench/peers.json.
    """
    report = json.loads((BENCH / "reports" / "accuracy.json").read_text("utf-8"))
    peers = json.loads((BENCH / "peers.json").read_text("utf-8"))["figures"]
    blind, more, gold = (
        report["corpora"][name]["figures"] for name in ("gold-blind", "gold-more", "gold")
    )
    lines = [
        (
            "| figure, F1 in % | gold-blind: unseen | 95 %, with gold-more | gold-more: "
            "read "
            "| gold: read | best peer on gold |"
        ),
        "|---|---|---|---|---|---|",
    ]
    for name, value in blind.items():
        rated = [(theirs[name], peer) for peer, theirs in peers.items() if name in theirs]
        if rated:
            best, peer = max(rated)
            bounds = report["intervals"].get(name)
            between = f"{bounds[1]:g} to {bounds[2]:g}" if bounds else "–"
            lines.append(
                f"| {name} | {value:g} | {between} | {more[name]:g} | {gold[name]:g} "
                "| "
                f"{best:g} ({peer}) |"
            )
    return "\n".join(lines)


_SETTINGS = re.compile(r"(?<=<!-- settings: written by `make docs` -->\n)(?:\|.*\n)*")
_LOG = re.compile(r"(?<=<!-- log: written by `make docs` -->\n)(?:\|.*\n)*")
_METRICS = re.compile(r"(?<=<!-- metrics: written by `make docs` -->\n)(?:\|.*\n)*")


def operating_page(text: str) -> str:
    """Return the operators' page with its tables of settings, metrics and log members, written from
    the code.
    """
    from service.http.logs import LOG_MEMBERS
    from service.http.metrics import METRICS
    from service.settings import Settings

    settings = [
        (
            f"| `DATELINE_{name.upper()}` | {_default(member.default)} | "
            f"{_cell(member.description or '')} |"
        )
        for name, member in Settings.model_fields.items()
    ]
    metrics = [
        (
            f"| `{metric.name}` | "
            f"{', '.join(f'`{label}`' for label in metric.labels) or '-'} | "
            f"{_cell(metric.meaning)} |"
        )
        for metric in METRICS
    ]
    text = _SETTINGS.sub(
        lambda _: "\n".join(["| variable | default | meaning |", "|---|---|---|", *settings, ""]),
        text,
    )
    members = [f"| `{name}` | {_cell(meaning)} |" for name, meaning in LOG_MEMBERS.items()]
    text = _LOG.sub(lambda _: "\n".join(["| member | says |", "|---|---|", *members, ""]), text)
    return _METRICS.sub(
        lambda _: "\n".join(["| metric | labels | meaning |", "|---|---|---|", *metrics, ""]), text
    )


def _default(value: object) -> str:
    """Return a default as an operator writes it: bytes in units, no value as a dash."""
    for unit, size in (("MiB", 1024**2), ("KiB", 1024)):
        if isinstance(value, int) and value >= size and value % size == 0:
            return f"{value} ({value // size} {unit})"
    return "-" if value is None or value == () else str(value)


#: The text above the table of words that keep tags apart which differ in case only.
_CAPITALS = (
    "Two tags do not merge by case alone when one is a word of up to four capitals and "
    "the other has none (IT and it, WHO and "
    "who), or when the word means something else with a capital: "
)


def rules_page() -> str:
    """Return the catalogue of rules and findings, from the tables that the service answers
    /v1/rules with.
    """
    from service import normalize, tags

    lines = [
        "# Rules and findings",
        "",
        (
            "Written by `make docs` from the tables in the code; the service answers `/"
            "v1/"
            "rules` with the same."
        ),
    ]
    for field in sorted({rule.field for rule in normalize.RULES}):
        lines += [
            "",
            f"## {field}",
            "",
            "| rule | damage | cause | before | after |",
            "|---|---|---|---|---|",
        ]
        lines += [
            (
                f"| `{rule.id}` | {_cell(rule.damage)} | {_cell(rule.cause)} | "
                f"{_code(rule.before)} | {_cell(rule.after)} |"
            )
            for rule in normalize.RULES
            if rule.field == field
        ]
        if field == "keywords":
            lines += [
                "",
                _CAPITALS
                + ", ".join(word.capitalize() for word in sorted(tags.CAPITAL_MEANINGS))
                + ".",
            ]
    lines += [
        "",
        "## Findings",
        "",
        "| code | severity | meaning | what to do |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| `{row.code}` | {row.severity} | {_cell(row.meaning)} | {_cell(row.advice)} |"
        for row in normalize.FINDINGS
    ]
    return "\n".join([*lines, ""])


def _cell(text: str) -> str:
    """Return a text for a cell of a table, with its bars escaped."""
    return text.replace("|", "\\|").replace("\n", " ")


def _code(text: str) -> str:
    return f"`{_cell(text)}`" if "`" not in text else _cell(text)


def _who_may_ask() -> str:
    """Return the paragraph on who can reach the service and how to change that."""
    host = os.environ.get("DATELINE_HOST") or "127.0.0.1"
    if host in ("127.0.0.1", "::1", "localhost"):
        return (
            "Only this machine is answered. DATELINE_HOST=0.0.0.0 make serve opens it to "
            "whoever can reach it."
        )
    keys = os.environ.get("DATELINE_API_KEYS_FILE")
    return f"Whoever reaches {host} is answered" + (
        ", with a key." if keys else "; DATELINE_API_KEYS_FILE asks them for a key."
    )


def main() -> None:
    """Rewrites what is generated in README.md and docs/, or with --print-curl prints the command
    for a service on --port.
    """
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--print-curl", action="store_true")
    parser.add_argument("--port", type=int, default=8000)
    options = parser.parse_args()
    readme = README.read_text(encoding="utf-8")
    if options.print_curl:
        command = example(readme).command.replace("localhost:8000", f"localhost:{options.port}")
        print(
            f"Dateline will answer on http://localhost:{options.port} in a moment: open "
            "that in a browser, "
            f"or, in another terminal:\n\n{command}\n\n{_who_may_ask()}\n"
            "The command `dateline` is in .venv/bin.\n",
            flush=True,
        )
    else:
        README.write_text(rebuilt(readme), encoding="utf-8")
        RULES.write_text(rules_page(), encoding="utf-8")
        OPERATING.write_text(
            operating_page(OPERATING.read_text(encoding="utf-8")), encoding="utf-8"
        )
        tables.rewrite()


if __name__ == "__main__":
    main()
