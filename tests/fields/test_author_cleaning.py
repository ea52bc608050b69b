"""What clings to names: each row of the tables on its own example, and on its like that is a
name.
"""

from __future__ import annotations

import pytest

from service.fields.author_cleaning import LINE, PART, Row, without

ROWS = [(rows, row) for rows in (LINE, PART) for row in rows]


@pytest.mark.parametrize(("rows", "row"), ROWS, ids=[row[3] for _, row in ROWS])
def test_row(rows: tuple[Row, ...], row: Row) -> None:
    """A row takes off what it is for, and leaves what only looks so; its trigger characters do not
    keep it from either.
    """
    _, damage, _, example, negative = row
    found: list[str] = []
    left = without((row,), example, found)
    assert found == [damage]
    assert left != example
    assert without(rows, left, []) == left
    assert without(rows, negative, []) == negative
