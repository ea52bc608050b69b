"""What a profile decides, what it may not, and how its word stands in the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import date
from functools import reduce
from operator import getitem
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.model import Habit, Habits, Page, PlaceHabits, Result
from service.normalize import normalize
from service.profiles import profile
from service.profiles.habits import CAP, habits_of
from service.profiles.profile import Profiles
from service.render import canonical_bytes, envelope

from .conftest import learned, page

#: Pages enough for a habit.
EIGHT = range(8)


def published(result: Result) -> Any:
    """The day of publication, if any."""
    return result.article.get("datePublished")


def test_a_silent_month_is_no_month_any_more(known: Profiles) -> None:
    """2022-10-25 alone is the 25th of an unknown month on a site that proved
    {year}-{minute}-{day}.
    """
    lone = page(100, "2022-10-25", "")

    assert published(normalize(lone)) == "2022-10-25"
    result = normalize(lone, profile=known)
    assert published(result) is None
    assert result.fields["datePublished"].status == "absent"
    assert result.fields["datePublished"].candidates


@pytest.mark.parametrize(
    ("stamp", "byline", "url", "expected"),
    [
        pytest.param("2022-10-25", "25 February 2022", None, "2022-02-25", id="a printed day"),
        pytest.param(
            "2022-10-25",
            "",
            "https://news.example/2022/02/25/a",
            "2022-02-25",
            id="a dated address",
        ),
        pytest.param(
            "2022-02-25", "25 February 2022", None, "2022-02-25", id="as written and printed"
        ),
        pytest.param(
            "2022-10-25", "25 October 2022", None, "2022-10-25", id="two witnesses against the site"
        ),
    ],
)
def test_a_second_witness_decides(
    known: Profiles, stamp: str, byline: str, url: str | None, expected: str
) -> None:
    """What stands beside the stamp says the month; and two that agree outweigh any profile."""
    asked = page(100, stamp, byline)

    assert published(normalize(replace(asked, url=url or asked.url), profile=known)) == expected


def test_the_count_is_evidence(known: Profiles) -> None:
    """The repair cites on how many pages the site does so."""
    field = normalize(page(100, "2022-10-25", "25 February 2022"), profile=known).fields[
        "datePublished"
    ]
    told = [
        (index, e)
        for index, e in enumerate(field.evidence)
        if e.observation.source.id == "profile:minute_in_month_slot"
    ]

    assert [(e.observation.raw, e.agrees) for _, e in told] == [("20 of 20 pages", True)]
    assert told[0][0] in field.repairs[0].evidence


def test_a_site_that_changed_its_habits_is_reported(known: Profiles) -> None:
    """Two witnesses of the page stand, and a finding says that the site wrote otherwise, and until
    when.
    """
    result = normalize(
        page(100, "2022-02-25T14:40:00", "Friday, 25 February 2022 2:40 PM"), profile=known
    )
    found = [finding for finding in result.findings if finding.code == "site_changed_habits"]

    assert str(published(result)).startswith("2022-02-25T14:40:00")
    assert len(found) == 1
    assert "20 of 20 pages of news.example, until 2021-09-26" in found[0].message


def test_values_of_every_page_are_not_this_pages(known: Profiles) -> None:
    """A tag that is on every page is none of this story; the headline loses the site's frame."""
    result = normalize(page(100), profile=known)

    assert result.article["keywords"] == ["ferries 100"]
    assert result.article["headline"] == "Ferries sail again after storm 100"
    assert normalize(page(100)).article["keywords"] == ["example times", "ferries 100"]


def numbered(number: int, text: str) -> Page:
    """A page whose date is printed in numbers alone."""
    return page(number, "", text)


