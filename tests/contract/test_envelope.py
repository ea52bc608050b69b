"""The envelope of a result made by hand: what is shown at each level, how it is rounded, and that
its pointers resolve.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from service.confidence import rounded
from service.model import (
    CORE_FIELDS,
    Candidate,
    Evidence,
    Finding,
    Json,
    Observation,
    Repair,
    Resolution,
    Result,
    Source,
    Zone,
)
from service.render import EXPLAIN, Explain, envelope, of_fields

NORMALIZER: dict[str, Json] = {"name": "dateline", "version": "0", "rules": "x"}
META = Source("meta:date", "date", "machine", 0.9)


def seen(raw: Json, agrees: bool | None = None, why: str | None = None) -> Evidence:
    """A piece of evidence with this raw value."""
    return Evidence(
        Observation("date", raw, META, f"meta[{raw}]"),
        reading=None if why else "2022",
        agrees=agrees,
        why=why,
    )


REPAIRED = Resolution(
    "datePublished",
    "repaired",
    "2022-02-25T14:40:00-05:00",
    0.99987,
    candidates=(Candidate("2022-02-25T14:40:00-05:00", 0.99987),),
    evidence=(seen("a", None, "a caption"), seen("b", True), seen("c", None), seen("d", True)),
    repairs=(
        Repair(
            "/article/datePublished",
            "minute_in_month_slot",
            "2022-40-25",
            "2022-02-25T14:40:00-05:00",
            0.99987,
            "The month slot holds the minute.",
            evidence=(3, 1),
            proof={"format": "{year}-{minute}-{day}", "rendered": "2022-40-25"},
        ),
    ),
    precision="minute",
    edtf="2022-02-25",
    instant="2022-02-25T19:40:00Z",
    zone=Zone("-05:00", "EST", "stated"),
)
TAGS = Resolution(
    "a/b~c",
    "repaired",
    ["x"],
    0.8,
    evidence=(seen("e"), seen("f", True)),
    repairs=(
        Repair(
            "/article/keywords",
            "duplicate_tag",
            ["x", "x"],
            ["x"],
            0.8,
            "Twice.",
            (1,),
            removed=("x",),
        ),
    ),
)
TORN = Resolution(
    "publisher",
    "conflict",
    "A",
    0.6,
    evidence=(seen("g", True), seen("h", False), seen("i", None, "empty")),
)


@pytest.fixture
def result() -> Result:
    """A result with a repaired, a torn, an oddly named and many absent fields."""
    fields = {name: Resolution(name) for name in CORE_FIELDS}
    fields |= {"datePublished": REPAIRED, "publisher": TORN, "a/b~c": TAGS}
    article: dict[str, Json] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "keywords": ["x"],
        "datePublished": "x",
    }
    return Result(
        article,
        fields,
        (Finding("/fields/publisher", "torn", "info", "Two names.", raw=0),),
        "repaired",
        {},
    )


def raws(report: Any) -> list[Json]:
    """The raw values of a field's evidence."""
    return [entry["raw"] for entry in report.get("evidence", [])]


def test_none_says_status_and_confidence(result: Result) -> None:
    """explain=none is what a table needs."""
    answer: Any = envelope(result, "none", NORMALIZER)
    assert answer["fields"]["datePublished"] == {"status": "repaired", "confidence": 0.9998}
    assert set(answer["repairs"][0]) == {"path", "rule", "before", "after", "confidence"}


OPEN: dict[str, tuple[Resolution, bool]] = {
    "no rival": (REPAIRED, False),
    "a rival of no account": (
        replace(REPAIRED, candidates=(*REPAIRED.candidates, Candidate("2022-02-26", 0.0099))),
        False,
    ),
    "a rival": (
        replace(REPAIRED, candidates=(*REPAIRED.candidates, Candidate("2022-02-26", 0.01))),
        True,
    ),
    "withheld": (replace(REPAIRED, status="ambiguous", value=None), True),
    "disputed": (replace(TORN, candidates=(Candidate("A", 0.6),)), True),
    "known to the hour": (replace(REPAIRED, precision="hour"), True),
}


@pytest.mark.parametrize(("resolution", "shown"), OPEN.values(), ids=OPEN)
def test_candidates_stand_where_they_say_something(
    result: Result, resolution: Resolution, shown: bool
) -> None:
    """A summary does not repeat the value under another name; full has every candidate."""
    told = replace(result, fields={**result.fields, "datePublished": resolution})
    answers: dict[Explain, Any] = {
        explain: envelope(told, explain, NORMALIZER) for explain in EXPLAIN
    }
    has = {
        explain: "candidates" in answer["fields"]["datePublished"]
        for explain, answer in answers.items()
    }
    assert has == {"none": False, "summary": shown, "full": True}


@pytest.mark.parametrize("explain", ["summary", "full"])
def test_no_probability_is_zero(result: Result, explain: Explain) -> None:
    """What rounds down to nothing is no candidate."""
    candidates = (Candidate("a", 0.5), Candidate("b", 0.00009), Candidate("c", 0.0))
    told = replace(
        result,
        fields={
            **result.fields,
            "datePublished": replace(REPAIRED, value=None, candidates=candidates),
        },
    )
    answer: Any = envelope(told, explain, NORMALIZER)
    assert answer["fields"]["datePublished"]["candidates"] == [{"value": "a", "probability": 0.5}]


