"""JSON in canonical form (RFC 8785): the same value is the same bytes everywhere."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

import orjson
import rfc8785

from service.model import Json

# ECMAScript's Number.MAX_SAFE_INTEGER: beyond it neighbours become one number, and RFC 8785 refuses
# them.
SAFE_INTEGER = 2**53 - 1

# A request is at most 64 levels deep and the envelope adds six; a page's JSON-LD could be deeper,
# and writing it is recursive.
MAX_DEPTH = 100

TOO_DEEP = "(nested too deep to show)"


# orjson's bytes differ from RFC 8785 only in numbers that it writes as "1.0" or "1e+16", in NaN
# (its null), and in the order of names with characters beyond U+FFFF (UTF-16 sorts them before
# U+E000).  A string that looks like one of these costs only time.
_UNLIKE, _FAR_NAME = (
    re.compile(rb"[:,\[]-?\d[\d.]*(?:\.0[,\]}]|e)|null"),
    re.compile(rb"[\xf0-\xf4][^\"]*\":"),
)
# The first pattern is slow at every byte, so a search for what each match must contain goes first.
_WHOLE = (b".0,", b".0]", b".0}")
_EXPONENT = re.compile(rb"-\d(?<=\de-.)")
_BEYOND = tuple(bytes([first]) for first in range(0xF0, 0xF5))
_OPTIONS = (
    orjson.OPT_SORT_KEYS
    | orjson.OPT_STRICT_INTEGER
    | orjson.OPT_PASSTHROUGH_DATACLASS
    | orjson.OPT_PASSTHROUGH_DATETIME
)
# orjson refuses values nested deeper than 254: wrapped in so many brackets, a value nearly
# MAX_DEPTH deep is refused.
_BRACKETS = 254 - MAX_DEPTH + 10


def canonical_bytes(value: Json) -> bytes:
    """Return the RFC 8785 form of a JSON value, whatever a page has put into it.

    orjson writes most answers at a tenth of the cost; ``by_the_book`` writes what orjson refuses or
    may write differently.
    """
    held: object = value
    try:
        # in a list, so that each number stands between marks
        written = orjson.dumps([value], _plain, _OPTIONS)
        # what is too deep opens a bracket at each level; most answers have fewer than that in all
        if written.count(b"{") + written.count(b"[") > MAX_DEPTH:
            for _ in range(_BRACKETS):
                held = [held]
            orjson.dumps(held, _plain, _OPTIONS)
    except orjson.JSONEncodeError:
        return by_the_book(value)
    return by_the_book(value) if _is_unlike(written) else written[1:-1]


def _is_unlike(written: bytes) -> bool:
    """Return whether orjson's bytes may differ from the RFC 8785 form."""
    suspect = (
        b"null" in written
        or (b".0" in written and [end for end in _WHOLE if end in written])
        or b"e+" in written
        or (b"e-" in written and _EXPONENT.search(written))
    )
    far = not written.isascii() and [first for first in _BEYOND if first in written]
    return bool((suspect and _UNLIKE.search(written)) or (far and _FAR_NAME.search(written)))


def by_the_book(value: Json) -> bytes:
    """Return the RFC 8785 form of a JSON value, written by the reference library."""
    return rfc8785.dumps(json_safe(value))


def _plain(value: object) -> object:
    """Return another kind of mapping or sequence as a dict or list, which orjson knows."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Sequence):
        return list(value)
    raise TypeError(f"not a JSON value: {type(value).__name__}")


def json_safe(value: Json, depth: int = 0) -> Json:
    """Return the value with strings in place of what canonical JSON cannot represent.

    Integers beyond 2^53 become strings of all their digits (17-digit article ids are common),
    infinities and NaN become "Infinity", "-Infinity" and "NaN", half a surrogate pair becomes
    U+FFFD, and a value deeper than MAX_DEPTH a note.
    """
    match value:
        case None | bool():
            return value
        case str():
            return _text(value)
        case int():
            return value if abs(value) <= SAFE_INTEGER else str(value)
        case float():
            return value if math.isfinite(value) else _not_finite(value)
    if depth >= MAX_DEPTH:
        return TOO_DEEP
    if isinstance(value, Mapping):
        return {_text(str(key)): json_safe(member, depth + 1) for key, member in value.items()}
    if isinstance(value, Sequence):
        return [json_safe(member, depth + 1) for member in value]
    raise TypeError(f"not a JSON value: {type(value).__name__}")


def _text(text: str) -> str:
    """Return the text in whole Unicode characters: "\\ud83d" alone is half an emoji, and no
    encoding can carry it.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def _not_finite(number: float) -> str:
    if math.isnan(number):
        return "NaN"
    return "Infinity" if number > 0 else "-Infinity"
