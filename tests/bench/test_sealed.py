"""The sealed bench: its pages come from the seed alone, and their truths are well-formed; no test
here asks the engine.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from functools import cache

import pytest

from bench.corruption.moments import at_wall
from bench.sealed import __main__ as command
from bench.sealed.audit import CHECKS, pages_of
from bench.sealed.calendars import bikram, ethiopic, hebrew, hebrew_letters, hijri, persian, saka
from bench.sealed.catalogue import MODULES, REGISTER
from bench.sealed.desk import PLACES
from bench.sealed.families import Made, digest, pages
from bench.sealed.numerals import era, era_of, han, han_year
from bench.sealed.press import COVERED, PRESSES
from bench.sealed.score import SHARES, Totals, table

LEAST = 12
#: Places of a family that stand for a page's make and are not laid out themselves.
KNOWN = frozenset((*PLACES, "block"))
IDS = [row.id for row in REGISTER]


@cache
def made(index: int) -> tuple[Made, ...]:
    """A few pages of one family."""
    return tuple(pages(3, REGISTER[index], LEAST))


def test_there_are_families_enough_and_no_name_is_twice() -> None:
    """Forty were asked for; two of one name would share their seeds."""
    assert len(REGISTER) == len(set(IDS)) > 55
    assert {row.build.__module__ for row in REGISTER} == {module.__name__ for module in MODULES}


@pytest.mark.parametrize("index", range(len(REGISTER)))
def test_a_family_makes_its_pages_in_every_place_and_locale_that_it_declares(index: int) -> None:
    """The cycle of places and of locales leaves none out."""
    row, found = REGISTER[index], made(index)
    assert set(row.places) <= KNOWN
    assert all(tag in PRESSES or tag in COVERED for tag in row.locales)
    assert len(found) >= max(LEAST, len(row.places), len(row.locales))
    assert {page.place for page in found} == set(row.places)
    assert {page.tag for page in found} == set(row.locales)


@pytest.mark.parametrize("index", range(len(REGISTER)))
def test_truths_are_well_formed(index: int) -> None:
    """A page has an answer, or must be withheld; an answer is no later than the fetch; its clock is
    a clock.
    """
    for page in made(index):
        assert page.truth.answers or page.truth.open
        assert (page.html is None) or (page.text is None)
        assert page.html or page.text or page.metadata
        for answer in page.truth.answers:
            assert date(1997, 1, 1) <= answer.day <= page.fetched.date() + timedelta(days=1)
            assert answer.offset is None or (
                answer.clock is not None and abs(answer.offset) <= 14 * 60
            )
            if answer.clock is not None:
                hour, minute, second = answer.clock
                utc = datetime(
                    answer.day.year, answer.day.month, answer.day.day, hour, minute, second or 0
                )
                if answer.offset is not None:
                    assert utc - timedelta(minutes=answer.offset) <= page.fetched


def test_the_seed_decides_every_page() -> None:
    """Equal seeds give equal bytes, and others do not."""
    again = [page for row in REGISTER[:40] for page in pages(3, row, LEAST)]
    first = [page for index in range(40) for page in made(index)]
    other = [page for row in REGISTER[:40] for page in pages(4, row, LEAST)]
    assert digest(first) == digest(again) != digest(other)


def test_totals_are_all_that_is_printed() -> None:
    """The seal: neither the options nor the table have room for a family or a page."""
    options = {action.dest for action in command.parser()._actions}
    assert options == {"help", "seed", "size", "write"}
    verdicts = {
        "right": 6,
        "coarse": 1,
        "lucky": 1,
        "wrong": 1,
        "clock": 1,
        "withheld": 2,
        "failed": 1,
    }
    lines = table(Totals(13, verdicts, 10, 8, 125.0, 0.0125))
    assert not any(name in line for name in IDS for line in lines)
    shares = [name for _, names in SHARES for name in names]
    assert Counter(shares) == Counter(verdicts.keys())


#: Friday 25 February 2022 in other calendars, and the days on which their years begin.
FRIDAY = date(2022, 2, 25)


def test_calendars_agree_with_published_tables() -> None:
    """Days that almanacs print."""
    assert persian(FRIDAY) == (1400, 12, 6)
    assert hijri(FRIDAY) == (1443, 7, 24)
    assert saka(FRIDAY) == (1943, 12, 6)
    assert saka(date(2024, 3, 21)) == (1946, 1, 1)
    assert bikram(FRIDAY) == (2078, 11, 13)
    assert bikram(date(2023, 4, 14)) == (2080, 1, 1)
    assert ethiopic(FRIDAY) == (2014, 6, 18)
    assert ethiopic(date(2023, 9, 12)) == (2016, 1, 1)
    assert hebrew(FRIDAY) == (5782, "אדר א׳", 24)
    assert hebrew(date(2024, 4, 23)) == (5784, "ניסן", 15)
    assert (hebrew_letters(5782), hebrew_letters(15), hebrew_letters(4)) == ("תשפ״ב", "ט״ו", "ד׳")


def test_numerals_and_eras() -> None:
    """The first year of an era has its own sign, and its first day is sharp."""
    assert (era(date(2019, 5, 1)), era(date(2019, 4, 30)), era(FRIDAY)) == (
        "令和元年",
        "平成31年",
        "令和4年",
    )
    assert era_of(FRIDAY)[1] == "R"
    assert (han_year(2022), han(25), han(10), han(20), han(8)) == (
        "二〇二二",
        "二十五",
        "十",
        "二十",
        "八",
    )


@pytest.mark.parametrize("index", range(len(CHECKS)))
def test_what_an_audit_mended_stays_mended(index: int) -> None:
    """The checks stand beside the families, so that nothing here tells which they are about."""
    CHECKS[index](pages_of)


def test_a_morning_of_the_newsroom_is_told_on_its_clock() -> None:
    """What the generators build on: the wall clock of a zone, with its offset at that date."""
    summer = at_wall(datetime(2022, 7, 1, 9, 5), "America/New_York")
    assert (summer.offset, summer.abbreviation, summer.utc) == (
        -240,
        "EDT",
        datetime(2022, 7, 1, 13, 5),
    )
