"""The decision between dates, with its probabilities: a row for each page, with what its places
state.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from service.dates.reading import Hints
from service.dates.resolve import MOST_WITNESSES, Decision, decide
from service.dates.witnesses import Question
from service.model import Page
from service.normalize import normalize
from tests.dates.stating import hypothesis, witness

Said = str | tuple[str, str] | tuple[str, str, dict[str, Any]]


def decided(
    *said: Said,
    modified: tuple[str, ...] = (),
    hints: Hints = Hints(),  # noqa: B008
    **known: Any,
) -> Decision:
    """The decision between what machines say (a text alone), and others (a text and who)."""
    pairs: list[Any] = [(each,) if isinstance(each, str) else each for each in said]
    witnesses = [witness(*each[:2], **{"hints": hints, **dict(*each[2:])}) for each in pairs]
    return decide(witnesses, Question(hints, modified=tuple(map(hypothesis, modified)), **known))


def ranked(decision: Decision) -> dict[str, float]:
    """The moments with their probabilities, the best first."""
    return {
        f"{scored.hypothesis.clock} {scored.hypothesis.offset}": round(share, 5)
        for scored, share in decision.ranked
    }


FETCHED = datetime(2022, 2, 25, 15)
STAMP, EVENING = "2022-02-25T14:40:10Z", "2025-02-11T23:55:00Z"


@pytest.mark.parametrize(
    ("said", "moments"),
    [
        pytest.param([], {}, id="nothing"),
        pytest.param(["2022-02-25"], {"2022-02-25 None": 0.9}, id="one place: as sure as it is right"),
        pytest.param([("2022-02-25", "human")], {"2022-02-25 None": 0.9}, id="one line"),
        pytest.param(["August 2019"], {}, id="a month alone is no day"),
        pytest.param([STAMP, ("25 February 2022", "human")], {"2022-02-25T14:40:10 0": 1.0}, id="a stamp and a line"),
        pytest.param([STAMP, STAMP], {"2022-02-25T14:40:10 0": 0.99994}, id="two places of a machine prove less"),
        pytest.param([STAMP, ("26 February 2022", "human")], {"2022-02-26 None": 0.90428}, id="the readers' day"),
        pytest.param(
            [STAMP, ("28 February 2022", "human")], {"2022-02-25T14:40:10 0": 0.33333, "2022-02-28 None": 0.33333},
            id="two that contradict"),
        pytest.param(
            [STAMP, STAMP, ("28 February 2022", "human")], {"2022-02-25T14:40:10 0": 0.33333, "2022-02-28 None": 0.33333},
            id="one voice, denied, counts once"),
        pytest.param(
            ["2022-40-25", ("25 February 2022 02:40 PM", "human")], {"2022-02-25T14:40 None": 1.0}, id="damage, confirmed"),
        pytest.param(["2022-40-25"], {}, id="damage alone, whose month is lost"),
        pytest.param(
            ["2022-10-25", ("25 February 2022 14:10", "human")], {"2022-02-25T14:10 None": 0.98844, "2022-10-25 None": 0.0104},
            id="silent damage, confirmed by the minute"),
        pytest.param(
            ["2022-10-25", ("25 February 2022", "human")], {"2022-02-25T??:10 None": 0.60616, "2022-10-25 None": 0.35446},
            id="silent damage, confirmed by the day"),
        pytest.param(
            [EVENING, ("11.2.2025 23:55", "human", {"at": 1}), ("12.2.2025 7:25", "human", {"at": 9})],
            {"2025-02-11T23:55:00 0": 1.0, "2025-02-12T07:25 None": 0.0, "2025-12-02T07:25 None": 0.0},
            id="a publication and an update, both in the readers' zone"),
        pytest.param([STAMP, ("2022/02", "url")], {"2022-02-25T14:40:10 0": 0.99986}, id="an address with the month"),
        pytest.param(
            ["2019-07-12", ("2017/7/12", "url")], {"2017-07-12 None": 0.47368, "2019-07-12 None": 0.47368},
            id="an address of years before"),
        pytest.param(
            [("Friday, 25 February 2021", "human"), "2021-02-25"], {"2021-02-25 None": 0.99971}, id="a wrong weekday costs"),
        pytest.param(
            [("Friday, 25 February 2022", "human"), "2022-02-25"], {"2022-02-25 None": 1.0}, id="a right one does not"),
        pytest.param(["2019-08", ("5 August 2019", "human")], {"2019-08-05 None": 0.99986}, id="a month confirms its day"),
        pytest.param(["02/03/2022"], {"2022-02-03 None": 0.45, "2022-03-02 None": 0.45}, id="an order that nobody knows"),
        pytest.param(
            ["02/03/2022", ("3 February 2022", "human")], {"2022-02-03 None": 0.99995, "2022-03-02 None": 0.00004},
            id="an order that a line tells"),
    ],
)  # fmt: skip
def test_moments_and_their_probabilities(said: list[Said], moments: dict[str, float]) -> None:
    """What they leave is the chance that none of them is right."""
    assert ranked(decided(*said)) == moments
    assert list(ranked(decided(*said))) == list(moments)


@pytest.mark.parametrize(
    ("decision", "moments"),
    [
        pytest.param(
            decided(STAMP, "2022-02-26T10:00:00Z", modified=("2022-02-26T10:00:00Z",)),
            {"2022-02-25T14:40:10 0": 0.95741, "2022-02-26T10:00:00 0": 0.03833}, id="the later one is the modification"),
        pytest.param(
            decided(STAMP, ("25 February 2022 15:40", "human"), hints=Hints("hu", "HU")),
            {"2022-02-25T15:40:10 60": 1.0}, id="the readers' own offset"),
        pytest.param(
            decided(STAMP, ("25 February 2022 20:10", "human"), hints=Hints("hu", "HU")),
            {"2022-02-25T20:10:10 330": 0.99998}, id="an offset far from the readers"),
        pytest.param(
            decided("02/03/2022", hints=Hints("en", "US")),
            {"2022-02-03 None": 0.8955, "2022-03-02 None": 0.0045}, id="the country's order"),
        pytest.param(
            decided("2022-02-25", hints=Hints(fetched=FETCHED)), {"2022-02-25 None": 0.5}, id="the day of the fetch"),
        pytest.param(
            decided("2022-02-28", hints=Hints(fetched=FETCHED)), {"2022-02-28 None": 0.00219}, id="a day to come"),
        pytest.param(
            decided("26 May 2017 09:20", ("2017-05-26T07:20:59+01:00", "human"), zone="Europe/Amsterdam"),
            {"2017-05-26T09:20:59 120": 1.0, "2017-05-26T07:20:59 60": 0.0}, id="a wrong label at a site whose zone is known"),
    ],
)  # fmt: skip
def test_what_else_is_known_decides_too(decision: Decision, moments: dict[str, float]) -> None:
    """The page's modification, its readers, its fetch and its zone."""
    assert ranked(decision) == moments


