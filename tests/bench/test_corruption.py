"""The corruption bench judges the engine: these are the tests of the judge."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, datetime
from random import Random

import pytest

from bench.corruption.calendars import hijri_text, japanese, persian
from bench.corruption.calibration import bins_of, calibration
from bench.corruption.generate import FAMILIES, corpus, counts, digest, make
from bench.corruption.judge import verdict
from bench.corruption.locales import LOCALES, locale
from bench.corruption.moments import Moment, at_utc, at_wall
from bench.corruption.pattern_letters import (
    dotnet,
    getters,
    go,
    java,
    moment_js,
    mysql,
    oracle,
    php,
    strftime,
    us_week_year,
)
from bench.corruption.plots import reliability, risk
from bench.corruption.scene import (
    DAY,
    MINUTE,
    SECOND,
    Answer,
    Claim,
    Damage,
    Expectation,
    Scene,
    States,
    determined,
    expect,
)
from bench.corruption.words import WORDS

FRIDAY = at_wall(datetime(2022, 2, 25, 14, 40), "America/New_York")
EVENING = at_wall(datetime(2022, 2, 25, 20, 40), "America/New_York")

#: Formatter, pattern, what it prints of Friday 25 February 2022, 14:40 in New York: from the
#: definitions of each language.
PRINTED = (
    ("java minute", java(FRIDAY, "yyyy-mm-dd"), "2022-40-25"),
    ("java month", java(FRIDAY, "yyyy-MM-dd HH:MM"), "2022-02-25 14:02"),
    ("java yearday", java(FRIDAY, "yyyy-MM-DD"), "2022-02-56"),
    ("java quoted", java(FRIDAY, "yyyy-MM-dd'T'HH:mm:ssXXX"), "2022-02-25T14:40:00-05:00"),
    ("java French", java(FRIDAY, "EEEE d MMMM yyyy", "fr_FR"), "vendredi 25 février 2022"),
    ("dotnet letters", dotnet(FRIDAY, "YYYY-MM-DD"), "YYYY-02-DD"),
    ("moment weekday", moment_js(FRIDAY, "YYYY-MM-dd"), "2022-02-Fr"),
    ("moment literal", moment_js(FRIDAY, "yyyy-MM-dd"), "yyyy-02-Fr"),
    ("php T Z", php(FRIDAY, "Y-m-dTH:i:sZ"), "2022-02-25EST14:40:00-18000"),
    ("php suffix", php(FRIDAY, "H:i:S"), "14:40:th"),
    ("php yearday", php(FRIDAY, "Y-m-z"), "2022-02-55"),
    ("strftime", strftime(FRIDAY, "%Y-%M-%d"), "2022-40-25"),
    ("go swap", go(FRIDAY, "2006-02-01"), "2022-25-02"),
    ("go wrong reference", go(FRIDAY, "2022-01-02"), "252525-02-25"),
    ("mysql", mysql(FRIDAY, "%H:%m"), "14:02"),
    ("oracle", oracle(FRIDAY, "HH24:MM"), "14:02"),
    ("getters", getters(FRIDAY, "{year1900}-{month0}-{date}"), "122-1-25"),
)


@pytest.mark.parametrize(
    ("shown", "expected"), [row[1:] for row in PRINTED], ids=[row[0] for row in PRINTED]
)
def test_formatters_print_as_their_languages_define(shown: str, expected: str) -> None:
    """A forward model prints what the language's own formatter prints."""
    assert shown == expected


def test_american_week_years() -> None:
    """29 December 2021 stands in the week of 1 January 2022; 1 January 2021 in its own year."""
    assert [
        us_week_year(day) for day in (date(2021, 12, 29), date(2021, 1, 1), date(2021, 12, 25))
    ] == [2022, 2021, 2021]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2021, 10, 23), (1400, 8, 1)),
        (date(2024, 3, 20), (1403, 1, 1)),
        (date(2025, 3, 20), (1403, 12, 30)),
        (date(1997, 3, 21), (1376, 1, 1)),
    ],
)
def test_persian_days(day: date, expected: tuple[int, int, int]) -> None:
    """Known days of the Persian calendar, leap days among them."""
    assert persian(day) == expected


