"""The tables of scores, in bits: what a date's parts prove, what a witness is worth, and what
counts against a hypothesis.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from math import log2

import pytest

from service.dates.account import Account, ScoredHypothesis, Use
from service.dates.habits import placed
from service.dates.hypothesis import contradicts_weekday
from service.dates.partial import PartialDatetime, exactly, minute_share, settle, surprise
from service.dates.reading import Hints
from service.dates.score import bits_of_offset, odds, posterior, total_by_class
from service.dates.terms import BITS, TERMS, Term, total
from service.dates.witnesses import Question
from tests.dates.stating import hypothesis, use, witness

# ------------------------------------------------------------------ what the parts of a date prove


@pytest.mark.parametrize(
    ("minute", "share"),
    [
        (0, 0.13),
        (30, 0.04),
        (15, 0.02),
        (45, 0.02),
        (5, 0.018),
        (55, 0.018),
        (20, 0.018),
        (1, 0.646 / 48),
        (44, 0.646 / 48),
    ],
)
def test_round_minutes_are_common(minute: int, share: float) -> None:
    """The share of each kind of minute among published times; a round one proves less."""
    assert minute_share(minute) == pytest.approx(share)


def test_shares_of_minutes_and_of_seconds_add_up() -> None:
    """Every minute is one of sixty, and so is every second."""
    assert sum(minute_share(minute) for minute in range(60)) == pytest.approx(1)
    assert sum(2 ** -surprise(exactly(second=second)) for second in range(60)) == pytest.approx(1)


@pytest.mark.parametrize(
    ("partial", "bits"),
    [
        pytest.param(PartialDatetime(), 0, id="nothing"),
        pytest.param(exactly(year=2022), 3.0, id="a year"),
        pytest.param(exactly(month=2), 3.5, id="a month"),
        pytest.param(exactly(day=25), 4.9, id="a day"),
        pytest.param(exactly(hour=14), 4.0, id="an hour"),
        pytest.param(exactly(minute=0), -log2(0.13), id="a full hour"),
        pytest.param(exactly(second=0), -log2(0.33), id="no seconds"),
        pytest.param(exactly(second=7), -log2(0.67 / 59), id="seconds"),
        pytest.param(exactly(yearday=56), 8.4, id="a day of the year"),
        pytest.param(
            exactly(yearday=56, day=25), 4.9, id="a day of the year beside its day counts once"
        ),
        pytest.param(PartialDatetime(month=frozenset((2, 5))), 2.5, id="one of two months"),
        pytest.param(PartialDatetime(hour=frozenset((2, 14))), 3.0, id="half of the day open"),
        pytest.param(
            PartialDatetime(day=frozenset(range(1, 32))),
            0,
            id="any day, and never less than nothing",
        ),
        pytest.param(PartialDatetime(minute=frozenset((0, 1))), 0, id="one of two minutes"),
        pytest.param(
            exactly(year=2022, month=2, day=25, hour=14, minute=30),
            15.4 - log2(0.04),
            id="all that is known, summed",
        ),
    ],
)
def test_parts_carry_their_bits(partial: PartialDatetime, bits: float) -> None:
    """Each known part adds its own; what it leaves open is taken off."""
    assert surprise(partial) == pytest.approx(bits)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        pytest.param({"month": 2, "day": 29}, True, id="a leap day of some year"),
        pytest.param({"month": 2, "day": 30}, False, id="30 February"),
        pytest.param({"month": 2, "day": 0}, False, id="no day"),
        pytest.param({"month": 0, "day": 1}, False, id="no month"),
        pytest.param({"month": 13, "day": 1}, False, id="a thirteenth month"),
        pytest.param(
            {"year": 2022, "month": 2, "day": 0, "weekday": 4},
            False,
            id="no day, beside its weekday",
        ),
        pytest.param(
            {"year": 2022, "month": 0, "day": 1, "weekday": 4},
            False,
            id="no month, beside its weekday",
        ),
        pytest.param({"year": 2023, "month": 2, "day": 29}, False, id="a leap day of another year"),
        pytest.param({"year": 2023, "yearday": 366}, False, id="a day more than the year has"),
        pytest.param({"year": 2000, "yearday": 366}, True, id="the last of a leap year"),
        pytest.param({"year": 1900, "yearday": 366}, False, id="a century that is none"),
        pytest.param({"year": 2022, "month": 2, "day": 25, "weekday": 4}, True, id="its weekday"),
        pytest.param(
            {"year": 2022, "month": 2, "day": 25, "weekday": 5}, False, id="another weekday"
        ),
    ],
)
def test_what_no_calendar_has_is_no_day(said: dict[str, int], day: bool) -> None:
    """Without a year only the length of months is known."""
    assert (settle(exactly(**said)) is not None) == day


def test_what_is_not_said_stays_so() -> None:
    """Months that lack the day go, a day of the year is a day of a month, and no weekday is
    added.
    """
    year, day = frozenset((2022,)), frozenset((30,))
    of_either = PartialDatetime(year=year, month=frozenset((2, 3)), day=day)
    assert settle(of_either) == PartialDatetime(year=year, month=frozenset((3,)), day=day)
    assert settle(exactly(year=2022, yearday=56)) == exactly(year=2022, month=2, day=25, yearday=56)
    assert settle(exactly(year=2022, weekday=4)) == exactly(year=2022, weekday=4)


@pytest.mark.parametrize(
    ("scores", "shares"),
    [
        pytest.param((), (), id="none"),
        pytest.param((0.0,), (1 / 2,), id="as likely as none of these"),
        pytest.param((1.0,), (2 / 3,), id="one bit is odds of two to one"),
        pytest.param((-2.0,), (1 / 5,), id="below none of these"),
        pytest.param((1.0, 2.0), (2 / 7, 4 / 7), id="two of them"),
        pytest.param((5000.0, 4999.0), (2 / 3, 1 / 3), id="larger than a float's exponent"),
    ],
)
def test_scores_become_probabilities(scores: tuple[float, ...], shares: tuple[float, ...]) -> None:
    """A score is log2 of the odds against "none of these", which is one more of them."""
    assert posterior(scores) == pytest.approx(shares)


# ------------------------------------------------------------------ what a witness is worth


@pytest.mark.parametrize(
    ("given", "held"), [(0.0, 0.005), (0.005, 0.005), (0.5, 0.5), (0.995, 0.995), (1.0, 0.995)]
)
def test_no_place_is_always_right_and_none_never(given: float, held: float) -> None:
    """The reliability of a place, within its limits."""
    assert witness("2022-02-25", reliability=given).right == pytest.approx(held)


@pytest.mark.parametrize(("probability", "bits"), [(0.5, 0.0), (0.8, 2.0), (0.2, -2.0)])
def test_odds_are_in_bits(probability: float, bits: float) -> None:
    """Four to one is two bits."""
    assert odds(probability) == pytest.approx(bits)


@pytest.mark.parametrize(
    ("text", "right", "price", "bits"),
    [
        pytest.param("2022-02-25", 0.8, 0.0, 2.0, id="sound: the odds of its place"),
        pytest.param("2022-02-25", 0.8, 1.5, 0.5, id="sound: less what the reading costs"),
        pytest.param("2022-40-25", 0.8, 0.0, 2.0, id="damaged: no surer than sound"),
        pytest.param("2022-40-25", 0.5, 0.0, 0.0, id="damaged: at even odds"),
        pytest.param(
            "2022-40-25", 0.5, 12.0, -3.0, id="damaged: a damage dearer than an unknown one"
        ),
    ],
)
def test_witness_is_worth_its_odds_and_what_it_says(
    text: str, right: float, price: float, bits: float
) -> None:
    """Beside the information of the string."""
    said = witness(text, reliability=right)
    assert said.contribution(price) == pytest.approx(bits + said.readings.information)


@pytest.mark.parametrize(
    ("offset", "language", "bits"),
    [
        pytest.param(-360, None, 0.0, id="Chicago's and Mexico's"),
        pytest.param(540, None, 0.0, id="Tokyo's"),
        pytest.param(330, None, 4.0, id="one of a single country"),
        pytest.param(60, "de", 0.0, id="the readers' own"),
        pytest.param(-360, "de", 4.0, id="one of a continent where the language is not"),
        pytest.param(330, "de", 8.0, id="of a single country where it is not"),
        pytest.param(330, "hi", 0.0, id="of the country where it is"),
    ],
)
def test_offsets_of_few_clocks_are_dear(offset: int, language: str | None, bits: float) -> None:
    """What two clocks show as an offset may be chance, unless the readers' clocks show it."""
    assert bits_of_offset(offset, date(2022, 2, 25), Hints(language)) == bits


