"""The headline: site names and counters taken off, cut ends completed, and no word of the headline itself lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from service.fields.frame import (
    Damage,
    Reading,
    best_of,
    by_key_of,
    decide,
    judge_of,
    of_field,
    placeholder,
    plain,
    refused,
    statements_of,
    text_of,
)
from service.fields.url import site_labels
from service.fields.usual import counted, frames_used, unframed
from service.judge.headline import WORDS, Rivals, Wording, claims
from service.judge.titles import CUT, SEPARATOR, Cut, ends_of, key_of, parts_of
from service.lexicon.date_spans import looks_like_date
from service.lexicon.lines import is_placeholder, is_shelf
from service.lexicon.slugs import romanized, slug_of
from service.lexicon.texts import compact
from service.model import Context, Finding, Habits, Observation, Resolution, Source, Status, findings_of, rules_of
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
FINDINGS = findings_of(
    """
    not_a_headline warning
        The title is that of an error page, a bot wall or a form, not of an article.
        Fetch the page again; do not store this answer as an article.
    """
)


def resolve_headline(observations: Sequence[Observation], ctx: Context, *, publisher: str | None = None) -> Resolution:
    """Return the headline as readers see it."""
    mine = of_field(observations, "headline")
    names = site_names(observations, ctx, publisher) - titles_of(observations)
    names |= _romanized(mine, names)
    readings = [_read(observation, names, ctx.habits) for observation in mine]
    said = [reading for reading in readings if isinstance(reading.value, str)][:_MOST]
    told = [(o, text_of(o.raw) or "") for o in observations if o.field in ("author", "articleSection")]
    others = {compact(plain(text)) for _, text in told} - {""}
    heads = {reading.key for reading in said if reading.observation.source.id == "html:h1"}
    if {reading.observation.source.id for reading in said} == {"html:title"}:
        # a kicker is the headline's own where more than the title has it; an address may have a town for a section
        sections = [text for o, text in told if o.field == "articleSection" and o.source.witness != "url"]
        heads |= {compact(text) for text in sections if is_shelf(text)}
    parts = [part for reading in said for part in _parts(reading, names, heads, others)]
    wordings = _wordings(said, parts)
    rivals = Rivals(wordings, names, frozenset(others), slug_of(ctx.url))
    by_key = by_key_of([*said, *[part for part, _ in parts]])
    best = {key: _display(same) for key, same in by_key.items()}
    decided = judge_of("headline", readings, by_key, claims(rivals), WORDS, best)
    return counted(_with_other_wording(decided, best, rivals), "frame", frames_used(mine, ctx.habits), ctx.habits)


def _romanized(observations: Sequence[Observation], names: frozenset[str]) -> frozenset[str]:
    """Return the ends of titles that the host spells in Latin letters, compacted: "ΤΟ ΒΗΜΑ" at tovima.gr."""
    titles = [plain(o.raw) for o in observations if isinstance(o.raw, str) and not o.raw.isascii()]
    return frozenset([compact(end) for title in titles for end in ends_of(title) if romanized(end) in names])


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
        text = _without(_DATED, _LEAST, text) if text[-1:].isdigit() else text
        part = replace(reading, value=text, key=key_of(text), damages=(*reading.damages, damage))
        if not is_site(text, names) and not is_placeholder(text):
            found.append((part, cut))
    return found


def _wordings(said: Sequence[Reading], parts: Sequence[tuple[Reading, Cut]]) -> list[Wording]:
    """Return the wordings that the readings and their parts state, in the page's order."""
    whole: dict[str, list[Source]] = {}
    parted: dict[str, list[tuple[Source, Cut]]] = {}
    texts: dict[str, str] = {}
    for reading, statement in zip(said, statements_of(said), strict=True):
        texts.setdefault(reading.key, str(reading.value))
        whole.setdefault(reading.key, []).append(statement)
    for (reading, cut), statement in zip(parts, statements_of([part for part, _ in parts]), strict=True):
        texts.setdefault(reading.key, str(reading.value))
        parted.setdefault(reading.key, []).append((statement, cut))
    return [
        Wording(key, text, tuple(whole.get(key, ())), tuple(parted.get(key, ()))) for key, text in list(texts.items())[:_MOST]
    ]