@pytest.mark.parametrize("explain", ["none", "summary"])
def test_absent_fields_are_left_out(result: Result, explain: Explain) -> None:
    """As in the article; what a finding points to is told."""
    answer: Any = envelope(result, explain, NORMALIZER)
    assert set(answer["fields"]) == {"datePublished", "publisher", "a/b~c"}
    nobody = Finding("/article/author", "author_is_nobody", "info", "“Admin” names nobody.")
    told: Any = envelope(replace(result, findings=(nobody,)), explain, NORMALIZER)
    assert told["fields"]["author"] == {"status": "absent", "confidence": 0}
    assert told["findings"][0]["path"] == "/fields/author"


def test_full_lists_every_core_field(result: Result) -> None:
    """Whoever asks for everything is told what is not there."""
    answer: Any = envelope(result, "full", NORMALIZER)
    assert {*CORE_FIELDS} <= set(answer["fields"])


def test_chosen_fields_are_all_that_is_told(result: Result) -> None:
    """Article, reports, repairs and findings are of those fields; what is said of the whole page
    stays.
    """
    page = Finding("", "page_truncated", "warning", "Cut.")
    told = replace(result, findings=(*result.findings, page))
    answer: Any = envelope(of_fields(told, ("datePublished", "headline")), "summary", NORMALIZER)
    assert set(answer["article"]) == {"@context", "@type", "datePublished"}
    assert set(answer["fields"]) == {"datePublished"}
    assert [repair["rule"] for repair in answer["repairs"]] == ["minute_in_month_slot"]
    assert [finding["code"] for finding in answer["findings"]] == ["page_truncated"]
    assert answer["status"] == told.status


def test_summary_shows_the_cited_evidence(result: Result) -> None:
    """explain=summary leaves out what no repair cites, and counts its pointers anew."""
    answer: Any = envelope(result, "summary", NORMALIZER)
    assert raws(answer["fields"]["datePublished"]) == ["b", "d"]
    assert answer["repairs"][0]["evidence"] == [
        "/fields/datePublished/evidence/1",
        "/fields/datePublished/evidence/0",
    ]


def test_summary_shows_both_sides_of_a_conflict(result: Result) -> None:
    """Who disagrees is shown with who agrees, and what took no side is not."""
    answer: Any = envelope(result, "summary", NORMALIZER)
    assert raws(answer["fields"]["publisher"]) == ["g", "h"]


def test_full_shows_everything(result: Result) -> None:
    """explain=full loses no observation, and says why one was not used."""
    answer: Any = envelope(result, "full", NORMALIZER)
    assert raws(answer["fields"]["datePublished"]) == ["a", "b", "c", "d"]
    assert answer["fields"]["datePublished"]["evidence"][0]["why"] == "a caption"
    assert answer["repairs"][0]["evidence"] == [
        "/fields/datePublished/evidence/3",
        "/fields/datePublished/evidence/1",
    ]


def test_names_are_escaped_in_pointers(result: Result) -> None:
    """A slash or tilde in a name is escaped as RFC 6901 says."""
    answer: Any = envelope(result, "full", NORMALIZER)
    assert answer["repairs"][1]["evidence"] == ["/fields/a~1b~0c/evidence/1"]


@pytest.mark.parametrize("explain", EXPLAIN)
def test_nothing_unestablished_is_null(result: Result, explain: Explain) -> None:
    """Members without a value are left out; a finding's raw zero stays."""
    answer: Any = envelope(result, explain, NORMALIZER)
    reports = [
        entry
        for report in answer["fields"].values()
        for entry in (report, *report.get("evidence", []))
    ]
    assert None not in [
        value for member in (*reports, *answer["findings"]) for value in member.values()
    ]
    assert answer["findings"][0]["raw"] == 0


def test_zone_says_where_it_is_from(result: Result) -> None:
    """The zone is shown under the names of the contract."""
    answer: Any = envelope(result, "summary", NORMALIZER)
    assert answer["fields"]["datePublished"]["zone"] == {
        "offset": "-05:00",
        "abbreviation": "EST",
        "from": "stated",
    }


@pytest.mark.parametrize(
    ("probability", "shown"),
    [(0.0, 0.0), (0.57, 0.57), (0.99989, 0.9998), (0.99999999, 0.9999), (1.0, 0.9999), (1e-9, 0.0), (0.1 + 0.2, 0.3)],
)  # fmt: skip
def test_confidence_is_rounded_down(probability: float, shown: float) -> None:
    """A promise is not rounded up, and nothing is certain."""
    assert rounded(probability) == shown


PLACES = {
    "in the article": ("/article/keywords/0", "/article/keywords/0"),
    "withheld": ("/article/publisher", "/fields/publisher"),
    "a member of what is withheld": ("/article/author/3/name", "/fields/author"),
    "past the end of a list": ("/article/keywords/9", "/fields/keywords"),
    "nowhere": ("/article/unheard", ""),
    "an odd name": ("/fields/a~1b~0c", "/fields/a~1b~0c"),
    "the page": ("", ""),
}


@pytest.mark.parametrize(("path", "shown"), PLACES.values(), ids=PLACES)
def test_path_points_to_what_is_there(result: Result, path: str, shown: str) -> None:
    """A finding about a value that is not given points to the field's report instead."""
    told = replace(result, findings=(Finding(path, "x", "info", "x"),))
    answer: Any = envelope(told, "summary", NORMALIZER)
    assert answer["findings"][0]["path"] == shown
