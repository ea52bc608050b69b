"""Which media type an Accept header prefers: a row for each header."""

from __future__ import annotations

import pytest

from service.http.negotiation import preferred

JSON, HTML, LD = "application/json", "text/html", "application/ld+json"


@pytest.mark.parametrize(
    ("accept", "found"),
    [
        pytest.param(None, JSON, id="no header"),
        pytest.param("", JSON, id="an empty one"),
        pytest.param("  ", JSON, id="a blank one"),
        pytest.param("text/html", HTML, id="one"),
        pytest.param("*/*", JSON, id="any"),
        pytest.param("*", JSON, id="as Java writes it"),
        pytest.param("text/*", HTML, id="any text"),
        pytest.param("application/*", JSON, id="the earlier of two"),
        pytest.param("application/json;q=0.5, text/html", HTML, id="the heavier one"),
        pytest.param("application/json;q=0.5, text/html;q=0.5", JSON, id="a tie"),
        pytest.param("text/html;q=0.4, application/json;q=0.5", JSON, id="in any order"),
        pytest.param(
            "*/*;q=0.9, application/json;q=0.1", HTML, id="the most specific range counts"
        ),
        pytest.param(
            "text/*;q=0.9, text/html;q=0.1, application/json;q=0.5",
            JSON,
            id="the type before its family",
        ),
        pytest.param(
            "*/*;q=0.9, text/*;q=0.1, application/*;q=0.2", LD, id="the family before any"
        ),
        pytest.param("application/json;q=0, */*", HTML, id="all but one"),
        pytest.param(
            "application/json;q=0.2, application/json;q=0.7, text/html;q=0.5",
            JSON,
            id="said twice: the greater",
        ),
        pytest.param("application/json;charset=utf-8", JSON, id="another parameter"),
        pytest.param("text/html; Q=1.000 ", HTML, id="blanks and letters"),
        pytest.param("text/html;q=1.5, application/json;q=0.1", JSON, id="no weight"),
        pytest.param("text/html;q=, application/json;q=0.1", JSON, id="an empty weight"),
        pytest.param(
            "text/html;q=0.0005, application/json;q=0.001", JSON, id="four digits are no weight"
        ),
        pytest.param("html, application/json;q=0.1", JSON, id="no type"),
        pytest.param("application/json;q=0", None, id="refused"),
        pytest.param("application/xml", None, id="none of these"),
        pytest.param("*/*;q=0", None, id="all refused"),
        pytest.param("html", None, id="nothing that is a type"),
    ],
)
def test_preferred_type(accept: str | None, found: str | None) -> None:
    """Of two that are offered."""
    offered = (LD, HTML) if found == LD else (JSON, HTML)
    assert preferred(accept, offered) == found