def test_other_calendars() -> None:
    """The first day of an era, and a known day of the civil Hijri calendar."""
    assert japanese(date(2019, 5, 1)) == "令和元年5月1日"
    assert japanese(date(2019, 4, 30)) == "平成31年4月30日"
    assert hijri_text(date(2022, 2, 25)).endswith("رجب 1443")


def test_the_same_seed_gives_the_same_bytes() -> None:
    """Whatever the hash seed of the process."""
    script = (
        "from bench.corruption.generate import corpus, digest; print(digest(list(corpus(3, 250))))"
    )
    shown = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("0", "4711")
    }
    assert shown == {digest(list(corpus(3, 250)))}


def test_another_seed_gives_other_pages() -> None:
    """A seed is no decoration."""
    family = FAMILIES[0]
    assert make(1, family, 0).body != make(2, family, 0).body


def test_shares_of_the_corpus() -> None:
    """A third and more is healthy, a tenth and more leaves a careful reader unsure."""
    wanted = counts(4000)
    kinds = {family.id: family.kind for family in FAMILIES}
    total = sum(wanted.values())
    assert sum(n for name, n in wanted.items() if kinds[name] == "healthy") / total > 0.35
    assert sum(n for name, n in wanted.items() if kinds[name] == "unsure") / total > 0.10


def test_families_have_names_of_their_own() -> None:
    """A name that two families share would merge their figures."""
    assert len({family.id for family in FAMILIES}) == len(FAMILIES)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: str(family.id))
def test_every_family_makes_pages_whose_truth_is_before_the_fetch(family: object) -> None:
    """No page is fetched before its story was published, and open pages know their truth."""
    for number in range(2):
        page = make(7, family, number)  # type: ignore[arg-type]
        assert page.expected.truth
        assert page.expected.open or page.expected.answers
        day = page.expected.truth[0].day
        assert day.toordinal() <= page.fetched.toordinal() + 1


@pytest.mark.parametrize("row", LOCALES, ids=lambda row: str(row.tag))
def test_locales_have_words_and_zones(row: object) -> None:
    """Each locale's language has words, and its zones exist."""
    found = locale(row.tag)  # type: ignore[attr-defined]
    assert WORDS[found.language].headline
    assert all(at_wall(datetime(2020, 6, 1), zone).zone == zone for zone in found.zones)


def _claims(*states: States, voices: tuple[str, ...] = ()) -> list[Claim]:
    names = voices or ("machine",) * len(states)
    return [
        Claim("place", "text", state, "published", voice)
        for state, voice in zip(states, names, strict=True)
    ]


_UTC = States(SECOND, utc=True, offset=True)

#: What stands on the page → what a careful reader gets of the evening of 25 February in New York.
DETERMINED = (
    ("utc stamp alone", _claims(_UTC), Answer(date(2022, 2, 26), (1, 40, 0), 0)),
    (
        "local clock and instant",
        _claims(States(MINUTE), _UTC),
        Answer(date(2022, 2, 25), (20, 40, 0), -300),
    ),
    (
        "printed day and instant",
        _claims(States(DAY), _UTC, voices=("human", "machine")),
        Answer(date(2022, 2, 25)),
    ),
    ("clock without zone", _claims(States(MINUTE)), Answer(date(2022, 2, 25), (20, 40, None))),
)


@pytest.mark.parametrize(
    ("claims", "expected"), [row[1:] for row in DETERMINED], ids=[row[0] for row in DETERMINED]
)
def test_what_healthy_statements_determine(claims: list[Claim], expected: Answer) -> None:
    """The reader's day stands, and offsets come from evidence alone."""
    assert determined(EVENING, claims)[0] == expected


def _scene(*claims: Claim) -> Scene:
    scene = Scene(Random(1), locale("en-US"), FRIDAY, "Outlet", "www.outlet.example.com")
    scene.claims += claims
    return scene


#: Damage, voices of healthy statements with their precision → whether a careful reader decides.
DECIDED = (
    ("broken beside a byline", Damage(), (("human", DAY),), True),
    ("broken alone", Damage(), (), False),
    ("silent against one voice", Damage(silent=True), (("human", DAY),), False),
    ("silent against two voices", Damage(silent=True), (("human", DAY), ("url", DAY)), True),
    (
        "silent that echoes the minute",
        Damage(silent=True, echo="minute"),
        (("human", MINUTE),),
        True,
    ),
    (
        "silent without a clock to echo",
        Damage(silent=True, echo="minute"),
        (("human", DAY),),
        False,
    ),
    ("silent that echoes the day", Damage(silent=True, echo="day"), (("human", DAY),), True),
)