def test_the_order_of_a_sites_numbers(known: Profiles) -> None:
    """03/04/2022 on a site that prints 25/04/2022 is 3 April."""
    texts = ["25/04/2022", "28/03/2022", "19/01/2022", "30/06/2021"]
    site = profile.of_bytes(learned([numbered(number, text) for number, text in enumerate(texts)]))

    assert published(normalize(numbered(9, "03/04/2022"))) is None
    assert published(normalize(numbered(9, "03/04/2022"), profile=site)) == "2022-04-03"


def clocked(number: int, text: str, stamp: str) -> Page:
    """A page with this stamp and this printed clock."""
    return page(number, stamp, text)


def test_the_zone_of_a_sites_clocks() -> None:
    """A printed clock without a zone gets the one that the site's other pages show in that
    season.
    """
    site = profile.of_bytes(
        learned(
            [
                clocked(
                    n, f"{n + 3} January 2022 14:{n + 20}", f"2022-01-{n + 3:02d}T19:{n + 20}:00Z"
                )
                for n in range(8)
            ]
        )
    )
    asked = clocked(50, "20 January 2022 14:40", "")
    field = normalize(asked, profile=site).fields["datePublished"]

    assert published(normalize(asked)) == "2022-01-20T14:40:00"
    assert field.value == "2022-01-20T14:40:00-05:00"
    assert field.zone is not None
    assert field.zone.origin == "profile"
    # in July nobody has seen its clocks
    assert (
        published(normalize(clocked(51, "20 July 2022 14:40", ""), profile=site))
        == "2022-07-20T14:40:00"
    )


@pytest.mark.parametrize(
    ("july", "value"),
    [
        pytest.param(
            18, "2022-04-20T14:40:00-04:00", id="the zones of both seasons have summer time by then"
        ),
        pytest.param(19, "2022-04-20T14:40:00-05:00", id="its clocks never change"),
    ],
)
def test_the_zone_between_two_seasons(july: int, value: str) -> None:
    """Clocks that are known in January and in July are known in April, where all zones that show
    both agree.
    """
    learnt = [
        clocked(n, f"{n + 3} January 2022 14:{n + 20}", f"2022-01-{n + 3:02d}T19:{n + 20}:00Z")
        for n in range(8)
    ]
    learnt += [
        clocked(
            n + 20, f"{n + 3} July 2022 14:{n + 20}", f"2022-07-{n + 3:02d}T{july}:{n + 20}:00Z"
        )
        for n in range(8)
    ]
    site = profile.of_bytes(learned(learnt))

    assert published(normalize(clocked(50, "20 April 2022 14:40", ""), profile=site)) == value


def named(number: int, name: str) -> Page:
    """A page that names its outlet so, or not at all."""
    asked = page(number)
    stated = f'<meta property="og:site_name" content="{name}">'.encode() if name else b""
    assert isinstance(asked.html, bytes)
    return replace(asked, html=asked.html.replace(b"<h1>", stated + b"<h1>"))


def test_the_name_that_a_site_shows() -> None:
    """A page that names no outlet has the one of the site's other pages; one that names another
    keeps it.
    """
    site = profile.of_bytes(learned([named(number, "The Quay Post") for number in EIGHT]))
    silent = normalize(named(50, ""), profile=site).fields["publisher"]

    assert normalize(named(50, "")).article.get("publisher") != {
        "@type": "NewsMediaOrganization",
        "name": "The Quay Post",
    }
    assert silent.value == {"@type": "NewsMediaOrganization", "name": "The Quay Post"}
    assert ("profile:publisher", "8 of 8 pages") in [
        (e.observation.source.id, e.observation.raw) for e in silent.evidence
    ]
    other = normalize(named(50, "Harbour Radio"), profile=site).article["publisher"]
    assert other == {"@type": "NewsMediaOrganization", "name": "Harbour Radio"}


