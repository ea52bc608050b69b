"""The description: what the outlet says of the article in a sentence or two."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from service.fields.frame import empty, field_texts
from service.fields.titles import pieces, segments, telling
from service.judge.decision import (
    MOST,
    Damage,
    Feature,
    Reading,
    boilerplate,
    by_key_of,
    damages_of,
    decide,
    ranked,
    refused,
    usual,
)
from service.lexicon.lines import SHELVES, WIDE_SHELVES
from service.lexicon.tables import phrases
from service.lexicon.texts import any_of, compact, either_case, fold, key_of, word_count, words_in
from service.model import Context, Finding, Habits, Observation, Resolution, Source
from service.spans.labelled import is_keyword_list

#: Two descriptions whose first letters and digits agree this far are one, cut at different lengths.
_SAME = 40
#: Fewer words describe nothing; so many commas between short items, "ferry, harbour, quay, storm",
#: are the keywords again.
_FEWEST, _COMMAS = 3, 3
#: So many words of the headline tie a text to the article; a text of more characters than the
#: second is the article.
_RELATED, _ARTICLE = 3, 1_000
#: A slogan has so many characters at most, and a shelf for so many; what stands around the headline
#: in a title so many letters.
_SLOGANS, _SHELF, _FRAME = 200, 120, 20
#: A text of Chinese or Japanese that has so many words for news and shelves is an offer.
_OFFERED = 4
_SLOGAN = "the site's slogan"
#: What excerpt makers leave behind the cut, "The storm … [&hellip;]", "Continue reading →"; in
#: WordPress' feeds a sentence of its own: "The post Storm hits coast appeared first on The Example
#: Times."
_CUT_MARK = re.compile(
    r"\[\s*(?:…|\.\.\.|&hellip;)\s*\](?:\s*\[\s*(?:…|\.\.\.|&hellip;)\s*\])*$|"
    rf" (?=.{{3,100}}+$)\(?(?:read more (?:on|at) (?-i:[\w&'’-]+(?:\s[\w&'’-]+){{0,4}})|"
    rf"{any_of(phrases('sites', 'read_on'), either_case)})\W{{0,3}}$|"
    r"(?:^|\s)(?-i:The post|Der Beitrag|L['’]article|La entrada|L['’]articolo|O post|Het "
    r"bericht)\s\S.{0,300}?\s"
    r"(?:appeared first on|erschien zuerst auf|est apparu en premier sur|se publicó "
    r"primero en|proviene da|"
    r"apareceu primeiro em|verscheen eerst op)\s[^\s,;]+(?:\s[^\s,;]+){0,5}$",
    re.IGNORECASE,
)
#: The longest of those, with a headline in it.
_LONGEST_MARK = 500
#: What a browser or a search engine says instead of the page.
_MACHINES_WORDS = re.compile(
    r"(?:please |you need to |bitte |veuillez )?(?:enable|turn on|activate|aktivieren sie"
    r"|activer) javascript\b.{0,80}|"
    r"(?:we use|this (?:web)?site uses|wir verwenden|nous utilisons|utilizamos"
    r"|utilizziamo).{0,80}\bcookies\b.{0,200}|"
    r"visit the post for more\W{0,3}|(?:https?://|www\.)\S+|(?:[a-z0-9-]+\.)+[a-z]{2,24}",
    re.IGNORECASE,
)
#: How a sentence ends, and a text that breaks off.
_ENDED, _BROKEN_OFF = re.compile(r"[.!?…。！？:][\"'”’»)\]]?$"), ("...", "…")


def resolve_description(
    observations: Sequence[Observation],
    ctx: Context,
    *,
    publisher: str | None = None,
    headline: str | None = None,
) -> Resolution:
    """Return the description as one line of plain text."""
    site, title = publisher or "", headline or ""
    readings = [
        _read(o, whole, site, title, ctx.habits)
        for o, whole in field_texts(observations, "description")
    ]
    by_key = by_key_of(readings, MOST)
    page = _measured_against(by_key, title)
    marks = {
        each.key: {row.id: float(measure(each, page)) for row, measure in MEASURED}
        for each in page.descriptions
    }
    return decide(
        "description",
        readings,
        FEATURES,
        by_key=by_key,
        marks=marks,
        display=_whole,
        conflicts=False,
    )


def _read(
    observation: Observation, whole: str, publisher: str, headline: str, habits: Habits | None
) -> Reading:
    text, damages, why = _judged(whole, publisher, headline)
    if why:
        message = f"{observation.source.id} advertises the site, not the article: “{text[:100]}”."
        finding = Finding(
            "/article/description", "slogan_as_description", "info", message, observation.raw
        )
        return refused(observation, why, finding if why == _SLOGAN else None)
    habit = usual(habits, "descriptions").get(key_of(text))
    if habit:
        used = boilerplate(habits, "descriptions", "description", [(text, key_of(text))])
        return Reading(observation, why=f"stands on {habit} of this site", habits=used)
    key = compact(text[: 5 * _SAME])[:_SAME] or text
    return empty(observation, "description", text) or Reading(observation, text, key, damages)


@lru_cache(maxsize=256)
def _judged(whole: str, publisher: str, headline: str) -> tuple[str, tuple[Damage, ...], str]:
    """Return the text without what stands around it and marks of a cut, these as damage, and why it
    is no description or "".
    """
    spans = segments(whole)
    # the site's name behind it, and the headline before it
    if len(spans) > 1 and _are_alike(whole[spans[-1][0] :], publisher):
        spans = spans[:-1]
    if len(spans) > 1 and _are_alike(whole[: spans[0][1]], headline):
        spans = spans[1:]
    text = whole[spans[0][0] : spans[-1][1]]
    bare = _without_cut_marks(text)
    damages = damages_of(
        (text != whole, Damage("headline_in_description", whole)),
        (bare != text, Damage("cut_mark_in_description", text)),
    )
    return bare, damages, _why_not(bare, publisher, headline)


def _are_alike(text: str, name: str) -> bool:
    """Return whether a text is a name but for its marks and blanks."""
    return bool(name) and compact(text) == compact(name)


def _without_cut_marks(text: str) -> str:
    """Return the text without marks of a cut; an excerpt of an excerpt got two."""
    for _ in range(5):
        if not (found := _CUT_MARK.search(text, max(0, len(text) - _LONGEST_MARK))):
            break
        text = text[: found.start()].strip()
    return text


def _is_word(text: str) -> bool:
    return " " not in text and 0 < word_count(text) < _FEWEST


def _is_machines(text: str) -> bool:
    return _MACHINES_WORDS.fullmatch(text) is not None


def _is_list(text: str) -> bool:
    return text.count(",") >= _COMMAS and is_keyword_list(text)


#: What holds of a text that is no sentence about an article.
_NO_SENTENCES = (_is_word, _is_machines, _is_list)


def _why_not(text: str, publisher: str, headline: str) -> str:
    """Return why a text does not describe the article, or ""."""
    if _repeats(text, headline):
        return "the headline again"
    if any(holds(text) for holds in _NO_SENTENCES):
        return "no sentence about an article"
    return _SLOGAN if len(text) <= _SLOGANS and _is_slogan(text, publisher, headline) else ""


def _repeats(text: str, headline: str) -> bool:
    """Return whether a text is the headline with little around it."""
    title = compact(headline)
    is_short = title and len(compact(text)) - len(title) <= _FRAME
    return bool(is_short) and title in map(compact, pieces(text))


def _is_slogan(text: str, publisher: str, headline: str) -> bool:
    """Return whether a short text is about the site: its name, or what it offers, and no word of
    the headline.
    """
    name, letters, title = compact(publisher) or "\0", compact(text), compact(headline)
    if name == letters:
        return True
    # "Getting started with the Example Times" is about the site; "BBC News has learned that …" has
    # the word in the name
    named = name in letters
    if named and name in title and name != title:
        return False
    left = set(words_in(fold(text).replace(fold(publisher), " ") if named else fold(text)))
    if not telling(headline).isdisjoint(left):
        return False
    shelves = SHELVES & left
    is_of_site = named and len(shelves) * _SHELF >= len(text)
    return is_of_site or _is_offer(text, letters, shelves)


def _is_offer(text: str, letters: str, shelves: Collection[str]) -> bool:
    """Return whether a text is what the site offers: "Aktuelle News aus Politik, Wirtschaft und
    Sport."
    """
    wide = [word for word in WIDE_SHELVES if word in text]
    is_of_shelves = len(shelves) > 1 and sum(map(len, shelves)) * 2 >= len(letters)
    return is_of_shelves or len(wide) >= _OFFERED


def _whole(same: Sequence[Reading]) -> Reading:
    """Return the most reliable of descriptions that begin alike, or one that goes on where a
    quotation mark ended another.
    """
    best = ranked(
        same, [(len(r.damages), r.observation.source.id == "html:first-paragraph") for r in same]
    )
    text = str(best.value)
    if _is_whole(text):
        return best
    is_cut = text.endswith(_BROKEN_OFF)
    begun = text.rstrip(".… ") if is_cut else text
    longer = [r for r in same if _goes_on(r, len(text), begun)]
    # what most places cut with a mark is meant so
    alike = len([r for r in same if r.value == text]) if is_cut else 1
    return ranked(longer, [()] * len(longer)) if len(longer) >= alike else best


def _goes_on(reading: Reading, size: int, begun: str) -> bool:
    """Return whether a machine's description begins so, is longer, and ends as a sentence does."""
    text = str(reading.value)
    is_longer = size < len(text) <= _ARTICLE and text.startswith(begun)
    return is_longer and reading.observation.source.witness == "machine" and _is_whole(text)


