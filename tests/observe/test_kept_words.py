"""Words of tables that no page of the corpora needs: a place, a label, a type of a node, each seen
to be missed.
"""

from __future__ import annotations

import json

import pytest

from service.model import Page
from service.normalize import normalize
from service.spans.date_context import says_other_day
from service.spans.labelled import label_of
from service.tags.clean import REFUSED

_BODY = (
    "<p>"
    + (
        "The harbour of the town reopened on a grey morning, and the first boats left "
        "with their crews. "
    )
    * 4
    + "</p>"
)


def _article(inside: str = "", head: str = "") -> dict[str, object]:
    html = (
        f"<html><head>{head}</head><body><article><h1>The harbour reopens</h1>"
        f"{inside}{_BODY}</article></body></html>"
    )
    return dict(normalize(Page(html=html)).article)


@pytest.mark.parametrize("place", ["Las Vegas", "Dresden", "Porto", "Venice", "Toulouse"])
def test_a_place_is_nobody(place: str) -> None:
    """It signs nothing, and stands before the day of a report."""
    found = _article(f"<p class=byline>By Ann Roe, {place}, 5 March 2021</p>")
    assert found["author"] == [{"@type": "Person", "name": "Ann Roe"}]
    assert _article(f"<p class=date>{place}, 5 March 2021</p>")["datePublished"] == "2021-03-05"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("een artikel van Jan Jansen", "Jan Jansen"),
        ("servizio di Marco Rossi", "Marco Rossi"),
        ("texte de Jean Dupont", "Jean Dupont"),
        ("uma reportagem de Ana Silva", "Ana Silva"),
    ],
)
def test_a_label_is_no_part_of_a_name(line: str, name: str) -> None:
    """What the label says is not who."""
    assert _article(head=f'<meta name=author content="{line}">')["author"] == [
        {"@type": "Person", "name": name}
    ]


@pytest.mark.parametrize("label", ["Publicatiedatum:", "Creato:", "Wysłano dnia"])
def test_a_label_of_a_day(label: str) -> None:
    """The everyday word of a language dates its page."""
    assert _article(f"<p>{label} 25-03-2021</p>")["datePublished"] == "2021-03-25"


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("название: Стена открыта", "headline"),
        ("beskrivelse: Muren åbner", "description"),
        ("ключові слова: порт, мур", "keywords"),
        ("הופק: 5", None),
        ("категорія: порт", "articleSection"),
        ("nguồn: Báo Cảng", "publisher"),
        ("اللغة: ar", "inLanguage"),
        ("skribent Jens Hansen", "author"),
    ],
)
def test_a_label_of_a_language_of_the_web(line: str, field: str | None) -> None:
    """Few pages print these, and users of those languages need them."""
    assert (label_of(line) or (None,))[0] == field


@pytest.mark.parametrize(
    "line",
    [
        "今日は 2021年3月5日",
        "t/m 5 maart 2021",
        "membre depuis le 5 mars 2021",
        "次回: 2021年3月5日",
    ],
)
def test_a_day_of_something_else(line: str) -> None:
    """A day of reading, an end, a membership, the next issue."""
    assert says_other_day(line)


@pytest.mark.parametrize(
    "kind",
    ["FAQPage", "QAPage", "ContactPage", "OrderHistory", "MedicalReport", "SportsOrganization"],
)
def test_a_node_of_another_type_says_nothing_of_the_article(kind: str) -> None:
    """A page of questions, an order's history or the club that is written of is neither the article
    nor its site.
    """
    other = {
        "@type": kind,
        "name": "FC Harbour",
        "headline": "Orders",
        "datePublished": "2020-01-01",
        "dateModified": "2020-02-02",
    }
    mine = {
        "@type": "NewsArticle",
        "headline": "The harbour reopens",
        "datePublished": "2021-03-05",
    }
    found = _article(
        head=f'<script type="application/ld+json">{json.dumps([mine, other])}</script>'
    )
    assert (found["datePublished"], found.get("dateModified"), found.get("publisher")) == (
        "2021-03-05",
        None,
        None,
    )


_STATE = '{"headline":"The harbour reopens","publishedAt":"2021-03-05T10:00:00Z"}'


@pytest.mark.parametrize(
    "script",
    [
        (
            '<script>{window.S={"headline":"The harbour reopens",'
            '"publishedAt":"2021-03-05T10:00:00Z"}}</script>'
        ),
        (
            '<script>[].push(1);window.S={"headline":"The harbour reopens",'
            '"publishedAt":"2021-03-05T10:00:00Z"}</script>'
        ),
        f'<script type="application/json">{json.dumps(_STATE)}</script>',
    ],
)
def test_state_in_a_block_of_a_script(script: str) -> None:
    """A script that begins with a bracket is no JSON by that, and JSON may be a string of JSON."""
    assert _article(head=script)["datePublished"] == "2021-03-05T10:00:00+00:00"


@pytest.mark.parametrize("word", ["wp post", "edit topics", "noindex", "fbia"])
def test_a_word_of_the_machine_is_no_tag(word: str) -> None:
    """Switches and links of an editor's system are refused."""
    assert word in REFUSED
