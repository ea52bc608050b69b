"""Whole pages in our own words, each in a folder: the page, and what a careful reader would make of
it.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from service.app import create_app

FOLDERS = sorted(path.parent for path in Path(__file__).parent.glob("*/expected.json"))
MEMBERS = {".html": "html", ".txt": "text"}


def answer(folder: Path, expected: dict[str, Any]) -> dict[str, Any]:
    """The full answer to the folder's page, sent as a scraper sends it."""
    page = next(path for path in folder.iterdir() if path.stem == "page")
    body = {**expected["request"], MEMBERS[page.suffix]: page.read_text("utf-8")}
    response = create_app().test_client().post("/v1/normalize?explain=full", json=body)
    assert response.status_code == 200, response.get_data(as_text=True)
    return dict(response.get_json())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.name))
def test_page(folder: Path) -> None:
    """The article is as expected, member by member; so are the repairs, the findings and what must
    stay out.
    """
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    got = answer(folder, expected)
    article = got["article"]
    assert {name: article.get(name) for name in expected["article"]} == expected["article"]
    assert [name for name in expected.get("absent", ()) if name in article] == []
    assert sorted({repair["rule"] for repair in got["repairs"]}) == sorted(
        expected.get("repairs", ())
    )
    assert set(expected.get("findings", ())) <= {finding["code"] for finding in got["findings"]}
    assert expected.get("status", got["status"]) == got["status"]
    assert got["status"] == expected.get(
        "status", "repaired" if expected.get("repairs") else "clean"
    )


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.name))
def test_statements(folder: Path) -> None:
    """What the page states at the named places is among the evidence, letter for letter."""
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    evidence = [
        item
        for report in answer(folder, expected)["fields"].values()
        for item in report.get("evidence", ())
    ]
    for source, raws in expected.get("stated", {}).items():
        assert [item["raw"] for item in evidence if item["source"] == source] == raws


_BLOCK = (
    "address|article|aside|blockquote|br|dd|div|dl|dt|figcaption|figure|footer|form|"
    "h[1-6]|header|hr|li|main|nav|ol|p|section|"
    "table|tbody|td|tfoot|th|thead|tr|ul|body|html|head|meta|link|title|script"
)
_KEPT = re.compile(r"(?is)(<(script|pre|style|textarea)\b.*?</\2>|<!--.*?-->)")
_BLANKS = re.compile(rf"(?i)\s+(?=</?(?:{_BLOCK})\b)")


@pytest.mark.parametrize(
    "folder",
    [f for f in FOLDERS if (f / "page.html").exists()],
    ids=lambda folder: str(folder.name),
)
def test_a_minified_page_gives_the_same_article(folder: Path) -> None:
    """Blanks around blocks are the source's layout: without them, and with more of them, the
    article is the same.
    """
    page = (folder / "page.html").read_text("utf-8")
    request = json.loads((folder / "expected.json").read_text("utf-8"))["request"]
    pieces = _KEPT.split(page)
    small = "".join(
        _BLANKS.sub("", piece) if at % 3 == 0 else piece
        for at, piece in enumerate(pieces)
        if at % 3 != 2
    )
    large = "".join(
        re.sub(rf"(?i)(?=</?(?:{_BLOCK})\b)", "\n    ", piece) if at % 3 == 0 else piece
        for at, piece in enumerate(pieces)
        if at % 3 != 2
    )
    client = create_app().test_client()
    articles = [
        client.post("/v1/normalize?explain=none", json={**request, "html": html}).get_json()[
            "article"
        ]
        for html in (page, small, large)
    ]
    assert articles[1] == articles[0]
    assert articles[2] == articles[0]
