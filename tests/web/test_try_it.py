"""The try-it page in a real browser: what it shows, that it shows it to everybody, and that no page can take it over."""

from __future__ import annotations

import json
import re
import subprocess
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from service.web.examples import EXAMPLES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

ANSWER = "#answer[aria-busy=false] .take"


def opened(page: Page, origin: str, example: str = "lead") -> None:
    """The try-it page, once the answer to an example stands there."""
    page.goto(f"{origin}/#{example}")
    page.wait_for_selector(ANSWER)


def asked(page: Page, origin: str, text: str, kind: str | None = None) -> None:
    """The try-it page, once the answer to a pasted text stands there."""
    opened(page, origin)
    page.click("#edit")
    page.fill("#source", text)
    if kind:
        page.select_option("#kind", kind)
    page.evaluate("document.getElementById('answer').replaceChildren()")
    page.click("text=Normalize")
    page.wait_for_selector(f"{ANSWER}, #answer .problem")


def answer(page: Page) -> Any:
    """The answer whose JSON the page shows."""
    return json.loads(page.locator("#json").text_content() or "")


def test_the_lead_case_is_on_the_first_screen(page: Page, origin: str) -> None:
    """Before and after, the sentence, the proof, and the evidence marked in the source: without a click."""
    opened(page, origin)
    assert page.locator("#verdict").inner_text().split() == "Repaired Two values were put right. Store it.".split()
    row = page.locator("table.article tr", has_text="Published")
    assert row.locator("td").nth(0).inner_text() == "2022-40-25"
    assert "2022-02-25T14:40:00-05:00" in row.locator("td").nth(1).inner_text()
    assert "Friday 25 February 2022, 14:40 UTC−05:00 (EST)" in row.locator("td").nth(1).inner_text().replace(
        "Friday,", "Friday"
    )
    card = page.locator(".card.repair", has_text="Published")
    assert "the minute stands where the month belongs" in card.inner_text()
    assert "letter for letter what the page has" in card.locator(".proof").inner_text()
    assert page.locator("mark.cited").all_inner_texts()[:2] == ["Friday, 25 February 2022 02:40 PM EST", "2022-40-25"]


def test_confidence_is_the_answers_own(page: Page, origin: str) -> None:
    """The number is that of the answer, not rounded up, and the bar is labelled."""
    opened(page, origin)
    row = page.locator("table.article tr", has_text="Published")
    confidence = answer(page)["fields"]["datePublished"]["confidence"]
    assert float(row.locator(".number").inner_text().removesuffix(" %")) == pytest.approx(confidence * 100)
    assert row.locator("meter").get_attribute("aria-label") == "Confidence"


def test_only_the_double_is_struck_through(page: Page, origin: str) -> None:
    """Of the two tags "ukraine" the first one stays."""
    opened(page, origin)
    chips = page.locator("table.article tr", has_text="Tags").locator("td").nth(0).locator("li")
    assert [chip.locator("del").count() for chip in chips.all()] == [0, 0, 0, 0, 0, 1]


OUTCOMES = {
    "lead": ("Repaired", "2022-02-25T14:40:00-05:00"),
    "ambiguous": ("Unresolved", "withheld: 2022-02-10 or 2022-10-02?"),
    "tags": ("Repaired", "Night Trains"),
    "broken-json-ld": ("Repaired", "Jonas Okafor"),
    "withheld": ("Unresolved", "withheld: 2024-03-12T08:15:00+01:00 or 2024-05-03T17:40:00?"),
    "metadata": ("Repaired", "Lena Frost"),
    "healthy": ("Clean", "Lighthouse Keepers Hand Over the Last Key"),
}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.id)
def test_example_shows_its_point(page: Page, origin: str, example: Any) -> None:
    """A click on each example shows what it promises."""
    opened(page, origin, "healthy" if example.id == "lead" else "lead")
    page.click(f"[data-example={example.id}]")
    verdict, shown = OUTCOMES[example.id]
    page.wait_for_function("text => document.querySelector('table.article')?.textContent.includes(text)", arg=shown)
    assert page.locator("#verdict b").inner_text() == verdict
    assert page.locator("[data-example][aria-pressed=true]").get_attribute("data-example") == example.id
    assert page.url.endswith(f"#{example.id}")


