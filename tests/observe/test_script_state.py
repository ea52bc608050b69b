"""The state in scripts: read of the object that names this page, for what nothing better states,
within bounds.
"""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from service.model import Page
from service.observe import observe
from tests.observe.conftest import Seen

TITLE = "Old bridge to close for repairs until June"
STORY = {
    "title": TITLE,
    "publicationDate": "2024-03-05T09:12:00+01:00",
    "authors": [{"firstName": "Anna", "lastName": "Sample"}],
    "tags": [{"name": "Transport"}, {"label": "Example Mill"}, "18-285742"],
}
OTHER = {
    "title": "Another story of the same day, and a long one",
    "publicationDate": "1999-01-01T00:00:00Z",
    "tags": ["No"],
}
STATE = json.dumps({"page": {"teasers": [OTHER], "story": STORY}})
PAGE = (
    '<html><head><meta property="og:title" content="'
    + TITLE
    + '">{}</head><body><h1>'
    + TITLE
    + "</h1></body></html>"
)


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(f"<script>window.__STATE__ = {STATE};</script>", id="assignment"),
        pytest.param(
            f'<script type="application/json" id="data">{STATE}</script>', id="JSON block"
        ),
        pytest.param(f"<script>dataLayer.push({STATE})</script>", id="call"),
        pytest.param(
            f"<script>var s = JSON.parse({json.dumps(STATE)});</script>", id="JSON in a string"
        ),
        pytest.param(f"<script>var a = [1, ; var s = {STATE}</script>", id="after a broken one"),
    ],
)
def test_state_of_this_page(seen: Seen, script: str) -> None:
    """Date, authors and tags of the object with the page's headline; another story's are not
    read.
    """
    values = seen(PAGE.format(script))
    assert values["script:datePublished"] == ["2024-03-05T09:12:00+01:00"]
    assert values["script:author"] == [["Anna Sample"]]
    assert values["script:keywords"] == [["Transport", "Example Mill"]]


@pytest.mark.parametrize("key", ["pubDate", "pubTimestamp", "timePublished"])
def test_names_of_dates_in_state(seen: Seen, key: str) -> None:
    """A script is looked at for any of the names."""
    state = json.dumps({"story": {"title": TITLE, key: "2024-03-05"}})
    assert seen(PAGE.format(f"<script>window.__STATE__ = {state};</script>"))[
        "script:datePublished"
    ] == ["2024-03-05"]


@pytest.mark.parametrize(("count", "read"), [(25, True), (26, False)])
def test_so_many_tags_are_a_menu_s(seen: Seen, count: int, read: bool) -> None:
    """An object that names the page may hold the topics of the whole site."""
    story = {
        "title": TITLE,
        "tags": [f"Topic {'abcdefghijklmnopqrstuvwxyz'[n]}" for n in range(count)],
    }
    values = seen(
        PAGE.format(f"<script>window.__STATE__ = {json.dumps({'story': story})};</script>")
    )
    assert ("script:keywords" in values) == read


def test_state_named_by_its_address(seen: Seen) -> None:
    """An object that carries the last part of the page's address names it as well."""
    state = json.dumps({"slug": "old-bridge-to-close", "publishedAt": "2024-03-05 09:12"})
    html = f"<h1>Something else entirely</h1><script>var s = {state}</script>"
    assert seen(html, url="https://courier.example/local/old-bridge-to-close")[
        "script:datePublished"
    ] == ["2024-03-05 09:12"]


def test_nothing_where_a_better_place_states_it(seen: Seen) -> None:
    """The state is silent about what JSON-LD, microdata or a meta tag states."""
    head = (
        '<meta property="article:published_time" content="2024-03-05"><meta '
        'name="author" content="Anna Sample">'
    )
    values = seen(PAGE.format(head + f"<script>s = {STATE}</script>"))
    assert "script:datePublished" not in values
    assert "script:author" not in values
    assert "script:keywords" in values


@pytest.mark.parametrize(
    "script",
    [
        pytest.param('s = {"title": "' + TITLE + '", "tags": ' + "[" * 100_000, id="deep"),
        pytest.param(
            ('x = {"title": "' + TITLE + '", "tags": [ ') * 20_000, id="many broken starts"
        ),
        pytest.param(
            's = {"title": "' + TITLE + '", "tags": [' + '{"a": 1},' * 200_000 + "1]}", id="long"
        ),
        pytest.param(
            's = {"title": "'
            + TITLE
            + '", "tags": '
            + '{"a": [' * 3_000
            + '"x"'
            + "]}" * 3_000
            + "}",
            id="nested",
        ),
        pytest.param(
            's = {"title": "'
            + TITLE
            + '", "datePublished": {"a": [1]}, "authors": 7, "tags": {"a": null}}',
            id="odd",
        ),
    ],
)
def test_hostile_state(script: str) -> None:
    """Broken, deep, long and odd state gives nothing and raises nothing."""
    found = observe(Page(html=PAGE.format(f"<script>{script}</script>"))).observations
    assert not [o for o in found if o.source.id.startswith("script:")]


