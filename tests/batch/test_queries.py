"""The questions that docs/batch.md puts to a table of answers, put to one."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

DOCS = Path(__file__).parents[2] / "docs"


def queries(name: str) -> list[str]:
    """The queries that a document prints."""
    return re.findall(r"^```sql\n(.*?)^```$", (DOCS / name).read_text("utf-8"), re.M | re.S)


QUERIES = queries("batch.md")


def page(site: str, headline: str, published: str | None, **metadata: str) -> dict[str, Any]:
    """A record of a scraper."""
    dated = {} if published is None else {"datePublished": published}
    return {
        "url": f"https://{site}.example/{headline[:5].lower()}",
        "metadata": {"title": headline, **dated, **metadata},
    }


PAGES = [
    page("harbour", "Ferries sail again", "2022-02-25T14:40:00-05:00", tags="ferries, harbour"),
    page(
        "harbour",
        "Quay opens late",
        "2022-02-26",
        tags="harbour, harbour",
        dateModified="2022-04-26",
    ),
    page("harbour", "Storm has passed", "2022-03-01T08:00:00", tags="storm"),
    page("inland", "Bridge is closed", "2022-40-25"),
    page("inland", "Council meets", None, tags="council"),
    page(
        "inland",
        "Market returns",
        "2022-03-02T09:00:00+01:00",
        tags="market",
        dateModified="2022-03-05T09:00:00+01:00",
    ),
    {"url": "https://inland.example/broken"},
]

ANSWERS: list[list[tuple[Any, ...]]] = [
    [("value_missing", 2), ("unreadable_date", 1)],
    [("https://harbour.example/quay", 59)],
    [
        ("2022-02", "harbour", 2),
        ("2022-02", "ferries", 1),
        ("2022-03", "market", 1),
        ("2022-03", "storm", 1),
    ],
    [("harbour.example", 3, 0.33), ("inland.example", 3, 0.0)],
    [("Quay opens late", date(2022, 2, 26))],
]


def test_the_five_questions_have_answers(tmp_path: Path, batch: Callable[..., int]) -> None:
    """Each query as it is printed, on pages whose answers are known."""
    duckdb = pytest.importorskip("duckdb", reason="no duckdb (`make examples` installs it)")
    (tmp_path / "pages.ndjson").write_text(
        "".join(json.dumps(one) + "\n" for one in PAGES), "utf-8"
    )
    assert batch("pages.ndjson", "-o", "news.parquet", "--view", "flat", "--quiet") == 1
    assert [duckdb.sql(query).fetchall() for query in QUERIES] == ANSWERS
    (types,) = duckdb.sql(
        "SELECT DISTINCT typeof(date_published_day), typeof(date_published_local), "
        "typeof(date_published_instant), "
        "typeof(keywords), typeof(fetched_at) FROM 'news.parquet'"
    ).fetchall()
    assert types == (
        "DATE",
        "TIMESTAMP",
        "TIMESTAMP WITH TIME ZONE",
        "VARCHAR[]",
        "TIMESTAMP WITH TIME ZONE",
    )


def test_there_are_five_questions() -> None:
    """The test above compares as many answers as there are queries."""
    assert len(QUERIES) == len(ANSWERS) == 5


#: Pages of which one is doubtful, one has no date, and one is hardly sure of its day.
DOUBTFUL = [
    *PAGES[:1],
    page("inland", "Council meets", None),
    page("inland", "Market returns", "10/02/2022", dateModified="11/12/2022"),
]


def test_the_rows_worth_a_look_are_found(tmp_path: Path, batch: Callable[..., int]) -> None:
    """Each query of the page on what is withheld, on pages whose answers are known."""
    duckdb = pytest.importorskip("duckdb", reason="no duckdb (`make examples` installs it)")
    (tmp_path / "pages.ndjson").write_text("".join(json.dumps(p) + "\n" for p in DOUBTFUL), "utf-8")
    assert batch("pages.ndjson", "-o", "news.parquet", "--view", "flat", "--quiet") == 0
    asked, by_site, hardly = [duckdb.sql(q).fetchall() for q in queries("withheld.md")]
    assert [(url, question[:28]) for url, question in asked] == [
        ("https://inland.example/counc", "No date could be read; does "),
        ("https://inland.example/marke", "Was it published on 10 Febru"),
    ]
    assert by_site == [
        ("inland.example", "dateModified", 1),
        ("inland.example", "datePublished", 1),
    ]
    assert [(url, str(day)) for url, day, *_ in hardly] == [
        ("https://harbour.example/ferri", "2022-02-25")
    ]
