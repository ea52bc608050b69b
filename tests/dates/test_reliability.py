"""How reliable a witness is here, before it is weighed: rows of texts with the reliability that
each has afterwards.
"""

from __future__ import annotations

from datetime import datetime

import pytest

from service.dates import resolve
from service.dates.defects import damaged
from service.dates.hearing import weakened
from service.dates.reading import Hints
from service.dates.readings import read
from service.dates.terms import BITS
from service.dates.witnesses import MOST_TEXTS, AsWritten, Question, Witness, statements, witnesses
from service.model import BESIDE_WORDS, Context, Observation, Source
from tests.dates.stating import witness
from tests.strategies import observed


def shares(heard: list[Witness], hints: Hints = Hints()) -> list[float]:  # noqa: B008
    """The reliability of each."""
    return [round(witness.reliability, 3) for witness in weakened(heard, Question(hints))]


FETCHED = datetime(2022, 2, 25, 12, 0, 30)


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        pytest.param("2022-02-25T12:00:30Z", True, id="the very second"),
        pytest.param("2022-02-25T12:01:30Z", True, id="a minute later"),
        pytest.param("2022-02-25T12:01:31Z", False, id="more than a minute later"),
        pytest.param("2022-02-25T11:59:30Z", True, id="a minute before"),
        pytest.param("2022-02-25T11:59:29Z", False, id="more than a minute before"),
        pytest.param("2022-02-25", True, id="the day"),
        pytest.param("2022-02-26", False, id="the day after"),
        pytest.param("2022-02-24", False, id="the day before"),
        pytest.param("2022-02-25T07:00:35", True, id="the clock of some zone, to five seconds"),
        pytest.param("2022-02-25T07:00:36", False, id="six seconds after a zone's"),
        pytest.param("2022-02-25T07:00:25", True, id="five seconds before a zone's"),
        pytest.param("2022-02-25T07:00:24", False, id="six seconds before a zone's"),
        pytest.param("2022-02-25T07:08:00", False, id="between two zones"),
        pytest.param("2022-02-25T07:00", False, id="no seconds, which many stories have"),
        pytest.param("2022-02-26T02:00:30", True, id="fourteen hours east"),
        pytest.param("2022-02-26T02:15:30", False, id="further east than any clock"),
        pytest.param("2022-02-24T22:00:30", True, id="fourteen hours west"),
        pytest.param("2022-02-24T21:45:30", False, id="further west"),
        pytest.param("02/03/2022", False, id="a day that may be two"),
    ],
)
def test_template_may_print_today(text: str, doubt: bool) -> None:
    """What a machine states of the moment of the fetch has at most even odds, and what is less
    reliable stays so.
    """
    assert shares([witness(text)], Hints(fetched=FETCHED)) == [0.5 if doubt else 0.9]
    assert shares([witness(text, reliability=0.3)], Hints(fetched=FETCHED)) == [0.3]


@pytest.mark.parametrize(
    ("kind", "source", "day", "moment"),
    [
        pytest.param("machine", "meta:date", 0.5, 0.5, id="a meta"),
        pytest.param(
            "supplied", "supplied:date", 0.9, 0.5, id="a scraper's column: the moment only"
        ),
        pytest.param("human", "time:datetime", 0.9, 0.5, id="an attribute: the moment only"),
        pytest.param("human", "text:byline", 0.9, 0.9, id="a byline"),
        pytest.param("human", "text:above-headline", 0.5, 0.5, id="a page's header"),
        pytest.param("url", "url:path", 0.9, 0.9, id="an address"),
    ],
)
def test_who_may_print_today(kind: str, source: str, day: float, moment: float) -> None:
    """Templates print today; readers' lines and addresses do not."""
    for text, right in (("2022-02-25", day), ("2022-02-25T12:00:30Z", moment)):
        assert shares([witness(text, kind, source=source)], Hints(fetched=FETCHED)) == [right]


@pytest.mark.parametrize(
    ("country", "hour", "minute", "todays"),
    [
        pytest.param("JP", 20, 0, ["2022-02-25", "2022-02-26"], id="tomorrow has begun in Japan"),
        pytest.param("US", 20, 0, ["2022-02-25"], id="nowhere in America"),
        pytest.param(None, 14, 59, ["2022-02-25"], id="nowhere that most sites are"),
        pytest.param(None, 15, 0, ["2022-02-25", "2022-02-26"], id="as far east as Japan"),
        pytest.param(
            None, 7, 59, ["2022-02-24", "2022-02-25"], id="yesterday has not ended in California"
        ),
        pytest.param(None, 8, 0, ["2022-02-25"], id="it has"),
    ],
)
def test_today_is_the_sites_own(
    country: str | None, hour: int, minute: int, todays: list[str]
) -> None:
    """Where no country is known it may be any of those from California to Japan."""
    days = ["2022-02-24", "2022-02-25", "2022-02-26"]
    at = datetime(2022, 2, 25, hour, minute)
    assert [
        day for day in days if shares([witness(day)], Hints(None, country, at)) == [0.5]
    ] == todays


