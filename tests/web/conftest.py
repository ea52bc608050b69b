"""A real Chromium, and a real server for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.http.serving import serving
from tests.programs import program

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Route

#: The strictest policy under which the pages must work; a page that brings its own keeps it.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

# No sandbox: the tests of a container run as root. The others keep the browser from calling home.
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update "
    "--disable-sync"
).split()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, with an empty profile of its own; skips where it or playwright is not
    installed.
    """
    sync_api = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed (`make examples` does)"
    )
    chromium = program("chromium", "chromium-browser", "google-chrome")
    with sync_api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, headless=True, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def origin(browser: Browser) -> Iterator[str]:
    """The address of a running service; where there is no browser there is no need of it."""
    with serving() as port:
        yield f"http://localhost:{port}"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A window of its own, in which every page has the strict policy."""
    made = browser.new_context(viewport={"width": 1280, "height": 900})
    made.route("**/*", strictly)
    yield made
    made.close()


def strictly(route: Route) -> None:
    """Lets a request through, and gives a document the policy if it has none."""
    if route.request.resource_type != "document":
        route.continue_()
        return
    response = route.fetch()
    route.fulfill(
        response=response, headers={"content-security-policy": POLICY, **response.headers}
    )


@pytest.fixture
def page(context: BrowserContext, origin: str) -> Iterator[Page]:
    """An empty page. When the test ends nothing may have gone wrong in it, and nothing may have
    been asked of another host.
    """
    made = context.new_page()
    wrong: list[str] = []
    asked: list[str] = []
    made.on("pageerror", lambda error: wrong.append(str(error)))
    made.on(
        "console",
        lambda message: (
            wrong.append(message.text) if is_fault(message.type, message.text) else None
        ),
    )
    made.on("request", lambda request: asked.append(request.url))
    yield made
    assert wrong == []
    assert [url for url in asked if not url.startswith((f"{origin}/", "about:", "data:"))] == []


def is_fault(kind: str, text: str) -> bool:
    """Whether a message of the console is a fault of the page: a refused request is logged too, and
    is none.
    """
    return (
        kind == "error"
        and "the server responded with a status of 4" not in text
        and "net::ERR_FAILED" not in text
    )


@pytest.fixture(scope="session")
def pages() -> Path:
    """The pages of the other tests."""
    return Path(__file__).parents[1] / "pages"