def _is_whole(text: str) -> bool:
    """Return whether a text ends as a sentence does."""
    return not text.endswith(_BROKEN_OFF) and _ENDED.search(text[-2:]) is not None


class _Description(NamedTuple):
    """A description, where it is stated, and how many of the headline's words it has."""

    key: str
    text: str
    sources: Sequence[Source]
    shared: int


class _Page(NamedTuple):
    """What a description is measured against: all of the page, and those of machines that end as
    sentences do; ``tied`` is whether one has several of the headline's words.
    """

    descriptions: Sequence[_Description]
    whole: Sequence[_Description]
    tied: bool


def _measured_against(by_key: Mapping[str, Sequence[Reading]], headline: str) -> _Page:
    """Return what the descriptions of a page are measured against."""
    words, found = telling(headline), []
    for key, same in by_key.items():
        text = str(same[0].value)
        sources = [r.observation.source for r in same]
        found.append(_Description(key, text, sources, len(words & telling(text))))
    machines = [each for each in found if "machine" in [place.witness for place in each.sources]]
    whole = [each for each in machines if _is_whole(each.text)]
    return _Page(found, whole, max([each.shared for each in found], default=0) >= _RELATED)


def _is_idle(each: _Description, page: _Page) -> bool:
    return page.tied and not each.shared


