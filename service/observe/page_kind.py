"""What a page is when it is no article, told by its title and headline where it carries none."""

from __future__ import annotations

from collections.abc import Sequence

from service.lexicon.tables import phrases, table
from service.lexicon.texts import any_of, fold
from service.model import Finding, Observation, tables_of
from service.patterns import late
from service.view.columns import View

_ENOUGH_TEXT = 1_200
#: How the title or headline of each kind of wall begins, folded.
_BEGIN = {kind: any_of(phrases("walls", kind)) for kind in table("walls")}
_WALL = late(
    rf"(?P<bot_wall>{_BEGIN['bot_wall']})|"
    rf"(?P<error_page>(?:error ?)?(?:404|410|500|502|503|403)\b|{_BEGIN['error_page']})|"
    rf"(?P<consent_wall>{_BEGIN['consent_wall']})|(?P<login_page>(?:{_BEGIN['login_page']})\b)"
)
#: The headings that are looked at, and how many of each.  A title of fewer words, or wide signs, names a site as often.
_HEADINGS, _TITLE_WORDS, _WIDE_TITLE = (("title", 1), ("h1", 2), ("h2", 1)), 4, 10
_FREE_NOT = ("false", "no", "0", "locked", "metered")

Kind = tuple[str, tuple[Finding, ...]]

_, FINDINGS = tables_of("service.observe")


def classify(view: View, observations: Sequence[Observation], body: str) -> Kind:
    """Return the kind of page, "article" where nothing says otherwise, and the finding that names it."""
    if len(body) > _ENOUGH_TEXT:
        return "article", ()
    # only an article's structured data state these
    if [o for o in observations if o.source.id.lower().endswith((":datepublished", ":published_time", "ld+json:headline"))]:
        locked = [o for o in observations if o.field == "isAccessibleForFree" and str(o.raw).lower() in _FREE_NOT]
        return "article", (_finding("paywall_stub"),) if locked else ()
    headings = [(tag, view.text(place, 300)) for tag, most in _HEADINGS for place in view.all(tag, limit=most)]
    title = next((text for tag, text in headings if tag == "title"), "")
    named = len(title.split()) >= _TITLE_WORDS or (len(title) >= _WIDE_TITLE and title[0] >= "\u2e80")
    for tag, text in headings:
        # a banner that asks for consent stands over articles too
        if (kind := _wall(text)) and not (named and kind == "consent_wall" and tag != "title"):
            return kind, (_finding(kind, headings[0][1]),)
    return "article", ()


def classify_text(text: str, observations: Sequence[Observation]) -> Kind:
    """Return the kind of page that a text dump is of, and the finding that names it."""
    if len(text) <= _ENOUGH_TEXT and not any(o.field in ("date", "datePublished", "author") for o in observations):
        # title and headline open a dump; "Page not found was all that residents read." is a sentence
        for line in list(filter(None, map(str.strip, text.splitlines())))[:2]:
            if len(line.split()) <= 7 and (kind := _wall(line)) in ("bot_wall", "error_page"):
                return kind, (_finding(kind, line),)
    return "article", ()


def _wall(text: str) -> str:
    """Return the kind of wall whose title begins like a text, "" for any other."""
    match = _WALL.match(fold(text[:300]))
    return (match and match.lastgroup) or ""


def _finding(code: str, raw: str | None = None) -> Finding:
    row = next(row for row in FINDINGS if row.code == code)
    return Finding("", code, row.severity, row.meaning, raw and raw[:200])