def test_both_readings_stand_with_their_probabilities(page: Page, origin: str) -> None:
    """10/02/2022 is February or October; neither is given."""
    opened(page, origin, "ambiguous")
    readings = page.locator(".card.withheld .readings li")
    shown = [re.sub(r"\s+", " ", text) for text in readings.all_inner_texts()]
    candidates = answer(page)["fields"]["datePublished"]["candidates"]
    assert [text.split(";")[0] for text in shown] == [
        "2022-02-10 Thursday, 10 February 2022",
        "2022-10-02 Sunday, 2 October 2022",
    ]
    assert [float(text.split()[-2]) / 100 for text in shown] == pytest.approx([each["probability"] for each in candidates])
    assert "[2022-02-10,2022-10-02]" in page.locator(".card.withheld").inner_text()


def test_show_leads_to_the_evidence(page: Page, origin: str) -> None:
    """The button behind a piece of evidence puts the focus on its mark in the page."""
    opened(page, origin)
    page.locator(".card.repair .show").first.click()
    assert page.evaluate("document.activeElement.textContent") == "Friday, 25 February 2022 02:40 PM EST"
    assert page.locator("mark.here").count() == 1


HOSTILE = """<!doctype html><html lang="en"><head><title>&lt;img src=/x onerror=pwned()&gt; says it all</title>
<meta name="author" content="<script>pwned()</script>"><meta name="date" content="<svg onload=pwned()>">
<meta name="keywords" content="<b onclick=pwned()>war</b>, <iframe src=javascript:pwned()>, &quot;><img src=/x>">
</head><body><h1>&lt;img src=/x onerror=pwned()&gt; says it all</h1><script>pwned()</script>
<p>By &lt;script&gt;pwned()&lt;/script&gt; <img src=/x onerror="pwned()"></p></body></html>
"""


def test_a_hostile_page_is_only_text(page: Page, origin: str) -> None:
    """Nothing of a page, of its answer or of an error message becomes an element, and nothing of it is fetched or run."""
    page.add_init_script("window.ran = 0; window.pwned = () => window.ran++;")
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    metadata = json.dumps(
        {"<img src=/x onerror=pwned()>": 1, "title": "<img src=/x onerror=pwned()>", "tags": ["<script>pwned()</script>"]}
    )
    for text in (HOSTILE, metadata, '{"html": "x", "<img src=/x onerror=pwned()>": 1}'):
        asked(page, origin, text)
        for part in ("#answer details", "#answer summary"):
            for found in page.locator(part).all():
                found.click() if part.endswith("summary") else None
        assert "onerror=pwned()" in page.locator("#answer").inner_text()
        assert page.locator("#answer img, #answer script, #answer iframe, #answer svg, #marked :not(mark)").count() == 0
    assert page.evaluate("window.ran") == 0
    assert [url for url in fetched if url.endswith("/x")] == []


def test_the_strict_policy_is_in_force(page: Page, origin: str) -> None:
    """The test above would be weaker without it: the page is shown under a policy that forbids inline script and style."""
    response = page.goto(f"{origin}/")
    assert response is not None
    policy = response.header_value("content-security-policy") or ""
    assert {"default-src 'none'", "script-src 'self'", "style-src 'self'"} <= set(policy.split("; "))


def test_a_problem_is_put_in_words(page: Page, origin: str) -> None:
    """A refused request says what is wrong and where, and leads to the page of its type; what was pasted stays."""
    opened(page, origin)
    page.click("#edit")
    page.click("text=What you know of the page")
    page.fill("#minConfidence", "7")
    page.fill("#fetchedAt", "yesterday")
    page.click("text=Normalize")
    page.wait_for_selector("#answer .problem")
    shown = page.locator("#answer .problem").inner_text()
    assert "The request breaks the schema" in shown
    assert "should be a number from 0 to 1" in shown
    assert "fetchedAt" in shown
    assert page.locator("#answer .problem a").get_attribute("href") == "/problems/invalid-request"
    assert "2022-40-25" in page.input_value("#source")


def test_a_service_that_is_gone_is_said(page: Page, origin: str) -> None:
    """No answer at all is told in words too."""
    opened(page, origin)
    page.route("**/v1/normalize*", lambda route: route.abort())
    page.click("text=Normalize")
    page.wait_for_selector("#answer .problem")
    assert "Is it still running?" in page.locator("#answer").inner_text()