def test_best_witnesses_are_weighed_where_there_are_too_many() -> None:
    """Those that name the role, then those that are most often right; the others are left out."""
    many = [
        (f"{n} May 2021", "human", {"reliability": 0.5 + n / 100, "stated": False, "at": 9 * n})
        for n in range(1, 31)
    ]
    decision = decided(*many, ("31 May 2021", "machine", {"reliability": 0.3}))
    assert len(decision.witnesses) == MOST_WITNESSES == 24
    assert [said.text for said in decision.witnesses] == [
        "31 May 2021",
        *(f"{n} May 2021" for n in range(30, 7, -1)),
    ]


def test_equals_are_ordered_by_what_they_say() -> None:
    """Not by their place on the page."""
    one, other = ("1 May 2021", "human"), ("5 May 2021", "machine")
    assert (
        list(ranked(decided(one, other)))
        == list(ranked(decided(other, one)))
        == ["2021-05-01 None", "2021-05-05 None"]
    )


def test_witness_without_a_date_is_not_heard() -> None:
    """Nor is a value that stands for none."""
    decision = decided("2022-02-25", "nothing", "0000-00-00")
    assert [said.text for said in decision.witnesses] == ["2022-02-25"]
    assert decision.best is not None
    assert decided("nothing").best is None


def test_an_exchange_says_what_bears_it_out() -> None:
    """Where the later one is printed as an update, that is the proof of both roles' repairs."""
    metas = "".join(
        f'<meta property="article:{name}_time" content="{stamp}">'
        for name, stamp in (
            ("published", "2023-06-29T08:10:00+00:00"),
            ("modified", "2023-06-27T14:40:00+00:00"),
        )
    )
    body = (
        "<h1>Harbour bridge closed</h1><div>Updated June 29, 2023 8:10 a.m.</div><p>"
        "Nobody knows when it opens again.</p>"
    )
    found = normalize(
        Page(html=f"<html lang=en><head>{metas}</head><body>{body}</body></html>")
    ).fields
    repairs = {
        r.path: r.proof
        for role in ("datePublished", "dateModified")
        for r in found[role].repairs
        if "exchanged" in r.rule
    }
    assert repairs == {
        "/article/datePublished": None,
        "/article/dateModified": {"printed": "Updated June 29, 2023 8:10 a.m."},
    }


