"""What the try-it page sends, and what can be taken from it."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

from tests.programs import program
from tests.web.trying import answer, asked, opened

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page


def test_the_command_is_the_same_request(page: Page, origin: str) -> None:
    """The command that the page shows, run in a shell, gives the answer that the page shows."""
    program("curl")
    for text in (
        "It's a test\n\nBy Ana Ruiz, 25 February 2022\n\n$HOME `date` \\n PAGE\nPAGE\n",
        "<h1>It's</h1><p>“ünï”</p>",
    ):
        asked(page, origin, text)
        command = page.locator("#curl").text_content() or ""
        done = subprocess.run(["bash", "-c", command], capture_output=True, check=True, timeout=60)
        assert json.loads(done.stdout) == answer(page)


def test_no_key_stroke_is_pasted_into_a_shell(page: Page, origin: str) -> None:
    """A page with control characters could end its here-document in a terminal: its command reads
    it from a file.
    """
    asked(page, origin, "Envoys return\n\x03\ntouch x\n")
    assert "--data-binary '@page.txt'" in (page.locator("#curl").text_content() or "")


def test_a_scrapers_record_is_sent_as_metadata(page: Page, origin: str) -> None:
    """What a scraper extracted can be pasted as it is."""
    asked(page, origin, '{"title": "Envoys return", "pubDate": "2022-02-25T14:40:00-05:00"}')
    assert answer(page)["article"]["headline"] == "Envoys return"
    assert '"metadata"' in (page.locator("#curl").text_content() or "")


def test_what_is_known_of_the_page_is_sent(page: Page, origin: str) -> None:
    """The fields below the box become parameters."""
    opened(page, origin)
    page.click("#edit")
    page.fill("#source", "Envoys return\n\n3 hours ago\n")
    page.click("text=What you know of the page")
    page.fill("#fetchedAt", "2022-02-26T03:10:00Z")
    page.click("text=Normalize")
    page.wait_for_function(
        "() => document.getElementById('json')?.textContent.includes('Envoys return')"
    )
    assert answer(page)["fields"]["datePublished"]["candidates"]
    assert "fetchedAt=2022-02-26T03%3A10%3A00Z" in (page.locator("#curl").text_content() or "")


def test_other_shapes(page: Page, origin: str) -> None:
    """The bare article, the flat row and the ninjs item can be looked at."""
    opened(page, origin)
    page.click("text=In another shape")
    for choice, member in (
        ("0", '"@context"'),
        ("1", '"date_published"'),
        ("2", '"contentCreated"'),
    ):
        page.select_option("#shape-choice", choice)
        page.wait_for_function(
            f"() => document.getElementById('shape').textContent.includes('{member}')"
        )


def test_the_json_can_be_copied(context: BrowserContext, page: Page, origin: str) -> None:
    """The button puts the whole answer on the clipboard, and says so."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, origin)
    page.click("text=The answer as JSON")
    page.click("text=Copy the JSON")
    page.wait_for_selector("button:text-is('Copied')")
    assert json.loads(page.evaluate("navigator.clipboard.readText()")) == answer(page)
