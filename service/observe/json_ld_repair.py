"""Broken JSON to values in named stages: each removes one known kind of damage, none guesses a value.

The stages are tried in the order of how harmless they are, each on top of the ones before, and the first text that parses is
taken.  What no stage explains stays unread.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import orjson

_BRACKET = re.compile(r"[\[{]")
#: Larger blocks are read only if they are healthy: the stages take a second for 4 MiB.
REPAIR_LIMIT = 512 * 1024
#: Deepest nesting that is read (contract: JSON depth).
MAX_DEPTH = 64
_ASSIGNMENT = re.compile(r"^(?:(?:var|let|const)\s+)?[A-Za-z_$][\w$.]{0,80}\s*=\s*(?=[\[{])")
_WRAPPING = re.compile(
    r"^\s*(?:(?://\s*)?<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!--)|(?:(?://\s*)?\]\]>|/\*\s*\]\]>\s*\*/|-->)\s*$"
)


def parse(text: str) -> tuple[object, tuple[str, ...]] | None:
    """The value of the JSON text and the stages that it took (none for healthy JSON), or None where it cannot be read.

    >>> parse('{"a": [1, 2,],}')
    ({'a': [1, 2]}, ('trailing_comma',))
    """
    text = text.strip()
    value = _load(text)
    if value is not None:
        return value, ()
    if not _BRACKET.search(text) or len(text) > REPAIR_LIMIT:
        return None
    taken: list[str] = []
    for name, stage in _STAGES:
        changed = stage(text)
        if changed == text:
            continue
        text = changed
        taken.append(name)
        value = _load(text)
        if value is not None:
            return value, tuple(taken)
    return None


def _load(text: str) -> object | None:
    """The value where the text is JSON within the depth, else None; big integers and NaN are refused by the strict parser."""
    try:
        value: object = orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
    return value if isinstance(value, dict | list) and value else None


def wrapping(text: str) -> str:
    """The text without what stands around the JSON: HTML comment or CDATA marks, an assignment, a semicolon."""
    text = text.strip("\ufeff \t\r\n\u200b\xa0\x00")
    for _ in range(3):
        stripped = _WRAPPING.sub("", text).strip()
        if stripped == text:
            break
        text = stripped
    text = _ASSIGNMENT.sub("", text).rstrip("; \t\r\n")
    start = min((i for i in (text.find("{"), text.find("[")) if i >= 0), default=0)
    # Debris before the first bracket that is no JSON of its own, as in "<br />{...}".
    return text[start:] if 0 < start <= 200 and '"' not in text[:start] else text


def control_characters(text: str) -> str:
    """The text with raw line breaks and other controls inside its strings escaped or dropped, and bad escapes made literal.

    A backslash before a letter that JSON gives no meaning to is a backslash (\\' is an apostrophe).
    """
    parts: list[str] = []
    for match in _TOKEN.finditer(text):
        token = match.group()
        if token[0] == '"':
            token = _ESCAPE.sub(_mend_escape, token)
            token = _CONTROL.sub(lambda m: _CONTROL_ESCAPES.get(m.group(), ""), token)
        parts.append(token)
    return "".join(parts)


_CONTROL = re.compile(r"[\x00-\x1f]")
_CONTROL_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|.|$)", re.DOTALL)


def _mend_escape(match: re.Match[str]) -> str:
    escape = match.group()
    if len(escape) == 6 or escape[1:] in tuple('"\\/bfnrt'):
        return escape
    return escape[1:] if escape[1:] == "'" else "\\" + escape


# A string without an end runs to the text's end: tried again from each later quote it would cost the square of the length.
_STRING = r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)'
_TOKEN = re.compile(rf'{_STRING}|[^"]++|"', re.DOTALL)
# So would a "#" in the last line, which begins no comment there, be looked at again: the rest of that line is one token.
_LOOSE = re.compile(
    rf"""(?P<string>{_STRING})|(?P<single>'(?:[^'\\]|\\.)*+(?:'|\\?\Z))|(?P<comment>/\*.*?(?:\*/|\Z)|//[^\n]*+|\#[^\n]*+(?=\n))|(?P<last>\#[^\n]*+)"""
    r"""|(?P<comma>,(?=\s{0,200}[}\]]))|(?P<key>[A-Za-z_$@][\w$@\-]*+(?=\s{0,20}:))|(?P<word>[A-Za-z_$@][\w$@\-]*+)"""
    r"""|(?P<other>[^"'/\#,A-Za-z_$@]++|.)""",
    re.DOTALL,
)


def _only(*kinds: str) -> Callable[[str], str]:
    """A stage that applies part of the loose grammar, so that each kind of damage is reported by its name."""

    def stage(text: str) -> str:
        parts: list[str] = []
        for match in _LOOSE.finditer(text):
            kind, token = match.lastgroup or "other", match.group()
            if kind not in kinds:
                parts.append(token)
            elif kind == "single":
                parts.append('"' + re.sub(r'(?<!\\)"', '\\"', token[1:-1].replace("\\'", "'")) + '"')
            elif kind == "key":
                parts.append(f'"{token}"')
        return "".join(parts)

    return stage


def inner_quotes(text: str) -> str:
    """The text with quotes inside strings escaped: a quote ends a string only where a comma, colon or bracket follows it."""
    parts: list[str] = []
    inside, done = False, 0
    for match in _QUOTE.finditer(text):
        if match.group() != '"':
            continue
        if not inside:
            inside = True
        elif _AFTER_STRING.match(text, match.end()):
            inside = False
        else:
            parts += (text[done : match.start()], "\\")
            done = match.start()
    return "".join(parts) + text[done:]


_QUOTE = re.compile(r'\\.|"', re.DOTALL)
_AFTER_STRING = re.compile(r"\s{0,200}(?:[}\]:]|,\s{0,200}(?:[\"{\[\d]|true|false|null|-)|$)")


def cut_end(text: str) -> str:
    """The text cut back to its last whole member and closed, as a limit on length or a crashed template leaves it.

    The member that was cut is dropped, never completed: half a date is no date.
    """
    closers: list[str] = []
    safe, safe_closers = 0, ""
    for match in _CUT.finditer(text):
        token = match.group()
        if token[0] == '"' and match.end() == len(text):
            break
        if token in "{[":
            closers.append("}" if token == "{" else "]")
            safe, safe_closers = match.end(), "".join(reversed(closers))
        elif token in "}]":
            if not closers or closers.pop() != token:
                return text
            safe, safe_closers = match.end(), "".join(reversed(closers))
            if not closers:
                # Whole: what follows is debris (a second closing bracket, an analytics call).
                return text[: match.end()]
        elif token == ",":
            safe, safe_closers = match.start(), "".join(reversed(closers))
        if len(closers) > MAX_DEPTH:
            return text
    return text[:safe] + safe_closers


_CUT = re.compile(rf"{_STRING}|[{{}}\[\],]", re.DOTALL)

#: Name and stage, in order; the names are what the finding reports.
_STAGES: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("wrapping", wrapping),
    ("control_character", control_characters),
    ("comment", _only("comment")),
    ("trailing_comma", _only("comma")),
    ("single_quote", _only("single")),
    ("bare_key", _only("key")),
    ("inner_quote", inner_quotes),
    ("cut_end", cut_end),
)
