"""Laws of dates: what must hold for every instant, every row and every order of the page."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from service import dates
from service.dates.defects import DEFECTS, with_defects
from service.dates.formats import SLOTS, Moment, read_slots, stated
from service.dates.partial import PartialDatetime, settle, unify
from service.dates.reading import Defect, Hints, proves, rendered
from service.dates.readings import read
from service.model import Context, Observation, Resolution
from service.spans.date_words import plain
from service.spans.shapes import Shape, shapes
from tests.strategies import moments, observed, partials

_DATE_AND_TIME = "2022-02-25 14:40:00"
_NAMED_DATE_AND_TIME = "5. February 2022 14:40:00"


def _shape_of(defect: Defect) -> Shape:
    """The shape of a date that a row damages."""
    text = {
        "month_in_day_slot": _NAMED_DATE_AND_TIME,
        "year_before": f"Friday, {_DATE_AND_TIME}",
    }.get(defect.rule.id, _DATE_AND_TIME)
    return shapes(text)[0]


def _published(*observations: Observation) -> Resolution:
    return dates.resolve(observations, Context(), 0.90)["datePublished"]


@given(partials, partials)
def test_unify_is_commutative(first: PartialDatetime, second: PartialDatetime) -> None:
    """Who speaks first does not matter."""
    assert unify(first, second) == unify(second, first)


@given(partials, partials, partials)
def test_unify_is_associative(
    first: PartialDatetime, second: PartialDatetime, third: PartialDatetime
) -> None:
    """How the witnesses are paired does not matter."""
    one, two = unify(first, second), unify(second, third)

    assert (unify(one, third) if one else None) == (unify(first, two) if two else None)


@given(partials)
def test_unify_is_idempotent(partial: PartialDatetime) -> None:
    """Saying a thing twice adds nothing."""
    settled = settle(partial)

    assert unify(partial, partial) == settled
    assert settled is None or unify(settled, settled) == settled


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.rule.id)
@given(moment=moments)
def test_what_a_row_renders_it_reads(defect: Defect, moment: Moment) -> None:
    """Reading what a row's format renders is true of the moment, for every moment."""
    shape = _shape_of(defect)
    assume(rendered(shape, moment, defect.slots) is not None)
    slots = [(defect.slots.get(name, name), text) for name, text in shape.slot_texts()]
    said = read_slots(
        tuple((name, SLOTS[name].render(moment, text, None) or "") for name, text in slots)
    )

    assert said is not None
    assert unify(said, stated(Moment(moment.wall))) is not None


# what a misread month was cannot be rendered: the row keeps what stands there
_KEEPING = {"default_day_of_fetch", "month_misread"}
_RENDERED = [defect for defect in DEFECTS if defect.rule.id not in _KEEPING]


@pytest.mark.parametrize("defect", _RENDERED, ids=lambda defect: defect.rule.id)
@given(moment=moments)
def test_the_scanner_finds_what_a_row_renders(defect: Defect, moment: Moment) -> None:
    """From the string alone, one of the readings is true of the moment: the row's own, or the
    string means it as written.
    """
    observed = rendered(_shape_of(defect), moment, defect.slots)
    assume(observed is not None)
    assert observed is not None

    readings = with_defects(observed, Hints())
    # New Year of 2000, a century early, is a spreadsheet's zero
    assume(not readings.default)
    # the 2nd of a month makes "2022" of a Go layout, which no reader tells from the year
    assume(defect.rule.id != "day_in_year_slot" or observed[:2] not in ("19", "20"))

    truth = stated(Moment(moment.wall))
    assert any(
        unify(reading.partial, truth) is not None
        for reading in (*readings.healthy, *readings.broken)
    )


@given(
    moments,
    st.sampled_from(["minute_in_month_slot", "day_and_month_swapped", "yearday_in_day_slot"]),
)
def test_every_repair_proves_itself(moment: Moment, rule: str) -> None:
    """Each repair's proof is the observed string, rendered again."""
    defect = next(row for row in DEFECTS if row.rule.id == rule)
    broken = rendered(shapes(_DATE_AND_TIME)[0], moment, defect.slots)
    byline = moment.wall.strftime("%A, %d %B %Y %I:%M %p")

    resolution = _published(
        observed("datePublished", broken, "machine"), observed("date", byline, "human", 0.93)
    )

    for repair in resolution.repairs:
        assert repair.proof is not None
        assert repair.proof["rendered"] == repair.before


