"""What a page is when it is no article, told by its title and headline where it carries none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.lexicon.patterns import late
from service.lexicon.tables import phrases, table
from service.lexicon.texts import any_of, fold
from service.model import Finding, Observation, tables_of
from service.view.columns import View

_ENOUGH_TEXT = 1_200
#: How the title or headline of each kind of wall begins, folded.
_BEGIN = {kind: any_of(phrases("walls", kind)) for kind in table("walls")}
_WALL = late(
    rf"(?P<bot_wall>{_BEGIN['bot_wall']})|"
    rf"(?P<error_page>(?:error ?)?(?:404|410|500|502|503|403)\b|{_BEGIN['error_page']})|"
    rf"(?P<consent_wall>{_BEGIN['consent_wall']})|(?P<login_page>(?:{_BEGIN['login_page']})\b)"
)
#: The headings that are looked at, and how many of each.
_HEADINGS = (("title", 1), ("h1", 2), ("h2", 1))
#: A banner that asks for consent stands over articles too.
_BANNERS = (("h1", "consent_wall"), ("h2", "consent_wall"))
#: A title of fewer words, or wide signs, names a site as often.
_TITLE_WORDS = 4
_WIDE_TITLE = re.compile("[\u2e80-\U0010ffff].{9}", re.DOTALL)
_FREE_NOT = ("false", "no", "0", "locked", "metered")
#: How the sources end that only an article's structured data have.
_OF_ARTICLES = (":datepublished", ":published_time", "ld+json:headline")

Kind = tuple[str, tuple[Finding, ...]]

_, FINDINGS = tables_of("service.observe")


def classify(view: View, observations: Sequence[Observation], body: str) -> Kind:
    """Return the kind of page, "article" where nothing says otherwise, with its finding."""
    if len(body) > _ENOUGH_TEXT:
        return "article", ()
    if any(o.source.id.lower().endswith(_OF_ARTICLES) for o in observations):
        return "article", (_finding("paywall_stub"),) if any(map(_is_lock, observations)) else ()
    return _kind_of_wall(
        [
            (tag, view.text(place, 300))
            for tag, most in _HEADINGS
            for place in view.all(tag, limit=most)
        ]
    )


def _kind_of_wall(headings: Sequence[tuple[str, str]]) -> Kind:
    """Return the kind that the first heading of a wall names, "article" where none does."""
    titled = any(tag == "title" and _names_a_story(text) for tag, text in headings)
    banners = _BANNERS if titled else ()
    for tag, text in headings:
        kind = _wall(text)
        if kind and (tag, kind) not in banners:
            return kind, (_finding(kind, headings[0][1]),)
    return "article", ()


def _is_lock(o: Observation) -> bool:
    """Return whether the page states that its article is not free to read."""
    return o.field == "isAccessibleForFree" and str(o.raw).lower() in _FREE_NOT


def _names_a_story(title: str) -> bool:
    """Return whether a title is long enough to be a story's rather than a site's."""
    return len(title.split()) >= _TITLE_WORDS or _WIDE_TITLE.match(title) is not None


def classify_text(text: str, observations: Sequence[Observation]) -> Kind:
    """Return the kind of page that a text dump is of, and the finding that names it."""
    stated = {o.field for o in observations}
    if len(text) > _ENOUGH_TEXT or not stated.isdisjoint(("date", "datePublished", "author")):
        return "article", ()
    # title and headline open a dump; "Page not found was all that residents read." is a sentence
    for line in list(filter(None, map(str.strip, text.splitlines())))[:2]:
        kind = _wall(line)
        if kind in ("bot_wall", "error_page") and len(line.split()) <= 7:
            return kind, (_finding(kind, line),)
    return "article", ()


def _wall(text: str) -> str:
    """Return the kind of wall whose title begins like a text, "" for any other."""
    match = _WALL.match(fold(text[:300]))
    return (match and match.lastgroup) or ""


def _finding(code: str, raw: str | None = None) -> Finding:
    row = next(row for row in FINDINGS if row.code == code)
    return Finding("", code, row.severity, row.meaning, raw and raw[:200])