@pytest.mark.parametrize(
    ("place", "modified"),
    [
        pytest.param(
            '<meta property="article:modified_time" content="{}">',
            "2022-02-26T15:55:00",
            id="the same plugin's",
        ),
        pytest.param(
            '<time itemprop=dateModified datetime="{}"></time>',
            "2022-02-26T15:55:00+00:00",
            id="another place",
        ),
    ],
)
def test_a_label_that_is_wrong_for_one_date_is_wrong_for_the_other(
    place: str, modified: str
) -> None:
    """What writes the local clock with the label of UTC writes both dates so, where print shows it
    of one.
    """
    meta = '<meta property="article:published_time" content="2022-02-25T14:40:00Z">' + place.format(
        "2022-02-26T15:55:00Z"
    )
    body = (
        "<h1>Hafenbrücke gesperrt</h1><div class=date>25.02.2022, 14:40 Uhr MEZ</div><p>"
        "Niemand weiß, bis wann.</p>"
    )
    found = normalize(
        Page(html=f"<html lang=de><head>{meta}</head><body>{body}</body></html>")
    ).fields
    assert [found[role].value for role in ("datePublished", "dateModified")] == [
        "2022-02-25T14:40:00+01:00",
        modified,
    ]


@pytest.mark.parametrize(
    ("published", "modified", "confidence", "told"),
    [
        pytest.param(
            "2021-04-06T06:32:14Z", "2021-04-06T05:17:28Z", 0.96, True, id="the same morning"
        ),
        pytest.param("2021-04-06", "2021-04-05", 0.96, False, id="a day, which a zone may be"),
        pytest.param("2021-04-06", "2021-04-04", 0.96, True, id="two days"),
        pytest.param("2021-04-06T06:32:14Z", "2021-03-06T05:17:28Z", 0.96, True, id="a month"),
        pytest.param(
            "2021-04-06", "2021-03-05", 0.5, True, id="more than a month: either may be the other"
        ),
        pytest.param("2021-04-06", "2021-05-06", 0.96, False, id="in order"),
    ],
)
def test_columns_in_the_wrong_order(
    published: str, modified: str, confidence: float, told: bool
) -> None:
    """Supplied alone, a modification a month before the publication makes both less sure; days
    before, it is told.
    """
    found = normalize(Page(metadata={"datePublished": published, "dateModified": modified})).fields
    assert [round(found[role].confidence, 2) for role in ("datePublished", "dateModified")] == [
        confidence
    ] * 2
    assert ("modified_before_published" in {f.code for f in found["dateModified"].findings}) == told


def published(
    said: dict[str, str],
    metas: dict[str, str],
    *lines: str,
    lang: str = "en",
    text: str = "",
    **page: Any,
) -> Any:
    """What is decided of the publication: of a caller's columns, or of a page with metas and lines
    below its headline.
    """
    if said:
        return normalize(Page(metadata=said, **page)).fields["datePublished"]
    if text:
        return normalize(
            Page(
                text=f"Harbour bridge closed\n{text}\n\nNobody knows when it opens again.\n", **page
            )
        ).fields["datePublished"]
    head = "".join(
        f'<meta property="article:{name}_time" content="{value}">' for name, value in metas.items()
    )
    body = "".join(f"<div class=date>{line}</div>" for line in lines)
    html = (
        f"<html lang={lang}><head>{head}</head><body><h1>Harbour bridge closed</h1>"
        f"{body}<p>Nobody knows why.</p></body></html>"
    )
    return normalize(Page(html=html, **page)).fields["datePublished"]


OTHERS = "".join(
    f"<li><a href=/{n}>Ferry line {n} is late</a> <b class=date>0{n}/01/2012, 23:56</b></li>"
    for n in range(1, 5)
)
OTHERS = f"</div><aside><ul>{OTHERS}</ul></aside><div>"
AT = datetime(2022, 2, 26, 15, 10, tzinfo=UTC)
THIRD_DAY = {"datePublished": "2021-04-06T06:32:14Z", "dateModified": "2021-03-01T05:17:28Z"}
NOVEMBER, EVENING_IN_UTC = (
    {"published": "2020-11-14T09:30:00+00:00"},
    {"published": "2020-05-02T02:54:29Z"},
)