def test_a_local_clock_behind_a_typed_z() -> None:
    """Where pages that print their zone prove the Z a lie, a lone Z is no UTC."""
    learnt = [
        clocked(
            n,
            f"{n + 3:02d} January 2022 02:{n + 20} PM EST",
            f"2022-01-{n + 3:02d}T14:{n + 20}:00Z",
        )
        for n in range(8)
    ]
    site = profile.of_bytes(learned(learnt))
    asked = clocked(50, "", "2022-01-20T14:40:00Z")

    assert published(normalize(asked)) == "2022-01-20T14:40:00+00:00"
    assert published(normalize(asked, profile=site)) == "2022-01-20T14:40:00-05:00"


def test_a_lost_pm_leaves_the_day() -> None:
    """2019-05-07 01:18 on a site that loses its pm is that day, at one of two hours."""
    learnt = [
        clocked(n, f"{n + 3:02d} January 2022 02:{n + 20} PM", f"2022-01-{n + 3:02d} 02:{n + 20}")
        for n in range(8)
    ]
    site = profile.of_bytes(learned(learnt))

    assert published(normalize(clocked(50, "", "2019-05-07 01:18"))) == "2019-05-07T01:18:00"
    assert published(normalize(clocked(50, "", "2019-05-07 01:18"), profile=site)) == "2019-05-07"


def test_a_profile_of_other_sites_changes_no_byte(known: Profiles) -> None:
    """A page of a site that no profile knows is answered as without one, at every level of
    explanation.
    """
    asked = page(100, host="other.example")

    for explain in ("none", "summary", "full"):
        plain, with_profile = (
            envelope(normalize(asked, profile=p), explain, {}) for p in (None, known)
        )
        assert canonical_bytes(plain) == canonical_bytes(with_profile)


@pytest.mark.parametrize("flag", ["ignored", "pinned"])
def test_members_are_pinned_and_ignored_by_hand(known: Profiles, flag: str) -> None:
    """What is ignored is as if nobody had counted it; what is pinned stands though few pages have
    it.
    """
    site = known.document("news.example")
    assert site is not None
    row = site["dates"]["meta:article:published_time"]["formats"]["0000-00-00"]["rows"][
        "minute_in_month_slot"
    ]
    row |= {flag: True} | ({"pages": 0, "newest": 0} if flag == "pinned" else {})
    edited = profile.of_bytes(canonical_bytes({"sites": {"news.example": site}, "version": 1}))

    assert (published(normalize(page(100, "2022-10-25", ""), profile=edited)) is None) == (
        flag == "pinned"
    )