@pytest.mark.parametrize(
    ("contributions", "total"),
    [
        pytest.param([], 0.0, id="none"),
        pytest.param([("machine", 2.0), ("human", 3.0)], 5.0, id="two classes count in full"),
        pytest.param(
            [("machine", 2.0), ("machine", 4.0)],
            4.0 + 0.35 * 2,
            id="a second voice of a class, the lesser one",
        ),
        pytest.param(
            [("human", 1.0)] * 3, 1 + 0.35 + 0.35**2, id="the third counts less than the second"
        ),
    ],
)
def test_voices_of_one_class_count_less_and_less(
    contributions: list[tuple[str, float]], total: float
) -> None:
    """Forty comments on one evening are not forty witnesses of it."""
    assert total_by_class(contributions) == pytest.approx(total)


def test_a_story_pays_for_what_it_says() -> None:
    """A day beside an instant pays for the instant's clock."""
    day, moment = hypothesis("2022-02-25"), hypothesis("2022-02-25T14:40:10Z")
    assert day.prior == pytest.approx(11.4)
    assert moment.prior == pytest.approx(15.4 + surprise(exactly(minute=40, second=10)))
    assert day._replace(instant=datetime(2022, 2, 25, 14, 40, 10)).prior == pytest.approx(
        moment.prior
    )


