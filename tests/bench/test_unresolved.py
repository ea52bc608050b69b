"""The report on what a person is asked: what it counts, lists and refuses."""

from __future__ import annotations

from bench.unresolved import by_field, faults, outweighed, shares
from service.model import Candidate, Page, Resolution, Result
from service.normalize import normalize

ASKED = normalize(Page(metadata={"title": "Envoys return", "date": "10/02/2022"}))
CLEAN = normalize(Page(metadata={"title": "Envoys return", "date": "2022-02-25"}))
DOUBTFUL = Resolution("image", candidates=(Candidate("a.jpg", 0.3),))


def only(result: Result) -> dict[tuple[str, str], Result]:
    """A corpus of one page."""
    return {("gold-more", "a"): result}


def test_shares_and_fields_are_counted() -> None:
    """A page is unresolved by its date, which is withheld."""
    assert "| gold-more | 1 | 0 | 0 | 1 (100.0 %) |" in shares(only(ASKED))
    assert "| datePublished | 0 | 1 | 0 | 0 |" in by_field(only(ASKED))


def test_a_field_with_readings_may_be_absent() -> None:
    """One of which nothing was read is not listed."""
    assert outweighed(DOUBTFUL)
    assert not outweighed(Resolution("image"))


def test_what_does_not_hold_is_named() -> None:
    """Too many unresolved pages, one without a question, and a withheld field that is likelier
    none.
    """
    assert faults(only(CLEAN)) == []
    assert faults(only(ASKED)) == ["gold-more: 1.000 of the pages are unresolved, over 0.12"]
    mute = Result({}, {}, (), "unresolved", {})
    assert "gold-more/a: unresolved with 0 questions" in faults(only(mute))
    none = Resolution("image", "ambiguous", none_likelier=True)
    told = faults(only(Result({}, {"image": none}, (), "clean", {}, ("image",))))
    assert told == [
        "gold-more/a: image is withheld, and its readings are likelier wrong than right"
    ]
