"""Values printed into a text: JSON, broken JSON, and the lists, tuples, sets and objects of Python
("['a', 'b']").

Nothing has looked yet at how deep it is, or whether its numbers and letters are JSON's.  Known
damage is undone and named.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable
from contextlib import suppress
from functools import partial

import orjson

from service.model import Json

#: Deeper values state nothing of a page; the request's own JSON is bounded alike.
_DEEPEST = 64
#: Between the strings of an array as NumPy prints it, "['a' 'b']", which Python would join.
_ADJACENT = re.compile(r"(?<=[^\s,:(\[{]['\"])\s+(?=['\"])")


def printed_of(text: str) -> Json:
    """Return the list or object whose printed form a text is, in JSON or in Python; None where it
    is none or nests too deep.

    >>> printed_of('{"a": [1]}'), printed_of("('a', 'b')"), printed_of("{'b', 'a'}")
    ({'a': [1]}, ['a', 'b'], ['b', 'a'])
    >>> printed_of("[1j]"), printed_of("[NaN]")
    (None, None)
    """
    value: Json = None
    # TypeError where it has values of other kinds than JSON's, as complex numbers, bytes and halves
    # of pairs of surrogates
    with suppress(ValueError, SyntaxError, RecursionError, MemoryError, TypeError):
        try:
            value = orjson.loads(text)
        except orjson.JSONDecodeError:
            value = _of_python(text)
    return value if isinstance(value, list | dict) and not _is_too_deep(value) else None


def _of_python(text: str) -> Json:
    """Return the value that Python printed, of JSON's kinds; raises where it printed none."""
    read = ast.literal_eval(_ADJACENT.sub(", ", text))
    # a set has no order of its own: that of its text is the page's
    if isinstance(read, set):
        read = sorted(read, key=lambda member: text.find(str(member)))
    value: Json = orjson.loads(orjson.dumps(read))
    return value


def _is_too_deep(value: Json) -> bool:
    """Return whether a value nests deeper than anything that states something."""
    level: list[Json] = [value]
    for _ in range(_DEEPEST):
        if not level:
            return False
        objects = [item.values() for item in level if isinstance(item, dict)]
        opened = [*objects, *[item for item in level if isinstance(item, list)]]
        level = [member for members in opened for member in members]
    return bool(level)


#: Larger blocks are read only if they are healthy: mending takes a second for 4 MiB.
REPAIR_LIMIT = 512 * 1024
#: What stands before the JSON: comment and CDATA marks, an assignment, "<br />".
_BEFORE = re.compile(r'(?:<!\[CDATA\[|[^"{\[]){0,200}(?=[{\[])')
# A string without an end runs to the text's end: tried again from each later quote it would cost
# the square of the length. So would a "#" in the last line, which begins no comment there, be
# looked at again: the rest of that line is one token.
_LOOSE = re.compile(
    r"""(?P<string>"(?:[^"\\]|\\.)*+(?:"|\\?\Z))|(?P<single_quote>'(?:[^'\\]|\\.)*+(?:'|\\?\Z))"""
    r"""|(?P<comment>/\*.*?(?:\*/|\Z)|//[^\n]*+|\#[^\n]*+(?=\n))|(?P<trailing_comma>,(?=\s{0,200}[}\]]))"""
    r"""|(?P<bare_key>(?<![\w$])[A-Za-z_$][\w$]*+(?=\s{0,20}:))|\#[^\n]*+|[^"'/\#,{\s]++|.""",
    re.DOTALL,
)
#: A backslash before what JSON gives no meaning to is a backslash, and "\\'" an apostrophe.
_ESCAPE = re.compile(r"""\\(?:(u[0-9a-fA-F]{4}|["\\/bfnrt])|(')|)""")
#: What a token becomes, by its group.
_MENDERS: dict[str, Callable[[str], str]] = {
    "string": lambda token: _ESCAPE.sub(
        lambda escape: escape[0] if escape[1] else escape[2] or r"\\", token
    ),
    "single_quote": lambda token: (
        '"' + re.sub(r'(?<!\\)"', '\\"', token[1:-1].replace("\\'", "'")) + '"'
    ),
    "comment": lambda _: "",
    "trailing_comma": lambda _: "",
    "bare_key": lambda token: f'"{token}"',
}


def _refused(number: str) -> object:
    raise ValueError(number)


#: Takes raw line breaks in strings, and stops behind the first value; NaN is no value of a page.
_DECODER = json.JSONDecoder(strict=False, parse_constant=_refused)


def parse(text: str) -> tuple[object, tuple[str, ...]] | None:
    """Return the value of the JSON text and the damage that was undone (none in healthy JSON), or
    None where it cannot be read.

    >>> parse('{"a": [1, 2,],}')
    ({'a': [1, 2]}, ('trailing_comma',))
    """
    text = text.strip()
    with suppress(orjson.JSONDecodeError):
        value: object = orjson.loads(text)
        return (value, ()) if value and isinstance(value, dict | list) else None
    before = _BEFORE.match(text)
    if not before or len(text) > REPAIR_LIMIT:
        return None
    bare = text[before.end() :]
    if (read := _first(bare)) is not None:
        is_wrapped = before.end() or read[1] < len(bare)
        return read[0], ("wrapping" if is_wrapped else "control_character",)
    kinds = dict.fromkeys(["wrapping"][: before.end()])
    read = _first(_LOOSE.sub(partial(_mended, kinds), bare))
    return (read[0], tuple(kinds)) if read else None


def _mended(kinds: dict[str, None], match: re.Match[str]) -> str:
    """Return a token as JSON has it; the kind of its damage is noted."""
    kind, token = match.lastgroup, match[0]
    if not kind:
        return token
    mended = _MENDERS[kind](token)
    if mended != token:
        kinds["control_character" if kind == "string" else kind] = None
    return mended


def _first(text: str) -> tuple[object, int] | None:
    """Return the first value of a text that is not empty, and where it ends."""
    with suppress(ValueError, TypeError, RecursionError):
        value, end = _DECODER.raw_decode(text)
        # halves of surrogate pairs, integers without end and depths that no strict parser takes
        orjson.dumps(value)
        return (value, end) if value else None
    return None
