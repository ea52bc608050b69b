"""A site whose template writes {year}-{minute}-{day}, its pages, and what they tell."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from service.model import Page
from service.normalize import normalize
from service.profiles import profile, state
from service.profiles.contribution import Contribution, contribution
from service.profiles.profile import Profiles

#: The minutes of the stories, none of which passes for a month.
START = datetime(2021, 3, 1, 9, 20)


def page(
    number: int, stamp: str | None = None, byline: str | None = None, host: str = "www.news.example"
) -> Page:
    """A page of the site: with its own stamp and byline, or with these; "" leaves one out."""
    at = START + timedelta(days=11 * number, minutes=number % 39)
    stamp = at.strftime("%Y-%M-%d") if stamp is None else stamp
    byline = f"By Ana Ruiz | {at:%A, %d %B %Y %I:%M %p} EST" if byline is None else byline
    title = f"Ferries sail again after storm {number}"
    html = (
        f'<html lang="en"><title>{title} ~ The Example Times</title><meta '
        f'property="article:published_time" content="{stamp}">'
        f'<meta name="keywords" content="example times, ferries {number}"><h1>{title}</'
        f'h1><p class="date">{byline}</p>'
        "<p>The harbour master said that the sea was calm, and nobody on the coast was "
        "surprised by it.</p>"
    )
    return Page(url=f"https://{host}/story-{number}", html=html.encode())


def told(pages: list[Page]) -> list[Contribution]:
    """What the pages tell of their sites."""
    return [one for each in pages if (one := contribution(each, normalize(each))) is not None]


def learned(pages: list[Page]) -> bytes:
    """The file of profiles of these pages."""
    return b"".join(profile.lines_of(state.of(told(pages))))


@pytest.fixture(scope="session")
def known() -> Profiles:
    """The profile of twenty pages."""
    return profile.of_bytes(learned([page(number) for number in range(20)]))


@pytest.fixture(scope="session")
def pages_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty pages as NDJSON."""
    path = tmp_path_factory.mktemp("pages") / "pages.ndjson"
    lines = [
        json.dumps({"url": one.url, "html": (one.html or b"").decode()})  # type: ignore[union-attr]
        for one in map(page, range(20))
    ]
    path.write_text("\n".join(lines) + "\n")
    return path


Batch = Callable[..., int]