def nodes(node: dict[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The paths of all objects within an object."""
    for name, value in node.items():
        if isinstance(value, dict):
            yield (*path, name)
            yield from nodes(value, (*path, name))


def test_every_member_can_be_ignored(known: Profiles) -> None:
    """Whatever is ignored is as if it were not there: a count, a form, a place, a kind, the
    site.
    """
    site = known.document("news.example")
    assert site is not None
    for path in nodes(site):
        ignored, removed = deepcopy(site), deepcopy(site)
        reduce(getitem, path, ignored)["ignored"] = True
        del reduce(getitem, path[:-1], removed)[path[-1]]
        assert habits_of("news.example", ignored) == habits_of("news.example", removed), path
    assert habits_of("news.example", site | {"ignored": True}) is None


PINNED: dict[str, Any] = {"pages": 1, "newest": 0, "pinned": True}


@pytest.mark.parametrize(
    ("site", "found"),
    [
        (
            {"publishers": {"The Paper": PINNED, "x": {"pages": 90}}},
            lambda h: h.publisher[0] == "The Paper" and h.publisher[1],
        ),
        (
            {"frames": {"html:title": {"{headline} ~ x": PINNED}}},
            lambda h: h.frames["html:title"][0][2],
        ),
        ({"tags": {"news": PINNED}}, lambda h: h.usual["tags"]["news"]),
        ({"authors": {"ana ruiz": PINNED}}, lambda h: h.usual["authors"]["ana ruiz"]),
        (
            {"offsets": {"july": {"60": PINNED, "0": {"pages": 90}}}},
            lambda h: h.july[0] == 60 and h.july[1],
        ),
        (
            {"dates": {"p": {"orders": {"dmy": PINNED, "mdy": {"pages": 90}}}}},
            lambda h: h.order[0] == "dmy" and h.order[1],
        ),
        (
            {"dates": {"p": {"seen": {"pages": 90}, "agreed": PINNED}}},
            lambda h: h.places["p"].agreed,
        ),
        (
            {"dates": {"p": {"formats": {"0": {"rows": {"x": PINNED}}}}}},
            lambda h: h.places["p"].rows["0"][1],
        ),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_every_count_can_be_pinned(site: dict[str, Any], found: Callable[[Any], Habit]) -> None:
    """What a hand has pinned on a single page is as certain as what the most pages show, against
    ninety others.
    """
    habits = habits_of("news.example", {"pages": 100, "sample": 100, "newest": 25} | site)

    assert found(habits).bits == CAP


def test_a_place_that_a_hand_pins_is_believed_first() -> None:
    """Two places disagree by two days, and the one that a hand says is right leads; pages of the
    site would settle it.
    """
    stamps = {"meta:dc.date": "2022-02-27", "meta:article:published_time": "2022-02-25"}
    metas = "".join(
        f'<meta name="{place.removeprefix("meta:")}" content="{stamp}">'
        for place, stamp in stamps.items()
    )
    asked = Page(url="https://news.example/a", html=f"{metas}<h1>Ferries</h1>".encode())
    plain = normalize(asked).fields["datePublished"].candidates
    for place, stamp in stamps.items():
        site: dict[str, Any] = {"pages": 10, "dates": {place: {"agreed": PINNED}}}
        known = profile.of_bytes(canonical_bytes({"sites": {"news.example": site}, "version": 1}))
        first = normalize(asked, profile=known).fields["datePublished"].candidates[0]
        assert first.value == stamp
        assert first.probability > next(one.probability for one in plain if one.value == stamp)


def test_a_tenth_of_poisoned_pages_moves_nothing() -> None:
    """An attacker's two pages of twenty change no answer of which two witnesses agree; a lone one
    is withheld at worst.
    """
    sound = [
        clocked(n, f"{n + 3:02d} January 2022 14:{n + 20}", f"2022-01-{n + 3:02d}")
        for n in range(18)
    ]
    site = profile.of_bytes(learned([*sound, *(page(100 + n) for n in range(2))]))
    agreed = clocked(60, "20 October 2022 14:40", "2022-10-20")

    assert (
        published(normalize(agreed, profile=site))
        == published(normalize(agreed))
        == "2022-10-20T14:40:00"
    )
    assert published(normalize(clocked(61, "", "2022-10-25"), profile=site)) in (None, "2022-10-25")


rows = st.sampled_from(
    ["minute_in_month_slot", "day_and_month_swapped", "zero_based_month", "yearday_in_day_slot"]
)
bits = st.floats(-CAP, CAP)


@given(
    st.dates(date(2001, 1, 1), date(2024, 12, 31)),
    rows,
    bits,
    st.sampled_from(["dmy", "mdy"]),
    bits,
)
def test_no_profile_moves_what_two_witnesses_say(
    day: date, row: str, odds: float, order: str, sure: float
) -> None:
    """Whatever a profile says and however surely, a stamp and a printed day that agree stand."""
    habit, other = Habit(1000, 1000, odds), Habit(1000, 1000, sure)
    place = PlaceHabits({"0000-00-00": (row, habit)}, (row, habit), (order, other), other)
    habits = Habits(
        "news.example",
        1000,
        {"meta:article:published_time": place, "html:dateline": place},
        (order, other),
    )
    asked = page(100, day.isoformat(), f"{day.day} {day:%B %Y}")

    assert published(normalize(asked, profile=lambda _: habits)) == day.isoformat()