def timed(text: str, source: str, at: int = 0, stated: bool = False) -> Witness:
    """What a <time> element says: in its attribute (time:datetime) or as its text (time:text)."""
    return witness(text, "human", source=source, at=at, stated=stated)


@pytest.mark.parametrize(
    ("attribute", "source", "text", "at", "right"),
    [
        pytest.param(
            "2022-02-25",
            "time:datetime",
            "24 February 2022",
            0,
            0.2,
            id="the day before its own attribute",
        ),
        pytest.param(
            "2022-02-25", "time:datetime", "24 February 2022", 1, 0.9, id="of another element"
        ),
        pytest.param(
            "2022-02-25", "time:datetime", "23 February 2022", 0, 0.9, id="two days before"
        ),
        pytest.param("2022-02-25", "time:datetime", "26 February 2022", 0, 0.9, id="the day after"),
        pytest.param(
            "2022-02-25T10:00",
            "time:datetime",
            "24 February 2022",
            0,
            0.9,
            id="an attribute with a clock",
        ),
        pytest.param(
            "2022-02-25", "meta:date", "24 February 2022", 0, 0.9, id="no element's attribute"
        ),
    ],
)
def test_browser_west_of_utc_drew_the_day_before(
    attribute: str, source: str, text: str, at: int, right: float
) -> None:
    """toLocaleDateString of new Date("2022-02-25"), in New York."""
    assert shares([timed(attribute, source), timed(text, "time:text", at)]) == [0.9, right]


def test_an_element_says_nothing_of_another() -> None:
    """Whatever it states twice, the day before it may stand elsewhere."""
    both = [timed("2022-02-25", "time:datetime"), timed("25 February 2022", "time:text")]
    assert shares([*both, timed("24 February 2022", "time:text", 1)]) == [0.9] * 3


@pytest.mark.parametrize(
    ("label", "attribute", "right"),
    [
        pytest.param(
            timed("29 June 2019", "time:text", stated=True),
            "2019-07-03T10:18:46Z",
            0.2,
            id="days later",
        ),
        pytest.param(
            timed("29 June 2019", "time:text", stated=True),
            "2019-07-01T10:18:46Z",
            0.2,
            id="two days later",
        ),
        pytest.param(
            timed("29 June 2019", "time:text", stated=True),
            "2019-06-30T10:18:46Z",
            0.9,
            id="a zone's day later",
        ),
        pytest.param(
            timed("29 June 2019", "time:text", stated=True),
            "2019-06-20T10:18:46Z",
            0.9,
            id="earlier",
        ),
        pytest.param(
            timed("29 June 2019", "time:text"), "2019-07-03T10:18:46Z", 0.9, id="no label"
        ),
        pytest.param(
            timed("29 June 2019", "time:datetime", stated=True),
            "2019-07-03T10:18:46Z",
            0.9,
            id="nothing printed",
        ),
        pytest.param(
            timed("29 June 2019", "time:text", 1, True),
            "2019-07-03T10:18:46Z",
            0.9,
            id="another element's label",
        ),
        pytest.param(
            timed("2/3/2019", "time:text", stated=True),
            "2019-07-03T10:18:46Z",
            0.9,
            id="a label of two days",
        ),
    ],
)
def test_label_is_of_what_is_printed(label: Witness, attribute: str, right: float) -> None:
    """<time datetime="2019-07-03T10:18:46Z">Publié le 29 juin 2019</time>: the other is likely the
    last save.
    """
    assert shares([label, timed(attribute, "time:datetime")]) == [0.9, right]
    assert shares([label, timed(attribute, "time:datetime", stated=True)]) == [0.9, 0.9]


@pytest.mark.parametrize(
    ("other", "right"),
    [
        pytest.param("2022-02-24", 0.9, id="the day that it means"),
        pytest.param("2022-02-22", 0.9, id="two days before, which zones and a night may be"),
        pytest.param("2022-02-21", 0.8, id="three days before"),
        pytest.param("2012-02-24", 0.8, id="years before"),
        pytest.param("nothing", 0.9, id="no other day"),
    ],
)
def test_yesterday_may_be_a_copy_s(other: str, right: float) -> None:
    """Beside another day it may have been printed long before the fetch; the other day loses
    nothing.
    """
    hints = Hints("en", fetched=FETCHED)
    assert shares(
        [witness("Yesterday", "human", hints=hints), witness(other, "url", hints=hints)], hints
    ) == [right, 0.9]


