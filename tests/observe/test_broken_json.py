"""Broken JSON-LD: one row a kind of damage, and what must be refused."""

from __future__ import annotations

import pytest

from service.lexicon.printed import REPAIR_LIMIT, parse


@pytest.mark.parametrize(
    ("text", "value", "stages"),
    [
        pytest.param('{"a": 1}', {"a": 1}, (), id="healthy"),
        pytest.param('<!-- {"a": 1} -->', {"a": 1}, ("wrapping",), id="html comment"),
        pytest.param('//<![CDATA[\n{"a": 1}\n//]]>', {"a": 1}, ("wrapping",), id="cdata"),
        pytest.param('var data = {"a": 1};', {"a": 1}, ("wrapping",), id="assignment"),
        pytest.param('\ufeff{"a": 1}', {"a": 1}, ("wrapping",), id="byte order mark"),
        pytest.param(
            '{"a": "x\ny\tz"}', {"a": "x\ny\tz"}, ("control_character",), id="raw line break"
        ),
        pytest.param(
            r'{"a": "it\'s"}', {"a": "it's"}, ("control_character",), id="escaped apostrophe"
        ),
        pytest.param(
            r'{"a": "C:\dir"}', {"a": "C:\\dir"}, ("control_character",), id="lone backslash"
        ),
        pytest.param('{"a": 1 /* one */, "b": 2}', {"a": 1, "b": 2}, ("comment",), id="comment"),
        pytest.param(
            '{"u": "https://x/y", // here\n"b": 2}',
            {"u": "https://x/y", "b": 2},
            ("comment",),
            id="line comment",
        ),
        pytest.param('{"a": [1, 2,],}', {"a": [1, 2]}, ("trailing_comma",), id="trailing commas"),
        pytest.param("{'a': 'say \"x\"'}", {"a": 'say "x"'}, ("single_quote",), id="single quotes"),
        pytest.param('{a: 1, b_c: "d: e"}', {"a": 1, "b_c": "d: e"}, ("bare_key",), id="bare keys"),
        pytest.param('{"a": 1}}', {"a": 1}, ("wrapping",), id="one bracket too many"),
        pytest.param(
            '<!-- {"a": "x\ny",} -->',
            {"a": "x\ny"},
            ("wrapping", "trailing_comma"),
            id="two at once",
        ),
    ],
)
def test_damage(text: str, value: object, stages: tuple[str, ...]) -> None:
    """The value comes back, and the stages that it took are named."""
    assert parse(text) == (value, stages)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('{"a":, "b": 1}', id="no value"),
        pytest.param('{"a": undefined}', id="undefined"),
        pytest.param('{"a": NaN}', id="nan"),
        pytest.param('{"a": "he said "no" to it"}', id="inner quotes"),
        pytest.param('{"a": 1, "b": "2022-02-', id="cut in a value"),
        pytest.param('{"a": "\\ud800"};', id="half a pair"),
        pytest.param('{"a": 123456789012345678901234567890};', id="endless integer"),
        pytest.param('{"a":' * 5000 + "1;", id="deep"),
        pytest.param('{"a": "b" "c": 1}', id="no comma"),
        pytest.param("Not JSON at all", id="prose"),
        pytest.param("{}", id="empty"),
        pytest.param('"a string"', id="no object"),
        pytest.param('{"a": "x, y', id="cut in the first value"),
        pytest.param("[" * 3000, id="brackets"),
        pytest.param('{"a": "b",,' + " " * REPAIR_LIMIT, id="large and broken"),
    ],
)
def test_refused(text: str) -> None:
    """What no known damage explains is not read; no value is guessed."""
    assert parse(text) is None
