"""Values that no page states in earnest: whatever a caller sends is answered."""

from __future__ import annotations

import pytest

from service.model import Json, Page
from service.normalize import normalize

DEEP = '{"a":' * 800 + "1" + "}" * 800


def in_one_another(levels: int) -> str:
    """Lists as JSON that hold each the next in a string, whose quotes are entities written as
    JSON's escapes.
    """
    text = "x"
    for _ in range(levels):
        text = (
            '["'
            + text.replace("\\", "&bsol;").replace('"', "&quot;").replace("&", "\\u0026")
            + '"]'
        )
    return text


@pytest.mark.parametrize(
    "metadata",
    [
        pytest.param(
            {"jsonld": '{"url":"\\ud83d"}'}, id="half a pair of surrogates in JSON in a string"
        ),
        pytest.param({"image": "['\\ud83d','b']"}, id="half a pair in a printed list"),
        pytest.param({"image": "('\\ud83d x',)"}, id="half a pair in a printed tuple"),
        pytest.param({"meta": '{"author":' + DEEP + "}"}, id="depth in JSON in a string"),
        pytest.param({"section": DEEP}, id="depth in a section"),
        pytest.param({"author": "[" * 300 + "'x'" + "]" * 300}, id="depth in a printed list"),
        pytest.param({"author": "{Jane Doe,\nJohn Roe}"}, id="a line break in an array"),
        pytest.param(
            {"section": "{Jane,\r Doe}", "image": "{a,\n b}"}, id="a carriage return in an array"
        ),
        pytest.param({"author": "[1j]", "keywords": "[1j]"}, id="complex numbers"),
        pytest.param(
            {"author": "[b'Jane']", "keywords": "[...]", "section": "{1, 2}"},
            id="bytes, an ellipsis, a set",
        ),
        pytest.param(
            {"keywords": "[NaN, Infinity]", "author": "[-Infinity]"}, id="numbers that JSON has not"
        ),
        pytest.param({"keywords": "b'" * 1000 + "x" + "'" * 1000}, id="bytes in bytes"),
        pytest.param({"keywords": ["a, b, c", in_one_another(60)]}, id="lists in strings of lists"),
        # each button may be read as one or as two, which is two ways of a power of the number of
        # buttons
        pytest.param(
            {"author": "Jane Doe" + " Follow Email Bio" * 300 + " x"},
            id="hundreds of buttons behind a name",
        ),
        pytest.param(
            {"keywords": "a:1:{i:0;" * 5000 + 's:1:"x";' + "}" * 5000},
            id="depth in an array of PHP's",
        ),
    ],
)
def test_printed_values(metadata: dict[str, Json]) -> None:
    """What is printed into a string may be no JSON inside."""
    assert normalize(Page(metadata=metadata)).status


@pytest.mark.parametrize(
    "address",
    ["http://[bad", "https://exa[mple/a", "//[x", "http://a]/b", "http://[", "[", "http:"],
)
@pytest.mark.parametrize(
    "content",
    [
        {
            "text": (
                "Storm hits the coast\n\nThe storm came at night, and took the pier with "
                "it before the morning, they said."
            )
        },
        {"html": "<title>Storm hits the coast | Tidewater</title><h1>Tidewater</h1>"},
        {"metadata": {"title": "Storm hits the coast", "tags": "storm, coast"}},
    ],
    ids=["text", "html", "metadata"],
)
def test_addresses_that_are_none(address: str, content: dict[str, object]) -> None:
    """An address that no parser takes costs the page nothing but itself."""
    result = normalize(Page(url=address, **content))  # type: ignore[arg-type]

    assert "Storm hits the coast" in str(result.fields["headline"].value)


@pytest.mark.parametrize(
    "address", ["https://courier.example/\udcff/quay", "https://\udcffcourier.example/quay"]
)
def test_an_address_with_half_a_character(address: str) -> None:
    """A header or a file's name that was read byte by byte."""
    assert (
        normalize(Page(url=address, html=b"<h1>Quay closed</h1>")).article["headline"]
        == "Quay closed"
    )
