"""What people are told: every message says what was seen, what it means and what to do, in whole
sentences.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from service.http.problems import TYPES
from service.normalize import FINDINGS, RULES
from service.web.examples import EXAMPLES

#: Bodies that make findings of many kinds, beside the built-in examples.
ODD: dict[str, tuple[str, bytes]] = {
    "a picture": ("text/html", b"\x89PNG\r\n\x1a\n" + bytes(64)),
    "a bot wall": (
        "text/html",
        (
            b"<html><head><title>Just a moment...</title></head><body>Checking your "
            b"browser</"
            b"body></html>"
        ),
    ),
    "no charset": (
        "text/html",
        "<html><body><h1>Les délégués rentrent à Genève</h1></body></html>".encode("windows-1252"),
    ),
    "zeros": (
        "text/html",
        b'<meta name="date" content="0000-00-00"><h1>Envoys return without a deal</h1>',
    ),
    "a leftover": (
        "text/html",
        b'<meta name="date" content="{{date}}"><h1>Envoys return without a deal</h1>',
    ),
    "another calendar": (
        "text/html",
        '<meta name="date" content="כ״ד באדר א׳ תשפ״ב"><h1>Envoys return</h1>'.encode(),
    ),
    "no date": (
        "text/html",
        b'<meta name="date" content="soon"><h1>Envoys return without a deal</h1>',
    ),
    "unknown names": (
        "application/json",
        json.dumps({"metadata": {"title": "Envoys return", "qq": 1}}).encode(),
    ),
    "two dates": (
        "application/json",
        json.dumps(
            {
                "metadata": {
                    "datePublished": "2022-02-25T10:00:00Z",
                    "pubDate": "2022-03-25T10:00:00Z",
                }
            }
        ).encode(),
    ),
}


def found(client: FlaskClient) -> Iterator[dict[str, Any]]:
    """The findings of all these bodies."""
    bodies = [(example.media_type, example.content().encode()) for example in EXAMPLES]
    for media_type, body in (*bodies, *ODD.values()):
        yield from client.post("/v1/normalize", data=body, content_type=media_type).get_json()[
            "findings"
        ]


def is_sentence(text: str) -> bool:
    """Whether a text begins like a sentence and ends like one."""
    return text[:1] in "“\"'" or (
        not text[:1].islower() and text.rstrip().endswith((".", "!", "?"))
    )


def test_every_finding_says_what_was_seen_and_what_to_do(client: FlaskClient) -> None:
    """A message is more than its code, and ends with the advice of the table."""
    advice = {row.code: row.advice for row in FINDINGS}
    findings = list(found(client))
    assert len({finding["code"] for finding in findings}) > 8
    for finding in findings:
        seen = finding["message"].removesuffix(advice[finding["code"]]).strip()
        assert seen != finding["message"].strip(), finding
        assert len(seen) > 20, finding


@pytest.mark.parametrize("row", FINDINGS, ids=lambda row: row.code)
def test_finding_is_told_in_sentences(row: Any) -> None:
    """What it means and what to do are sentences, and the advice is more than a shrug."""
    assert is_sentence(row.meaning)
    assert is_sentence(row.advice)
    assert len(row.advice) >= len("Nothing to do.")


@pytest.mark.parametrize("row", TYPES, ids=lambda row: row.slug)
def test_problem_is_told_in_sentences(row: Any) -> None:
    """What it means and what to do are sentences."""
    assert is_sentence(row.meaning)
    assert row.advice.rstrip().endswith(".")
    assert len(row.advice) > 20


VERBS = frozenset(
    (
        "is are has have was were stand stands says say carries holds hold goes prints "
        "gives "
        "ends counts names ended"
    ).split()
)


@pytest.mark.parametrize("row", RULES, ids=lambda row: row.id)
def test_damage_is_a_clause(row: Any) -> None:
    """The damage is what an answer's explanation says, so it must be a sentence once it begins with
    a capital.
    """
    assert VERBS & set(row.damage.replace(",", " ").replace(":", " ").replace(";", " ").split()), (
        row.damage
    )
    assert not row.damage.endswith(".")
    assert len(row.cause) > 10
