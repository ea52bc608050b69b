"""Dates that scrapers and metas state in parts: joined where the names are of one family and the
parts are healthy.
"""

from __future__ import annotations

import time
from typing import Any

import pytest

from service.model import Page
from service.normalize import normalize
from service.observe import observe
from service.observe.transport import observe_supplied


def _supplied(metadata: dict[str, Any]) -> list[tuple[str, Any, str]]:
    """The dates that a caller's metadata state, each with its field and its places."""
    found = observe_supplied(metadata).observations
    return [(o.field, o.raw, o.locator) for o in found if o.field.startswith("date")]


@pytest.mark.parametrize(
    ("metadata", "raw"),
    [
        pytest.param({"date": "2022-02-25", "time": "14:40"}, "2022-02-25 14:40", id="the plain names"),
        pytest.param({"pub_date": "2022-02-25", "pub_time": "14:40:12"}, "2022-02-25 14:40:12", id="a prefix"),
        pytest.param({"publishedDate": "25/02/2022", "publishedTime": "2:40 PM EST"}, "25/02/2022 2:40 PM EST", id="camels"),
        pytest.param({"date_published": "25. Februar 2022", "time_published": "14.40 Uhr"}, "25. Februar 2022 14.40 Uhr",
                     id="the word of the part ahead"),
        pytest.param({"news_date": "2022-02-25", "news_time": "14h40"}, "2022-02-25 14h40", id="of an object"),
        pytest.param({"date": "2022-02-25T00:00:00", "time": "14:40"}, "2022-02-25 14:40", id="a day at midnight"),
        pytest.param({"published": {"date": "2022-02-25", "time": "14:40"}}, "2022-02-25 14:40", id="in one object"),
        pytest.param({"date": "2022-02-25 14:40:00", "timezone": "Europe/Berlin"}, "2022-02-25 14:40:00 Europe/Berlin",
                     id="a zone"),
        pytest.param({"date": "2022-02-25", "time": "14:40", "tz": "-05:00"}, "2022-02-25 14:40 -05:00", id="an offset"),
        pytest.param({"pub_year": 2022, "pub_month": "02", "pub_day": 25}, "2022-02-25", id="numbers"),
        pytest.param({"pub_year": 2022.0, "pub_month": 2.0, "pub_day": 25.0, "pub_hour": 14.0, "pub_minute": 40.0},
                     "2022-02-25 14:40", id="numbers of pandas"),
        pytest.param({"title": "Quay", "date": "2022-02-25 10:00:00", "timezone": "America/New_York"},
                     "2022-02-25 10:00:00 America/New_York", id="a zone beside a short title"),
        pytest.param({"title": "Quay reopens after the storm of November", "date": "2022-02-25 10:00:00",
                      "timezone": "America/New_York"}, "2022-02-25 10:00:00 America/New_York", id="a zone beside a long title"),
        pytest.param({"date": "20220225", "time": "14:40"}, "20220225 14:40", id="eight digits"),
        pytest.param({"date": "25.2.2022", "time": "14.40"}, "25.2.2022 14.40", id="dots"),
        pytest.param({"pub_year": "2022", "pub_month": "février", "pub_day": "25"}, "25 février 2022", id="a month's name"),
        pytest.param({"pub_year": 2022, "pub_month": 2, "pub_day": 25, "pub_time": "14:40", "timezone": "Europe/Berlin"},
                     "2022-02-25 14:40 Europe/Berlin", id="numbers, a clock and a zone"),
        pytest.param({"date_year": 2022, "date_month": 2, "date_day": 25}, "2022-02-25", id="numbers of a date"),
        pytest.param({"pub_date": "2022-02-25", "pub_time": "14:40", "utc_offset": "-05:00"}, "2022-02-25 14:40 -05:00",
                     id="an offset in two words"),
        pytest.param({"pub_date": "2022-02-25", "pub_time": "14:40", "pub_time_zone": "EST"}, "2022-02-25 14:40 EST",
                     id="a zone in two words"),
    ],
)  # fmt: skip
def test_parts_are_one_statement(metadata: dict[str, Any], raw: Any) -> None:
    """They are observed together, with the place of each."""
    ((_, said, locator),) = _supplied(metadata)
    assert said == raw
    members = metadata.get("published", metadata)
    assert locator.count("metadata/") == (
        1 if "published" in metadata else len(members) - ("title" in members)
    )