# ------------------------------------------------------------------ what counts against a
#   hypothesis

FETCHED = datetime(2022, 2, 25, 12)


def against(told: str, hints: Hints, *uses: Use, by_header: bool = False) -> float:
    """The bits against the hypothesis of a text that some uses support."""
    said = hypothesis(told)
    assert said.day is not None
    return total(
        "against", Account(said, said.day, uses, (), (), Question(hints, by_header=by_header))
    )


@pytest.mark.parametrize(
    ("told", "printed", "bits"),
    [
        pytest.param("25 February 2022", (), 0, id="nothing"),
        pytest.param("25 February 2022", ("Friday, 25 February 2022",), 0, id="the right weekday"),
        pytest.param("25 February 2022", ("Monday, 28 February 2022",), 6, id="another weekday"),
        pytest.param(
            "25 February 2022",
            ("Monday, 28 February 2022", "Sunday, 27 February 2022"),
            12,
            id="two of them",
        ),
        pytest.param("31 December 1984", (), 9, id="before the web"),
        pytest.param("1 January 1985", (), 0, id="the first year of it"),
        pytest.param("31 December 2030", (), 0, id="the last plausible year"),
        pytest.param("1 January 2031", (), 9, id="behind it"),
    ],
)
def test_weekdays_and_years_count_against_a_story(
    told: str, printed: tuple[str, ...], bits: float
) -> None:
    """In bits, whoever states it."""
    assert against(told, Hints(), *[use(text, "human") for text in printed]) == bits


@pytest.mark.parametrize(
    ("told", "known", "by_header"),
    [
        pytest.param("2022-02-25T12:05:00Z", 0, 0, id="five minutes, which clocks may differ by"),
        pytest.param("2022-02-25T12:05:01Z", 12, 12, id="a second more"),
        pytest.param("2022-02-26 02:05", 0, 0, id="no zone: the last one on the globe"),
        pytest.param("2022-02-26 02:06", 12, 0, id="no zone: later than anywhere"),
        pytest.param("2022-02-26", 0, 0, id="a day that has begun somewhere"),
        pytest.param("2022-02-27", 12, 0, id="a day that has begun nowhere"),
        pytest.param("2022-02-26T02:00:00Z", 12, 12, id="a clock of the east labelled UTC"),
        pytest.param("2022-02-26T02:00:01Z", 12, 0, id="further than any clock of the east"),
        pytest.param("2022-02-25T15:00+02:00", 12, 12, id="an hour of summer time"),
        pytest.param("2022-02-25T15:01+02:00", 12, 0, id="more than an hour"),
        pytest.param("2022-02-25T17:00-05:00", 12, 12, id="a sign exchanged"),
        pytest.param("2022-02-25T17:01-05:00", 12, 0, id="more than a sign exchanged"),
    ],
)
def test_pages_are_fetched_after_they_are_published(
    told: str, known: float, by_header: float
) -> None:
    """A Date header alone is no sure clock: it counts only where zones explain how much later the
    date seems.
    """
    assert against(told, Hints(fetched=FETCHED)) == known
    assert against(told, Hints(fetched=FETCHED), by_header=True) == by_header
    assert against(told, Hints()) == 0


