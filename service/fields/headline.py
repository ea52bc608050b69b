"""The headline: site names and counters taken off, and no word of the headline itself lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache, partial

from service.fields.frame import all_told, empty, told_in
from service.fields.titles import CUT, FEATURES, Cut, Wordings, is_site, parts_of, pieces, size, without_article
from service.fields.url import site_labels
from service.judge.decision import MOST, Damage, Reading, by_key_of, counted, decide, ranked, refused
from service.lexicon.date_spans import looks_like_date
from service.lexicon.lines import is_placeholder
from service.lexicon.slugs import path_of, slug_words
from service.lexicon.tables import phrases
from service.lexicon.texts import any_of, compact, either_case, fold, of_short_texts
from service.model import Context, Evidence, Finding, Habits, Observation, Resolution

#: Titles of pages that are no article: errors, logins and the like, in many languages.
_NOT_A_HEADLINE = re.compile(rf"(?:{any_of(phrases('sites', 'no_headlines'))})|(?:error )?[45]\d\d\b.{{0,40}}", re.IGNORECASE)

#: A frame of fewer characters is a mark of the headline's own: "?" on every page of a quiz.
_SHORTEST = 3


def resolve_headline(observations: Sequence[Observation], ctx: Context, *, publisher: str | None = None) -> Resolution:
    """Return the headline as readers see it."""
    told = told_in(observations, "headline")
    if not told:
        return Resolution("headline")
    names = site_names(observations, ctx, publisher, but_not=titles_of(told))
    readings = [_read(o, text, names, ctx.habits) for o, text in told]
    sections = set(map(compact, all_told(observations, "author", "articleSection"))) - {""}
    by_key = by_key_of(readings, MOST)
    places = {key: [r.observation.source.id for r in same] for key, same in by_key.items()}
    cuts = _add_parts(by_key, names, sections)
    texts = {key: str(same[0].value) for key, same in by_key.items()}
    marks = Wordings(texts, places, cuts, names, sections, slug_words(path_of(ctx.url or ""))).marks()
    return decide("headline", readings, FEATURES, by_key=by_key, marks=marks, display=_display, conflicts=places.keys())


def _add_parts(by_key: dict[str, list[Reading]], names: frozenset[str], sections: Collection[str]) -> dict[str, list[Cut]]:
    """Add the parts of titles that may be the headline to each wording's readings, and return what was cut off for them."""
    whole = [reading for same in by_key.values() for reading in same]
    heads = {reading.key for reading in whole if reading.observation.source.id == "html:h1"}
    is_known = partial(is_site, names=names | heads)
    cuts: dict[str, list[Cut]] = {}
    for reading in whole:
        text, source = str(reading.value), reading.observation.source
        for part, rest in parts_of(text, is_known, source.witness == "human"):
            # a date stood before the frame that is gone
            bare = _without(_DATED.search, part)
            key = compact(bare)
            if is_site(bare, names) or (" " not in bare and is_placeholder(bare)):
                continue
            if key in by_key or len(by_key) < MOST:
                rule = "section_in_headline" if compact("".join(rest)) in sections else "site_name_in_headline"
                said = Reading(reading.observation, bare, key, (*reading.damages, Damage(rule, text)))
                by_key.setdefault(key, []).append(said)
                cuts.setdefault(key, []).append((source.id, rest))
    return cuts


def resolve_alternative_headline(
    observations: Sequence[Observation], ctx: Context, *, headline: str | None = None
) -> Resolution:
    """Return the second headline, where the page states one that differs from the first."""
    if not observations:
        return Resolution("alternativeHeadline")
    names, same = site_names(observations, ctx, None), compact(headline or "") or fold(headline or "")
    readings = [_read(o, text, names, None) for o, text in told_in(observations, "alternativeHeadline")]
    readings = [refused(r.observation, "equals the headline") if r.key == same else r for r in readings]
    return decide("alternativeHeadline", readings, conflicts=False)


def _read(o: Observation, text: str, names: frozenset[str], habits: Habits | None) -> Reading:
    """Return the headline that a text says, without the frame that it has on other pages of the site."""
    damages: tuple[Damage, ...] = ()
    used: tuple[Evidence, ...] = ()
    for before, after, habit in habits.frames.get(o.source.id, ()) if habits else ():
        bare = text.removeprefix(before).removesuffix(after)
        around = max(len(before.strip()), len(after.strip())) >= _SHORTEST
        if habits and around and len(bare.strip()) > _SHORTEST and text == f"{before}{bare}{after}":
            used = (counted(habits, "frame", "headline", f"{before}…{after}", habit),)
            text, damages = bare.strip(), (Damage("site_name_in_headline", text),)
            break
    text, clinging, why_not = _cleaned(text, names)
    if not why_not:
        return Reading(o, text, compact(text) or fold(text), (*damages, *clinging), habits=used)
    if why_not == _OTHER_KIND:
        message = f"“{text[:100]}” in {o.source.id} is the title of an error page, a bot wall or a form."
        return refused(o, why_not, Finding("/article/headline", "not_a_headline", "warning", message, o.raw))
    return empty(o, "headline", pieces(text)[0] or text) or refused(o, why_not)


