"""Canonical bytes: RFC 8785 against its published vectors, and the same bytes in every process."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.render import canonical_bytes, json_safe
from service.render.canonical import MAX_DEPTH, by_the_book

ROOT = Path(__file__).resolve().parents[2]

VECTORS = ("arrays", "french", "structures", "unicode", "values", "weird")


@pytest.mark.parametrize("name", VECTORS)
def test_published_vector(data_dir: Path, name: str) -> None:
    """The bytes are those that the authors of RFC 8785 publish."""
    vectors = data_dir / "standards" / "jcs" / "testdata"
    if not vectors.is_dir():
        pytest.skip("no RFC 8785 vectors in DATELINE_DATA")
    value = json.loads((vectors / "input" / f"{name}.json").read_text(encoding="utf-8"))
    expected = bytes.fromhex((vectors / "outhex" / f"{name}.txt").read_text(encoding="ascii"))
    assert canonical_bytes(value) == expected


UNSAYABLE: dict[str, tuple[Any, bytes]] = {
    "an integer past 2^53": (2**53, b'"9007199254740992"'),
    "the last safe integer": (2**53 - 1, b"9007199254740991"),
    "a negative one": (-(2**53), b'"-9007199254740992"'),
    "NaN": (math.nan, b'"NaN"'),
    "infinity": (math.inf, b'"Infinity"'),
    "minus infinity": (-math.inf, b'"-Infinity"'),
    "half an emoji": ("a\ud83d", b'"a\xef\xbf\xbd"'),
    "two halves of an emoji": ("\ud83d\ude00", "\"\U0001f600\"".encode()),
    "half an emoji as a name": ({"\ud83d": 1}, b'{"\xef\xbf\xbd":1}'),
    "true is no integer": (True, b"true"),
    "a tuple": ((1, "a", None), b'[1,"a",null]'),
}  # fmt: skip


@pytest.mark.parametrize(("value", "expected"), UNSAYABLE.values(), ids=UNSAYABLE)
def test_what_canonical_json_cannot_say_is_put_into_words(value: Any, expected: bytes) -> None:
    """Whatever a page contains can be written, and nothing is rounded in silence."""
    assert canonical_bytes(value) == expected


def test_deep_nesting_is_cut() -> None:
    """A page's own JSON-LD can be nested deeper than any writer can follow."""
    value: Any = "bottom"
    for _ in range(5000):
        value = [value]
    assert b"nested too deep" in canonical_bytes(value)


def test_not_json_is_a_bug() -> None:
    """What is no JSON value at all does not slip through as text."""
    with pytest.raises(TypeError, match="not a JSON value: object"):
        json_safe(object())  # type: ignore[arg-type]


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(categories=None))
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(categories=None)), inner),
    max_leaves=20,
)


def number(digits: str) -> int | float:
    """An integer as a reader of RFC 8785 has it: a double where it is large."""
    return int(digits) if abs(int(digits)) < 2**53 else float(digits)


@given(VALUES)
def test_every_value_can_be_written_and_read_back(value: Any) -> None:
    """Canonical JSON is JSON, and writing what was read gives the same bytes."""
    written = canonical_bytes(value)
    assert canonical_bytes(json.loads(written, parse_int=number)) == written


#: What the fast writer and RFC 8785 write differently, and what only looks so.
UNLIKE: tuple[Any, ...] = (
    1.0, -0.0, 1e16, 1.5e300, 1e-7, 5e-324, 0.00001, 123456789012345680.0, 0.9999, -3.5, [1.0],
    {"a": 2.0, "b": [3.0, 0.5]},
    {"\U0001f600": 1, "\ue000": 2}, {"\U0001f600": 1}, "\U0001f600", {"a": "\U0001f600", "b": "c"},
    {"é": 1, "z": 2, "a": 3},
    None, [None, math.nan], {"a": ":1.0,", "b": "[2e5"}, "\x00\x1f\x7f\"\\\u2028</", {1: 2},
    {"b": (1, {"a": ()})},
)  # fmt: skip


@pytest.mark.parametrize("value", UNLIKE, ids=repr)
def test_the_fast_writer_writes_by_the_book(value: Any) -> None:
    """Where the fast writer's form would be another one, it is not used."""
    assert canonical_bytes(value) == by_the_book(value)


@given(VALUES | st.floats().map(lambda number: {"a": [number]}))
def test_every_value_is_written_by_the_book(value: Any) -> None:
    """The fast writer and the plain one agree on every value."""
    assert canonical_bytes(value) == by_the_book(value)


@pytest.mark.parametrize(
    "depth", [80, MAX_DEPTH - 12, MAX_DEPTH - 1, MAX_DEPTH, MAX_DEPTH + 1, 250, 300]
)
def test_depth_is_cut_at_the_same_place(depth: int) -> None:
    """A value at the limit of depth is written alike by both."""
    nested: Any = "bottom"
    for level in range(depth):
        nested = [nested] if level % 2 else {"a": nested}
    assert canonical_bytes(nested) == by_the_book(nested)


# Every kind of page at once: words that order differently under hash seeds, several witnesses, a
# list with duplicates.
POSTED = """
import sys
from service.app import create_app
page = ('<html lang="en"><head><meta name="date" content="2022-40-25"><meta property="og:title" content="Envoys return">'
        '<meta name="keywords" content="talks, Geneva, Talks, peace"><meta name="author" content="Ana Ruiz and Li Wei">'
        '</head><body><h1>Envoys return</h1><p>By Ana Ruiz | Friday, 25 February 2022 02:40 PM EST</p></body></html>')
metadata = {"zeta": 1, "alpha": [2], "pubDate": "2022-02-25", "tags": "talks, peace, war", "Publisher": "The Example"}
answer = create_app().test_client().post(
    "/v1/normalize?explain=full", json={"html": page, "metadata": metadata, "url": "https://news.example/2022/02/25/a"})
sys.stdout.buffer.write(answer.data)
"""


def posted(hash_seed: str, zone: str) -> bytes:
    """The answer that a new process with this hash seed and system zone gives."""
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "TZ": zone, "LC_ALL": "C"}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", POSTED],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=True,
    ).stdout


def test_same_bytes_in_every_process() -> None:
    """Neither the hash seed nor the machine's zone changes a byte of an answer."""
    answers = {
        posted("0", "UTC"),
        posted("1", "Asia/Kathmandu"),
        posted("4294967295", "America/New_York"),
    }
    assert len(answers) == 1
    assert json.loads(answers.pop())["article"]["headline"] == "Envoys return"
