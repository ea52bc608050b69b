"""Pages are pasted and dropped anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.web.trying import answered, opened

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page


DROP = """bytes => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], "<page>.html", {type: "text/html"}));
  const drop = new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true});
  document.querySelector("footer").dispatchEvent(drop);
}"""


PAGE = "Envoys return\n\nBy Ana Ruiz, 25 February 2022\n"


def test_a_page_can_be_pasted_with_nothing_focused(
    context: BrowserContext, page: Page, origin: str
) -> None:
    """Ctrl+V on the page puts the clipboard into the box and asks."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, origin)
    page.evaluate("text => navigator.clipboard.writeText(text)", PAGE)
    page.keyboard.press("Control+V")
    assert answered(page, "Ana Ruiz")["article"]["headline"] == "Envoys return"
    assert page.input_value("#source") == PAGE
    assert page.locator("[data-example][aria-pressed=true]").count() == 0


def test_what_is_pasted_into_a_field_stays_there(
    context: BrowserContext, page: Page, origin: str
) -> None:
    """An address that is pasted into its field is no page."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, origin)
    page.click("#edit")
    page.click("text=What you know of the page")
    page.evaluate("text => navigator.clipboard.writeText(text)", "https://news.example/a")
    page.focus("#url")
    page.keyboard.press("Control+V")
    assert page.input_value("#url") == "https://news.example/a"
    assert "2022-40-25" in page.input_value("#source")


DRAG = """([text, own]) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const fire = (name) => document.querySelector("h1").dispatchEvent(
    new DragEvent(name, {dataTransfer: data, bubbles: true, cancelable: true}));
  if (own) fire("dragstart");
  fire("dragover");
  const over = document.body.classList.contains("over");
  fire("drop");
  if (own) fire("dragend");
  return over;
}"""


def test_text_can_be_dropped_anywhere(page: Page, origin: str) -> None:
    """The page shows that it would take it, and takes it; what is dragged from the page itself is
    left alone.
    """
    opened(page, origin)
    assert page.evaluate(DRAG, ["Not this page", True]) is False
    assert "2022-40-25" in page.input_value("#source")
    assert page.evaluate(DRAG, [PAGE, False]) is True
    assert answered(page, "Ana Ruiz")["article"]["headline"] == "Envoys return"
    assert page.locator("body.over").count() == 0


def test_a_dropped_file_is_sent_as_the_bytes_that_it_is(page: Page, origin: str) -> None:
    """The charset is for the service to find out: windows-1252 without a declaration keeps its
    letters.
    """
    opened(page, origin)
    content = (
        '<html lang="fr"><body><h1>Les délégués rentrent sans accord à Genève</h1><p>Par '
        "Zoé Lefèvre</p></body></html>"
    )
    page.evaluate(DROP, list(content.encode("windows-1252")))
    assert (
        answered(page, "charset_undeclared")["article"]["headline"]
        == "Les délégués rentrent sans accord à Genève"
    )
    assert "@<page>.html" in (page.locator("#curl").text_content() or "")