@pytest.mark.parametrize(
    ("inside", "raw"),
    [
        pytest.param({"published_date": "2022-02-25", "published_time": "14:40", "time_zone": "EST"}, "2022-02-25 14:40 EST",
                     id="names of their own"),
        pytest.param({"localDate": "2022-02-25", "localTime": "14:40"}, "2022-02-25 14:40", id="of no known family"),
        pytest.param({"year": 2022, "month": 2, "day": 25}, "2022-02-25", id="numbers"),
        pytest.param({"date": "2022-02-25", "time": "00:00"}, "2022-02-25", id="midnight, which nobody set"),
        pytest.param({"date": "2022-02-25", "time": None}, "2022-02-25", id="no clock"),
        *[pytest.param(whole, whole, id=f"a moment, {whole['time']}")
          for whole in ({"date": "2022-02-25", "time": "2022-02-25T14:40:00Z"}, {"date": "2022-02-25", "time": 1645800000})],
    ],
)  # fmt: skip
def test_the_members_of_an_object_are_of_its_date(inside: dict[str, Any], raw: Any) -> None:
    """Whatever their family is called; and a day is all only where the clock beside it says
    nothing.
    """
    assert [said for _, said, _ in _supplied({"published": inside})] == [raw]


#: A clock under names of its own, and how a date of numbers ends with it.
CLOCKS: list[tuple[str, dict[str, Any], str]] = [
    ("the last minute of a day", {"pub_hour": 23, "pub_minute": "59"}, " 23:59"),
    ("the first minute behind midnight", {"pub_hour": 0, "pub_minute": 1}, " 0:01"),
    ("midnight, which nobody set", {"pub_hour": 0, "pub_minute": 0}, ""),
    ("an hour alone", {"pub_hour": 14}, ""),
    ("a minute alone", {"pub_minute": 40}, ""),
    ("an hour with a word", {"pub_hour": "2 PM", "pub_minute": 40}, ""),
]


@pytest.mark.parametrize(
    ("given", "clock"), [row[1:] for row in CLOCKS], ids=[row[0] for row in CLOCKS]
)
def test_a_clock_of_numbers_is_whole_or_none(given: dict[str, Any], clock: str) -> None:
    """Half a clock leaves the day as it is."""
    ((_, said, locator),) = _supplied({"pub_year": 2022, "pub_month": 12, "pub_day": 31, **given})
    assert said == f"2022-12-31{clock}"
    assert locator.count("metadata/") == (5 if clock else 3)