@pytest.mark.parametrize(
    ("damage", "said", "decided"), [row[1:] for row in DECIDED], ids=[row[0] for row in DECIDED]
)
def test_when_a_careful_reader_decides(
    damage: Damage, said: tuple[tuple[str, int], ...], decided: bool
) -> None:
    """One against one is open; broken yields to any healthy statement."""
    scene = _scene(
        *(
            Claim("place", "text", States(precision), "published", voice)
            for voice, precision in said
        )
    )
    assert expect(scene, damage).open is not decided


SECONDS = Answer(date(2022, 2, 25), (14, 40, 0), -300)
NO_OFFSET = Answer(date(2022, 2, 25), (14, 40, None))
ONLY_DAY = Answer(date(2022, 2, 25))
#: Answer of the page, what was emitted at which precision → verdict.
VERDICTS = (
    ("exact", SECONDS, "2022-02-25T14:40:00-05:00", "second", "right"),
    ("minute for a zero second", SECONDS, "2022-02-25T14:40:00-05:00", "minute", "right"),
    ("day for an instant", SECONDS, "2022-02-25", "day", "coarse"),
    ("offset withheld", SECONDS, "2022-02-25T14:40:00", "second", "coarse"),
    ("the same instant in UTC", SECONDS, "2022-02-25T19:40:00+00:00", "second", "coarse"),
    ("Z on a local clock", SECONDS, "2022-02-25T14:40:00+00:00", "second", "clock"),
    ("offset invented", NO_OFFSET, "2022-02-25T14:40:00-05:00", "minute", "clock"),
    ("clock invented", ONLY_DAY, "2022-02-25T00:00:00", "second", "clock"),
    ("another day", ONLY_DAY, "2022-02-26", "day", "wrong"),
    ("withheld", ONLY_DAY, None, None, "withheld"),
    (
        "leap second",
        Answer(date(2016, 12, 31), (23, 59, 60), 0),
        "2016-12-31T23:59:60+00:00",
        "second",
        "right",
    ),
)


@pytest.mark.parametrize(
    ("answer", "value", "precision", "expected"),
    [row[1:] for row in VERDICTS],
    ids=[row[0] for row in VERDICTS],
)
def test_verdicts(answer: Answer, value: str | None, precision: str | None, expected: str) -> None:
    """Right is as exact as the page allows; what the page does not state is invented."""
    assert verdict(Expectation((answer,), (answer,)), value, precision) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(None, "right"), ("2022-02-25", "lucky"), ("2022-10-25", "wrong")]
)
def test_verdicts_on_open_pages(value: str | None, expected: str) -> None:
    """Withholding is right where nobody could decide, and the truth is luck."""
    assert verdict(Expectation((), (ONLY_DAY,), True), value, "day") == expected


def test_calibration_of_a_known_set() -> None:
    """Half of the answers at 0.9 right: an error of 0.4, whatever their order."""
    pairs = [(0.9, number % 2 == 0) for number in range(100)]
    assert calibration(pairs).ece == 0.4
    assert bins_of(pairs) == bins_of(sorted(pairs))


def test_wrong_at_high_confidence_is_counted_per_thousand() -> None:
    """One of 50 sure answers wrong is 20 in 1,000; less sure ones do not count."""
    assert (
        calibration([(0.99, number > 0) for number in range(50)] + [(0.9, False)] * 50).wrong_at_95
        == 20
    )


def test_plots_are_svg() -> None:
    """Both plots hold their marks."""
    assert reliability(bins_of([(0.5, True), (0.9, True)]), "title").count("<circle") == 2
    assert "<polyline" in risk([(0.1, 0.0), (1.0, 0.1)], "title")


def test_a_moment_keeps_its_instant_on_another_clock() -> None:
    """The same instant in New York and in UTC."""
    moment: Moment = at_utc(datetime(2022, 2, 26, 1, 40), "America/New_York")
    assert (moment.wall, moment.as_utc().utc) == (
        datetime(2022, 2, 25, 20, 40),
        datetime(2022, 2, 26, 1, 40),
    )
