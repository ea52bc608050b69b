"""The headline: site names and counters taken off, cut ends completed, and no word of the headline itself lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from service.fields.frame import Reading, decide, of_field, placeholder, plain, refused, text_of
from service.fields.headline_clinging import (
    CUT,
    SEPARATOR,
    cleaned,
    is_site,
    key_of,
    site_names,
    titles_of,
    uncoloned,
    unrolled,
)
from service.fields.headline_rivals import compared
from service.fields.mastheads import cut_tail, unmasted
from service.fields.usual import counted, frames_used, unframed
from service.lexicon.lines import is_placeholder
from service.model import Candidate, Context, Finding, FindingCode, Habits, Observation, Resolution, Rule

#: The chance that a wrong headline reads exactly like this.
_CHANCE = 0.001
#: How often a headline is the one that an editor would name where the places agree on it (199 of 205 news pages).
_AGREED = 0.97
#: The same where og:title words it otherwise (34 of 55), and what the other wording then has.
_REWORDED, _OTHER = 0.61, 0.35
#: The places whose own wording is as good a headline, the likelier one first.
_REWORDING = ("meta:og:title", "ld+json:headline")
#: Titles of pages that are no article: errors, logins and the like, in many languages.
_NOT_A_HEADLINE = re.compile(
    r"just a moment|attention required|access denied|please wait|are you (?:a )?(?:robot|human)|checking your browser|"
    r"verify you are human|"
    r"(?:error )?[45]\d\d\b.{0,40}|page not found|not found|forbidden|service unavailable|bad gateway|seite nicht gefunden|"
    r"page introuvable|página no encontrada|untitled(?: document)?|"
    r"loading|react app|vite app|new post|document|home(?: ?page)?|log ?in|sign ?in|subscribe|index",
    re.IGNORECASE,
)

RULES = (
    Rule(
        "site_name_in_headline",
        "headline",
        "the site's name stands before or after the headline",
        "a title template for search engines and browser tabs",
        "Storm hits coast | The Example Times",
        "Storm hits coast",
        ("site-suffix", "site-prefix"),
    ),
    Rule(
        "section_in_headline",
        "headline",
        "the section's or the author's name stands after the headline",
        "a title template that prints all it has",
        "Storm hits coast – Weather",
        "Storm hits coast",
        ("section-suffix",),
    ),
    Rule(
        "counter_in_headline",
        "headline",
        "a counter of unread messages stands before the headline",
        "a script that writes into the tab's title, run before the page was saved",
        "(2) Storm hits coast",
        "Storm hits coast",
        ("counter",),
    ),
    Rule(
        "doubled_headline",
        "headline",
        "the headline is written twice in one value",
        "the text of two elements is joined",
        "Storm hits coast Storm hits coast",
        "Storm hits coast",
        ("doubled",),
    ),
    Rule(
        "cut_headline",
        "headline",
        "the headline ends in an ellipsis, and another place of the page continues it",
        "a length limit for search results",
        "Storm hits coast, thousands flee as…",
        "Storm hits coast, thousands flee as river rises",
        ("truncated",),
    ),
)
FINDINGS = (
    FindingCode(
        "not_a_headline",
        "warning",
        "The title is that of an error page, a bot wall or a form, not of an article.",
        "Fetch the page again; do not store this answer as an article.",
    ),
)


def resolve_headline(observations: Sequence[Observation], ctx: Context, *, publisher: str | None = None) -> Resolution:
    """Return the headline as readers see it."""
    mine = of_field(observations, "headline")
    names = site_names(observations, ctx, publisher) - titles_of(observations)
    readings = uncoloned([_read(observation, names, ctx.habits) for observation in mine], names)
    readings = unrolled(
        readings, [plain(text_of(o.raw) or "") for o in observations if o.field in ("author", "articleSection")]
    )
    spoken = [text_of(o.raw) or "" for o in observations if o.field in ("publisher", "copyright")]
    readings = unmasted(cut_tail(readings, [publisher or "", *spoken]), ctx.url)
    readings = compared(readings, ctx.url)
    decided = _with_rewording(decide("headline", readings, u=_CHANCE, display=_display, ceiling=_AGREED), readings)
    return counted(decided, "frame", frames_used(mine, ctx.habits), ctx.habits)


def resolve_alternative_headline(
    observations: Sequence[Observation], ctx: Context, *, headline: str | None = None
) -> Resolution:
    """Return the second headline, where the page states one that differs from the first."""
    mine = of_field(observations, "alternativeHeadline")
    names = site_names(observations, ctx, None)
    readings = [_read(observation, names) for observation in mine]
    same = key_of(headline or "")
    told = [refused(r.observation, "equals the headline") if r.key == same else r for r in readings]
    return decide("alternativeHeadline", told, u=_CHANCE, conflicts=False)


def _read(observation: Observation, names: frozenset[str], habits: Habits | None = None) -> Reading:
    raw = text_of(observation.raw, ("headline", "name", "@value", "value", "title", "text"))
    if raw is None:
        return refused(observation, "no text")
    bare, framed = unframed(plain(raw), observation, habits)
    text, damages = cleaned(bare, names)
    damages = (*framed, *(damage for damage in damages if damage.rule not in {told.rule for told in framed}))
    parts = SEPARATOR.split(text)
    if is_placeholder(text) or is_placeholder(parts[0]):
        return placeholder(observation, "headline")
    if is_site(text, names):
        return refused(observation, "the name of the site")
    if _NOT_A_HEADLINE.fullmatch(CUT.sub("", text)):
        message = f"“{text[:100]}” in {observation.source.id} is the title of an error page, a bot wall or a form."
        finding = Finding("/article/headline", "not_a_headline", "warning", message, observation.raw)
        return refused(observation, "the title of another kind of page", finding)
    return Reading(observation, text, key_of(text), damages)


def _with_rewording(resolution: Resolution, readings: Sequence[Reading]) -> Resolution:
    """Return the resolution, less sure where og:title or JSON-LD words the headline otherwise, with that wording beside it.

    Editors set "Why the bridge had to close" for social media: one CMS states both, so no witness proves the other wrong.
    """
    if not isinstance(resolution.value, str):
        return resolution
    headline, key = resolution.value, key_of(resolution.value)
    stated = [[r for r in readings if r.observation.source.id == place and r.value is not None] for place in _REWORDING]
    otherwise = [said[0] for said in stated if said and all(r.key != key for r in said)]
    if not otherwise:
        return resolution
    other = otherwise[0]
    confidence = min(resolution.confidence, _REWORDED)
    others = [Candidate(c.value, min(c.probability, 1 - _REWORDED - _OTHER)) for c in resolution.candidates[1:]]
    others = [c for c in others if c.value != other.value]
    message = f"{other.observation.source.id} has another wording: “{str(other.value)[:200]}”."
    finding = Finding("/article/headline", "witnesses_disagree", "info", message, other.observation.raw)
    return replace(
        resolution,
        status="conflict" if not resolution.repairs else resolution.status,
        confidence=confidence,
        candidates=(Candidate(headline, confidence), Candidate(other.value, _OTHER), *others),
        repairs=tuple(replace(repair, confidence=confidence) for repair in resolution.repairs),
        findings=(*(f for f in resolution.findings if f.code != finding.code), finding),
    )


def _display(same: Sequence[Reading]) -> Reading:
    """Return the one of equal headlines to print: without repair, not in capitals, as printed, as most places spell it.

    A reading that another place completes is as good as that place's, since the words that it prints are those.
    """
    spelled = Counter(str(r.value) for r in same)
    return min(
        same,
        key=lambda r: (
            sum(damage.rule != "cut_headline" for damage in r.damages),
            str(r.value).isupper(),
            r.observation.source.witness != "human" or r.stated is False,
            -spelled[str(r.value)],
            -r.reliability,
            r.observation.order,
            repr(r.value),
        ),
    )