def resolve_alternative_headline(
    observations: Sequence[Observation], ctx: Context, *, headline: str | None = None
) -> Resolution:
    """Return the second headline, where the page states one that differs from the first."""
    mine = of_field(observations, "alternativeHeadline")
    if not mine:
        return Resolution("alternativeHeadline")
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
    damages = (*framed, *[damage for damage in damages if damage.rule not in [told.rule for told in framed]])
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


def _with_other_wording(resolution: Resolution, best: Mapping[str, Reading], rivals: Rivals) -> Resolution:
    """Return the resolution, marked as a conflict where another place has a probable wording of its own.

    Editors set "Why the bridge had to close" for social media: one CMS states both, so no witness proves the other wrong.
    """
    likely = [key_of(str(each.value)) for each in resolution.candidates[1:] if each.probability >= _RIVAL]
    key = next((key for key in likely if rivals.places[key]), None)
    if key is None:
        return resolution
    other = best[key]
    message = f"{other.observation.source.id} has another wording: “{str(other.value)[:200]}”."
    finding = Finding("/article/headline", "witnesses_disagree", "info", message, other.observation.raw)
    status: Status = resolution.status if resolution.repairs else "conflict"
    return replace(resolution, status=status, findings=(*resolution.findings, finding))


def _display(same: Sequence[Reading]) -> Reading:
    """Return the one of equal headlines to print: without repair, not in capitals, as printed, as most places spell it."""
    if len(same) == 1:
        return same[0]
    spelled = Counter([str(r.value) for r in same])

    def rank(r: Reading) -> tuple[int, bool, bool, int]:
        unprinted = r.observation.source.witness != "human" or r.stated is False
        return len(r.damages), str(r.value).isupper(), unprinted, -spelled[str(r.value)]

    return best_of(same, rank)


_COUNTER = re.compile(r"^\s*[\(\[]\d{1,3}\+?[\)\]]\s+(?=\S{2})")


_AROUND_HOST = re.compile(r"^[a-z]+://|[/:?#].*$")
#: No host has more characters (RFC 1035); each label of "a.a.a.…" begins a name that goes on to the end of all.
_HOST = 253


def site_names(observations: Sequence[Observation], ctx: Context, publisher: str | None) -> frozenset[str]:
    """Return every name by which the page calls its site, compacted: the publisher's, and the labels of its domain."""
    names = [text_of(o.raw) or "" for o in observations if o.field in ("publisher", "copyrightHolder")]
    names.append(publisher or "")
    names += [_ARTICLE.sub("", plain(name), count=1) for name in names]
    host = _AROUND_HOST.sub("", (ctx.url or "").casefold(), count=2)[:_HOST]
    compacted = {compact(plain(name)) for name in names} | site_labels(ctx.url) | {compact(host)}
    compacted |= {compact(".".join(host.split(".")[at:])) for at in range(1, host.count("."))}
    for name in list(compacted):
        compacted.add(name.removeprefix("the"))
    return frozenset([name for name in compacted if len(name) > 1])


#: The article before a site's name, "The Northmoor Post" at northmoorpost.com, in the languages that part it from the name.
_ARTICLE = re.compile(r"^(?:the|der|die|das|de|het|el|los|la|las|le|les|il|lo|gli|o|os|a|as)\s+(?=\S{3})", re.IGNORECASE)


def is_site(text: str, names: Collection[str]) -> bool:
    """Return whether a text is a name of the site, with an article before it or without.

    >>> is_site("The Northmoor Post", {"northmoorpost"}), is_site("The Northmoor Post Office", {"northmoorpost"})
    (True, False)
    """
    return compact(text) in names or compact(_ARTICLE.sub("", text.strip(), count=1)) in names


