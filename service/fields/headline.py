"""The headline: site names and counters taken off, cut ends completed, and no word of the headline itself lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from service.fields.frame import (
    Damage,
    Reading,
    decide,
    judge_of,
    of_field,
    placeholder,
    plain,
    refused,
    statement_of,
    text_of,
)
from service.fields.headline_clinging import cleaned, is_site, site_names, titles_of, undated
from service.fields.usual import counted, frames_used, unframed
from service.judge import Statement
from service.judge.headline import WORDS, claims
from service.judge.rivals import Rivals, Wording
from service.judge.titles import CUT, SEPARATOR, Cut, ends_of, key_of, parts_of
from service.lexicon.lines import is_placeholder
from service.lexicon.shelves import is_shelf
from service.lexicon.slugs import romanized, slug_of
from service.lexicon.texts import compact
from service.model import Context, Finding, FindingCode, Habits, Observation, Resolution, Status, rules_of
from service.records import replace

#: Wordings that are weighed against one another; a page with more of them says nothing more.
_MOST = 50
#: Titles of pages that are no article: errors, logins and the like, in many languages.
_NOT_A_HEADLINE = re.compile(
    r"just a moment|attention required|access denied|please wait|are you (?:a )?(?:robot|human)|checking your browser|"
    r"verify you are human|"
    r"(?:error )?[45]\d\d\b.{0,40}|page not found|not found|forbidden|service unavailable|bad gateway|seite nicht gefunden|"
    r"page introuvable|página no encontrada|untitled(?: document)?|"
    r"loading|react app|vite app|new post|document|home(?: ?page)?|log ?in|sign ?in|subscribe|index",
    re.IGNORECASE,
)

RULES = rules_of(
    "headline",
    """
    site_name_in_headline site-suffix site-prefix
        the site's name stands before or after the headline
        a title template for search engines and browser tabs
        Storm hits coast | The Example Times → Storm hits coast
    section_in_headline section-suffix
        the section's or the author's name stands after the headline
        a title template that prints all it has
        Storm hits coast – Weather → Storm hits coast
    counter_in_headline counter
        a counter of unread messages stands before the headline
        a script that writes into the tab's title, run before the page was saved
        (2) Storm hits coast → Storm hits coast
    badge_in_headline badge
        a badge for paid content stands before the headline
        the law wants it marked, and the CMS has one field for both
        Sponsored content: Storm shelters compared → Storm shelters compared
    date_in_headline date-in-title
        the article's date stands behind the headline with its clock
        a title template that prints all it has
        Storm hits the coast, 12 March 2023-10:33 → Storm hits the coast
    doubled_headline doubled
        the headline is written twice in one value
        the text of two elements is joined
        Storm hits coast Storm hits coast → Storm hits coast
    """,
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
    names |= _romanized(mine, names)
    readings = [_read(observation, names, ctx.habits) for observation in mine]
    said = [reading for reading in readings if isinstance(reading.value, str)][:_MOST]
    others = {compact(plain(text_of(o.raw) or "")) for o in observations if o.field in ("author", "articleSection")} - {""}
    heads = {reading.key for reading in said if reading.observation.source.id == "html:h1"}
    # a kicker is the headline's own where more than the title has it
    lone = {reading.observation.source.id for reading in said} == {"html:title"}
    kickers = {compact(text) for o in observations if lone and _is_section(o) and is_shelf(text := text_of(o.raw) or "")}
    parts = [part for reading in said for part in _parts(reading, names, {*heads, *kickers}, others)]
    spoken = [publisher or "", *[text_of(o.raw) or "" for o in observations if o.field in ("publisher", "copyright")]]
    wordings = _wordings(said, parts)
    rivals = Rivals(wordings, names, frozenset(others), " ".join(map(compact, spoken)), slug_of(ctx.url))
    by_key: dict[str, list[Reading]] = {}
    for reading in (*said, *[part for part, _ in parts]):
        by_key.setdefault(reading.key, []).append(reading)
    decided = judge_of("headline", readings, by_key, claims(rivals), WORDS, _display)
    return counted(_with_other_wording(decided, by_key, rivals), "frame", frames_used(mine, ctx.habits), ctx.habits)


def _romanized(observations: Sequence[Observation], names: frozenset[str]) -> frozenset[str]:
    """Return the ends of titles that the host spells in Latin letters, compacted: "ΤΟ ΒΗΜΑ" at tovima.gr."""
    titles = [plain(text) for o in observations if (text := text_of(o.raw)) and not text.isascii()]
    return frozenset(compact(end) for title in titles for end in ends_of(title) if romanized(end) in names)


def _is_section(observation: Observation) -> bool:
    """Return whether an observation names the page's section; an address may have a town there."""
    return observation.field == "articleSection" and observation.source.witness != "url"


