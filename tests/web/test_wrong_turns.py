"""What people paste that is no page: each is told apart, and told what to do instead."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.web.trying import answer, asked, opened

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page


def test_an_address_is_not_fetched(page: Page, origin: str) -> None:
    """The command that fetches it and has it read stands there."""
    opened(page, origin)
    page.click("#edit")
    page.fill("#source", " https://news.example/a?b='c' \n")
    page.click("text=Normalize")
    page.wait_for_selector("#verdict.problem")
    assert page.locator("#verdict b").inner_text() == "An address, not a page"
    command = page.locator("#answer pre").inner_text()
    assert command.startswith("curl -sL ")
    assert "--data-binary @-" in command


def test_of_many_pages_the_first_is_read(page: Page, origin: str) -> None:
    """NDJSON goes to the batch route, whose command stands above the first answer."""
    lines = [json.dumps({"text": f"Envoys return {n}\n\nBy Ana Ruiz"}) for n in range(3)]
    asked(page, origin, "\n".join(lines))
    assert answer(page)["article"]["headline"] == "Envoys return 0"
    assert page.locator("#answer h3").first.inner_text().startswith("These are 3 pages")
    assert "/v1/normalize/batch" in page.locator("#answer pre").first.inner_text()


def test_the_focus_goes_to_the_answer(page: Page, origin: str) -> None:
    """The box is gone once the answer is there, and the focus would be lost with it."""
    opened(page, origin)
    page.click("#edit")
    page.fill("#source", "Envoys return\n\nBy Ana Ruiz, 25 February 2022\n")
    page.keyboard.press("Control+Enter")
    page.wait_for_function("() => document.activeElement.id === 'verdict'")
    page.wait_for_function("() => document.getElementById('json').textContent.includes('Ana Ruiz')")


def test_an_answer_of_another_page_is_marked_at_once(page: Page, origin: str) -> None:
    """As soon as the text is edited, what stands there is no answer to it."""
    opened(page, origin)
    page.click("#edit")
    page.fill("#source", "Something else")
    assert page.locator("#verdict b").inner_text() == "Changed"
    assert page.locator("#answer.outdated").count() == 1


def test_a_choice_is_copied_as_the_corrected_article(
    context: BrowserContext, page: Page, origin: str
) -> None:
    """The question stands above the readings, and each can be taken into the article."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, origin, "ambiguous")
    card = page.locator(".card.withheld").first
    question = answer(page)["fields"]["datePublished"]["question"]
    assert question in card.locator(".question").inner_text()
    card.get_by_text("Copy the article with this").nth(1).click()
    copied = json.loads(page.evaluate("() => navigator.clipboard.readText()"))
    assert copied == {**answer(page)["article"], "datePublished": "2022-10-02"}


def test_the_answer_is_on_the_first_screen(page: Page, origin: str) -> None:
    """On a desk and on a telephone the verdict and a value are seen without scrolling."""
    for width, height in ((1280, 800), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        opened(page, origin)
        page.evaluate("scrollTo(0, 0)")
        for selector in ("#verdict", "table.article tbody tr"):
            box = page.locator(selector).first.bounding_box()
            assert box is not None
            assert 0 <= box["y"] < height - box["height"], (width, selector, box)