@pytest.mark.parametrize(
    ("metadata", "raws"),
    [
        pytest.param({"date": "2022-02-25", "reading_time": "05:30"}, ["2022-02-25"], id="the time of reading"),
        pytest.param({"pub_date": "2022-02-25", "crawl_time": "09:13"}, ["2022-02-25"], id="the time of the crawl"),
        pytest.param({"pub_date": "2022-02-25", "modified_time": "14:40"}, ["2022-02-25", "14:40"], id="of a modification"),
        pytest.param({"date": "2022-02-25", "time": "5 min read"}, ["2022-02-25", "5 min read"], id="a length"),
        pytest.param({"date": "2022-02-25", "time": "00:00:00"}, ["2022-02-25", "00:00:00"], id="midnight"),
        pytest.param({"date": "2022-02-25T09:10", "time": "14:40"}, ["2022-02-25T09:10", "14:40"], id="two clocks"),
        pytest.param({"date": "2022-02-25", "time": "14:40", "Time": "15:20"}, ["2022-02-25", "14:40", "15:20"],
                     id="a clock too many"),
        pytest.param({"date": "2022-02-25T14:40:00Z", "timezone": "Europe/Paris"}, ["2022-02-25T14:40:00Z"],
                     id="a zone beside an offset"),
        pytest.param({"date": "2022-02-25", "timezone": "Europe/Paris"}, ["2022-02-25"], id="a zone without a clock"),
        pytest.param({"date": "2022-02-25 14:40", "timezone": "default"}, ["2022-02-25 14:40"], id="no zone"),
        pytest.param({"pub_year": 2022, "pub_day": 25}, [], id="no month"),
        pytest.param({"year": 2022, "month": 2, "day": 25}, [], id="where a crawl is stored"),
        pytest.param({"pub_year": 2022, "pub_month": True, "pub_day": 25}, [], id="a month that is none"),
        pytest.param({"pub_year": 2022, "pub_month": "foo", "pub_day": 25}, [], id="a word that is no month"),
        pytest.param({"pub_year": 2022, "pub_month": 13, "pub_day": 25}, [], id="month 13"),
        pytest.param({"date_gmt": "2022-02-25T14:40:00", "timezone": "America/New_York"},
                     [{"value": "2022-02-25T14:40:00", "timezone": "UTC"}], id="a zone beside what is in UTC"),
        pytest.param({"date": "2022-02-25 10:00", "timezone": "NULL"}, ["2022-02-25 10:00"], id="a zone that is none"),
        pytest.param({"date": "1645800000", "time": "14:40"}, ["1645800000", "14:40"], id="seconds since 1970"),
        pytest.param({"date": "2022-02-25", "time": "4.35"}, ["2022-02-25", "4.35"], id="minutes and a fraction"),
        *[pytest.param({"date": "2022-02-25", "time": clock}, ["2022-02-25", clock], id=f"midnight as {clock}")
          for clock in ("12:00 AM", "00.00", "00h00", "00:00Z")],
        pytest.param({"date": "2022-02-25", "time": "4:35", "published_at": "2022-02-25T14:40:00-05:00"},
                     ["2022-02-25", "4:35", "2022-02-25T14:40:00-05:00"], id="beside a moment"),
        pytest.param({"date": "2022-02-25", "year": 2022, "month": 1, "day": 2}, ["2022-02-25"], id="numbers beside a date"),
        *[pytest.param({"pub_year": year, "pub_month": 2, "pub_day": day}, [], id=f"a year {year}, a day {day}")
          for year, day in ((22, 25), (2022, 32), (2022, 0), (20225, 25))],
        pytest.param({"date": 20220225, "time": "14:40"}, [20220225, "14:40"], id="a day that is a number"),
        pytest.param({"date": "2022-02-25", "time": "14.35"}, ["2022-02-25", "14.35"], id="minutes of two digits"),
        pytest.param({"pub_date": "2022-02-25", "pub_year": 2022, "pub_month": 1, "pub_day": 2}, ["2022-02-25"],
                     id="numbers beside the date of their family"),
    ],
)  # fmt: skip
def test_parts_stay_apart(metadata: dict[str, Any], raws: list[Any]) -> None:
    """Names of other families, damaged parts, and parts that are whole already."""
    # the keys of a record have no order
    assert sorted([raw for _, raw, _ in _supplied(metadata)], key=str) == sorted(raws, key=str)


@pytest.mark.parametrize(
    "names", [("pub_date", "pub_time", "timezone"), ("timezone", "pub_time", "pub_date")]
)
def test_the_order_of_columns_is_nothing(names: tuple[str, ...]) -> None:
    """The answer is one, and no column is reported as unknown."""
    values = {"pub_date": "2022-02-25", "pub_time": "14:40", "timezone": "America/New_York"}
    result = normalize(
        Page(metadata={"title": "Quay reopens", **{name: values[name] for name in names}})
    )
    assert result.fields["datePublished"].value == "2022-02-25T14:40:00-05:00"
    assert not result.extra


@pytest.mark.parametrize(("width", "joined"), [(40, True), (41, False)])
def test_a_longer_text_is_no_part(width: int, joined: bool) -> None:
    """A date may be padded as far as the longest that is written, and what is longer is a
    sentence.
    """
    day = "2022-02-25".rjust(width)
    said = [raw for _, raw, _ in _supplied({"date": day, "time": "14:40"})]
    assert said == (["2022-02-25 14:40"] if joined else [day, "14:40"])