def test_state_of_a_headline_in_syllables(seen: Seen) -> None:
    """In a script whose signs are syllables, a few of them between two marks are enough to look for
    the headline.
    """
    title = "다리 보수공사로... '통행 제한' 유월까지 연장"
    state = json.dumps({"title": title, "deployDt": "2024.03.05 18:40"}, ensure_ascii=False)
    html = (
        f'<html><head><meta property="og:title" content="{title}"></head><body><script>'
        f"push({state})</script></body></html>"
    )
    assert seen(html)["script:datePublished"] == ["2024.03.05 18:40"]


LAYERS = {
    "pushed": 'dataLayer.push({"author":"Anna Sample","tags":["Transport","Example Mill"]});',
    "assigned": (
        'dataLayer = [{"pageType":"article","author":"Anna Sample","tags":["Transport",'
        '"Example Mill"]}];'
    ),
    "inside": (
        'window.digitalData = {"page":{"author":"Anna Sample","tags":["Transport",'
        '"Example Mill"]}};'
    ),
    "a literal": (
        "dataLayer.push({event: 'view', 'author': 'Anna Sample', tags: ['Transport', "
        "'Example Mill',],});"
    ),
    "of WordPress": (
        'var dataLayer_content = {"pagePostAuthor":"Anna Sample",'
        '"pageAttributes":["Transport","Example Mill"]};'
    ),
}


@pytest.mark.parametrize("script", LAYERS.values(), ids=LAYERS)
def test_what_a_tag_manager_is_told(seen: Seen, script: str) -> None:
    """It is of this page, though nothing in it names it."""
    values = seen(PAGE.format(f"<script>{script}</script>"))
    assert values["script:author"] == [["Anna Sample"]]
    assert values["script:keywords"] == [["Transport", "Example Mill"]]


NO_LAYERS = {
    "another's variable": 'var settings = {"author":"Anna Sample","tags":["Transport"]};',
    "lists in the layer": 'dataLayer.push({"teasers":[{"author":"Anna Sample","tags":["Transport"]}]});',
    "a broken literal": "dataLayer.push({author: name(), tags: [",
    "deep": "dataLayer.push(" + "[" * 5_000 + "'author': 1" + ")",
}


@pytest.mark.parametrize("script", NO_LAYERS.values(), ids=NO_LAYERS)
def test_what_it_is_not_told(seen: Seen, script: str) -> None:
    """Other variables, other stories, and what is no literal."""
    values = seen(PAGE.format(f"<script>{script}</script>"))
    assert "script:author" not in values
    assert "script:keywords" not in values


def test_parts_of_a_story(seen: Seen) -> None:
    """Credits and taxonomy stand in objects of their own in Arc's state."""
    story = {"canonical_url": "/a/old-bridge-to-close-for-repairs", "headlines": {"basic": TITLE},
        "title": TITLE,
             "taxonomy": {"tags": [{"text": "Transport"}]},
                 "credits": {"by": [{"name": "Anna Sample"}]}}  # fmt: skip
    values = seen(PAGE.format(f"<script>Fusion.globalContent={json.dumps(story)};</script>"))
    assert values["script:author"] == [["Anna Sample"]]
    assert values["script:keywords"] == [["Transport"]]


def test_escapes_of_a_literal(seen: Seen) -> None:
    """They are undone, and quotes of the other kind stay."""
    values = seen(
        PAGE.format(
            r"<script>dataLayer.push({author: 'Jos\u00e9 O\'Hara', tags: ['the "
            r"\"Mill\"']});</script>"
        )
    )
    assert values["script:author"] == [["José O'Hara"]]
    assert values["script:keywords"] == [['the "Mill"']]


@pytest.mark.parametrize(
    "refer", [lambda key: {"__ref": key}, lambda key: {"type": "id", "id": key, "typename": "T"}]
)
def test_references_of_apollo(seen: Seen, refer: Callable[[str], object]) -> None:
    """An article's author and tags stand as objects of their own, to which it refers by their
    keys.
    """
    story = {
        "title": TITLE,
        "author": refer("Author:5"),
        "tags": [refer("Tag:1"), refer("Tag:2"), refer("Tag:3")],
    }
    objects = {
        "Author:5": {"name": "Anna Sample"},
        "Tag:1": {"name": "Transport"},
        "Tag:2": {"name": "Docks"},
    }
    values = seen(
        PAGE.format(
            "<script>"
            f"window.__APOLLO_STATE__={json.dumps({'Article:1': story, **objects})}</"
            "script>"
        )
    )
    assert values["script:author"] == [["Anna Sample"]]
    assert values["script:keywords"] == [["Transport", "Docks"]]
