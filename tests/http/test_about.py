"""What the service says about itself: rules, schemas, probes, version."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from schemas.rules import RuleBook
from service import __version__
from service.normalize import FINDINGS, RULES


def test_rules_are_the_engines(client: FlaskClient) -> None:
    """Every rule and every finding of the engine is listed, with an example before and after."""
    book = RuleBook.model_validate_json(client.get("/v1/rules").data)
    assert [rule.id for rule in book.rules] == [rule.id for rule in RULES]
    assert [finding.code for finding in book.findings] == [finding.code for finding in FINDINGS]
    assert {(rule.id, rule.example.before, rule.example.after) for rule in book.rules} == {
        (rule.id, rule.before, rule.after) for rule in RULES
    }


@pytest.mark.parametrize(("path", "status"), [("/livez", "alive"), ("/readyz", "ready")])
def test_probe(client: FlaskClient, path: str, status: str) -> None:
    """The probes answer in one word."""
    answer = client.get(path)
    assert (answer.status_code, answer.json) == (200, {"status": status})


def test_version_names_the_normalizer_of_the_answers(client: FlaskClient) -> None:
    """/version says what the answers say of their normalizer."""
    answer = client.post("/v1/normalize", json={"text": "x"}).get_json()
    assert client.get("/version").json == answer["normalizer"]
    assert answer["normalizer"]["version"] == __version__