def _display(same: Sequence[Reading]) -> Reading:
    """Return the one of equal headlines to print: not in capitals, without repair, as printed."""
    return ranked(same, [(str(r.value).isupper(), len(r.damages), r.observation.source.witness != "human") for r in same])


def site_names(
    observations: Sequence[Observation], ctx: Context, publisher: str | None, but_not: Collection[str] = ()
) -> frozenset[str]:
    """Return every name by which the page calls its site, compacted: the publisher's, and the labels of its domain."""
    told = {name for name in all_told(observations, "publisher") | {publisher or ""} if compact(name) not in but_not}
    names = {compact(name) for text in told for name in (text, without_article(text))} | site_labels(ctx.url)
    return frozenset([name for each in names for name in (each, each.removeprefix("the")) if len(name) > 1])


#: Places that state the headline of most pages beside the h1.
_TITLED = frozenset(("html:title", "ld+json:headline", "meta:og:title"))
#: A site's name has no more words than this.
_NAME = 4


def titles_of(told: Sequence[tuple[Observation, str]]) -> frozenset[str]:
    """Return the headline that page and metadata state, compacted, where it is too long for a site's name."""
    heads = {compact(text) for o, text in told if o.source.id == "html:h1" and size(text) > _NAME}
    return frozenset(heads & {compact(text) for o, text in told if o.source.id in _TITLED} if heads else ())


#: The badges of paid content: a mark parts them from a headline of 16 characters and more, or brackets are around them.
_BADGE = re.compile(
    rf"^(?P<bracket>[\[(])?(?:sponsored by [^:|–—\])]{{2,40}}|{any_of(phrases('sites', 'paid_content'), either_case)})"
    r"(?(bracket)[\])]\s*:?|\s*(?::|\||\s[-–—]\s))\s*(?=.{16})",
    re.IGNORECASE,
)
#: A day with its clock behind a headline: "…, 12 марта 2023-10:33".
_DATED = re.compile(r",(?<=.{17})\s+([^,]{4,26}\d{4})\s?[-–,]?\s?\d{1,2}[:.]\d\d$")
_COUNTER = re.compile(r"^\s*[\(\[]\d{1,3}\+?[\)\]]\s+(?=\S{2})")
#: What clings to one end of a headline, and the damage that it is.
_CLINGING = ((_COUNTER.match, "counter_in_headline"), (_BADGE.match, "badge_in_headline"), (_DATED.search, "date_in_headline"))
#: Cleaning is repeated until nothing changes, so that an answer sent back is its own answer.
_ROUNDS = 5
#: A headline that stands twice has so many characters at least.
_TWICE = 12
_OTHER_KIND = "the title of another kind of page"


@of_short_texts
@lru_cache(maxsize=256)
def _cleaned(text: str, names: frozenset[str]) -> tuple[str, tuple[Damage, ...], str]:
    """Return the text without what clings to it, the damage that this was, and why it is no headline or ""."""
    damages: dict[str, Damage] = {}
    for _ in range(_ROUNDS):
        before = text
        for find, rule in _CLINGING:
            bare = _without(find, text)
            if bare != text:
                damages.setdefault(rule, Damage(rule, text))
                text = bare
        half = text[: len(text) // 2].strip()
        if len(text) >= _TWICE and " " in half and half == text[len(text) // 2 :].strip(" |-–—"):
            damages.setdefault("doubled_headline", Damage("doubled_headline", text))
            text = half
        if text == before:
            break
    # "undefined | Example Times"
    nothing = is_placeholder(pieces(text)[0] or text)
    other = _NOT_A_HEADLINE.fullmatch(CUT.sub("", text) if text[-1:] in "….]" else text) is not None
    why_not = "nothing" if nothing else "the name of the site" if is_site(text, names) else _OTHER_KIND if other else ""
    return text, tuple(damages.values()), why_not


def _without(find: Callable[[str], re.Match[str] | None], text: str) -> str:
    """Return the text without what is found at its beginning or its end; a day must be one."""
    found = find(text)
    if found is None or (found.re is _DATED and not looks_like_date(found[1])):
        return text
    return text[: found.start()] or text[found.end() :]