def _parts(
    reading: Reading, names: frozenset[str], heads: Collection[str], others: Collection[str]
) -> list[tuple[Reading, Cut]]:
    """Return the parts of a reading that may be the headline, as readings of it."""
    found = []
    printed = reading.observation.source.witness == "human"
    for text, cut in parts_of(str(reading.value), lambda name: is_site(name, names) or key_of(name) in heads, printed):
        rest = ", ".join(cut.parts)
        why = f"What was cut off, “{rest[:60]}”, is what the page's template puts beside its headline."
        rule = "section_in_headline" if compact(rest) in others else "site_name_in_headline"
        damage = Damage(rule, reading.value, why)
        # a date stood before the frame that is gone
        text = undated(text)
        part = replace(reading, value=text, key=key_of(text), damages=(*reading.damages, damage))
        if not is_site(text, names) and not is_placeholder(text):
            found.append((part, cut))
    return found


def _wordings(said: Sequence[Reading], parts: Sequence[tuple[Reading, Cut]]) -> list[Wording]:
    """Return the wordings that the readings and their parts state, in the page's order."""
    whole: dict[str, list[Statement]] = {}
    parted: dict[str, list[tuple[Statement, Cut]]] = {}
    texts: dict[str, str] = {}
    for reading in said:
        texts.setdefault(reading.key, str(reading.value))
        whole.setdefault(reading.key, []).append(statement_of(reading))
    for reading, cut in parts:
        texts.setdefault(reading.key, str(reading.value))
        parted.setdefault(reading.key, []).append((statement_of(reading), cut))
    return [
        Wording(key, text, tuple(whole.get(key, ())), tuple(parted.get(key, ()))) for key, text in list(texts.items())[:_MOST]
    ]


def resolve_alternative_headline(
    observations: Sequence[Observation], ctx: Context, *, headline: str | None = None
) -> Resolution:
    """Return the second headline, where the page states one that differs from the first."""
    mine = of_field(observations, "alternativeHeadline")
    names = site_names(observations, ctx, None)
    readings = [_read(observation, names) for observation in mine]
    same = key_of(headline or "")
    told = [refused(r.observation, "equals the headline") if r.key == same else r for r in readings]
    return decide("alternativeHeadline", told, conflicts=False)


def _read(observation: Observation, names: frozenset[str], habits: Habits | None = None) -> Reading:
    raw = text_of(observation.raw, ("headline", "name", "@value", "value", "title", "text"))
    if raw is None:
        return refused(observation, "no text")
    bare, framed = unframed(plain(raw), observation, habits)
    text, damages = cleaned(bare)
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


#: A rival with this probability is a disagreement worth telling.
_RIVAL = 0.05


def _with_other_wording(resolution: Resolution, by_key: Mapping[str, Sequence[Reading]], rivals: Rivals) -> Resolution:
    """Return the resolution, marked as a conflict where another place has a probable wording of its own.

    Editors set "Why the bridge had to close" for social media: one CMS states both, so no witness proves the other wrong.
    """
    likely = [key_of(str(each.value)) for each in resolution.candidates[1:] if each.probability >= _RIVAL]
    key = next((key for key in likely if rivals.places[key]), None)
    if key is None:
        return resolution
    other = _display(by_key[key])
    message = f"{other.observation.source.id} has another wording: “{str(other.value)[:200]}”."
    finding = Finding("/article/headline", "witnesses_disagree", "info", message, other.observation.raw)
    status: Status = resolution.status if resolution.repairs else "conflict"
    return replace(resolution, status=status, findings=(*resolution.findings, finding))


def _display(same: Sequence[Reading]) -> Reading:
    """Return the one of equal headlines to print: without repair, not in capitals, as printed, as most places spell it."""
    spelled = Counter(str(r.value) for r in same)
    return min(
        same,
        key=lambda r: (
            len(r.damages),
            str(r.value).isupper(),
            r.observation.source.witness != "human" or r.stated is False,
            -spelled[str(r.value)],
            -r.reliability,
            r.observation.order,
            repr(r.value),
        ),
    )
