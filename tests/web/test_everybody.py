"""The pages for everybody: by keyboard, by screen reader, on small screens, in light and dark,
without scripts.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.trying import ANSWER, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


def test_the_keyboard_is_enough(page: Page, origin: str) -> None:
    """Tab leads from the skip link to the box, Ctrl+Enter asks, and no element that takes the focus
    hides it.
    """
    opened(page, origin)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.click("#edit")
    assert page.evaluate("document.activeElement.id") == "source"
    page.fill("#source", "Envoys return\n\nBy Ana Ruiz, 25 February 2022\n")
    page.keyboard.press("Control+Enter")
    page.wait_for_function(
        "() => document.getElementById('json')?.textContent.includes('Ana Ruiz')"
    )
    for _ in range(30):
        page.keyboard.press("Tab")
        outline = page.evaluate(
            "(() => { const e = document.activeElement; const s = "
            "getComputedStyle(e.closest('.file') ?? e);"
            " return e === document.body || s.outlineStyle !== 'none'; })()"
        )
        assert outline, page.evaluate("document.activeElement.outerHTML.slice(0, 120)")


NAMELESS = """() => [...document.querySelectorAll("input, select, textarea, button, a, meter, summary, [tabindex='0']")]
  .filter((e) => e.checkVisibility())
  .filter((e) => !e.labels?.length && !e.getAttribute("aria-label") && !e.getAttribute("aria-labelledby"))
  .filter((e) => !e.textContent.trim() && !e.querySelector("img[alt]")?.alt)
  .map((e) => e.outerHTML.slice(0, 100))"""

DOUBLE_IDS = (
    "[...document.querySelectorAll('[id]')].map((e) => e.id).filter((id, i, all) => "
    "all.indexOf(id) !== i)"
)

HEADINGS = """() => [...document.querySelectorAll("h1, h2, h3, h4")]
  .filter((e) => e.checkVisibility())
  .map((e) => Number(e.tagName[1]))"""


@pytest.mark.parametrize(
    "path",
    [
        "/#lead",
        "/#ambiguous",
        "/docs",
        "/rules/",
        "/rules/default_date",
        "/problems/",
        "/problems/not-found",
    ],
)
def test_a_screen_reader_finds_its_way(page: Page, origin: str, path: str) -> None:
    """Every control has a name, there is one main heading, no level is skipped, and the landmarks
    are there.
    """
    page.goto(f"{origin}{path}")
    if "#" in path:
        page.wait_for_selector(ANSWER)
    assert page.evaluate(NAMELESS) == []
    levels = page.evaluate(HEADINGS)
    assert levels.count(1) == 1
    assert all(deeper - level <= 1 for level, deeper in pairwise(levels))
    assert [page.locator(landmark).count() for landmark in ("header", "main", "footer")] == [
        1,
        1,
        1,
    ]
    assert page.locator("html").get_attribute("lang") == "en"
    assert (
        page.evaluate(
            "[...document.querySelectorAll('[id]')].map(e => e.id).filter((id, i, "
            "all) =>"
            " all.indexOf(id) !== i)"
        )
        == []
    )


def test_what_changes_is_announced(page: Page, origin: str) -> None:
    """The verdict is a live region that is there from the start, and the answer says when it is
    being made.
    """
    page.goto(f"{origin}/")
    verdict = page.locator("#verdict")
    assert (verdict.get_attribute("role"), verdict.get_attribute("aria-live")) == (
        "status",
        "polite",
    )


@pytest.mark.parametrize(
    "path",
    ["/#lead", "/#ambiguous", "/#tags", "/docs", "/rules/", "/rules/default_date", "/problems/"],
)
def test_no_page_is_wider_than_its_window(page: Page, origin: str, path: str) -> None:
    """From 320 pixels on there is nothing to scroll sideways, but for wide tables in a box of their
    own.
    """
    page.goto(f"{origin}{path}")
    if "#" in path:
        page.wait_for_selector(ANSWER)
    for width in (320, 390, 768, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


CONTRAST = """pairs => {
  const paint = document.createElement("canvas").getContext("2d");
  const light = (name) => {
    paint.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const parts = [1, 3, 5].map((at) => parseInt(paint.fillStyle.slice(at, at + 2), 16) / 255);
    const [r, g, b] = parts.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  return pairs.map(([ink, paper]) => {
    const [a, b] = [light(ink), light(paper)].sort((x, y) => y - x);
    return [ink, paper, (a + 0.05) / (b + 0.05)];
  });
}"""
PAIRS = [
    *[
        (ink, paper)
        for ink in ("--ink", "--soft", "--link")
        for paper in ("--paper", "--sheet", "--code")
    ],
    *[("--ink", paper) for paper in ("--cited", "--agrees", "--against", "--good-paper")],
    *[(ink, f"{ink}-paper") for ink in ("--warn", "--bad", "--good")],
    ("--accent-ink", "--accent"),
    ("--bad", "--paper"),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_pair_of_colours_can_be_read(browser: Browser, origin: str, scheme: Any) -> None:
    """Text has at least the contrast of 4.5 that WCAG asks for, and the scheme is the reader's."""
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{origin}/problems/")
    found = page.evaluate(CONTRAST, PAIRS)
    assert [pair for pair in found if pair[2] < 4.5] == []
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == {"light": "rgb(247, 245, 240)", "dark": "rgb(22, 24, 29)"}[scheme]
    context.close()


def test_without_scripts_the_command_is_shown(browser: Browser, origin: str) -> None:
    """Who browses without JavaScript is told how to ask without it."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{origin}/")
    assert f"curl -s {origin}/v1/normalize" in page.locator("noscript").inner_text()
    context.close()
