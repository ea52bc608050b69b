"""Deferred members: a tuple that is made when it is looked at."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable

import pytest

from service.records import Deferred


def test_it_is_made_when_it_is_looked_at() -> None:
    """Not before, and once."""
    made: list[str] = []
    deferred = Deferred(lambda text: made.append(text) or list(text), "ab")  # type: ignore[func-returns-value]
    assert not made
    assert (len(deferred), deferred[0], deferred[-1:], list(deferred)) == (
        2,
        "a",
        ("b",),
        ["a", "b"],
    )
    assert made == ["ab"]


@pytest.mark.parametrize(
    "pass_on", [copy.copy, copy.deepcopy, lambda each: pickle.loads(pickle.dumps(each))]
)
def test_it_is_the_same_wherever_it_is_handed(pass_on: Callable[[Deferred], Deferred]) -> None:
    """Copied or sent to another process, looked at or not, it equals the tuple."""
    deferred = Deferred(list, "ab")
    for _ in range(2):
        passed = pass_on(deferred)
        assert passed == deferred == ("a", "b")
        assert hash(passed) == hash(deferred) == hash(("a", "b"))


def test_what_fails_is_made_again() -> None:
    """A page's time may be up while evidence is made; nothing half made is kept."""
    tries: list[int] = []

    def make() -> list[int]:
        tries.append(1)
        if len(tries) == 1:
            raise TimeoutError
        return tries

    deferred = Deferred(make)
    with pytest.raises(TimeoutError):
        len(deferred)
    assert len(deferred) == 2