def _is_excerpt(each: _Description, page: _Page) -> bool:
    if each.text.endswith(_BROKEN_OFF):
        return any(not _is_idle(other, page) for other in page.whole)
    # an attribute that ended at its text's quotation mark: 'The mayor said her failure to '
    begins_another = any(other.text.startswith(each.text) for other in page.whole)
    return begins_another and not _is_whole(each.text)


def _is_overlong(each: _Description, _: _Page) -> bool:
    """Return whether a text is as long as an article, which templates put there; what a caller
    calls the description is one.
    """
    return len(each.text) > _ARTICLE and {place.witness for place in each.sources} != {"supplied"}


def _is_repeated(each: _Description, _: _Page) -> bool:
    return len({place.id for place in each.sources}) > 1


#: What tells rival descriptions apart, and bears one out: each feature, and how much of it a
#: description has.
MEASURED: tuple[tuple[Feature, Callable[[_Description, _Page], float]], ...] = (
    (
        Feature("idle", "no word of the headline, and another has several", -1.0, own=False),
        _is_idle,
    ),
    (
        Feature("excerpt", "breaks off where another is a whole sentence", -2.5, own=False),
        _is_excerpt,
    ),
    (Feature("overlong", "as long as an article", -7.0), _is_overlong),
    (Feature("repeated", "stated at several places", 0.5), _is_repeated),
)
FEATURES = tuple([feature for feature, _ in MEASURED])
