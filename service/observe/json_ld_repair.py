"""Broken JSON to values in named stages: each removes known kinds of damage, none guesses a value.

The stages are tried in the order of how harmless they are, each on top of the ones before, and the first text that parses is
taken.  What no stage explains stays unread.
"""

from __future__ import annotations

import re

import orjson

#: Larger blocks are read only if they are healthy: the stages take a second for 4 MiB.
REPAIR_LIMIT = 512 * 1024
#: Deepest nesting that is closed (contract: JSON depth).
MAX_DEPTH = 64
#: What stands around the JSON: comment and CDATA marks, an assignment, a semicolon, "<br />".
_AROUND = re.compile(r'\A(?:<!\[CDATA\[|[^"{\[]){1,200}(?=[{\[])|(?<=[}\]])(?:\]\]>|[^"}\]]){1,200}\Z')
# A string without an end runs to the text's end: tried again from each later quote it would cost the square of the length.
_STRING = r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)'
# So would a "#" in the last line, which begins no comment there, be looked at again: the rest of that line is one token.
_LOOSE = re.compile(
    rf"""(?P<string>{_STRING})|(?P<single_quote>'(?:[^'\\]|\\.)*+(?:'|\\?\Z))|(?P<comment>/\*.*?(?:\*/|\Z)|//[^\n]*+|\#[^\n]*+(?=\n))"""
    r"""|(?P<trailing_comma>,(?=\s{0,200}[}\]]))|(?P<last>\#[^\n]*+)|(?P<other>[^"'/\#,]++|.)""",
    re.DOTALL,
)
#: Inside a string: a raw control, or a backslash before what JSON gives no meaning to ("\'" is an apostrophe).
_IN_STRING = re.compile(r'[\x00-\x1f]|\\(?:u[0-9a-fA-F]{4}|["\\/bfnrt]|.|$)', re.DOTALL)
_CONTROLS = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\\'": "'"}
_QUOTE = re.compile(r'\\.|"', re.DOTALL)
_AFTER_STRING = re.compile(r"\s{0,200}(?:[}\]:]|,\s{0,200}(?:[\"{\[\d]|true|false|null|-)|$)")
_CUT = re.compile(rf"{_STRING}|[{{}}\[\],]", re.DOTALL)


def parse(text: str) -> tuple[object, tuple[str, ...]] | None:
    """The value of the JSON text and the damage that was undone (none in healthy JSON), or None where it cannot be read.

    >>> parse('{"a": [1, 2,],}')
    ({'a': [1, 2]}, ('trailing_comma',))
    """
    text = text.strip()
    if (value := _load(text)) is not None:
        return value, ()
    if len(text) > REPAIR_LIMIT or ("{" not in text and "[" not in text):
        return None
    undone: list[str] = []
    for name, stage in (("wrapping", _bare), ("", _strict), ("inner_quote", _with_quotes), ("cut_end", _closed)):
        changed, kinds = stage(text)
        if changed != text:
            text = changed
            undone += kinds or [name]
            if (value := _load(text)) is not None:
                return value, tuple(undone)
    return None


def _load(text: str) -> object | None:
    """The value where the text is JSON, else None; big integers and NaN are refused by the strict parser."""
    try:
        value: object = orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
    return value if isinstance(value, dict | list) and value else None


def _bare(text: str) -> tuple[str, list[str]]:
    return _AROUND.sub("", text), []


def _strict(text: str) -> tuple[str, list[str]]:
    """The text without comments and trailing commas, and with strings as JSON has them; the kinds of damage that it had."""
    parts: list[str] = []
    kinds: dict[str, None] = {}
    for match in _LOOSE.finditer(text):
        kind, token = match.lastgroup or "", match.group()
        if kind in ("comment", "trailing_comma"):
            kinds[kind] = None
            continue
        if kind == "single_quote":
            kinds[kind] = None
            token = '"' + re.sub(r'(?<!\\)"', '\\"', token[1:-1].replace("\\'", "'")) + '"'
        if kind == "string" and (mended := _IN_STRING.sub(_mended, token)) != token:
            kinds["control_character"] = None
            token = mended
        parts.append(token)
    return "".join(parts), [*kinds]


def _mended(match: re.Match[str]) -> str:
    found = match.group()
    if found[0] != "\\" or found == "\\'":
        return _CONTROLS.get(found, "")
    return found if len(found) == 6 or found[1:] in tuple('"\\/bfnrt') else "\\" + found


def _with_quotes(text: str) -> tuple[str, list[str]]:
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
    return "".join(parts) + text[done:], []


def _closed(text: str) -> tuple[str, list[str]]:
    """The text cut back to its last whole member and closed, as a limit on length or a crashed template leaves it.

    The member that was cut is dropped, never completed: half a date is no date.
    """
    closers: list[str] = []
    safe, closing = 0, ""
    for match in _CUT.finditer(text):
        token = match.group()
        if token[0] == '"':
            if match.end() == len(text):
                break
            continue
        if token in "{[":
            closers.append("}" if token == "{" else "]")
        elif token in "}]" and (not closers or closers.pop() != token):
            return text, []
        safe, closing = match.start() if token == "," else match.end(), "".join(reversed(closers))
        if not closers:
            # Whole: what follows is debris (a second closing bracket, an analytics call).
            return text[:safe], []
        if len(closers) > MAX_DEPTH:
            return text, []
    return text[:safe] + closing, []
