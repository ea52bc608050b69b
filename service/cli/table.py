"""One page's answer as a table for people: every field with its statements, how each was used, and
why.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

#: What stands in place of a value that is not given.
_WITHOUT = {"ambiguous": "(withheld)", "absent": "(none)"}
#: The marks before a statement: it agrees with the value, it disagrees, it was not used.
_AGREES = {True: "+", False: "-", None: " "}


def table(answer: Mapping[str, Any], width: int) -> Iterator[str]:
    """Yield the lines of an answer at ``explain=full``, none longer than ``width``."""
    article = answer["article"]
    read = {
        name: report
        for name, report in answer["fields"].items()
        if report["status"] != "absent" or "evidence" in report or "question" in report
    }
    unread = [name for name in answer["fields"] if name not in read]
    yield f"status: {answer['status']}"
    yield ""
    for name, report in sorted(read.items(), key=lambda item: (item[0] not in article, item[0])):
        yield _cut(
            (
                f"{name:<18}{report['status']:<11}{report['confidence']:.4f}  "
                f"{shown(article.get(name, _WITHOUT.get(report['status'], '')))}"
            ),
            width,
        )
        if "question" in report:
            yield from _wrapped(f"? {shown(report['question'])}", width)
        for entry in report.get("evidence", ()):
            yield from _cuts(_statement(entry), width)
        if name not in article:
            for candidate in report.get("candidates", ()):
                yield _cut(
                    f"    could be {candidate['probability']:.4f}  {shown(candidate['value'])}",
                    width,
                )
    if unread:
        yield from ("", _cut("nothing was read: " + ", ".join(unread), width))
    yield from _section(
        "repairs", [f"{one['rule']}: {one['explanation']}" for one in answer["repairs"]], width
    )
    findings = [f"{one['severity']} {one['code']}: {one['message']}" for one in answer["findings"]]
    yield from _section("findings", findings, width)


def _statement(entry: Mapping[str, Any]) -> Sequence[str]:
    """Return a line for a statement with its place, and one for how it was used."""
    first = (
        f"  {_AGREES[entry.get('agrees')]} {entry['source']} {entry['locator']}: "
        f"{shown(entry['raw'])}"
    )
    reading = entry.get("reading")
    came = [f"read as {reading}"] if reading is not None and reading != entry["raw"] else []
    came += [entry[name] for name in ("rule", "why") if name in entry]
    return [first, *(["      " + "; ".join(shown(part) for part in came)] if came else [])]


def _section(title: str, lines: Sequence[str], width: int) -> Iterator[str]:
    if lines:
        yield from ("", title)
        for line in lines:
            yield from _wrapped(shown(line), width)


def _wrapped(text: str, width: int) -> Iterator[str]:
    """Yield the text in indented lines of whole words."""
    line = "  "
    for word in text.split(" "):
        if len(line) + len(word) >= width and line.strip():
            yield _cut(line, width)
            line = "    "
        line += ("" if line.isspace() else " ") + word
    yield _cut(line, width)


def _cuts(lines: Sequence[str], width: int) -> Iterator[str]:
    yield from (_cut(line, width) for line in lines)


def _cut(line: str, width: int) -> str:
    return line if len(line) <= width else line[: max(width - 1, 1)] + "…"


def shown(value: Any) -> str:
    """Return the value on one line, without what could harm a terminal: escapes, line breaks, marks
    of text direction.
    """
    text = value if isinstance(value, str) else json.dumps(_plain(value), ensure_ascii=False)
    return "".join(
        c if c.isprintable() else " " if c in "\n\r\t" else "\N{REPLACEMENT CHARACTER}"
        for c in text
    )


def _plain(value: Any) -> Any:
    """Return the value with people and organisations as names, and pictures as addresses."""
    if isinstance(value, list | tuple):
        return [_plain(member) for member in value]
    if isinstance(value, Mapping) and "@type" in value:
        return value.get("name") or value.get("url")
    return value