#: Places that state the headline of most pages.
_TITLED = frozenset(("html:h1", "html:title", "ld+json:headline", "meta:og:title"))
#: A site's name has fewer letters than this; in scripts without blanks fewer than the second.
_NAME, _WIDE_NAME = 20, 10


def titles_of(observations: Sequence[Observation]) -> frozenset[str]:
    """Return the headline that both page and metadata state, compacted, where it is too long for a site's name.

    A theme that fills og:site_name with the page's title calls every article a site.
    """
    mine = [o for o in observations if o.field == "headline" and o.source.id in _TITLED]
    said = {o.source.id: compact(plain(text_of(o.raw) or "")) for o in reversed(of_field(mine, "headline"))}
    machines = {said[place] for place in said.keys() - {"html:h1"}}
    head = said.get("html:h1", "")
    long = len(head) >= (_WIDE_NAME if head[:1] >= "\u2e80" or "\u0e00" <= head[:1] < "\u0f00" else _NAME)
    return frozenset({head} & machines) if long else frozenset()


#: The badges of paid content: a mark parts them from the headline, or brackets are around them.
_BADGE = re.compile(
    r"^(?P<bracket>[\[(])?(?:sponsored(?: (?:content|post|story|article))?|sponsored by [^:|–—\])]{2,40}|paid (?:content|post)|"
    r"partner content|advertorial|anzeige|gesponsert|contenu sponsorisé|contenido patrocinado|patrocinado|"
    r"contenuto sponsorizzato|conteúdo patrocinado|gesponsord|sponset innhold|sponsrat innehåll|materiał sponsorowany|"
    r"на правах рекламы|спонсорский материал|sponsorlu içerik|広告|[광推]广|추천광고)"
    r"(?(bracket)[\])]\s*:?|\s*(?::|\||\s[-–—]\s))\s*",
    re.IGNORECASE,
)
#: A day with its clock behind a headline: "…, 12 марта 2023-10:33".
_DATED = re.compile(r",\s+([^,]{4,26}\d{4})\s?[-–,]?\s?\d{1,2}[:.]\d\d$")
#: A headline beside a badge or a date has so many characters at least.
_LEAST = 16
#: What clings to a headline: the damage, its pattern at one end, what it leaves at least, and why it is no part of it.
_CLINGING = (
    ("counter_in_headline", _COUNTER, 2, "The number in front counts unread messages of a browser tab."),
    ("badge_in_headline", _BADGE, _LEAST, "The words in front mark paid content."),
    ("date_in_headline", _DATED, _LEAST, "The day and the clock behind the headline are the article's."),
)
#: Cleaning is repeated until nothing changes, so that an answer sent back is its own answer.
_ROUNDS = 5


@lru_cache(maxsize=256)
def cleaned(text: str) -> tuple[str, tuple[Damage, ...]]:
    """Return the text without what clings to it, and the damage that this was."""
    damages: dict[str, Damage] = {}
    for _ in range(_ROUNDS):
        before = text
        for rule, pattern, least, why in _CLINGING:
            bare = _without(pattern, least, text) if pattern.search(text) else text
            if bare != text:
                damages.setdefault(rule, Damage(rule, text, why))
                text = bare
        half = len(text) // 2
        if len(text) >= 12 and text[:half].strip() == text[half:].strip(" |-–—") and " " in text[:half].strip():
            damages.setdefault("doubled_headline", Damage("doubled_headline", text, "The same words stand twice in a row."))
            text = text[:half].strip()
        if text == before:
            break
    return text, tuple(damages.values())


def _without(pattern: re.Pattern[str], least: int, text: str) -> str:
    """Return the text without what a pattern finds at its beginning or its end; a day must be one."""
    found = pattern.search(text)
    if found is None or (pattern is _DATED and not looks_like_date(found[1])):
        return text
    rest = text[: found.start()] or text[found.end() :]
    return rest if len(rest) >= least else text
