"""gold-blind is scored and never shown: the commands that could list a page refuse it, and what
they keep of it is totals.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from bench import accuracy, recall
from bench.data import BLIND, must_be_listable
from bench.intervals import f1, interval


@pytest.mark.parametrize(
    ("command", "option"),
    [(accuracy.main, "--errors"), (recall.main, "--misses")],
    ids=["accuracy", "recall"],
)
def test_no_list_of_blind_pages(command: Any, option: str) -> None:
    """The refusal is a sentence, and comes before anything is read."""
    with pytest.raises(SystemExit, match="only its totals are printed"):
        command([option, "title", "--corpus", BLIND])
    must_be_listable("gold-more", option)


def test_a_blind_score_keeps_no_errors() -> None:
    """The same misses are kept for a corpus that has been read, and dropped for the blind one."""
    field = {"f1": 0.5, "wrong_rate": 0.0, "instant_rate": 0.0, "spurious": 0}
    result = {name: field for name, _ in accuracy.FIELDS}
    errors = [("published", "a", "2022-02-25", "2022-02-26")]
    score: Any = SimpleNamespace(drop_doubtful=list, score=lambda records, given: (result, errors))
    records = [{"id": name, "gold": {"published": "2022-02-25"}} for name in ("a", "b")]
    answers = [
        ({"id": name, "published": "2022-02-26", "confidence": 0.99}, "clean")
        for name in ("a", "b")
    ]
    read, blind = (
        accuracy.scored(score, corpus, records, answers) for corpus in ("gold-more", BLIND)
    )
    assert read.errors == tuple(errors)
    assert blind.errors == ()
    assert read.sure == blind.sure == (1, 2)
    assert "id" not in str(blind.report)


def test_blind_misses_are_not_kept() -> None:
    """A value that no observation gives lowers the recall; of a blind page nothing else is kept."""
    score: Any = SimpleNamespace(fold=str.casefold)
    page = b"<html><title>Something else</title></html>"
    record = {"id": "x", "url": None, "gold": {"title": "Bridge reopens"}}
    for corpus, kept in (("gold-more", 1), (BLIND, 0)):
        values, _, misses, _ = recall.measure(
            [(record | {"corpus": corpus}, page)], recall.Judge(score)
        )
        assert values["title"] == [0.0]
        assert len(misses) == kept


def test_an_interval_holds_its_figure() -> None:
    """The interval is the same at every run, holds the figure, and narrows with more domains."""
    few, many = [(1, 1, 1), (0, 1, 1)] * 5, [(1, 1, 1), (0, 1, 1)] * 200
    assert interval(few) == interval(few)
    assert interval(few)[0] < f1(few) == 50 < interval(few)[1]
    assert interval(many)[1] - interval(many)[0] < interval(few)[1] - interval(few)[0]
