"""JSON in canonical form (RFC 8785): the same value is the same bytes everywhere."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

import orjson
import rfc8785

from service.model import Json

# ECMAScript's Number.MAX_SAFE_INTEGER: beyond it neighbours become one number, and RFC 8785 refuses them.
SAFE_INTEGER = 2**53 - 1

# A request is at most 64 levels deep and the envelope adds six; a page's own JSON-LD could be deeper, and writing is recursive.
MAX_DEPTH = 100

TOO_DEEP = "(nested too deep to show)"


# orjson's bytes are RFC 8785's but for the numbers that it writes as "1.0" or "1e+16", NaN (its null), and the order of names
# with characters beyond U+FFFF (UTF-16 sorts them before U+E000).  A string that looks like one of these costs only time.
_UNLIKE = re.compile(rb"[:,\[]-?\d[\d.]*(?:\.0[,\]}]|e)|null|[\xf0-\xf4][^\"]*\":")
# Looking for those is dear at every byte, so one looks first for what each of them must hold.
_LITERALS = (b"null", b".0,", b".0]", b".0}")
_EXPONENTS, _EXPONENT = (b"e+", b"e-"), re.compile(rb"e[+-]\d")
_BEYOND = tuple(bytes([first]) for first in range(0xF0, 0xF5))
_OPTIONS = orjson.OPT_SORT_KEYS | orjson.OPT_STRICT_INTEGER | orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME
# orjson refuses what is nested deeper than 254: in so many brackets, what is nearly MAX_DEPTH deep.
_BRACKETS = 254 - MAX_DEPTH + 10


def canonical_bytes(value: Json) -> bytes:
    """The RFC 8785 form of a JSON value, whatever a page has put into it.

    orjson writes most answers at a tenth of the cost; what it refuses or may write otherwise is written by the book.
    """
    held: object = value
    for _ in range(_BRACKETS):
        held = [held]
    try:
        written = orjson.dumps(held, _plain, _OPTIONS)
    except orjson.JSONEncodeError:
        return by_the_book(value)
    return by_the_book(value) if _is_unlike(written) else written[_BRACKETS:-_BRACKETS]


def _is_unlike(written: bytes) -> bool:
    """Whether RFC 8785 may have another form of what orjson wrote."""
    suspect = (
        any(literal in written for literal in _LITERALS)
        or (any(mark in written for mark in _EXPONENTS) and _EXPONENT.search(written) is not None)
        or (not written.isascii() and any(first in written for first in _BEYOND))
    )
    return suspect and _UNLIKE.search(written) is not None


def by_the_book(value: Json) -> bytes:
    """The RFC 8785 form of a JSON value, member for member."""
    return rfc8785.dumps(json_safe(value))


def _plain(value: object) -> object:
    """Any other mapping or sequence as orjson knows them."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Sequence):
        return list(value)
    raise TypeError(f"not a JSON value: {type(value).__name__}")


def json_safe(value: Json, depth: int = 0) -> Json:
    """The value with everything that canonical JSON cannot say put into words.

    Integers beyond 2^53 become strings of all their digits (17-digit article ids are common), infinities and NaN become
    "Infinity", "-Infinity" and "NaN", half a surrogate pair becomes U+FFFD, and what lies deeper than MAX_DEPTH a note.
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
    """The text in whole Unicode characters: "\\ud83d" alone is half an emoji, and no encoding can carry it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def _not_finite(number: float) -> str:
    if math.isnan(number):
        return "NaN"
    return "Infinity" if number > 0 else "-Infinity"