def test_nothing_pasted_is_no_request(page: Page, origin: str) -> None:
    """An empty box is told so."""
    opened(page, origin)
    page.click("#edit")
    page.fill("#source", "  ")
    page.click("text=Normalize")
    assert "Paste a page first" in page.locator("#verdict").inner_text()


# ------------------------------------------------------------------ what is sent


def test_the_command_is_the_same_request(page: Page, origin: str) -> None:
    """The command that the page shows, run in a shell, gives the answer that the page shows."""
    for text in ("It's a test\n\nBy Ana Ruiz, 25 February 2022\n\n$HOME `date` \\n PAGE\nPAGE\n", "<h1>It's</h1><p>“ünï”</p>"):
        asked(page, origin, text)
        command = page.locator("#curl").text_content() or ""
        done = subprocess.run(["bash", "-c", command], capture_output=True, check=True, timeout=60)
        assert json.loads(done.stdout) == answer(page)


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
    page.wait_for_function("() => document.getElementById('json')?.textContent.includes('Envoys return')")
    assert answer(page)["fields"]["datePublished"]["candidates"]
    assert "fetchedAt=2022-02-26T03%3A10%3A00Z" in (page.locator("#curl").text_content() or "")


DROP = """bytes => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], "<page>.html", {type: "text/html"}));
  const drop = new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true});
  document.getElementById("page-form").dispatchEvent(drop);
}"""


def test_a_dropped_file_is_sent_as_the_bytes_that_it_is(page: Page, origin: str) -> None:
    """The charset is for the service to find out: windows-1252 without a declaration keeps its letters."""
    opened(page, origin)
    content = '<html lang="fr"><body><h1>Les délégués rentrent sans accord à Genève</h1><p>Par Zoé Lefèvre</p></body></html>'
    page.evaluate(DROP, list(content.encode("windows-1252")))
    page.wait_for_function("() => document.getElementById('json')?.textContent.includes('charset_undeclared')")
    assert answer(page)["article"]["headline"] == "Les délégués rentrent sans accord à Genève"
    assert "@<page>.html" in (page.locator("#curl").text_content() or "")


def test_other_shapes(page: Page, origin: str) -> None:
    """The bare article, the flat row and the ninjs item can be looked at."""
    opened(page, origin)
    page.click("text=In another shape")
    for choice, member in (("0", '"@context"'), ("1", '"date_published"'), ("2", '"contentCreated"')):
        page.select_option("#shape-choice", choice)
        page.wait_for_function(f"() => document.getElementById('shape').textContent.includes('{member}')")


