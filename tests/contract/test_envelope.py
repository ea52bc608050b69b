"""The envelope of a result made by hand: what is shown at each level, how it is rounded, and that its pointers resolve."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from service.model import CORE_FIELDS, Candidate, Evidence, Finding, Json, Observation, Repair, Resolution, Result, Source, Zone
from service.render import EXPLAIN, Explain, envelope
from service.render.envelope import rounded

NORMALIZER: dict[str, Json] = {"name": "dateline", "version": "0", "rules": "x"}
META = Source("meta:date", "date", "machine", 0.9)


def seen(raw: Json, agrees: bool | None = None, why: str | None = None) -> Evidence:
    """A piece of evidence with this raw value."""
    return Evidence(Observation("date", raw, META, f"meta[{raw}]"), reading=None if why else "2022", agrees=agrees, why=why)


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
    repairs=(Repair("/article/keywords", "duplicate_tag", ["x", "x"], ["x"], 0.8, "Twice.", (1,), removed=("x",)),),
)
TORN = Resolution("publisher", "conflict", "A", 0.6, evidence=(seen("g", True), seen("h", False), seen("i", None, "empty")))


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
    return Result(article, fields, (Finding("/fields/publisher", "torn", "info", "Two names.", raw=0),), "repaired", {})


def raws(report: Any) -> list[Json]:
    """The raw values of a field's evidence."""
    return [entry["raw"] for entry in report.get("evidence", [])]


def test_none_says_status_and_confidence(result: Result) -> None:
    """explain=none is what a table needs."""
    answer: Any = envelope(result, "none", NORMALIZER)
    assert answer["fields"]["datePublished"] == {"status": "repaired", "confidence": 0.9998}
    assert set(answer["repairs"][0]) == {"path", "rule", "before", "after", "confidence"}


def test_summary_shows_the_cited_evidence(result: Result) -> None:
    """explain=summary leaves out what no repair cites, and counts its pointers anew."""
    answer: Any = envelope(result, "summary", NORMALIZER)
    assert raws(answer["fields"]["datePublished"]) == ["b", "d"]
    assert answer["repairs"][0]["evidence"] == ["/fields/datePublished/evidence/1", "/fields/datePublished/evidence/0"]


def test_summary_shows_both_sides_of_a_conflict(result: Result) -> None:
    """Who disagrees is shown with who agrees, and what took no side is not."""
    answer: Any = envelope(result, "summary", NORMALIZER)
    assert raws(answer["fields"]["publisher"]) == ["g", "h"]


def test_full_shows_everything(result: Result) -> None:
    """explain=full loses no observation, and says why one was not used."""
    answer: Any = envelope(result, "full", NORMALIZER)
    assert raws(answer["fields"]["datePublished"]) == ["a", "b", "c", "d"]
    assert answer["fields"]["datePublished"]["evidence"][0]["why"] == "a caption"
    assert answer["repairs"][0]["evidence"] == ["/fields/datePublished/evidence/3", "/fields/datePublished/evidence/1"]


def test_names_are_escaped_in_pointers(result: Result) -> None:
    """A slash or tilde in a name is escaped as RFC 6901 says."""
    answer: Any = envelope(result, "full", NORMALIZER)
    assert answer["repairs"][1]["evidence"] == ["/fields/a~1b~0c/evidence/1"]


@pytest.mark.parametrize("explain", EXPLAIN)
def test_nothing_unestablished_is_null(result: Result, explain: Explain) -> None:
    """Members without a value are left out; a finding's raw zero stays."""
    answer: Any = envelope(result, explain, NORMALIZER)
    reports = [entry for report in answer["fields"].values() for entry in (report, *report.get("evidence", []))]
    assert None not in [value for member in (*reports, *answer["findings"]) for value in member.values()]
    assert answer["findings"][0]["raw"] == 0


def test_zone_says_where_it_is_from(result: Result) -> None:
    """The zone is shown under the names of the contract."""
    answer: Any = envelope(result, "summary", NORMALIZER)
    assert answer["fields"]["datePublished"]["zone"] == {"offset": "-05:00", "abbreviation": "EST", "from": "stated"}


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
