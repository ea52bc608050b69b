"""The headline: site names and counters taken off, and no word of the headline itself lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache, partial

from service.fields.frame import all_texts, empty, field_texts
from service.fields.headline_features import FEATURES, NAMED, Wordings, wording_features
from service.fields.titles import CUT, Cut, is_site, parts_of, pieces, size, without_article
from service.fields.url import site_labels
from service.judge.decision import (
    MOST,
    Damage,
    Reading,
    by_key_of,
    counted,
    decide,
    ranked,
    refused,
)
from service.lexicon.lines import is_placeholder
from service.lexicon.slugs import path_of, slug_words
from service.lexicon.tables import phrases
from service.lexicon.texts import any_of, compact, either_case, fold, of_short_texts
from service.model import Context, Evidence, Finding, Habits, Observation, Resolution
from service.spans.date_spans import looks_like_date

#: Titles of pages that are no article: errors, logins and the like, in many languages.
_NOT_A_HEADLINE = re.compile(
    rf"(?:{any_of(phrases('sites', 'no_headlines'))})|(?:error )?[45]\d\d\b.{{0,40}}", re.IGNORECASE
)

#: A longer text is an article's: it would be taken apart fifty times, and compared with each of its
#: rivals.
_LONGEST = 2_000
#: A frame of fewer characters is a mark of the headline's own: "?" on every page of a quiz.
_SHORTEST = 3


def resolve_headline(
    observations: Sequence[Observation], ctx: Context, *, publisher: str | None = None
) -> Resolution:
    """Return the headline as readers see it."""
    stated = field_texts(observations, "headline")
    if not stated:
        return Resolution("headline")
    names = site_names(observations, ctx, publisher, but_not=titles_of(stated))
    readings = [_read(o, text, names, ctx.habits) for o, text in stated]
    sections = set(map(compact, all_texts(observations, "author", "articleSection"))) - {""}
    by_key = by_key_of(readings, MOST)
    places = {key: [r.observation.source.id for r in same] for key, same in by_key.items()}
    cuts = _add_parts(by_key, names, sections)
    # "Council backs planQuay Post" lost the mark that "Council backs plan | Quay Post" has
    texts = {
        key: max([(len(text), text) for r in same if (text := str(r.value))])[1]
        for key, same in by_key.items()
    }
    slug = slug_words(path_of(ctx.url or ""))
    features = wording_features(Wordings(texts, places, cuts, names, sections, slug))
    return decide(
        "headline",
        readings,
        FEATURES,
        by_key=by_key,
        marks=features,
        display=_display,
        conflicts=places.keys(),
    )


def _add_parts(
    by_key: dict[str, list[Reading]], names: frozenset[str], sections: Collection[str]
) -> dict[str, list[Cut]]:
    """Add the parts of titles that may be the headline to each wording's readings, and return what
    was cut off for them.
    """
    whole = [reading for same in by_key.values() for reading in same]
    heads = {reading.key for reading in whole if reading.observation.source.id == "html:h1"}
    is_known = partial(is_site, names=names | heads)
    cuts: dict[str, list[Cut]] = {}
    for reading in whole:
        for part, cut in _parts(reading, is_known, names, sections):
            if part.key in by_key or len(by_key) < MOST:
                by_key.setdefault(part.key, []).append(part)
                cuts.setdefault(part.key, []).append(cut)
    return cuts


def _parts(
    reading: Reading,
    is_known: Callable[[str], bool],
    names: frozenset[str],
    sections: Collection[str],
) -> list[tuple[Reading, Cut]]:
    """Return the readings of the parts of a title that may be the headline, each with what was cut
    off for it.
    """
    text, source = str(reading.value), reading.observation.source
    found = []
    for part, rest in parts_of(text, is_known, source.witness == "human"):
        # a date stood before the frame that is gone
        bare = _without_date(part)
        if is_site(bare, names) or is_placeholder(bare) or _NOT_A_HEADLINE.fullmatch(bare):
            continue
        in_section = compact("".join(rest)) in sections
        rule = "section_in_headline" if in_section else "site_name_in_headline"
        damages = (*reading.damages, Damage(rule, text))
        bare_reading = Reading(reading.observation, bare, compact(bare), damages)
        found.append((bare_reading, (source.id, rest)))
    return found


def resolve_alternative_headline(
    observations: Sequence[Observation], ctx: Context, *, headline: str | None = None
) -> Resolution:
    """Return the second headline, where the page states one that differs from the first."""
    if not observations:
        return Resolution("alternativeHeadline")
    names = site_names(observations, ctx, None)
    first = headline or ""
    same = compact(first) or fold(first)
    stated = field_texts(observations, "alternativeHeadline")
    readings = [_read(o, text, names, None) for o, text in stated]
    readings = [
        refused(r.observation, "equals the headline") if r.key == same else r for r in readings
    ]
    return decide("alternativeHeadline", readings, conflicts=False)


def _read(o: Observation, text: str, names: frozenset[str], habits: Habits | None) -> Reading:
    """Return the headline that a text says, without the frame that it has on other pages of the
    site.
    """
    if len(text) > _LONGEST:
        return refused(o, "longer than a headline")
    text, damages, used = _without_frame(o, text, habits) if habits else (text, (), ())
    text, clinging, why_not = _cleaned(text, names)
    if not why_not:
        return Reading(o, text, compact(text) or fold(text), (*damages, *clinging), habits=used)
    if why_not == _OTHER_KIND:
        message = (
            f"“{text[:100]}” in {o.source.id} is the title of an error page, a bot wall or a form."
        )
        finding = Finding("/article/headline", "not_a_headline", "warning", message, o.raw)
        return refused(o, why_not, finding)
    return empty(o, "headline", pieces(text)[0] or text) or refused(o, why_not)


def _without_frame(
    o: Observation, text: str, habits: Habits
) -> tuple[str, tuple[Damage, ...], tuple[Evidence, ...]]:
    """Return the text without the frame that this place has on other pages of the site, with the
    damage and the habit, where it has one.
    """
    for before, after, habit in habits.frames.get(o.source.id, ()):
        if bare := _in_frame(text, before, after):
            used = counted(habits, "frame", "headline", f"{before}…{after}", habit)
            return bare, (Damage("site_name_in_headline", text),), (used,)
    return text, (), ()


def _in_frame(text: str, before: str, after: str) -> str:
    """Return what a text has between the ends of a frame, or "" where it has no such frame."""
    bare = text.removeprefix(before).removesuffix(after)
    around = max(len(before.strip()), len(after.strip()))
    if around < _SHORTEST or text != f"{before}{bare}{after}":
        return ""
    return bare.strip() if len(bare.strip()) > _SHORTEST else ""


def _display(same: Sequence[Reading]) -> Reading:
    """Return the one of equal headlines to print: not in capitals, without repair, as printed."""
    return ranked(
        same,
        [
            (str(r.value).isupper(), len(r.damages), r.observation.source.witness != "human")
            for r in same
        ],
    )


def site_names(
    observations: Sequence[Observation],
    ctx: Context,
    publisher: str | None,
    but_not: Collection[str] = (),
) -> frozenset[str]:
    """Return every name by which the page calls its site, compacted: the publisher's, and the
    labels of its domain.
    """
    stated = all_texts(observations, "publisher") | {publisher or ""}
    called = {name for name in stated if compact(name) not in but_not}
    called |= set(map(without_article, called))
    names = site_labels(ctx.url).union(map(compact, called))
    names |= {name.removeprefix("the") for name in names}
    return frozenset([name for name in names if len(name) > 1])


#: Places that state the headline of most pages beside the h1.
_TITLED = frozenset(("html:title", "ld+json:headline", "meta:og:title", "supplied:title"))
#: A site's name has no more words than this.
_NAME = 4


def titles_of(stated: Sequence[tuple[Observation, str]]) -> frozenset[str]:
    """Return the headline that page and metadata state, compacted, where it is too long for a
    site's name.
    """
    heads = {
        compact(text)
        for o, text in stated
        if o.source.id in ("html:h1", NAMED) and size(text) > _NAME
    }
    titles = {compact(text) for o, text in stated if o.source.id in _TITLED} if heads else set()
    return frozenset(heads & titles)


#: The badges of paid content: a mark parts them from a headline of 16 characters and more, or
#: brackets are around them.
_BADGE = re.compile(
    rf"^(?P<bracket>[\[(])?(?:sponsored by [^:|–—\])]{{2,40}}"
    rf"|{any_of(phrases('sites', 'paid_content'), either_case)})"
    r"(?(bracket)[\])]\s*:?|\s*(?::|\||\s[-–—]\s))\s*(?=.{16})",
    re.IGNORECASE,
)
#: A day with its clock behind a headline: "…, 12 марта 2023-10:33".
_DATED = re.compile(r",(?<=.{17})\s+([^,]{4,26}\d{4})\s?[-–,]?\s?\d{1,2}[:.]\d\d$")
_COUNTER = re.compile(r"^\s*[\(\[]\d{1,3}\+?[\)\]]\s+(?=\S{2})")
#: Cleaning is repeated until nothing changes, so that an answer sent back is its own answer.
_ROUNDS = 5
#: A headline that stands twice has so many characters at least.
_TWICE = 12
_OTHER_KIND = "the title of another kind of page"


def _without_counter(text: str) -> str:
    return _COUNTER.sub("", text)


def _without_badge(text: str) -> str:
    return _BADGE.sub("", text)


def _without_date(text: str) -> str:
    found = _DATED.search(text)
    return text[: found.start()] if found and looks_like_date(found[1]) else text


def _once(text: str) -> str:
    middle = len(text) // 2
    half, rest = text[:middle].strip(), text[middle:].strip(" |-–—")
    is_twice = len(text) >= _TWICE and " " in half and half == rest
    return half if is_twice else text


#: What clings to headlines: what takes it off, and the damage that it is.
_CLINGING = (
    (_without_counter, "counter_in_headline"),
    (_without_badge, "badge_in_headline"),
    (_without_date, "date_in_headline"),
    (_once, "doubled_headline"),
)


@of_short_texts
@lru_cache(maxsize=256)
def _cleaned(text: str, names: frozenset[str]) -> tuple[str, tuple[Damage, ...], str]:
    """Return the text without what clings to it, the damage that this was, and why it is no
    headline or "".
    """
    damages: dict[str, Damage] = {}
    for _ in range(_ROUNDS):
        before = text
        for cleaned, rule in _CLINGING:
            bare = cleaned(text)
            if bare != text:
                damages.setdefault(rule, Damage(rule, text))
                text = bare
        if text == before:
            break
    return text, tuple(damages.values()), _why_not(text, names)


def _why_not(text: str, names: frozenset[str]) -> str:
    """Return why a text is no headline, or ""."""
    parts = pieces(text)
    # "undefined | Example Times"
    if is_placeholder(parts[0] or text):
        return "nothing"
    if is_site(text, names):
        return "the name of the site"
    # "Subscribe | Example Times"
    unframed = [part for part in parts if not is_site(part, names)]
    bare = CUT.sub("", unframed[0] if len(unframed) == 1 else text)
    return _OTHER_KIND if _NOT_A_HEADLINE.fullmatch(bare) else ""
