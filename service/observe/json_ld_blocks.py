"""The JSON-LD blocks of a page: each script element that carries one, parsed, or a finding on why it could not be."""

from __future__ import annotations

import re
from dataclasses import dataclass

from service.model import Finding
from service.observe import json_ld_repair
from service.view.columns import View

#: The contract's limit on structured data, in characters.
TOTAL_LIMIT = 4 * 1024 * 1024


@dataclass(slots=True)
class Block:
    """One script element that could be read: its number among the blocks, its place in the page, and its value."""

    number: int
    order: int
    value: object


def read_blocks(view: View) -> tuple[list[Block], list[Finding]]:
    """The page's JSON-LD blocks as values, and findings on what had to be repaired or could not be read."""
    blocks: list[Block] = []
    findings: list[Finding] = []
    left = TOTAL_LIMIT
    for number, place in enumerate(p for p in view.all("script") if _is_json_ld(view.get(p, "type"))):
        text = view.script(place)
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
        blocks.append(Block(number, place, _unprefixed(value) if _PREFIXED.search(text) else value))
    return blocks, findings


#: A key with the vocabulary before it, as triple stores and a context with a prefix write it: "schema:headline".
_PREFIXED = re.compile(r'"(?:schema:|https?://schema\.org/)\w{1,60}"\s{0,9}:')
_PREFIX = re.compile(r"(?:schema:|https?://schema\.org/)(?=\w)")
#: Deeper values state nothing of the article.
_DEEPEST = 40


def _unprefixed(value: object, depth: int = 0) -> object:
    """The value with the names of keys and types bare: {"schema:name": "Jane"} is {"name": "Jane"}."""
    if depth > _DEEPEST:
        return value
    if isinstance(value, list):
        return [_unprefixed(each, depth + 1) for each in value]
    if not isinstance(value, dict):
        return value
    bare = {_PREFIX.sub("", key, count=1): _unprefixed(each, depth + 1) for key, each in value.items()}
    kind = bare.get("@type")
    if isinstance(kind, str):
        bare["@type"] = _PREFIX.sub("", kind, count=1)
    elif isinstance(kind, list):
        bare["@type"] = [_PREFIX.sub("", each, count=1) if isinstance(each, str) else each for each in kind]
    return bare


def _is_json_ld(kind: str) -> bool:
    return kind.partition(";")[0].strip().lower() in ("application/ld+json", "application/json+ld", "application/ld-json")
