"""The reference in a real browser."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from typing import TYPE_CHECKING

from tests.programs import program

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_it_opens_with_the_one_call(page: Page, origin: str) -> None:
    """The command for /v1/normalize and what this service answers to it stand in the first window,
    and all else is folded.
    """
    program("curl")
    page.goto(f"{origin}/docs")
    command, shown = page.locator(".one-call pre").first, page.locator(".answered pre")
    assert "/v1/normalize -H 'Content-Type: text/plain'" in command.inner_text()
    assert shown.bounding_box()["y"] < 400
    done = subprocess.run(
        ["bash", "-c", command.inner_text()], capture_output=True, check=True, timeout=60
    )
    assert json.loads(shown.inner_text()) == json.loads(done.stdout)
    assert page.locator("details").count() > 20
    assert page.locator("details[open]").count() == 0


def test_what_is_folded_opens_by_keyboard_and_by_its_address(page: Page, origin: str) -> None:
    """Tab and Enter open a part, and an address that names one finds it open."""
    page.goto(f"{origin}/docs")
    page.locator("#listRules > summary").focus()
    page.keyboard.press("Enter")
    assert page.locator("#listRules[open] .run").is_visible()
    page.goto(f"{origin}/docs#object-Article")
    page.wait_for_selector("#object-Article[open] table")


def test_every_request_of_the_reference_runs(page: Page, origin: str) -> None:
    """Each sample on /docs, run from the page, is answered with 200; that of profiles with 404,
    where none are in use.
    """
    page.goto(f"{origin}/docs")
    samples = page.locator(".sample")
    assert samples.count() > 10
    for folded in page.locator("details.operation > summary").all():
        folded.click()
    for sample in samples.all():
        sample.locator(".run").click()
    page.wait_for_function(
        "() => [...document.querySelectorAll('.output')].every((e) => /^\\d{3} /"
        ".test(e.textContent))"
    )
    statuses = Counter(text[:3] for text in page.locator(".output").all_inner_texts())
    assert statuses.keys() == {"200", "404"}
    assert statuses["404"] == 1


def test_every_command_of_the_reference_runs(page: Page, origin: str) -> None:
    """Each sample on /docs, pasted into a shell, is answered as well."""
    program("curl")
    page.goto(f"{origin}/docs")
    for command in page.locator(".sample > pre > code").all_text_contents():
        fails = command.replace(
            "curl -s ", "curl -s " if "/v1/profiles/" in command else "curl -sf ", 1
        )
        done = subprocess.run(["bash", "-c", fails], capture_output=True, check=True, timeout=60)
        assert done.stdout