def test_a_column_that_is_no_part_is_kept() -> None:
    """Nothing that a caller sends is lost."""
    given: dict[str, Any] = {
        "title": "Quay reopens",
        "pub_year": 2022,
        "pub_month": 2,
        "pub_day": 25,
        "pub_hour": [14],
        "pub_minute": {"a": 1},
    }
    result = normalize(Page(metadata=given))
    assert result.fields["datePublished"].value == "2022-02-25"
    assert result.extra == {"pub_hour": [14], "pub_minute": {"a": 1}}


def test_values_of_any_kind_are_no_parts() -> None:
    """A number that no text holds, and one list in another, are looked past."""
    deep: list[Any] = []
    for _ in range(50_000):
        deep = [deep]
    metadata = {"id": 10**5000, "blob_time": deep, "date": "2022-02-25", "time": 10**5000}
    metadata |= {"pub_year": 10**5000, "pub_month": 2, "pub_day": 25}
    assert next(raw for _, raw, _ in _supplied(metadata)) == "2022-02-25"


@pytest.mark.parametrize(
    ("tags", "told"),
    [
        pytest.param('<meta name="date" content="2022-02-25"><meta name="time" content="4:35">',
                     [("meta:date", "2022-02-25", "meta[0]")], id="the length of the text"),
        pytest.param('<meta name="pubtime" content="14:40"><meta name="pubdate" ' 'content="2022-02-25">',
                     [("meta:published", "2022-02-25 14:40", "meta[1], meta[0]")], id="the clock first"),
        pytest.param('<meta name="citation_year" content="2022"><meta name="citation_month" ' 'content="2">'
                     '<meta name="citation_day" content="25">',
                     [("meta:citation_publication_date", "2022-02-25", "meta[0], meta[1], meta[2]")],
                     id="numbers"),
        pytest.param('<meta name="DC.date" content="2022-02-25"><meta name="pubtime" ' 'content="14:40">',
                     [("meta:dc.date", "2022-02-25", "meta[0]"), ("meta:published", "14:40", "meta[1]")], id="of two families"),
        pytest.param('<meta name="year" content="2022"><meta name="month" content="2"><meta ' 'name="day" content="25">',
                     [("meta:date", "2022-02-25", "meta[0], meta[1], meta[2]")], id="numbers of no family"),
        pytest.param('<meta name="citation_date" content="2022-02-25"><meta name="citation_time" ' 'content="14:40">',
                     [("meta:citation_publication_date", "2022-02-25 14:40", "meta[0], meta[1]")], id="of scholars"),
        pytest.param('<meta name="bt:pubdate" content="2022-02-25"><meta name="bt:pubtime" ' 'content="14:40">',
                     [("meta:published", "2022-02-25 14:40", "meta[0], meta[1]")], id="of a house"),
        pytest.param('<meta name="date" content="2022-02-25"><meta name="time" content="3">',
                     [("meta:date", "2022-02-25", "meta[0]")], id="minutes of reading"),
    ],
)  # fmt: skip
def test_metas(tags: str, told: list[tuple[str, Any, str]]) -> None:
    """Metas that state one date are one observation, under the name of the day's."""
    metas = [
        o
        for o in observe(Page(html=f"<head>{tags}</head>")).observations
        if o.source.id.startswith("meta:")
    ]
    assert sorted((o.source.id, o.raw, o.locator) for o in metas) == told


@pytest.mark.parametrize("what", ["metas", "objects"])
def test_thousands_of_parts_take_no_square_of_the_time(what: str) -> None:
    """As many names as metas are read, and as many objects as a caller likes, are looked through
    once each: of four times as many the cost is four times as high, and of their square sixteen.
    """

    def cost(count: int) -> float:
        days = "".join(f'<meta name="a{at}date" content="2022-02-25">' for at in range(count))
        # keys are alike without their marks
        marks = {ord("0"): "-", ord("1"): "."}
        several = {
            "data" + format(at, "b").translate(marks): {"date": "2022-02-25", "time": "14:40"}
            for at in range(count)
        }
        began = time.process_time()
        if what == "metas":
            observe(Page(html=f"<head>{days}</head>"))
        else:
            observe_supplied(several)
        return time.process_time() - began

    # Another process may slow one measurement down; a cost of the square is too much in each.
    assert any(cost(8_000) < 10 * max(cost(2_000), 0.005) for _ in range(3))
