"""Pages that are no article, and articles that only look like one of those."""

from __future__ import annotations

import pytest

from service.model import Page
from service.observe import FINDINGS, observe

WORDS = "<p>" + "An ordinary sentence about the town and its market stands here. " * 30 + "</p>"


#: What a page may be in an article's place.
KINDS = {"error_page", "login_page", "bot_wall", "consent_wall", "not_a_page"}


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        pytest.param(
            "<title>Just a moment...</title><p>Enable JavaScript and cookies to continue</p>",
            "bot_wall",
            id="bot wall",
        ),
        pytest.param(
            "<title>404 - Page not found | Valley News</title><h1>Oops</h1>", "error_page", id="404"
        ),
        pytest.param("<title>Seite nicht gefunden</title>", "error_page", id="german 404"),
        pytest.param("<title>ページが見つかりません</title>", "error_page", id="japanese 404"),
        pytest.param(
            "<title>Log in - Valley News</title><form><input type=password></form>",
            "login_page",
            id="login",
        ),
        pytest.param("<title>Iniciar sesión</title>", "login_page", id="spanish login"),
        pytest.param(
            "<title>Before you continue</title><p>We use cookies</p>", "consent_wall", id="consent"
        ),
        pytest.param(
            "<title>Market day returns to town</title>" + WORDS, "article", id="plain article"
        ),
        pytest.param(
            "<title>404 reasons to love this town</title><h1>404 reasons to love this town</h1>"
            + WORDS,
            "article",
            id="list of 404",
        ),
        pytest.param(
            (
                '<meta property="article:published_time" content="2024-03-05"><title>'
                "Access "
                "denied: how walls grow</title>"
            ),
            "article",
            id="article about walls",
        ),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not_a_page", id="png"),
        pytest.param("", "article", id="empty"),
    ],
)
def test_kind(html: str | bytes, kind: str) -> None:
    """The kind is recognised, and a finding of the same name says so, of what is no article."""
    observed = observe(Page(html=html))
    assert observed.kind == kind
    assert {f.code for f in observed.findings} & KINDS == {kind} - {"article"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("404 Not Found\n\nThe page you asked for is not here.\n\nHome\nSearch", "error_page"),
        ("The Quay Post\nPage not found\nTry the search.", "error_page"),
        ("Just a moment...\n\nChecking your browser before you go on.", "bot_wall"),
        ("Council backs plan\n\nPage not found was all that residents read.", "article"),
        ("The Quay Post\nMenu\nPage not found", "article"),
        (
            (
                "404 Not Found: how the council lost its files\n\nBy Maeve Tolan | 8 May "
                "2021\n\nThe files are gone."
            ),
            "article",
        ),
        (
            "404 Not Found\n\n"
            + "The council met on Tuesday and heard forty residents before it voted. " * 20,
            "article",
        ),
    ],
)
def test_kind_of_a_dump(text: str, kind: str) -> None:
    """A short text that opens like an error page and names nobody and no day is no article."""
    assert observe(Page(text=text)).kind == kind


def test_paywall_stub_is_reported() -> None:
    """A page that says it is not free and has little text is an article with a finding."""
    node = '{"@type":"NewsArticle","headline":"T","isAccessibleForFree":"False"}'
    observed = observe(
        Page(html=f'<script type="application/ld+json">{node}</script><p>Short.</p>')
    )
    assert (observed.kind, [f.code for f in observed.findings]) == ("article", ["paywall_stub"])


def test_codes_are_listed_once() -> None:
    """The table of findings has no code twice."""
    codes = [row.code for row in FINDINGS]
    assert len(codes) == len(set(codes))
