"""The test by which a habit is told to have changed: its rate of false alarms, and each habit."""

from __future__ import annotations

from itertools import product
from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.profiles import profile, state
from service.profiles.contribution import Contribution
from service.profiles.detector import Detector, log_e, log_sum
from service.profiles.drift import SiteWatch
from service.profiles.watched import Features


@pytest.mark.parametrize("rate", [0.0, 0.02, 0.1, 0.3, 0.5, 0.9])
@pytest.mark.parametrize("start", [0, 3, 6])
def test_an_e_value_is_expected_to_be_at_most_one(rate: float, start: int) -> None:
    """Over all runs of ten pages of a site that did not change: what keeps the false alarms few."""
    expected = 0.0
    for run in product((0, 1), repeat=10):
        ones, since = sum(run), sum(run[start:])
        chance = rate**ones * (1 - rate) ** (10 - ones)
        expected += chance * exp(log_e(ones - since, start, since, 10 - start))

    assert expected <= 1 + 1e-9


@given(st.integers(0, 30), st.integers(31, 60), st.lists(st.booleans(), max_size=150))
def test_what_is_forgotten_only_makes_the_sum_smaller(
    broken: int, of: int, pages: list[bool]
) -> None:
    """The detector in bounded memory against the sum over all starts that it may have."""
    detector = Detector(broken, of)
    for page, one in enumerate(pages):
        detector.add(page, one)
    whole = [
        log_e(broken + sum(pages[:at]), of + at, sum(pages[at:]), len(pages) - at)
        for at in range(len(pages))
        if pages[at]
    ]

    assert len(detector.starts) <= 64
    assert not whole or detector.log_sum <= log_sum(whole) + 1e-6


def test_a_sum_of_logarithms() -> None:
    """Also of none, and of numbers too great to be raised."""
    assert log_sum([]) == float("-inf")
    assert log_sum([log(2), log(3)]) == pytest.approx(log(5))
    assert log_sum([5000.0, 5000.0]) == pytest.approx(5000 + log(2))


FORM = "dates\tmeta:date\tformats\t0000-00-00"
OTHER = "dates\tmeta:date\tformats\t00/00/0000"
#: A page of the site as it always was.
USUAL = (
    "places\theadline\thtml:h1",
    "places\tdatePublished\tmeta:date",
    "frames\thtml:title\t{headline} | Courier",
    "dates\tmeta:date\tseen",
    "dates\tmeta:date\tagreed",
    f"{FORM}\tseen",
    f"{FORM}\tas_written",
    "dates\tmeta:date\torders\tdmy",
    "offsets\tjuly\t120",
    "tags\tnews",
)
#: What goes, what comes, and the change that is told: its habit, what was and what is now.
CHANGES = {
    "place": ("places\theadline\thtml:h1", "places\theadline\thtml:h2", "html:h1", "html:h2"),
    "frame": (USUAL[2], "frames\thtml:title\t{headline}", "{headline} | Courier", "{headline}"),
    "agreement": ("dates\tmeta:date\tagreed", "", "agreed", None),
    "order": (USUAL[7], "dates\tmeta:date\torders\tmdy", "dmy", "mdy"),
    "zone": (USUAL[8], "offsets\tjuly\t0", "120", "0"),
    "reading": (
        f"{FORM}\tas_written",
        f"{FORM}\trows\tminute_in_month_slot",
        "as_written",
        "minute_in_month_slot",
    ),
    "format": (f"{FORM}\tseen", f"{OTHER}\tseen", "0000-00-00", "00/00/0000"),
}


def _watch(usual: tuple[str, ...] = USUAL) -> tuple[SiteWatch, profile.Document]:
    pages = [
        Contribution("news.example", f"{n:032x}", 20220101 + n, (*usual, f"tags\tstory {n}"))
        for n in range(30)
    ]
    document = profile.of_bytes(b"".join(profile.lines_of(state.of(pages)))).document(
        "news.example"
    )
    assert document is not None
    return SiteWatch(document), document


@pytest.mark.parametrize("habit", CHANGES)
def test_each_habit_that_changes_is_told(habit: str) -> None:
    """Since its first page, within twenty, with three pages that show it."""
    gone, came, was, now = CHANGES[habit]
    watch, document = _watch()
    turned = tuple(one for one in USUAL if not one.startswith(gone)) + ((came,) if came else ())
    told = [change for _ in range(10) for change in watch.add(USUAL)]
    told += [change for _ in range(20) for change in watch.add(turned)]
    change = next(one for one in told if one.watched.habit == habit)

    assert (change.watched.was, change.since, change.shown_by) == (was, 10, (10, 11, 12))
    assert change.watched.now([Features(turned)], document) == now
    assert change.told < 30


def test_damage_that_was_mended_is_told() -> None:
    """A template wrote the minute into the month's slot, and does no more."""
    damaged = tuple(
        f"{FORM}\trows\tminute_in_month_slot" if one.endswith("as_written") else one
        for one in USUAL
    )
    watch, document = _watch(damaged)
    told = [change for _ in range(20) for change in watch.add(USUAL)]

    assert [change.watched.habit for change in told] == ["damage"]
    assert told[0].watched.now([Features(USUAL)], document) == "as_written"


def test_a_site_whose_dates_are_gone_is_told() -> None:
    """No page has two witnesses that agree any more: also where their places are still there."""
    watch, _ = _watch()
    turned = tuple(one for one in USUAL if not one.startswith(("dates", "offsets")))
    told = [change for _ in range(20) for change in watch.add(turned)]

    assert {change.watched.habit for change in told} == {"witnesses"}


def test_boilerplate_that_came_is_told_and_a_large_story_is_not() -> None:
    """A tag on every page since one of them; not one that half of the pages have."""
    watch, _ = _watch()
    told = []
    for page in range(60):
        came = ("tags\tspring sale",) if page >= 20 else ()
        story = ("tags\tthe flood",) if page % 2 else ()
        told += watch.add((*USUAL, *came, *story, f"tags\tone of page {page}"))

    assert [(one.watched.habit, one.came) for one in told] == [("boilerplate", "spring sale")]
    assert 19 < told[0].since < 24
    assert told[0].told < 40


def test_an_ignored_site_or_habit_is_not_watched() -> None:
    """What a hand has marked counts as if nobody had counted it."""
    _, document = _watch()
    document["dates"]["meta:date"]["orders"]["dmy"]["ignored"] = True
    watch = SiteWatch(document)
    turned = (*(one for one in USUAL if "orders" not in one), CHANGES["order"][1])

    assert not [change for _ in range(40) for change in watch.add(turned)]
    assert not [
        change
        for _ in range(40)
        for change in SiteWatch({**document, "ignored": True}).add(("tags\tsale",))
        if change.watched.habit != "boilerplate"
    ]
