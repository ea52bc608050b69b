"""The floors of drift guard what they name, and the made sites are what their kinds say."""

from __future__ import annotations

from collections import Counter

import pytest

from bench.drift import made
from bench.drift.__main__ import beyond, report
from bench.drift.tried import Found, Tried

#: A site on which everything was found, and none of a thousand orders of its pages raised an alarm.
GOOD = Found([Tried("zone", 7, 0, 0)] * 20, 0, 1000, 25_000, Counter())


def test_a_figure_beyond_its_floor_is_told() -> None:
    """Too many changes missed, too many false alarms: each has its line."""
    missed = GOOD._replace(tried=[*GOOD.tried[:18], *[Tried("zone", None, 0, 0)] * 2])
    alarmed = GOOD._replace(alarms=Counter({"place of author": 2}))

    assert beyond([GOOD]) == []
    assert [line.partition(":")[0] for line in beyond([missed])] == ["changes found"]
    assert [line.partition(":")[0] for line in beyond([alarmed])] == ["false alarms"]


def test_the_report_has_a_row_for_each_kind_that_was_tried() -> None:
    """And one for all, also where a kind was tried once."""
    lines = report([GOOD, GOOD._replace(tried=[Tried("frame of titles", 5, 0, 0)])])

    assert "| zone | 20 | 20 | 100.0 | 7 | 7 | 20 | 20 |" in lines
    assert "| frame of titles | 1 | 1 | 100.0 | 5 | 5 | 1 | 1 |" in lines
    assert any(line.startswith("| **all** | 21 |") for line in lines)


@pytest.mark.parametrize("name", made.KINDS)
def test_a_change_changes_the_pages_and_nothing_of_their_stories(name: str) -> None:
    """The same headlines at the same addresses, on pages that differ."""
    kind = made.KINDS[name]
    one = next(site for site in map(made.site, range(200)) if kind.fits(site))
    before, after = (list(made.pages(site, 0, 30)) for site in (one, kind.change(one)))

    assert [page.url for page in before] == [page.url for page in after]
    assert sum(a.html != b.html for a, b in zip(before, after, strict=True)) > 15
