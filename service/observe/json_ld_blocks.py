"""The JSON-LD blocks of a page: each script element that carries one, parsed, or a finding on why it could not be."""

from __future__ import annotations

from dataclasses import dataclass

from service.model import Finding
from service.observe import json_ld_repair
from service.observe.document import Document

#: The contract's limit on structured data, in characters.
TOTAL_LIMIT = 4 * 1024 * 1024


@dataclass(slots=True)
class Block:
    """One script element that could be read: its number among the blocks, its place in the page, and its value."""

    number: int
    order: int
    value: object


def read_blocks(document: Document) -> tuple[list[Block], list[Finding]]:
    """The page's JSON-LD blocks as values, and findings on what had to be repaired or could not be read."""
    blocks: list[Block] = []
    findings: list[Finding] = []
    left = TOTAL_LIMIT
    for number, element in enumerate(e for e in document.all("script") if _is_json_ld(e.get("type"))):
        text = element.node.text(deep=True) or ""
        if not text.strip():
            continue
        left -= len(text)
        if left < 0:
            message = f"The page's JSON-LD is larger than {TOTAL_LIMIT:,} characters; the rest was not read."
            findings.append(Finding("", "json_ld_limit", "warning", message))
            break
        parsed = json_ld_repair.parse(text)
        where = f"ld+json[{number}]"
        if parsed is None:
            message = f"The JSON-LD block {where} is broken in a way that no known damage explains; it was not read."
            findings.append(Finding("", "json_ld_unreadable", "warning", message, text[:200]))
            continue
        value, stages = parsed
        if stages:
            message = f"The JSON-LD block {where} is not valid JSON; it could be read after undoing: {', '.join(stages)}."
            findings.append(Finding("", "json_ld_repaired", "info", message, list(stages)))
        blocks.append(Block(number, element.position, value))
    return blocks, findings


def _is_json_ld(kind: str) -> bool:
    return kind.partition(";")[0].strip().lower() in ("application/ld+json", "application/json+ld", "application/ld-json")
