"""Values printed into a string: JSON, and the lists, tuples, sets and objects of Python ("['a', 'b']").

What is opened here stood in a string of the caller's, so nothing has looked yet at how deep it is, or whether its numbers and
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
    """Return the value that a text is in JSON; None where it is none, nests too deep, or has half of a pair of surrogates.

    >>> json_of('{"a": [1]}'), json_of("[NaN]"), json_of('["\\\\ud83d"]')
    ({'a': [1]}, None, None)
    """
    with suppress(orjson.JSONDecodeError):
        value: Json = orjson.loads(text)
        return value if _is_shallow(value) else None
    return None


def printed_of(text: str) -> Json:
    """Return the list or object whose printed form a text is, in JSON or in Python; None where it is no such thing.

    >>> printed_of("('a', 'b')"), printed_of("{'b', 'a'}"), printed_of("[1j]")
    (['a', 'b'], ['b', 'a'], None)
    """
    value: object = json_of(text)
    if value is None:
        with suppress(ValueError, SyntaxError, RecursionError, MemoryError, TypeError):
            read = ast.literal_eval(text)
            # a set has no order of its own: that of its text is the page's
            read = sorted(read, key=lambda member: text.find(str(member))) if isinstance(read, set) else read
            # TypeError where it has values of other kinds than JSON's, as complex numbers and bytes
            value = orjson.loads(orjson.dumps(read))
    return value if isinstance(value, (list, dict)) and _is_shallow(value) else None


def _is_shallow(value: object) -> bool:
    level = [value]
    for _ in range(_DEEPEST):
        members = (item.values() if isinstance(item, dict) else item for item in level if isinstance(item, (dict, list)))
        level = [member for each in members for member in each]
        if not level:
            return True
    return False
