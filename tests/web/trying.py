"""The try-it page as the browser tests open it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

ANSWER = "#answer[aria-busy=false] .take"


def opened(page: Page, origin: str, fragment: str = "lead") -> None:
    """The try-it page, once the answer to an example or to the page of a link stands there."""
    # from the page itself the browser would only change the address, and the answer of before still
    # stand there
    page.goto("about:blank")
    page.goto(f"{origin}/#{fragment}")
    page.wait_for_selector(ANSWER)


def asked(page: Page, origin: str, text: str) -> None:
    """The try-it page, once the answer to a pasted text stands there."""
    opened(page, origin)
    page.click("#edit")
    page.fill("#source", text)
    page.evaluate("document.getElementById('answer').replaceChildren()")
    page.click("text=Normalize")
    page.wait_for_selector(f"{ANSWER}, #answer .problem")


def answer(page: Page) -> Any:
    """The answer whose JSON the page shows."""
    return json.loads(page.locator("#json").text_content() or "")


def answered(page: Page, words: str) -> Any:
    """The answer, once it is one in which these words stand."""
    page.wait_for_function(
        "words => document.getElementById('json')?.textContent.includes(words)", arg=words
    )
    return answer(page)
