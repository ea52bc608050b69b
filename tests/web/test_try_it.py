"""The try-it page in a real browser: what it shows, and that no page can take it over."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from service.web.examples import EXAMPLES
from tests.web.trying import answer, asked, opened

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route


def test_the_lead_case_is_on_the_first_screen(page: Page, origin: str) -> None:
    """Before and after, the sentence, the proof, and the evidence marked in the source: without a
    click.
    """
    opened(page, origin)
    assert (
        page.locator("#verdict").inner_text().split()
        == "Repaired Two values were put right. Store it.".split()
    )
    row = page.locator("table.article tr", has_text="Published")
    assert row.locator("td").nth(0).inner_text().split("\n")[0] == "2022-40-25"
    assert "explained by" in row.locator("td").nth(0).inner_text()
    assert row.locator("q").inner_text() == "Friday, 25 February 2022 02:40 PM EST"
    assert "2022-02-25T14:40:00-05:00" in row.locator("td").nth(1).inner_text()
    assert "Friday 25 February 2022, 14:40 UTC−05:00 (EST)" in row.locator("td").nth(
        1
    ).inner_text().replace("Friday,", "Friday")
    card = page.locator(".card.repair", has_text="Published")
    assert "the minute stands where the month belongs" in card.inner_text()
    assert "letter for letter what the page has" in card.locator(".proof").inner_text()
    assert page.locator("mark.cited").all_inner_texts()[:2] == [
        "Friday, 25 February 2022 02:40 PM EST",
        "2022-40-25",
    ]


def test_confidence_is_the_answers_own(page: Page, origin: str) -> None:
    """The number is that of the answer, not rounded up, and the bar is labelled."""
    opened(page, origin)
    row = page.locator("table.article tr", has_text="Published")
    confidence = answer(page)["fields"]["datePublished"]["confidence"]
    assert float(row.locator(".number").inner_text().removesuffix(" %")) == pytest.approx(
        confidence * 100
    )
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
    page.wait_for_function(
        "text => document.querySelector('table.article')?.textContent.includes(text)", arg=shown
    )
    assert page.locator("#verdict b").inner_text() == verdict
    assert (
        page.locator("[data-example][aria-pressed=true]").get_attribute("data-example")
        == example.id
    )
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
    numbers = readings.locator(".number").all_inner_texts()
    assert [float(text.removesuffix(" %")) / 100 for text in numbers] == pytest.approx(
        [each["probability"] for each in candidates]
    )
    assert "[2022-02-10,2022-10-02]" in page.locator(".card.withheld").inner_text()


CLOCKED = """<html lang="en"><head><meta name="published" content="2022-02-25"></head><body><h1>Envoys return</h1>
<p>Ana Ruiz was there on the first day.</p><p class="byline">By <a rel="author" href="/ana">Ana Ruiz</a></p>
<p class="published">Published 25 February 2022, 2:40 PM EST</p></body></html>
"""


def test_on_the_page_is_what_explains_the_answer(page: Page, origin: str) -> None:
    """Of two witnesses that agree the row shows the one that gives the clock, though it is the
    second.
    """
    asked(page, origin, CLOCKED)
    report = answer(page)["fields"]["datePublished"]
    assert (answer(page)["article"]["datePublished"], report["evidence"][0]["raw"]) == (
        "2022-02-25T14:40:00-05:00",
        "2022-02-25",
    )
    row = page.locator("table.article tr", has_text="Published")
    assert (
        row.locator("td").nth(0).inner_text().startswith("Published 25 February 2022, 2:40 PM EST")
    )


@pytest.mark.parametrize("example", ["withheld", "metadata"])
def test_every_row_shows_where_it_stands(page: Page, origin: str, example: str) -> None:
    """The button of each row puts the focus on a place in the page, or on what was read otherwise
    than it is written.
    """
    opened(page, origin, example)
    rows = page.locator("table.article tbody tr")
    assert rows.count() > 4
    for row in rows.all():
        row.locator(".show").click()
        assert page.locator("#reading .here").count() > 0
        assert page.evaluate("document.activeElement.matches('#reading .here')")


def test_show_leads_to_the_evidence(page: Page, origin: str) -> None:
    """The row leads to what explains the answer and marks the rest too, the button of a piece of
    evidence to that alone.
    """
    opened(page, origin)
    page.locator("table.article tr", has_text="Published").locator(".show").click()
    assert (
        page.evaluate("document.activeElement.textContent")
        == "Friday, 25 February 2022 02:40 PM EST"
    )
    assert page.locator("mark.here").all_inner_texts() == [
        "Friday, 25 February 2022 02:40 PM EST",
        "2022-40-25",
    ]
    page.locator(".card.repair .evidence .show").nth(1).click()
    assert page.locator("mark.here").all_inner_texts() == ["2022-40-25"]


def test_only_what_was_used_is_green(page: Page, origin: str) -> None:
    """What agrees with a withheld value was not used, and a string that stands in another place as
    well was read in one.
    """
    opened(page, origin, "withheld")
    dates = ["2024-03-12T08:15:00+01:00", "Published 3 May 2024, 17:40"]
    assert page.locator("mark.against").all_inner_texts() == dates
    asked(page, origin, CLOCKED)
    assert [
        text for text in page.locator("#marked mark").all_inner_texts() if text.endswith("Ruiz")
    ] == ["Ana Ruiz"]
    shown = page.locator("#marked").text_content() or ""
    before = page.evaluate(
        "(() => { const range = new Range(); range.setStart(document.getElementById('marked'), 0);"
        " range.setEndBefore([...document.querySelectorAll('mark')].find((e) => "
        "e.textContent.endsWith('Ruiz')));"
        " return range.toString().length; })()"
    )
    assert before > shown.index("first day")


def test_the_sentence_asks_for_no_less_than_the_findings(page: Page, origin: str) -> None:
    """Above a warning nobody is told to store the answer without reading it; the warning is the
    first of the findings.
    """

    def warned(route: Route) -> None:
        answer = route.fetch().json()
        path, message = "/fields/expires", "Queue the page for a look."
        answer["findings"] = [
            {
                "path": path,
                "code": "placeholder_value",
                "severity": "info",
                "message": "Nothing to do.",
            },
            {"path": path, "code": "value_withheld", "severity": "warning", "message": message},
        ]
        route.fulfill(json=answer)

    page.route("**/v1/normalize*", warned)
    opened(page, origin, "healthy")
    said = page.locator("#verdict").inner_text()
    assert (
        said.split()
        == "Clean Nothing had to be put right. One warning stands below: read it first.".split()
    )
    assert "doubtful" in (page.locator("#verdict").get_attribute("class") or "")
    assert "Queue the page" in page.locator(".findings li").first.inner_text()


def test_a_page_without_an_article_is_said_in_the_findings_words(page: Page, origin: str) -> None:
    """Of a bot wall nothing is there to store: the sentence is what the finding says."""
    opened(page, origin)
    asked(page, origin, WALL)
    assert answer(page)["status"] == "unresolved"
    error = next(
        each["message"] for each in answer(page)["findings"] if each["severity"] == "error"
    )
    assert page.locator("#verdict").inner_text().split() == ["Unresolved", *error.split()]


def test_a_leaner_answer_is_shown_too(page: Page, origin: str) -> None:
    """An answer without reports of what was not read, and without the evidence of what is plain,
    has its rows.
    """

    def lean(route: Route) -> None:
        answer = route.fetch(
            url=route.request.url.replace("explain=full", "explain=summary")
        ).json()
        answer["fields"] = {
            name: each for name, each in answer["fields"].items() if each["status"] != "absent"
        }
        for report in answer["fields"].values():
            report.pop("candidates", None)
        route.fulfill(json=answer)

    page.route("**/v1/normalize*", lean)
    opened(page, origin)
    assert page.locator("table.article tbody tr").count() == len(answer(page)["fields"])
    assert "publisher" in page.locator(".part .soft", has_text="Not on the page").inner_text()
    opened(page, origin, "withheld")
    assert "withheld" in page.locator("table.article tr", has_text="Published").inner_text()


WALL = (
    "<html><head><title>Just a moment...</title></head><body><p>Checking your browser "
    "before accessing.</p></body></html>"
)

HOSTILE = """<!doctype html><html lang="en"><head><title>&lt;img src=/x onerror=pwned()&gt; says it all</title>
<meta name="author" content="<script>pwned()</script>"><meta name="date" content="<svg onload=pwned()>">
<meta name="keywords" content="<b onclick=pwned()>war</b>, <iframe src=javascript:pwned()>, &quot;><img src=/x>">
</head><body><h1>&lt;img src=/x onerror=pwned()&gt; says it all</h1><script>pwned()</script>
<p>By &lt;script&gt;pwned()&lt;/script&gt; <img src=/x onerror="pwned()"></p></body></html>
"""


def test_a_hostile_page_is_only_text(page: Page, origin: str) -> None:
    """Nothing of a page, of its answer or of an error message becomes an element, and nothing of it
    is fetched or run.
    """
    page.add_init_script("window.ran = 0; window.pwned = () => window.ran++;")
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    metadata = json.dumps(
        {
            "<img src=/x onerror=pwned()>": 1,
            "title": "<img src=/x onerror=pwned()>",
            "tags": ["<script>pwned()</script>"],
        }
    )
    for text in (HOSTILE, metadata, '{"html": "x", "<img src=/x onerror=pwned()>": 1}'):
        asked(page, origin, text)
        for part in ("#answer details", "#answer summary"):
            for found in page.locator(part).all():
                found.click() if part.endswith("summary") else None
        assert "onerror=pwned()" in page.locator("#answer").inner_text()
        assert (
            page.locator(
                "#answer img, #answer script, #answer iframe, #answer svg, #marked "
                ":not(mark), #witnesses img"
            ).count()
            == 0
        )
    assert page.evaluate("window.ran") == 0
    assert [url for url in fetched if url.endswith("/x")] == []


def test_the_strict_policy_is_in_force(page: Page, origin: str) -> None:
    """The test above would be weaker without it: the page is shown under a policy that forbids
    inline script and style.
    """
    response = page.goto(f"{origin}/")
    assert response is not None
    policy = response.header_value("content-security-policy") or ""
    assert {"default-src 'none'", "script-src 'self'", "style-src 'self'"} <= set(
        policy.split("; ")
    )


def test_a_problem_is_put_in_words(page: Page, origin: str) -> None:
    """A refused request says what is wrong and where, and leads to the page of its type; what was
    pasted stays.
    """
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
    page.route("**/assets/examples/*", lambda route: route.abort())
    page.click("[data-example=tags]")
    page.wait_for_selector("#verdict:text('Is the service still running?')")


def test_nothing_pasted_is_no_request(page: Page, origin: str) -> None:
    """An empty box is told so."""
    opened(page, origin)
    page.click("#edit")
    page.fill("#source", "  ")
    page.click("text=Normalize")
    assert "Paste a page first" in page.locator("#verdict").inner_text()