@pytest.mark.parametrize(
    ("answer", "value", "confidence"),
    [
        pytest.param(
            published(THIRD_DAY, {}, url="https://a.example/2020/07/21/bridge"), "2020-07-21", 0.446,
            id="an address against what columns say"),
        pytest.param(
            published({"datePublished": "2020-07-21"}, {}, url="https://a.example/2020/07/21/bridge"), "2020-07-21", 1.0,
            id="an address with it"),
        pytest.param(published({}, NOVEMBER, "Updated 14 June 2020"), NOVEMBER["published"], 0.5, id="updated before"),
        pytest.param(
            published({}, NOVEMBER, "Updated 14 June 2020", url="https://a.example/2020/11/14/bridge"), NOVEMBER["published"],
            0.92, id="updated before, by the address of its day"),
        pytest.param(published({}, NOVEMBER, "Updated 14 December 2020"), NOVEMBER["published"], 0.99, id="updated later"),
        pytest.param(published({}, NOVEMBER, "Updated 13 November 2020"), NOVEMBER["published"], 0.99, id="a day before"),
        pytest.param(
            published({}, {}, text="5 minutes ago", url="https://a.example/2022/02/26/bridge", fetched_at=AT),
            "2022-02-26T15:05:00+00:00", 0.97, id="minutes ago, in a dump of the address's day"),
        pytest.param(
            published({}, EVENING_IN_UTC), "2020-05-02T02:54:29+00:00", 0.92, id="UTC's day, the evening before in America"),
        pytest.param(
            published({}, EVENING_IN_UTC, lang="de"), "2020-05-02T02:54:29+00:00", 0.99, id="and the same day in Germany"),
        pytest.param(
            published({}, EVENING_IN_UTC, "May 2, 2020"), "2020-05-02T02:54:29+00:00", 1.0, id="UTC's day, printed too"),
        pytest.param(
            published({}, {"published": "2026-05-17T19:30:02+02:00"}, "18.05.2026", url="https://a.example/2026/05/18/bridge"),
            "2026-05-18", 0.92, id="the printed edition's day"),
        pytest.param(
            published({}, {"published": "2019-05-17T19:30:02+02:00"}, "18 June 2021", url="https://a.example/2019/05/17/bridge"),
            "2019-05-17T19:30:02+02:00", 0.945, id="print that denies what a machine and the address say"),
        pytest.param(published({}, {}, "Friday, 6 January 2012"), "2012-01-06", 0.98, id="a day alone"),
        pytest.param(
            published({}, {}, "Friday, 6 January 2012", OTHERS),
            "2012-01-06", 0.88, id="a day with its weekday alone, where other dates have clocks"),
    ],
)  # fmt: skip
def test_conflicts_of_real_pages_leave_doubt(answer: Any, value: str, confidence: float) -> None:
    """What is in doubt is less sure than 0.95, or withheld."""
    assert (answer.candidates[0].value if answer.confidence < 0.9 else answer.value) == value
    assert answer.confidence == pytest.approx(confidence, abs=0.006)


@pytest.mark.parametrize(
    ("stamp", "line", "lang", "value"),
    [
        pytest.param(
            "2022-02-25T19:40:00Z",
            "25 February 2022, 02:40 EST",
            "en",
            "2022-02-25T14:40:00-05:00",
            id="printed",
        ),
        pytest.param(
            "2022-02-25T13:40:00Z",
            "25.02.2022 02:40",
            "de",
            "2022-02-25T14:40:00+01:00",
            id="printed, in a country",
        ),
        pytest.param(
            "2022-02-25T07:40:00Z",
            "February 25, 2022 2:40 PM EST",
            "en",
            "2022-02-25T14:40:00-05:00",
            id="stated",
        ),
        pytest.param(
            "2022-02-25T02:40:00Z",
            "25 February 2022 14:40 EST",
            "en",
            "2022-02-25",
            id="twelve hours, and another zone",
        ),
    ],
)
def test_clock_that_lost_its_pm_joins_a_timestamp(
    stamp: str, line: str, lang: str, value: str
) -> None:
    """Beside its zone, or at an offset of its country's."""
    assert published({}, {"published": stamp}, line, lang=lang).value == value


@pytest.mark.parametrize("lang", ["en", "de", "en-US"])
def test_twelve_hours_are_no_offset(lang: str) -> None:
    """02:40Z beside 14:40 is a clock to 12, and no page of New Zealand's unless it says so."""
    answer = published(
        {}, {"published": "2022-02-25T02:40:00Z"}, "25 February 2022 14:40", lang=lang
    )
    assert "+12:00" not in answer.value
    there = published(
        {},
        {"published": "2022-07-25T02:40:00Z"},
        "25 July 2022 14:40",
        url="https://a.co.nz/bridge",
    )
    assert there.value == "2022-07-25T14:40:00+12:00"
