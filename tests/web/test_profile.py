"""The pages of a site are a witness that stands in none of them, and the try-it page says how many
they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.http import serving
from tests.profiles.conftest import learned
from tests.profiles.conftest import page as of_site
from tests.web.trying import answer, asked

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def origin(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a service that knows a site from twenty of its pages."""
    path = tmp_path_factory.mktemp("profiles") / "profiles.json"
    path.write_bytes(learned([of_site(number) for number in range(20)]))
    server = serving.start(workers=1, DATELINE_PROFILES=str(path))
    yield f"http://localhost:{server.port}"
    serving.stop(server)


def test_the_page_says_from_how_many_pages(page: Page, origin: str) -> None:
    """The minute in the month's place is repaired as on all pages of the site, and the count is no
    text of this page.
    """
    html = (
        '<html lang="en"><link rel="canonical" href="https://www.news.example/story-100">'
        '<meta property="article:published_time" content="2022-10-25"><h1>Ferries stay in port</h1>'
        '<p class="date">25 February 2022</p><p>20 of 20 pages were read, the harbour '
        "master said.</p>"
    )
    asked(page, origin, html)
    told = [
        e["raw"]
        for e in answer(page)["fields"]["datePublished"]["evidence"]
        if e["source"].startswith("profile:")
    ]

    assert told == ["20 of 20 pages"]
    assert (
        "from 20 of 20 pages of this site"
        in page.locator("#answer, #witnesses, main").all_inner_texts()[0]
    )
    assert "20 of 20 pages" not in page.locator("#marked mark").all_inner_texts()
