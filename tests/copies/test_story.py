"""The text of a page as its readers see it, and what an answer has where copies are asked for."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.answers import Form, answered, result_of
from service.model import Page

LONG = "The harbour master said on Monday that the wall would be closed to all walkers until {} ships had left."
SAID = [LONG.format(number) for number in ("two", "three", "four", "five", "six")]
BODY = "".join(f"<p>{said}</p>" for said in SAID)


def story(html: str) -> list[str]:
    """The lines of a page's text."""
    page = Page(html=f"<title>Wall closes</title><body>{html}", url="https://news.example/wall")
    return result_of(page, Form(fingerprint=True)).story.splitlines()


CASES = {
    "paragraphs": (f"<h1>Wall closes</h1><article>{BODY}</article>", SAID),
    "a short paragraph among them is the story's": (
        f"<h1>Wall closes</h1><article>{BODY}<p>Nobody was hurt.</p>{BODY}</article>",
        [*SAID, "Nobody was hurt.", *SAID],
    ),
    "headings, lists and quotations": (
        f"<h1>Wall closes</h1><article>{BODY}<h2>The ships</h2><ul><li>Two tugs</ul>"
        f"<blockquote>We wait.</blockquote>{BODY}</article>",
        [*SAID, "The ships", "Two tugs", "We wait.", *SAID],
    ),
    "a button is not": (
        f"<h1>Wall closes</h1><article>{BODY}<div>Share this</div>{BODY}</article>",
        [*SAID, *SAID],
    ),
    "a list of links is not": (
        f"<h1>Wall closes</h1><article>{BODY}<p><a href=/b>{LONG.format('ten')}</a></p>{BODY}</article>",
        [*SAID, *SAID],
    ),
    "captions and menus are not": (
        f"<nav><a href=/>Home</a></nav><h1>Wall closes</h1><article>{BODY}"
        f"<figure><img src=a.jpg><figcaption>{LONG.format('no')}</figcaption></figure></article>",
        SAID,
    ),
    "comments are not": (
        f"<h1>Wall closes</h1><article>{BODY}</article><div class=comments>{BODY}</div>",
        SAID,
    ),
    "a byline before and an author's box behind are not": (
        f"<h1>Wall closes</h1><article><p>By Jane Doe</p>{BODY}<p>Follow Jane</p></article>",
        SAID,
    ),
    "line breaks in one element": (
        "<h1>Wall closes</h1><div>" + "<br><br>".join(SAID) + "</div>",
        SAID,
    ),
    "a teaser in an article of its own is no body": (
        f"<article><h1>Wall closes</h1><p>{LONG.format('all')}</p></article><div>{BODY}</div>",
        SAID,
    ),
    "Chinese": (
        "<h1>城墙关闭</h1><article>"
        + "<p>市长星期一表示，在两艘船离开之前，城墙将对所有行人关闭，这是多年来的第一次，居民对此表示理解。</p>"
        * 3
        + "</article>",
        [
            "市长星期一表示，在两艘船离开之前，城墙将对所有行人关闭，这是多年来的第一次，居民对此表示理解。"
        ]
        * 3,
    ),
    "no text": ("<h1>Wall closes</h1>", []),
}


@pytest.mark.parametrize("name", CASES)
def test_story(name: str) -> None:
    """A case: a page, and the lines of its text."""
    html, lines = CASES[name]
    assert [" ".join(line.split()) for line in story(html)] == lines


def test_stated_text_where_none_is_seen() -> None:
    """A page that a script fills states its text in JSON-LD."""
    stated = json.dumps({"@type": "NewsArticle", "headline": "Wall", "articleBody": SAID[0]})
    assert story(f"<script type=application/ld+json>{stated}</script>") == [SAID[0]]


def test_dumps_have_a_fingerprint() -> None:
    """The body of a text dump is the text."""
    page = Page(text="Wall closes\n\n" + "\n\n".join(SAID))
    assert answered(page, Form(fingerprint=True))["text_fingerprint"] is not None


def test_walls_have_none() -> None:
    """What is no article has no text."""
    page = Page(html=b"\x89PNG\r\n\x1a\n" + bytes(200))
    shown = answered(page, Form(fingerprint=True))
    assert (shown["headline_key"], shown["text_fingerprint"]) == (None, None)
    assert shown["date_published_proved"] is False


def test_headline_key_has_no_frame_case_marks_or_blanks() -> None:
    """The headline that the article has, folded."""
    head = "<title>Wall “reopens”! - The Example</title><meta property=og:site_name content='The Example'>"
    page = Page(html=f"{head}<h1>Wall “reopens”!</h1>{BODY}", url="https://news.example/a")
    assert answered(page, Form(fingerprint=True))["headline_key"] == "wallreopens"


PRINTED = "<p class=date>5 March 2026 10:00 UTC</p>"
STATED = '<meta property="article:published_time" content="2026-03-05T10:00:00Z">'
PROOFS = {
    "stated and printed": (STATED, PRINTED, {}, True),
    "stated alone": (STATED, "", {}, False),
    "stated twice by one CMS": (
        STATED + '<meta name=date content="2026-03-05T10:00:00Z">',
        "",
        {},
        False,
    ),
    "stated, and said again by a scraper": (STATED, "", {"date": "2026-03-05T10:00:00Z"}, False),
    "no date": ("", "", {}, False),
}


@pytest.mark.parametrize("name", PROOFS)
def test_proof(name: str) -> None:
    """A date is proved by two that do not copy one another."""
    head, line, metadata, proved = PROOFS[name]
    html = f"<title>Wall closes</title>{head}<body><h1>Wall closes</h1>{line}{BODY}"
    page = Page(html=html, url="https://news.example/wall", metadata=metadata)
    assert answered(page, Form(fingerprint=True))["date_published_proved"] is proved


@pytest.mark.parametrize("query", ["", "&view=flat", "&fields=author"])
def test_answers_have_the_members_where_they_are_asked_for(client: FlaskClient, query: str) -> None:
    """Nested, flat and of chosen fields; the rest of the answer is the same."""
    sent: dict[str, Any] = {"html": f"<h1>Wall closes</h1>{BODY}", "url": "https://news.example/a"}
    bare = client.post(f"/v1/normalize?explain=none{query}", json=sent).get_json()
    asked = client.post(f"/v1/normalize?explain=none{query}&fingerprint=1", json=sent).get_json()
    assert set(asked) - set(bare) == {"headline_key", "text_fingerprint", "date_published_proved"}
    assert {name: asked[name] for name in bare} == bare
    assert asked["text_fingerprint"].startswith("v1:100:")


def test_batch_lines_have_them(client: FlaskClient) -> None:
    """The same of many pages."""
    line = json.dumps({"html": f"<h1>Wall closes</h1>{BODY}"})
    sent = client.post(
        "/v1/normalize/batch?fingerprint=1", data=line, content_type="application/x-ndjson"
    )
    assert json.loads(sent.data)["headline_key"] == "wallcloses"


def test_another_word_than_nought_or_one_is_refused(client: FlaskClient) -> None:
    """A parameter that is misspelt is no silent no."""
    answer = client.post("/v1/normalize?fingerprint=yes", json={"text": "a"})
    assert (answer.status_code, answer.get_json()["errors"][0]["pointer"]) == (422, "?fingerprint")
