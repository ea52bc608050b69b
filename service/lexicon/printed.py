"""Values printed into a string: JSON, and the lists, tuples, sets and objects of Python ("['a', 'b']").

What is opened here stood in a string of the caller's, so nothing has looked at it yet: how deep it is, whether its numbers and
letters are JSON's.
"""

from __future__ import annotations

import ast
from contextlib import suppress

import orjson

from service.model import Json

#: Deeper values state nothing of a page; the request's own JSON is bounded alike.
_DEEPEST = 64


def json_of(text: str) -> Json:
    """The value that a text is in JSON; None where it is none, nests too deep, or has half of a pair of surrogates.

    >>> json_of('{"a": [1]}'), json_of("[NaN]"), json_of('["\\\\ud83d"]')
    ({'a': [1]}, None, None)
    """
    with suppress(orjson.JSONDecodeError):
        value: Json = orjson.loads(text)
        return value if _is_shallow(value) else None
    return None


def printed_of(text: str) -> Json:
    """The list or object whose printed form a text is, in JSON or in Python; None where it is no such thing.

    >>> printed_of("('a', 'b')"), printed_of("{'b', 'a'}"), printed_of("[1j]")
    (['a', 'b'], ['b', 'a'], None)
    """
    value: object = json_of(text)
    if value is None:
        with suppress(ValueError, SyntaxError, RecursionError, MemoryError, TypeError):
            value = _plain(ast.literal_eval(text), text)
    return value if isinstance(value, (list, dict)) and _is_shallow(value) else None


def _plain(value: object, text: str) -> object:
    """A Python value in JSON's kinds; TypeError where it has others, as complex numbers and bytes."""
    if isinstance(value, (set, frozenset)):
        # a set has no order of its own: that of its text is the page's
        value = sorted(value, key=lambda member: text.find(str(member)))
    return orjson.loads(orjson.dumps(value))


def _is_shallow(value: object) -> bool:
    level = [value]
    for _ in range(_DEEPEST):
        level = [child for item in level for child in _children(item)]
        if not level:
            return True
    return False


def _children(value: object) -> list[object]:
    members = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [member for member in members if isinstance(member, (dict, list))]
