"""``dateline batch`` for some pages only: what is wanted is answered, what is left out is
counted.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.batch.conftest import lines, ndjson

PAGES: list[dict[str, Any]] = [
    {
        "id": "en",
        "url": "https://www.news.example/a",
        "metadata": {"title": "Envoys return", "date": "2022-02-25", "lang": "en-GB"},
    },
    {
        "id": "de",
        "url": "https://live.news.example/b",
        "metadata": {"title": "Gesandte zurück", "date": "2022-03-01", "lang": "de"},
    },
    {
        "id": "odd",
        "url": "https://xn--kln-sna.example/c",
        "metadata": {"title": "Envoys return", "date": "2022-40-25"},
    },
    {
        "id": "twice",
        "metadata": {"title": "Envoys", "date": "2022-03-31", "tags": "a, a", "lang": "nb"},
    },
    {"id": "bad", "url": "https://other.example/d"},
]

WANTED = {
    "host": (["--host", "news.example"], ["en", "de"]),
    "host below": (["--host", "LIVE.news.example"], ["de"]),
    "host in its own letters": (["--host", "köln.example"], ["odd"]),
    "two hosts": (["--host", "köln.example", "--host", "www.news.example"], ["en", "de", "odd"]),
    "part of a name is no host": (["--host", "ews.example"], []),
    "language": (["--language", "en"], ["en"]),
    "language with its country": (["--language", "en_US"], []),
    "languages": (["--language", "Deutsch", "--language", "no"], ["de", "twice"]),
    "status": (["--status", "clean"], ["en", "de"]),
    "statuses": (["--status", "repaired", "--status", "unresolved"], ["odd", "twice"]),
    "since": (["--since", "2022-03-01"], ["de", "twice"]),
    "until": (["--until", "2022-03-01"], ["en", "de"]),
    "a month": (["--since", "2022-03-01", "--until", "2022-03-31"], ["de", "twice"]),
    "all of them": (
        [
            "--host",
            "news.example",
            "--language",
            "de",
            "--status",
            "clean",
            "--since",
            "2022-01-01",
        ],
        ["de"],
    ),
}


@pytest.mark.parametrize(("arguments", "expected"), WANTED.values(), ids=WANTED)
def test_what_is_wanted_is_answered(
    tmp_path: Path,
    batch: Callable[..., int],
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    expected: list[str],
) -> None:
    """In the order of the input; what cannot be answered is told all the same, since nobody knows
    what it is.
    """
    (tmp_path / "pages.ndjson").write_bytes(ndjson(*PAGES))
    assert batch("pages.ndjson", "-o", "o.ndjson", *arguments) == 1
    assert [line["id"] for line in lines((tmp_path / "o.ndjson").read_bytes())] == [
        *expected,
        "bad",
    ]
    said = capsys.readouterr().err
    assert f"{len(expected) + 1:,} pages: " in said
    assert f"{4 - len(expected):,} pages left out by the filters" in said


def test_reasons_are_counted(
    tmp_path: Path, batch: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    """A filter that lets nothing through says why."""
    (tmp_path / "pages.ndjson").write_bytes(ndjson(*PAGES))
    batch(
        "pages.ndjson",
        "-o",
        "a.parquet",
        "--view",
        "flat",
        "--host",
        "news.example",
        "--since",
        "2022-02-26",
        "-j",
        "2",
    )
    assert "left out: another host 1, no address 1, published before 1" in capsys.readouterr().err
    batch("pages.ndjson", "-o", "b.ndjson", "--language", "fr", "--until", "2022-01-01")
    assert "left out: another language 3, no language 1" in capsys.readouterr().err


WRONG = {
    "address as host": (
        ["--host", "https://news.example/"],
        "is an address; did you mean news.example?",
    ),
    "no host": (["--host", "news example"], "is no host such as news.example"),
    "no language": (
        ["--language", "germn"],
        "is no language such as en or pt-BR; did you mean de?",
    ),
    "no language at all": (["--language", "12"], "is no language such as en or pt-BR"),
    "status": (["--status", "cleen"], "did you mean clean?"),
    "day": (["--since", "yesterday"], "is no day such as 2022-02-25"),
    "days": (["--since", "2022-03-01", "--until", "2022-02-01"], "is after --until"),
}


@pytest.mark.parametrize(("arguments", "advice"), WRONG.values(), ids=WRONG)
def test_wrong_filters_say_what_is_meant(
    tmp_path: Path,
    batch: Callable[..., int],
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    advice: str,
) -> None:
    """Nothing is begun."""
    (tmp_path / "pages.ndjson").write_bytes(ndjson(*PAGES))
    assert batch("pages.ndjson", "-o", "o.ndjson", *arguments) == 2
    assert advice in capsys.readouterr().err
    assert not (tmp_path / "o.ndjson").exists()