@given(moments)
def test_a_healthy_page_gets_no_repair(moment: Moment) -> None:
    """Where all witnesses agree as written, nothing is repaired and the instant stands."""
    stamp = moment.wall.isoformat() + dates.offset_text(moment.offset or 0)
    byline = moment.wall.strftime("%A, %d %B %Y %I:%M %p")

    resolution = _published(
        observed("datePublished", stamp, "machine"), observed("date", byline, "human", 0.93)
    )

    assert resolution.repairs == ()
    assert resolution.value == stamp
    assert resolution.confidence >= 0.99


@given(moments, st.permutations(range(4)))
def test_order_does_not_matter(moment: Moment, order: list[int]) -> None:
    """Permuting the observations changes nothing but the order of the evidence."""
    made = [
        observed("datePublished", moment.wall.strftime("%Y-%M-%d"), "machine"),
        observed("date", moment.wall.strftime("%d %B %Y %I:%M %p"), "human", 0.93),
        observed("datePublished", moment.wall.strftime("%Y/%m"), "url", 0.9),
        observed("dateCreated", moment.wall.strftime("%Y-%m-%dT%H:%M:%S"), "machine", 0.8),
    ]
    straight, shuffled = _published(*made), _published(*(made[n] for n in order))

    assert straight.value == shuffled.value
    assert straight.confidence == shuffled.confidence
    assert straight.candidates == shuffled.candidates
    assert {r.rule for r in straight.repairs} == {r.rule for r in shuffled.repairs}


@given(moments)
def test_an_agreeing_witness_never_lowers_confidence(moment: Moment) -> None:
    """Taking an agreeing witness away never makes the answer surer."""
    stamp = observed("datePublished", moment.wall.isoformat(), "machine")
    byline = observed("date", moment.wall.strftime("%d %B %Y"), "human", 0.93)

    assert _published(stamp).confidence <= _published(stamp, byline).confidence


#: Pieces of dates, of which some make one together.
PIECES = st.lists(
    st.sampled_from(
        [
            *(
                "2022 1922 22 02 2 25 31 30 29 56 366 14 40 60 Feb February Friday pm "
                "GMT +02:00 Z T - / . : , st"
            ).split(),
            " ",
        ]
    ),
    max_size=9,
).map("".join)


@given(st.text(max_size=300) | PIECES)
@settings(max_examples=300)
def test_any_text_is_read_without_an_error(text: str) -> None:
    """No string raises, and what is read is a calendar day or silent about it."""
    readings = with_defects(text, Hints())

    for reading in (*readings.healthy, *readings.broken):
        assert settle(reading.partial) == reading.partial


@given(moments)
def test_a_proof_needs_the_right_moment(moment: Moment) -> None:
    """A format proves the moment it was rendered from, and not another day."""
    readings = read(moment.wall.strftime("%d %B %Y %H:%M"), Hints())
    other = Moment(moment.wall.replace(day=moment.wall.day % 28 + 1), moment.offset)

    assert any(proves(reading, Moment(moment.wall)) for reading in readings.healthy)
    assert not any(proves(reading, Moment(other.wall)) for reading in readings.healthy)


@pytest.mark.parametrize(
    "label", ["Published:", "Veröffentlicht:", "Am:", "公開日：", "发布时间：", "게시:", "نشر:"]
)
@pytest.mark.parametrize(
    "form", ["%Y-%m-%d", "%d.%m.%Y %H:%M", "%Y.%m.%d", "%Y-%m-%dT%H:%M:%S+09:00", "%Y%m%d"]
)
@given(moment=moments)
def test_a_label_glued_by_its_colon_changes_nothing(form: str, label: str, moment: Moment) -> None:
    """A date behind a colon without a blank is read as the date alone, and its proof is the date's
    own string.
    """
    date = moment.wall.strftime(form)
    alone, behind = read(date, Hints("de")), read(label + date, Hints("de"))
    stated_by = Moment(moment.wall, 540)

    assert {r.partial for r in behind.healthy} == {r.partial for r in alone.healthy}
    assert any(proves(reading, stated_by) for reading in behind.healthy) == any(
        proves(reading, stated_by) for reading in alone.healthy
    )


@pytest.mark.parametrize(
    "text",
    ["2022-02-25T14:40:00", "14h:40", "2O22-O2-25T14:4O:00", "10:OO:30", "5 Mar 2021 UTC+02:00"],
)
def test_no_blank_behind_the_colon_of_a_clock(text: str) -> None:
    """The colons of clocks, stamps and offsets stay as they are."""
    assert plain(text) == text
