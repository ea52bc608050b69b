"""Learned places: which texts are asked, what their features say, and what a fit makes of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.places.__main__ import counts, report
from bench.places.features import FEATURES, shape_of
from bench.places.model import FEWEST, first_of, fitted
from bench.places.pages import Example, Text, texts_of
from bench.places.texts import MOST, names_in, short_texts
from service.lexicon.texts import compact
from service.view.columns import View
from service.view.places import PageIdentity, Places

#: A byline in a header's box, a photographer, a reader's comment and a related story's author.
PAGE = """<html><body><main><article>
<header class="box"><h1>Ferry service is cut in winter</h1>
<span class="{kind}">{name}</span><span class="stamp">12 March 2021</span></header>
<figure><img src="a.jpg"><figcaption>Photo: Ida Holm</figcaption></figure>
<p>The harbour board has voted to end the evening crossing from the first week of November on.</p>
<p>Passengers will have to wait for spring, when two boats are to sail again every single hour.</p>
<div class="related"><a href="/b">Olaf Brandt</a></div>
<div class="comments"><b class="commenter">Jens Riis</b><p>What a shame for all of us.</p></div>
</article></main></body></html>"""


def seen(html: str) -> tuple[View, Places]:
    """The view of a page and its fixed points."""
    view = View(html)
    return view, Places(view, PageIdentity(frozenset(), frozenset(), "", ""))


def page(host: str, name: str = "Jane Doe", kind: str = "penned") -> Example:
    """A page of a host that prints who wrote it."""
    texts = tuple(texts_of(*seen(PAGE.format(kind=kind, name=name)), [compact(name)]))
    return Example(host, "silver", host, (name,), (), texts)


PAGES = [page(f"host{number}") for number in range(2 * FEWEST)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Jane Doe", "Jane Doe"),
        ("Von Friederike Haupt", "Friederike Haupt"),
        ("Jane Doe | 5 March 2021", "Jane Doe"),
        ("Sign up!", ""),
        ("12 March 2021", ""),
        ("subscribe to our newsletter", ""),
        ("Jane Doe " * 20, ""),
    ],
)
def test_names(text: str, names: str) -> None:
    """A short text that names somebody is asked, any other is not."""
    assert names_in(text) == names


def test_texts_of_a_page() -> None:
    """Captions are not asked; boxes, comments and related stories are."""
    texts = [each.text for each in short_texts(*seen(PAGE.format(kind="x", name="Jane Doe")))]
    assert "Jane Doe" in texts
    assert not [text for text in texts if "Ida Holm" in text]


def test_a_page_of_names_has_a_bound() -> None:
    """Of very many texts that name somebody those nearest to the headline are asked."""
    html = "<article><h1>Winners of the run</h1>" + "<p>Jane Doe</p>" * (MOST + 50) + "</article>"
    assert len(short_texts(*seen(html))) == MOST


def test_right_texts_name_an_author() -> None:
    """Nobody else on the page is right."""
    right = [text.text for text in PAGES[0].texts if text.right]
    assert right == ["Jane Doe"]
    assert {name for text in PAGES[0].texts for name, _ in text.values} <= {
        each.name for each in FEATURES
    }


def test_the_fit_finds_the_byline_of_another_host() -> None:
    """By its place, whoever it names; a commenter and another story's author are not taken."""
    bias, weights = fitted(PAGES)
    first, share = first_of(page("another", "Piet Kramer"), bias, weights)
    assert first is not None
    assert first.text == "Piet Kramer"
    assert share > 0.5


def test_without_a_byline_nobody_is_given() -> None:
    """Where the byline's place is empty, those who stand elsewhere are no author."""
    bias, weights = fitted([*PAGES, *[page(f"mute{n}", name="") for n in range(FEWEST)]])
    found = page("another", name="")
    assert found.texts
    assert first_of(found, bias, weights)[1] < 0.5


def test_what_few_hosts_have_is_not_learned() -> None:
    """A class of one site has no weight, however many of its pages have it."""
    _, weights = fitted([*PAGES, *[page("same", kind="siteonly")] * 20])
    assert ("class", "penned") in weights
    assert ("class", "siteonly") not in weights


def test_a_page_without_texts() -> None:
    """Nothing is first where nothing is asked."""
    assert first_of(PAGES[0]._replace(texts=()), 0.0, {}) == (None, 0.0)


def test_counts_and_report() -> None:
    """A given right text gains where the engine named nobody."""
    bias, weights = fitted(PAGES)
    asked = [page("another")._replace(corpus="gold-more")]
    found = counts(asked, bias, weights)
    assert (found["pages"], found["given right"], found["gained"], found["lost"]) == (1, 1, 1, 0)
    lines = report(PAGES, asked, bias, weights)
    assert "| gold-more | 1 | 1 | 0 | 0 | 1 | 1 | 1 | 1 | 0 |" in lines


@given(st.text(max_size=60))
def test_shapes_are_short(text: str) -> None:
    """A shape has no more words than are looked at, and no letters of the text's own."""
    assert len(shape_of(text).split(" ")) <= 7


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=6))
def test_probabilities(scores: list[float]) -> None:
    """The likeliest text's probability is one, whatever the scores."""
    texts = tuple([Text((("x", f"{at}"),), f"{at}", "", False) for at in range(len(scores))])
    weights = {("x", f"{at}"): score for at, score in enumerate(scores)}
    _, share = first_of(PAGES[0]._replace(texts=texts), 0.0, weights)
    assert 0.0 <= share <= 1.0
