"""NDJSON and JSON arrays cut into pages: wherever the pieces end, whatever stands in strings, and
in bounded memory.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.batch.lines import array, ndjson
from service.batch.records import Record

HARD = (
    '[{"a": "x,]}[{\\"\\\\", "b": [1, {"c": "\\\\"}], "n": null}, "]", 7, [], {}, '
    '"\\u005d\\\\\\"", [["\\\\"]]]'
)


def pieces(data: bytes, size: int) -> Iterator[bytes]:
    """The data in pieces of a size."""
    for start in range(0, len(data), size):
        yield data[start : start + size]


def contents(records: Iterator[Record]) -> list[Any]:
    """The values of the records, in order and counted from 1 without a gap."""
    found = list(records)
    assert [record.line for record in found] == list(range(1, len(found) + 1))
    assert all(isinstance(record.content, bytes) for record in found), found
    return [json.loads(record.content) for record in found]  # type: ignore[arg-type]


@pytest.mark.parametrize("size", range(1, 30))
def test_array_is_cut_at_its_own_commas(size: int) -> None:
    """Brackets, commas and quotes inside strings are text, wherever a piece ends."""
    assert contents(array(pieces(HARD.encode(), size))) == json.loads(HARD)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(alphabet='ab\\"[]{},: \né', max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(alphabet='a\\"]}', max_size=3), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(st.lists(JSON, max_size=5), st.integers(1, 40), st.sampled_from([None, 1]), st.booleans())
def test_any_array_in_any_pieces(
    values: list[Any], size: int, indent: int | None, mark: bool
) -> None:
    """The elements are those of the JSON parser."""
    data = (b"\xef\xbb\xbf" if mark and size > 2 else b"") + json.dumps(
        values, indent=indent, ensure_ascii=False
    ).encode()
    assert contents(array(pieces(data, size))) == values


@given(
    st.lists(JSON, max_size=5),
    st.integers(1, 40),
    st.sampled_from(["\n", "\r\n", "\n\n", "\n \t\n"]),
    st.booleans(),
)
def test_any_lines_in_any_pieces(values: list[Any], size: int, end: str, closed: bool) -> None:
    """Blank lines are counted and skipped, carriage returns are blanks, and the last line needs no
    end.
    """
    data = (end.join(json.dumps(value) for value in values) + (end if closed else "")).encode()
    found = list(ndjson(pieces(data, size)))
    assert [json.loads(record.content) for record in found] == values  # type: ignore[arg-type]
    assert [record.line for record in found] == [
        1 + number * end.count("\n") for number in range(len(values))
    ]


def problem(record: Record) -> tuple[int, Any, bool]:
    """Line, status and whether it is the last of a record that is a problem."""
    assert isinstance(record.content, dict)
    return record.line, record.content["status"], record.last


@pytest.mark.parametrize(
    ("data", "element"),
    [
        (b"", 1),
        (b"  \n", 1),
        (b'{"a": 1}', 1),
        (b"[", 1),
        (b"[1, 2", 2),
        (b'[1, "2', 2),
        (b'[1, "2\\', 2),
        (b"[1] 2", 2),
        (b"[1][2]", 2),
        (b'[1]"', 2),
    ],
)
@pytest.mark.parametrize("size", [1, 1000])
def test_what_is_no_whole_array_ends_with_a_problem(data: bytes, element: int, size: int) -> None:
    """A cut array, or something else, is told by its last record."""
    *_, last = array(pieces(data, size))
    assert problem(last) == (element, 400, True)


@pytest.mark.parametrize("data", [b"[]", b" [ ] \n"])
def test_empty_array(data: bytes) -> None:
    """An array without elements has no record."""
    assert list(array([data])) == []


@pytest.mark.parametrize("data", [b"[1,,2]", b"[1,]", b"[,1]"])
def test_empty_elements_are_kept_for_the_parser(data: bytes) -> None:
    """A comma too many is an element that is no JSON: that element's problem and no other's."""
    assert b"" in [record.content for record in array([data])]


@pytest.mark.parametrize("split", [ndjson, array])
def test_an_element_over_the_limit_is_its_own_problem(
    split: Callable[..., Iterator[Record]],
) -> None:
    """What follows a line that is too long is read."""
    values = ['"a"', '"' + "b" * 50 + '"', '"c"', '"' + "d" * 8 + '"', '"' + "e" * 9 + '"']
    data = ("[" + ",".join(values) + "]" if split is array else "\n".join(values)).encode()
    found = list(split(pieces(data, 7), 10))
    assert [record.content for record in found if isinstance(record.content, bytes)] == [
        b'"a"',
        b'"c"',
        b'"dddddddd"',
    ]
    assert [problem(record) for record in found if not isinstance(record.content, bytes)] == [
        (2, 413, False),
        (5, 413, False),
    ]
