"""The guard before the parser: what a page's tree may cost, what is cut, and that its own work is
linear.
"""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.observe.tree_guard import LIMITS, Limits, cut_tree, limit, may_be_dear
from service.view.columns import View

HEAD = b"<!doctype html><title>Ferry late again</title><body>"


def _numbered(form: str, count: int) -> bytes:
    return "".join(form.format(n=n) for n in range(count)).encode()


@pytest.mark.parametrize(
    ("page", "what"),
    [
        pytest.param(
            _numbered("<p><b a={n}>x", 1_300),
            "repeated formatting",
            id="formatting rebuilt in every block",
        ),
        pytest.param(
            b"<p>" + _numbered("<b a={n}>", 800) + b"<p>x" * 1_500,
            "repeated formatting",
            id="formatting, then blocks",
        ),
        pytest.param(
            b"<p>" + b"<b><i><u><s><tt>" * 3 + b"<p>x" * 30_000,
            "repeated formatting",
            id="plain formatting",
        ),
        pytest.param(
            b"<p>" + _numbered("<b a='{n}" + "y" * 500 + "'>", 100) + b"<p>x" * 10_000,
            "repeated formatting",
            id="long attributes",
        ),
        pytest.param(
            b"<p " + _numbered("a{n} ", 40_000) + b">x", "attributes on a tag", id="attributes"
        ),
        pytest.param(
            b"<p " + _numbered('a{n}=">" ', 40_000) + b">x",
            "attributes on a tag",
            id="attributes with > in quotes",
        ),
        pytest.param(
            b"<p " + _numbered("a{n}='<' ", 40_000) + b">x",
            "attributes on a tag",
            id="attributes with < in quotes",
        ),
        pytest.param(
            b"<p " + _numbered("a{n}='b\">c' ", 40_000) + b">x",
            "attributes on a tag",
            id="attributes with the end of another tag in quotes",
        ),
        pytest.param(
            b"<p" + _numbered("/a{n}", 40_000) + b">x",
            "attributes on a tag",
            id="attributes parted by strokes",
        ),
        pytest.param(
            _numbered("<html a{n}>", 20_000),
            "attributes of html and body",
            id="attributes merged into html",
        ),
        pytest.param(
            _numbered("<BODY a{n}=1 b>", 4_000),
            "attributes of html and body",
            id="attributes merged into body",
        ),
        pytest.param(
            _numbered("<br a{n}>", 60_000),
            "names of elements and attributes",
            id="names of attributes",
        ),
        pytest.param(
            _numbered("<x{n}></x{n}>", 50_000),
            "names of elements and attributes",
            id="names of elements",
        ),
        pytest.param(b"<b>" * 9_999, "repeated formatting", id="9,999 nested b"),
        pytest.param(b"<div>" * 5_000, "inside one another", id="5,000 nested div"),
        pytest.param(b"<dl><dt>" * 5_000, "inside one another", id="nested lists"),
        pytest.param(b"<!---->x" * 200_000, "elements and comments", id="comments"),
        pytest.param(
            b"<table>" + b"<?x?>bridge" * 20_000, "elements and comments", id="text in a table"
        ),
        pytest.param(
            b"<table>" + b"bridge<input type=hidden>" * 20_000,
            "elements and comments",
            id="text between hidden fields",
        ),
        pytest.param(b"<br>" * 200_000, "elements and comments", id="siblings"),
        pytest.param(b"<br>" * 6_000, "tags and comments", id="tags alone"),
    ],
)
def test_what_is_dear_is_cut(page: bytes, what: str) -> None:
    """The page ends where it passes a limit, the finding says which, and what is left has a small
    tree.
    """
    kept, finding = cut_tree(HEAD + page)
    assert finding is not None
    assert finding.code == "page_truncated"
    assert what in finding.message
    assert (HEAD + page).startswith(kept)
    assert len(View(kept)) <= LIMITS.nodes + LIMITS.depth


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(
            b"<p class='story'>It was <strong>late</strong> <a href=/x>again</a>.</p>" * 4_000,
            id="closed formatting",
        ),
        pytest.param(
            b"<ul>" + b"<li>x<p>y and more words of a long list" * 3_000,
            id="items without end tags",
        ),
        pytest.param(
            b'<p>Don\'t wait for "it"; a < b, c = "d > e" and so on.</p>' * 3_000,
            id="quotes in texts",
        ),
        pytest.param(
            b"<script>" + b'x = "<b a>" + y; if (a>b) {z = 1}\n' * 3_000 + b"</script>",
            id="tags in a script",
        ),
        pytest.param(
            b'<!--[if IE]><html class="ie" lang="en"><![endif]-->' * 5 + b"<p>x</p>",
            id="conditional comments",
        ),
        pytest.param(b"<p " + _numbered("data-a{n}='x' ", 200) + b">x", id="200 attributes"),
        pytest.param(
            b"<table>" + b"<tr><!-- row --><td>bridge<!-- cell --></td></tr>\n" * 5_000,
            id="comments in a table's rows",
        ),
    ],
)
def test_healthy_pages_stay_whole(page: bytes) -> None:
    """What real pages do is not cut, whatever the screens think of it."""
    assert cut_tree(HEAD + page) == (HEAD + page, None)
    assert limit(HEAD + page, LIMITS) is None


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(
            (
                b"<p>It was <b>late</b> again, and nobody in the town knew why the ferry "
                b"did "
                b"not come.</p>"
            )
            * 900,
            id="prose",
        ),
        pytest.param(
            b"<script>var a = {b: 'c', d: 1};\n"
            + b"f(a);\n" * 3_000
            + b"</script>"
            + b"<p>x</p>" * 20,
            id="a script",
        ),
    ],
)
def test_screens_let_healthy_pages_through(page: bytes) -> None:
    """The scan is for the few: an ordinary page is not scanned."""
    assert not may_be_dear(HEAD + page)