@pytest.mark.parametrize(
    ("language", "country", "told", "printed", "foreign"),
    [
        pytest.param(
            "en", "US", "2014-03-06T12:25Z", "March 6, 2014 12:25 PM", True, id="an American paper"
        ),
        pytest.param(
            "en",
            None,
            "2014-03-06T12:25Z",
            "March 6, 2014 12:25 PM",
            True,
            id="printed as in America",
        ),
        pytest.param(
            "en",
            None,
            "2014-03-06T12:25Z",
            "6 March 2014 12:25 PM",
            False,
            id="half of the day alone",
        ),
        pytest.param(
            "en", None, "2014-03-06T12:25Z", "March 6, 2014 12:25", False, id="the order alone"
        ),
        pytest.param(
            "en", "GB", "2014-03-06T12:25Z", "6 March 2014 12:25", False, id="London in winter"
        ),
        pytest.param(
            "en", "GB", "2014-07-06T12:25Z", "6 July 2014 12:25", True, id="London in summer"
        ),
        pytest.param(
            "de", None, "2014-03-06T12:25Z", "6. März 2014 12:25", True, id="a German page"
        ),
        pytest.param(
            "de", None, "2014-03-06T12:25+01:00", "6. März 2014 12:25", False, id="not UTC"
        ),
        pytest.param("de", None, "2014-03-06T12:25Z", "6. März 2014", False, id="no clock printed"),
        pytest.param(
            "de",
            None,
            "2014-03-06T12:25Z",
            "6. März 2014 12:25 UTC",
            False,
            id="a clock that says so",
        ),
    ],
)
def test_hardly_any_readers_clock_shows_utc(
    language: str, country: str | None, told: str, printed: str, foreign: bool
) -> None:
    """A printed clock that would be UTC's, at a site in a country whose clocks are not, is local:
    its offset is not known.
    """
    hints = Hints(language, country)

    def is_local(kind: str, **how: str) -> bool:
        scored = ScoredHypothesis(hypothesis(told), (use(printed, kind, hints, **how),), 0.0)
        return placed(scored, Question(hints)).hypothesis.offset is None

    assert is_local("human") == foreign
    assert not is_local("machine")
    assert not is_local("human", source="time:datetime")


@pytest.mark.parametrize(
    ("attribute", "by_script"),
    [
        ("2014-03-06T12:25:10.000", True),
        ("2014-03-06T12:25:10.00", False),
        ("2014-03-06T12:25:10", False),
    ],
)
def test_attribute_that_a_script_wrote_was_drawn_on_a_server(
    attribute: str, by_script: bool
) -> None:
    """toISOString has three decimals and a Z: that server's clock is UTC's, and so is the text that
    it drew.
    """
    line = use("6. März 2014 12:25", "human", Hints("de"))
    drawn = use(attribute + "Z", "human", source="time:datetime")
    scored = ScoredHypothesis(hypothesis("2014-03-06T12:25:10Z"), (line, drawn), 0.0)
    assert (placed(scored, Question(Hints("de"))).hypothesis.offset == 0) == by_script


def test_weekday_contradicts_a_known_day_only() -> None:
    """ "Friday" says nothing against a date whose day is open."""
    reading = use("Friday, 25 February 2022", "human").reading
    assert not contradicts_weekday(hypothesis("25 February 2022"), reading)
    assert contradicts_weekday(hypothesis("26 February 2022"), reading)
    assert not contradicts_weekday(hypothesis("February 2022"), reading)
    assert not contradicts_weekday(hypothesis("26 February 2022"), use("25 February 2022").reading)


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.id)
def test_every_term_says_where_its_figure_comes_from(term: Term) -> None:
    """A definition, an estimate with its reason, or how many right and wrong answers it speaks
    on.
    """
    kind, _, reason = term.origin.partition(": ")
    assert kind in ("definition", "estimate", "measured")
    assert reason
    assert kind != "measured" or re.match(r"\d+ right, \d+ wrong", reason)
    assert (0 < term.bits < 1) == term.id.endswith(("share", "voice"))


def test_no_two_terms_are_one() -> None:
    """By their names."""
    assert len(BITS) == len(TERMS)
