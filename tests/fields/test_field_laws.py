"""Laws of every field: an answer is its own answer, the order of witnesses does not matter, numbers
are probabilities.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service import fields
from service.model import Context, Json, Observation, Resolution, Source

Resolve = Callable[[Sequence[Observation], Context], Resolution]

ROOMS: dict[str, Resolve] = {
    "headline": fields.resolve_headline,
    "alternativeHeadline": fields.resolve_alternative_headline,
    "description": fields.resolve_description,
    "author": fields.resolve_authors,
    "publisher": fields.resolve_publisher,
    "articleSection": fields.resolve_section,
    "inLanguage": fields.resolve_language,
    "url": fields.resolve_url,
    "image": fields.resolve_image,
    "wordCount": lambda observations, ctx: fields.resolve_stated(observations, ctx)["wordCount"],
    "isAccessibleForFree": lambda observations, ctx: fields.resolve_stated(observations, ctx)[
        "isAccessibleForFree"
    ],
    "type": lambda observations, ctx: fields.resolve_stated(observations, ctx)["@type"],
    "copyrightYear": lambda observations, ctx: fields.resolve_stated(observations, ctx)[
        "copyrightYear"
    ],
    "copyrightHolder": lambda observations, ctx: fields.resolve_stated(observations, ctx)[
        "copyrightHolder"
    ],
}

words = st.sampled_from(
    "By Jane Doe DOE doe, and & und Jr. Reuters (dpa) Staff Editor Senior | - – : ; … "
    "... [&hellip;] (2) &amp; <b>x</b> "
    "Storm hits coast Storm coast. 2024 © Inc. The Times Example Example.com www.example.com "
    "https://a.example/x?utm_source=y http:// //b/c @jd jane@doe.example in Kyiv 5 min "
    "read 25 Feb null Uncategorized > "
    "Home / en EN-uk de Deutsch true No 1.234 words . , ' \" Von Par De Mc McDoe JaneRoe "
    "李明 港口 É é".split(" ")
)
texts = st.lists(words, min_size=1, max_size=7).map(" ".join) | st.text(max_size=30)
values: st.SearchStrategy[Json] = st.one_of(
    texts,
    st.none(),
    st.booleans(),
    st.integers(-5, 10**9),
    st.floats(allow_nan=True, allow_infinity=True),
    st.lists(texts, max_size=4).map(list),
    st.fixed_dictionaries(
        {
            "@type": st.sampled_from(["Person", "Organization", "ImageObject", "x"]),
            "name": texts,
            "url": texts,
        }
    ),
)


addresses = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["https://", "http://", "HTTPS://www.", "https%3A%2F%2F"]),
    st.sampled_from(["a.example", "A.Example:443", "münchen.example", "news.a.example:8080"]),
    st.sampled_from(
        [
            "",
            "/",
            "/2022/storm-hits-coast",
            "/b/../c d.jpg",
            "/Straße/%7Ex.png",
            "//w_300,h_200/x.webp",
        ]
    ),
    st.sampled_from(["", "?utm_source=y", "?id=7&amp;fbclid=1", "?w=300#top", "#"]),
)
languages = st.sampled_from(
    (
        "en EN_us german de-CH zh-hant Deutsch português pt-BR,pt fr;q=0.8 und x-default sr@latin"
    ).split()
)
types = st.sampled_from(
    (
        "NewsArticle article blogPosting Report LiveBlogPosting WebPage https://"
        "schema.org/"
        "NewsArticle"
    ).split()
)
#: What words and numbers hardly ever are.
TOLD: dict[str, st.SearchStrategy[Json]] = {
    "inLanguage": languages,
    "url": addresses,
    "image": addresses
    | st.lists(addresses.map(lambda url: {"@type": "ImageObject", "url": url}), max_size=3).map(
        list
    ),
    "type": types,
}


def observed(
    name: str, raw: Json, source: str = "supplied", reliability: float = 0.8, order: int = 0
) -> Observation:
    """One statement of a field."""
    return Observation(
        name, raw, Source(f"{source}:{name}", name, source, reliability), f"{source}/{order}", order
    )


@pytest.mark.parametrize("name", ROOMS)
@given(data=st.data())
def test_an_answer_is_its_own_answer(name: str, data: st.DataObject) -> None:
    """The emitted value, sent back, comes back unchanged, as stated, and without repairs."""
    raw = data.draw(TOLD.get(name, values))
    first = ROOMS[name]([observed(name, raw)], Context())
    if first.value is None:
        return
    second = ROOMS[name]([observed(name, first.value)], Context())
    assert (second.value, second.repairs, second.status) == (first.value, (), "stated")


@pytest.mark.parametrize("name", ROOMS)
@given(raws=st.lists(values, min_size=2, max_size=4), data=st.data())
def test_the_order_of_witnesses_does_not_matter(
    name: str, raws: list[Json], data: st.DataObject
) -> None:
    """Permuted observations give the same resolution."""
    groups = ("machine", "human", "url", "supplied")
    rows = [observed(name, raw, groups[i % 4], 0.6 + i / 20, i) for i, raw in enumerate(raws)]
    shuffled = data.draw(st.permutations(rows))
    assert repr(ROOMS[name](rows, Context())) == repr(ROOMS[name](shuffled, Context()))


@pytest.mark.parametrize("name", ROOMS)
@given(raws=st.lists(values, max_size=4))
def test_numbers_are_probabilities_and_pointers_point(name: str, raws: list[Json]) -> None:
    """Confidence and candidates are probabilities, rules and findings are in the tables, pointers
    lead to evidence.
    """
    rows = [observed(name, raw, f"w{i}", 0.7, i) for i, raw in enumerate(raws)]
    found = ROOMS[name](rows, Context(url="https://news.example.com/a/storm"))
    assert 0 <= found.confidence <= 0.9999
    assert sum(candidate.probability for candidate in found.candidates) <= 1
    assert {repair.rule for repair in found.repairs} <= {rule.id for rule in fields.RULES}
    assert {finding.code for finding in found.findings} <= {code.code for code in fields.FINDINGS}
    assert all(0 <= i < len(found.evidence) for repair in found.repairs for i in repair.evidence)


@pytest.mark.parametrize("name", ROOMS)
@pytest.mark.parametrize(
    "raw",
    [
        "a" * 200_000,
        "<" * 50_000,
        "&" * 50_000,
        " - " * 20_000,
        "By " * 20_000,
        "(" * 50_000,
        ", " * 30_000,
    ],
)
def test_long_values_are_read_in_bounds(name: str, raw: str) -> None:
    """A megabyte in one attribute neither raises nor hangs."""
    assert ROOMS[name]([observed(name, raw)], Context(url=raw)).field in (name, "@type")


def test_ids_are_unique() -> None:
    """No rule and no finding stands twice in the tables."""
    for ids in ([rule.id for rule in fields.RULES], [code.code for code in fields.FINDINGS]):
        assert len(ids) == len(set(ids))
