"""Each of many is looked at a few times and not once for each of the others; no key and no run of
blanks counts for many.

Looks are counted, at members of lists and calls: a clock would tell of the machine, and tracing
hangs Python 3.11 where the time budget raises an exception in another thread.
"""

from __future__ import annotations

from collections.abc import Iterator
from time import process_time
from typing import Any
from unittest.mock import Mock

import pytest

from service.fields import authors, url
from service.fields.author_names import names_in
from service.fields.headline import site_names
from service.lexicon.slugs import slug_words
from service.lexicon.texts import compact
from service.model import Context, Observation, Page
from service.normalize import normalize
from service.observe import text_headline, text_lines
from service.observe.plain_text import observe_text
from service.observe.text_lines import Dump

ADDRESS = "https://www.tidewater.example/2021/03/05/"
HEAD = "Storm hits the north coast\n\n"
BODY = (
    "\n\nThe storm came at night, and took the pier with it before the morning, they "
    "said in the harbour town.\n"
)


class Looked(list[Any]):
    """A list that counts its members as they are looked at, those of all such lists together."""

    looks = 0

    def __iter__(self) -> Iterator[Any]:
        for member in super().__iter__():
            Looked.looks += 1
            yield member


@pytest.mark.parametrize("behind", [False, True], ids=["before the body", "behind the body"])
@pytest.mark.parametrize(
    "line", ["By Jane Doe | {} March {}", "Published: {} March {}", "{} March {}"]
)
def test_lines_with_dates(monkeypatch: pytest.MonkeyPatch, line: str, behind: bool) -> None:
    """A thousand dates before a body, or behind one that has its date: whose each is needs no look
    at all the others.
    """
    same = Mock(return_value=False)
    monkeypatch.setattr(Observation, "__eq__", lambda one, other: same(one, other))
    monkeypatch.setattr(Looked, "looks", 0)
    monkeypatch.setattr(text_lines, "Dump", lambda lines: Dump(Looked(lines), Looked()))
    many = "\n".join(line.format(at % 28 + 1, 1980 + at % 40) for at in range(1_000))

    observe_text(f"{HEAD}5 March 2021\n{BODY}{many}" if behind else f"{HEAD}{many}{BODY}")

    assert 1_000 < Looked.looks + same.call_count < 60_000


def test_the_words_of_an_address_are_spelt_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of forty lines may be the headline that an address of a thousand words names."""
    spelt = Mock(side_effect=slug_words)
    monkeypatch.setattr(text_headline, "slug_words", spelt)
    words = "-".join(f"word{chr(97 + at % 26)}{chr(97 + at // 26)}" for at in range(600))

    observe_text(
        "\n".join(f"Line {at} of the harbour town" for at in range(40)) + BODY, ADDRESS + words
    )

    assert 40 <= spelt.call_count < 60


def test_a_host_of_a_thousand_labels(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is longer than any host gives its site no more names than a host can."""
    named = Mock(side_effect=compact)
    monkeypatch.setattr(url, "compact", named)

    site_names((), Context(url="https://" + "a." * 5_000 + "example/"), None)

    assert named.call_count < 300


def test_lists_in_lists_of_authors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of one source a hundred thousand characters are read, however its lists are nested."""
    read = Mock(side_effect=names_in)
    monkeypatch.setattr(authors, "names_in", read)

    normalize(Page(metadata={"author": [["Jane Doe, " * 200] * 5] * 100}))

    assert read.call_count < 100


@pytest.mark.parametrize("clinging", ["@a ", "//a ", "www.a ", "a@b.c "])
def test_blanks_between_what_clings_to_a_name(clinging: str) -> None:
    """Five hundred handles in a byline leave one blank; on 500 the patterns for months would work
    for minutes.
    """
    author = normalize(Page(metadata={"author": f"5 March 2021 {clinging * 400}Jane Doe"})).fields[
        "author"
    ]

    assert author.status != "stated"


@pytest.mark.parametrize(
    "blanks", [" " * 100_000, "\t" * 100_000, " \n" * 50_000, "\u3000" * 100_000]
)
def test_blanks_between_tags(blanks: str) -> None:
    """A template's indentation between two tags is no more than a blank, or than the line break in
    it.
    """
    parts = " pier, ferry" if "\n" not in blanks else "pier"
    keywords = (
        normalize(Page(metadata={"keywords": f"harbour,{blanks}{parts}"})).fields["keywords"].value
    )

    assert isinstance(keywords, list)
    assert "harbour" in keywords
    assert "pier" in keywords


def test_a_picture_in_the_place_of_its_address() -> None:
    """The letters of a picture that stands in a srcset are read once, and its larger neighbour is
    the image.
    """
    srcset = [
        f"https://tidewater.example/{number}{'a' * 19_900}.jpg 300w, /pier.jpg 1200w"
        for number in range(50)
    ]
    image = normalize(Page(metadata={"image": srcset}, url=ADDRESS)).fields["image"].value

    assert image == [{"@type": "ImageObject", "url": "https://www.tidewater.example/pier.jpg"}]


@pytest.mark.parametrize(
    "value", ["a " * 32_000 + "/", "a " * 32_000, "pixel-" * 10_000 + "x", "https:/" * 9_000]
)
def test_words_in_the_place_of_a_picture(value: str) -> None:
    """No pattern goes over them from each of their blanks: 64 KiB once took seven seconds."""

    def cost(image: str) -> float:
        start = process_time()
        normalize(Page(metadata={"image": image}))
        return process_time() - start

    # Another process may slow one measurement down; a cost of the square is too much in each.
    eighth = value[: len(value) // 8]
    assert any(cost(value) < 8 * 4 * max(cost(eighth), 0.005) for _ in range(3))


@pytest.mark.parametrize("kind", ["json-ld", "metadata"])
def test_a_key_of_a_megabyte_stands_once(kind: str) -> None:
    """What a key of a megabyte holds has a place that is told without all of it."""
    key = "meta" + "." * 1_000_000
    if kind == "metadata":
        page = Page(
            metadata={key: {"shelf" + "'" * at: at for at in range(40)} | {"title": HEAD.strip()}}
        )
    else:
        articles = '{"@type":"Article","datePublished":"2021-03-05"},' * 40
        script = f'<script type="application/ld+json">{{"{key}":[{articles}{{}}]}}</script>'
        page = Page(
            html=f"<html><head>{script}</head><body><h1>{HEAD}</h1><p>{BODY}</p></body></html>"
        )
    result = normalize(page)
    places = [
        e.observation.locator for resolution in result.fields.values() for e in resolution.evidence
    ]

    assert places
    assert max(map(len, places)) < 1_000
    assert sum(map(len, result.extra)) < 100_000


def test_a_name_that_stands_often_is_told_apart() -> None:
    """Of an unknown member that stands 12 times each is kept, under a name that no other has."""
    extra = normalize(Page(metadata={"meta": [{"shelf": at} for at in range(12)]})).extra

    assert list(extra.values()) == list(range(12))
    assert list(extra)[:3] == ["meta.shelf", "meta.shelf'", "meta.shelf''"]
    assert list(extra)[-1] == "meta.shelf'11"


def test_number_signs_without_a_line_break() -> None:
    """A block of number signs is looked at once: none of them begins a comment, since no line ends
    behind it.
    """
    script = f'<script type="application/ld+json">{{"headline": {"#" * 400_000}</script>'

    assert "json_ld_unreadable" in {
        f.code for f in normalize(Page(html=f"<html><head>{script}</head></html>")).findings
    }
