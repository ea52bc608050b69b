"""Microdata, RDFa and microformats: properties of the article's item, of nobody's, of a
neighbour's.
"""

from __future__ import annotations

import pytest

from tests.observe.conftest import Seen

ITEM = '<div itemscope itemtype="https://schema.org/NewsArticle">{}</div>'


@pytest.mark.parametrize(
    ("html", "source", "raw"),
    [
        pytest.param(
            ITEM.format('<h1 itemprop="headline">Bridge closed for repairs</h1>'),
            "microdata:headline",
            "Bridge closed for repairs",
            id="text",
        ),
        pytest.param(
            ITEM.format('<meta itemprop="datePublished" content="2024-03-05">'),
            "microdata:datepublished",
            "2024-03-05",
            id="meta in the body",
        ),
        pytest.param(
            ITEM.format('<time itemprop="datePublished" datetime="2024-03-05">5 March</time>'),
            "microdata:datepublished",
            "2024-03-05",
            id="time",
        ),
        pytest.param(
            ITEM.format('<abbr itemprop="datePublished" title="2024-03-05">5 March</abbr>'),
            "microdata:datepublished",
            "2024-03-05",
            id="abbr",
        ),
        pytest.param(
            ITEM.format(
                '<span itemprop="author" itemscope><a href="/x"><b itemprop="name">'
                "Jane "
                "Doe</b></a>, Editor</span>"
            ),
            "microdata:author",
            "Jane Doe",
            id="nested person",
        ),
        pytest.param(
            ITEM.format('<a itemprop="author" href="/jane">Jane Doe</a>'),
            "microdata:author",
            "Jane Doe",
            id="linked person",
        ),
        pytest.param(
            ITEM.format('<img itemprop="image" src="/a.jpg">'),
            "microdata:image",
            "/a.jpg",
            id="picture",
        ),
        pytest.param(
            '<span itemprop="datePublished" content="2024-03-05">today</span>',
            "microdata:datepublished",
            "2024-03-05",
            id="outside all items",
        ),
        pytest.param(
            (
                '<div typeof="schema:NewsArticle"><span property="schema:datePublished" '
                'content="2024-03-05"></span></div>'
            ),
            "microdata:datepublished",
            "2024-03-05",
            id="rdfa",
        ),
    ],
)
def test_property(seen: Seen, html: str, source: str, raw: str) -> None:
    """The property's value is read by the rules of its element."""
    assert raw in seen(html)[source]


def test_comment_item_is_a_neighbour(seen: Seen) -> None:
    """A comment's date is not the article's."""
    date = '<time itemprop="datePublished" datetime="2024-03-09">x</time>'
    comment = f'<div itemscope itemtype="http://schema.org/Comment">{date}</div>'
    values = seen(ITEM.format('<h1 itemprop="headline">Bridge closed for repairs</h1>' + comment))
    assert "microdata:datepublished" not in values


def test_list_of_teasers_has_no_main_item(seen: Seen) -> None:
    """Of several items none of which carries the page's headline, no date is taken."""
    teaser = ITEM.format(
        '<h3 itemprop="headline">{}</h3><time itemprop="datePublished" '
        'datetime="2024-03-0{}">x</time>'
    )
    values = seen(
        "".join(
            teaser.format(name, day)
            for day, name in enumerate(("One thing", "Other thing", "Third thing"), 1)
        )
    )
    assert "microdata:datepublished" not in values


def test_elements_in_one_another_that_state_one_property_are_read_twenty_deep(seen: Seen) -> None:
    """All have the text of the innermost: of a thousand the text would be read a thousand times."""
    nested = '<div itemprop="about">Bridges ' * 60
    assert len(seen(nested)["microdata:about"]) == 21
    assert seen(nested + "</div>" * 60 + '<b itemprop="about">Sea')["microdata:about"][-1] == "Sea"