SMALL = Limits(depth=30, nodes=300, most_nodes=300, bytes_per_node=10**9, attributes=20, names=100)
TAGS = (
    "p div b i a table td tr li ul svg g select option template form button span dd dl "
    "h1 nobr font em body html"
).split()
SOUP = st.lists(
    st.one_of(
        st.builds("<{}>".format, st.sampled_from(TAGS)),
        st.builds("</{}>".format, st.sampled_from(TAGS)),
        st.builds('<{} a{}="1">x'.format, st.sampled_from(TAGS), st.integers(0, 9)),
        st.sampled_from(["x", " ", "<!-- -->", "<br>", "<x/>"]),
    ),
    min_size=5,
    max_size=60,
).map(lambda parts: "".join(parts).encode() * 5)


@given(SOUP)
def test_a_page_within_the_limits_has_a_tree_within_them(page: bytes) -> None:
    """The scan takes no page for smaller than it is: what it lets through has no more elements than
    it allows.
    """
    padded = page + b" " * 1_000
    if limit(padded, SMALL) is None:
        assert len(View(padded)) <= SMALL.nodes + 4


@pytest.mark.parametrize(
    "piece",
    [
        pytest.param(p, id=p)
        for p in [
            "<!--",
            "<!",
            "<a ",
            '<a b="',
            "<a b='",
            "<script>",
            "</",
            "<b ",
            '<b a="',
            "<html ",
            "='\">",
            "<b>x",
            "<title></",
            "<",
        ]
    ],
)
def test_the_guard_is_linear(piece: str) -> None:
    """Eight times as much of anything costs the guard no more than thirty times as much: it never
    looks at a stretch again.
    """

    def cost(size: int) -> float:
        page = (piece * size)[:size].encode()
        began = process_time()
        may_be_dear(page)
        limit(page, Limits(10**9, 10**9, 10**9, 1, 10**9, 10**9))
        return process_time() - began

    assert min(cost(400_000) for _ in range(2)) <= 30 * max(cost(50_000), 0.002)
