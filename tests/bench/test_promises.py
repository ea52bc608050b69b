"""The bench of the promises: a sample of real pages, and that what breaks a law is seen."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from bench import promises
from service.model import Page

PAGE = (
    b'<html><head><meta charset="utf-8"><meta property="og:image" content="a.jpg"><meta '
    b'property="og:image:width" content="9">'
    b'<meta name="author" content="Ada"><!-- <meta name="x" content="y"> --><meta '
    b'property="og:image" content="b.jpg">'
    b'<script type="application/ld+json">[{"@type": "A"}, {"@type": "B"}]</script></head>'
    b'<body><nav><script type="application/ld+json">{"@type": "C"}</script></nav><meta '
    b'name="z" content="1"></body></html>'
)


def test_every_fortieth_page_keeps_the_promises(data_dir: Path) -> None:
    """Other pages at each run of the whole bench; here a sample, sent as page, text and record."""
    found = promises.measure(data_dir, [*promises.LAWS], 40, 7)
    assert len(found) > 200
    assert [fault for fault in found if fault[-1]] == []


def test_a_shuffled_page_has_the_same_parts() -> None:
    """Metas of one family keep their order; comments, menus, the body and the encoding stay where
    they are.
    """
    orders = {promises.shuffled_page(PAGE, random.Random(seed)) for seed in range(40)}
    assert len(orders) > 4
    for page in orders:
        assert sorted(page.replace(b" ", b"")) == sorted(PAGE.replace(b" ", b""))
        assert page.index(b"a.jpg") < page.index(b":width") < page.index(b"b.jpg")
        assert page[:35] == PAGE[:35]
        assert page[page.index(b"<body>") :] == PAGE[PAGE.index(b"<body>") :]


def test_a_record_has_all_values_of_a_name() -> None:
    """A name that stands twice is a list, and the JSON-LD comes as it is."""
    record = promises.record_of(PAGE)
    assert record["og:image"] == ["a.jpg", "b.jpg"]
    assert record["jsonld"] == [{"@type": "A"}, {"@type": "B"}, {"@type": "C"}]


@pytest.mark.parametrize(
    ("value", "of", "part"),
    [
        ("2022-02-25", "2022-02-25T14:40:00", True),
        ("2022-02-25T14:40:00", "2022-02-25", False),
        (["a"], ["a", "b"], True),
        (["a", "c"], ["a", "b"], False),
        ("a", None, False),
    ],
)
def test_what_says_no_more(value: object, of: object, part: bool) -> None:
    """A higher threshold may give a date's day and fewer members of a list, never more."""
    assert promises._is_part(value, of) is part


def test_what_breaks_a_law_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that lets the first key win, forgets a value or ignores the threshold is caught by
    each law.
    """

    def forgetful(page: Page, _: object = None) -> promises.Answer:
        first = next(iter(page.metadata), "")
        article = {"headline": f"{first}!", "@type": "NewsArticle"}
        return {
            "article": article,
            "fields": {"headline": {"status": "stated", "confidence": 0.6}},
            "repairs": [],
            "status": "clean",
        }

    monkeypatch.setattr(promises, "answered", forgetful)
    page = Page(metadata=dict.fromkeys("abcdefghij", 1))
    seen = {law: test(page, forgetful(page), "3") for law, test in promises.LAWS.items()}
    assert [law for law, lines in seen.items() if not lines] == []


def test_a_broken_law_fails_the_floors(
    monkeypatch: pytest.MonkeyPatch, data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One page is enough."""
    monkeypatch.setattr(
        promises, "measure", lambda *_: [("order", "gold", "html", "quay", ["url: 1 -> 2"])]
    )
    assert promises.main(["--floors", "--list"]) == 1
    assert "order\tgold\thtml\tquay\turl: 1 -> 2" in capsys.readouterr().out