def test_the_json_can_be_copied(context: BrowserContext, page: Page, origin: str) -> None:
    """The button puts the whole answer on the clipboard, and says so."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, origin)
    page.click("text=The answer as JSON")
    page.click("text=Copy the JSON")
    page.wait_for_selector("button:text-is('Copied')")
    assert json.loads(page.evaluate("navigator.clipboard.readText()")) == answer(page)


def test_a_long_page_is_shown_around_its_evidence(context: BrowserContext, page: Page, origin: str) -> None:
    """A page of half a megabyte is pasted and answered, and what stands far from any evidence is left out of the view."""
    filler = "".join(f"<p>Paragraph {number} of a very long page about nothing at all.</p>\n" for number in range(8_000))
    text = f'<html lang="en"><body><h1>Envoys return</h1><p>By Ana Ruiz, 25 February 2022</p>{filler}</body></html>'
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, origin)
    page.click("#edit")
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+V")
    assert page.input_value("#source") == text
    page.click("text=Normalize")
    page.wait_for_function("() => document.getElementById('json')?.textContent.includes('Ana Ruiz')")
    shown = page.locator("#marked").text_content() or ""
    assert "25 February 2022" in shown
    assert len(shown) < 100_000 < len(filler)


# ------------------------------------------------------------------ for everybody


def test_the_keyboard_is_enough(page: Page, origin: str) -> None:
    """Tab leads from the skip link to the box, Ctrl+Enter asks, and no element that takes the focus hides it."""
    opened(page, origin)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.click("#edit")
    assert page.evaluate("document.activeElement.id") == "source"
    page.fill("#source", "Envoys return\n\nBy Ana Ruiz, 25 February 2022\n")
    page.keyboard.press("Control+Enter")
    page.wait_for_function("() => document.getElementById('json')?.textContent.includes('Ana Ruiz')")
    for _ in range(30):
        page.keyboard.press("Tab")
        outline = page.evaluate(
            "(() => { const e = document.activeElement; const s = getComputedStyle(e.closest('.file') ?? e);"
            " return e === document.body || s.outlineStyle !== 'none'; })()"
        )
        assert outline, page.evaluate("document.activeElement.outerHTML.slice(0, 120)")


NAMELESS = """() => [...document.querySelectorAll("input, select, textarea, button, a, meter, summary, [tabindex='0']")]
  .filter((e) => e.checkVisibility())
  .filter((e) => !e.labels?.length && !e.getAttribute("aria-label") && !e.getAttribute("aria-labelledby"))
  .filter((e) => !e.textContent.trim() && !e.querySelector("img[alt]")?.alt)
  .map((e) => e.outerHTML.slice(0, 100))"""

DOUBLE_IDS = "[...document.querySelectorAll('[id]')].map((e) => e.id).filter((id, i, all) => all.indexOf(id) !== i)"

HEADINGS = """() => [...document.querySelectorAll("h1, h2, h3, h4")]
  .filter((e) => e.checkVisibility())
  .map((e) => Number(e.tagName[1]))"""


@pytest.mark.parametrize(
    "path", ["/#lead", "/#ambiguous", "/docs", "/rules/", "/rules/default_date", "/problems/", "/problems/not-found"]
)
def test_a_screen_reader_finds_its_way(page: Page, origin: str, path: str) -> None:
    """Every control has a name, there is one main heading, no level is skipped, and the landmarks are there."""
    page.goto(f"{origin}{path}")
    if "#" in path:
        page.wait_for_selector(ANSWER)
    assert page.evaluate(NAMELESS) == []
    levels = page.evaluate(HEADINGS)
    assert levels.count(1) == 1
    assert all(deeper - level <= 1 for level, deeper in pairwise(levels))
    assert [page.locator(landmark).count() for landmark in ("header", "main", "footer")] == [1, 1, 1]
    assert page.locator("html").get_attribute("lang") == "en"
    assert (
        page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id).filter((id, i, all) => all.indexOf(id) !== i)")
        == []
    )


def test_what_changes_is_announced(page: Page, origin: str) -> None:
    """The verdict is a live region that is there from the start, and the answer says when it is being made."""
    page.goto(f"{origin}/")
    verdict = page.locator("#verdict")
    assert (verdict.get_attribute("role"), verdict.get_attribute("aria-live")) == ("status", "polite")


@pytest.mark.parametrize("path", ["/#lead", "/#ambiguous", "/#tags", "/docs", "/rules/", "/rules/default_date", "/problems/"])
def test_no_page_is_wider_than_its_window(page: Page, origin: str, path: str) -> None:
    """From 320 pixels on there is nothing to scroll sideways, but for wide tables in a box of their own."""
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
    *[(ink, paper) for ink in ("--ink", "--soft", "--link") for paper in ("--paper", "--sheet", "--code")],
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


# ------------------------------------------------------------------ the reference


def test_every_request_of_the_reference_runs(page: Page, origin: str) -> None:
    """Each sample on /docs, run from the page, is answered with 200."""
    page.goto(f"{origin}/docs")
    samples = page.locator(".sample")
    assert samples.count() > 10
    for sample in samples.all():
        sample.locator(".run").click()
    page.wait_for_function("() => [...document.querySelectorAll('.output')].every((e) => /^\\d{3} /.test(e.textContent))")
    statuses = {text[:3] for text in page.locator(".output").all_inner_texts()}
    assert statuses == {"200"}


def test_every_command_of_the_reference_runs(page: Page, origin: str) -> None:
    """Each sample on /docs, pasted into a shell, is answered as well."""
    page.goto(f"{origin}/docs")
    for command in page.locator(".sample > pre > code").all_inner_texts():
        fails = command.replace("curl -s ", "curl -sf ", 1)
        done = subprocess.run(["bash", "-c", fails], capture_output=True, check=True, timeout=60)
        assert done.stdout
