"""A large page is shown as the list of its witnesses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.web.trying import answer, answered, opened

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

FILLER = "".join(
    f"<p>Paragraph {number} of a very long page about nothing at all.</p>\n"
    for number in range(8_000)
)
LONG = (
    '<html lang="en"><head><meta name="date" content="2022-02-25"></head><body><h1>'
    f"Envoys return</h1>{FILLER[:30_000]}"
    f'<p class="byline">By Ana Ruiz, 25 February 2022</p>{FILLER}</body></html>'
)


def test_a_large_page_is_a_list_of_witnesses(
    context: BrowserContext, page: Page, origin: str
) -> None:
    """Half a megabyte is pasted and answered; each witness stands below its field in its context,
    and Show leads there.
    """
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, origin)
    page.click("#edit")
    page.evaluate("text => navigator.clipboard.writeText(text)", LONG)
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+V")
    assert page.input_value("#source") == LONG
    page.click("text=Normalize")
    answered(page, "Ana Ruiz")
    assert not page.locator("#marked").is_visible()
    published = page.locator("#witnesses section[aria-label=Published] li")
    assert published.locator("mark").all_inner_texts() == [
        e["raw"] for e in answer(page)["fields"]["datePublished"]["evidence"]
    ]
    assert 'content="2022-02-25"' in published.first.inner_text()
    assert len(page.locator("#witnesses").text_content() or "") < 10_000
    for row in page.locator("table.article tbody tr").all():
        row.locator(".show").click()
        assert page.evaluate("document.activeElement.matches('#witnesses li.here')")