@pytest.mark.parametrize(
    ("role", "beside", "right"),
    [
        pytest.param(
            "datePublished", (), 0.9 * BITS["created_share"], id="it may be the publication's"
        ),
        pytest.param(
            "datePublished",
            ("datePublished",),
            0.9 * BITS["created_beside_share"],
            id="beside one that is",
        ),
        pytest.param("dateCreated", ("datePublished",), 0.9, id="it is the creation's"),
    ],
)
def test_a_creation_is_often_a_draft_s(role: str, beside: tuple[str, ...], right: float) -> None:
    """It speaks for the publication with less weight, and for itself with all that its place
    has.
    """
    rows = [
        (field, text, _PRINTED)
        for field, text in (
            ("dateCreated", "3 May 2021"),
            *[(name, "4 May 2021") for name in beside],
        )
    ]
    found = witnesses(statements(_observations(*rows)), role, AsWritten(Hints("en")))
    assert {heard.text: heard.reliability for heard in found}["3 May 2021"] == pytest.approx(right)


_PRINTED = ("html:dateline", "human")


@pytest.mark.parametrize(
    ("marks", "right"),
    [
        pytest.param([{BESIDE_WORDS}], BITS["beside_words_share"], id="wherever it is printed"),
        pytest.param([{BESIDE_WORDS}, set()], 0.99, id="and it stands alone elsewhere"),
        pytest.param([set()], 0.99, id="it stands alone"),
    ],
)
def test_words_beside_a_day_may_say_what_it_is_of(marks: list[set[str]], right: float) -> None:
    """ "Interview conducted on 8 May 2021" is of the interview."""
    place = Source("time:text", "date", "human", 0.99)
    seen = [
        Observation("date", "8 May 2021", place, f"time[{n}]", n, frozenset(each))
        for n, each in enumerate(marks)
    ]
    hints = Hints()
    assert shares(witnesses(statements(seen), "datePublished", AsWritten(hints)), hints) == [right]


def _observations(*rows: tuple[str, str, tuple[str, str]]) -> list[Observation]:
    """What places of a page state: each its field, its text, its place and witness."""
    return [
        Observation(field, text, Source(place, field, witness, 0.9), f"element {at}", at)
        for at, (field, text, (place, witness)) in enumerate(rows)
    ]


def said(*rows: tuple[str, str, tuple[str, str]]) -> list[tuple[str, str]]:
    """The roles and texts of the statements of places."""
    return [(each.role, each.text) for each in statements(_observations(*rows))]


def test_a_silent_place_silences_no_other() -> None:
    """An empty text says nothing, and what follows it does."""
    assert said(("datePublished", " ", _PRINTED), ("datePublished", "3 May 2021", _PRINTED)) == [
        ("datePublished", "3 May 2021")
    ]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param(
            "2023/2/21 21:20 （2/21 22:08 更新）",
            [("date", "2023/2/21 21:20"), ("dateModified", "2/21 22:08 更新")],
            id="a bracket",
        ),
        pytest.param(
            "3 May 2021 (edited)",
            [("dateModified", "3 May 2021 (edited")],
            id="a label behind its date",
        ),
        pytest.param(
            "3 May 2021, edited by John Smith",
            [("date", "3 May 2021")],
            id="a label of the name behind it",
        ),
        pytest.param(
            "3 May 2021, published | 4 May 2021, updated by John Smith",
            [("datePublished", "3 May 2021, published"), ("dateModified", "4 May 2021, updated")],
            id="two labels, and a name behind them",
        ),
    ],
)
def test_a_line_of_several_dates(text: str, parts: list[tuple[str, str]]) -> None:
    """Each date has the label beside it."""
    assert said(("date", text, _PRINTED)) == parts


@pytest.mark.parametrize(
    ("fetched", "shown"),
    [
        pytest.param(datetime(2022, 1, 3, 13, 59), True, id="within 26 hours of the day's noon"),
        pytest.param(datetime(2022, 1, 3, 14), False, id="26 hours later"),
    ],
)
def test_the_day_of_the_fetch(fetched: datetime, shown: bool) -> None:
    """Whether a stamp is of the fetch's day in some zone, which rows about the fetch ask."""
    assert (
        any(
            reading.rule == "default_day_of_fetch"
            for reading in damaged("2022-01-02 14:40", Hints(None, None, fetched))
        )
        == shown
    )


def test_thousands_of_dates_are_bounded_work() -> None:
    """Of more different texts than any page has, those that are most often right are read; the rest
    stand in the evidence.
    """
    junk = [
        observed("date", f"{n} 2022-02-25 14:4 7 月{n}日 / {n}", "machine", 0.2)
        for n in range(3_000)
    ]
    stamp = observed("datePublished", "2022-02-25T14:40:00Z", "machine", 0.97)

    asked = read.cache_info().misses
    resolution = resolve([*junk, stamp], Context(), 0.9)["datePublished"]

    assert resolution.value == "2022-02-25T14:40:00+00:00"
    assert len(resolution.evidence) == 3_001
    assert read.cache_info().misses - asked <= 2 * MOST_TEXTS
