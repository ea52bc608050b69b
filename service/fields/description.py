"""The description: what the outlet says of the article in a sentence or two."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from service.fields.frame import empty, told_in
from service.fields.titles import pieces, segments, telling
from service.judge.decision import MOST, Damage, Feature, Reading, by_key_of, counted, decide, ranked, refused
from service.lexicon.labels import is_keyword_list
from service.lexicon.lines import SHELVES, WIDE_SHELVES
from service.lexicon.tables import phrases
from service.lexicon.texts import any_of, compact, either_case, fold, key_of, word_count, words_in
from service.model import Context, Finding, Habits, Observation, Resolution

#: Two descriptions whose first letters and digits agree this far are one, cut at different lengths.
_SAME = 40
#: Fewer words describe nothing; so many commas between short items, "ferry, harbour, quay, storm", are the keywords again.
_FEWEST, _COMMAS = 3, 3
#: So many words of the headline tie a text to the article; a text of more characters than the second is the article.
_RELATED, _ARTICLE = 3, 1_000
#: A slogan has so many characters at most, and a shelf for so many; what stands around the headline in a title so many letters.
_SLOGANS, _SHELF, _FRAME = 200, 120, 20
#: A text of Chinese or Japanese that has so many words for news and shelves is an offer.
_OFFERED = 4
_SLOGAN = "the site's slogan"
#: What excerpt makers leave behind the cut, "The storm … [&hellip;]", "Continue reading →"; in WordPress' feeds a sentence of
#: its own: "The post Storm hits coast appeared first on The Example Times."
_CUT_MARK = re.compile(
    r"\[\s*(?:…|\.\.\.|&hellip;)\s*\](?:\s*\[\s*(?:…|\.\.\.|&hellip;)\s*\])*$|"
    rf" (?=.{{3,100}}+$)\(?(?:read more (?:on|at) (?-i:[\w&'’-]+(?:\s[\w&'’-]+){{0,4}})|"
    rf"{any_of(phrases('sites', 'read_on'), either_case)})\W{{0,3}}$|"
    r"(?:^|\s)(?-i:The post|Der Beitrag|L['’]article|La entrada|L['’]articolo|O post|Het bericht)\s\S.{0,300}?\s"
    r"(?:appeared first on|erschien zuerst auf|est apparu en premier sur|se publicó primero en|proviene da|"
    r"apareceu primeiro em|verscheen eerst op)\s[^\s,;]+(?:\s[^\s,;]+){0,5}$",
    re.IGNORECASE,
)
#: The longest of those, with a headline in it.
_LONGEST_MARK = 500
#: What a browser or a search engine says instead of the page.
_MACHINES_WORDS = re.compile(
    r"(?:please |you need to |bitte |veuillez )?(?:enable|turn on|activate|aktivieren sie|activer) javascript\b.{0,80}|"
    r"(?:we use|this (?:web)?site uses|wir verwenden|nous utilisons|utilizamos|utilizziamo).{0,80}\bcookies\b.{0,200}|"
    r"visit the post for more\W{0,3}|(?:https?://|www\.)\S+|(?:[a-z0-9-]+\.)+[a-z]{2,24}",
    re.IGNORECASE,
)
#: How a sentence ends, and a text that breaks off.
_ENDED, _BROKEN_OFF = re.compile(r"[.!?…。！？:][\"'”’»)\]]?$"), ("...", "…")

FEATURES: tuple[Feature, ...] = (
    Feature("idle", "no word of the headline, and another has several", -1.0, own=False),
    Feature("excerpt", "breaks off where another is a whole sentence", -2.5, own=False),
    Feature("overlong", "as long as an article", -7.0),
    Feature("repeated", "stated at several places", 0.5),
)


def resolve_description(
    observations: Sequence[Observation], ctx: Context, *, publisher: str | None = None, headline: str | None = None
) -> Resolution:
    """Return the description as one line of plain text."""
    site, title = publisher or "", headline or ""
    readings = [_read(o, whole, site, title, ctx.habits) for o, whole in told_in(observations, "description")]
    by_key = by_key_of(readings, MOST)
    marks = _marks(by_key, title)
    return decide("description", readings, FEATURES, by_key=by_key, marks=marks, display=_whole, conflicts=False)


def _read(observation: Observation, whole: str, publisher: str, headline: str, habits: Habits | None) -> Reading:
    text, damages, why = _judged(whole, publisher, headline)
    if why:
        message = f"{observation.source.id} advertises the site, not the article: “{text[:100]}”."
        finding = Finding("/article/description", "slogan_as_description", "info", message, observation.raw)
        return refused(observation, why, finding if why == _SLOGAN else None)
    habit = habits.usual.get("descriptions", {}).get(key_of(text)) if habits else None
    if habits and habit:
        used = counted(habits, "boilerplate", "description", text, habit)
        return Reading(observation, why=f"stands on {habit} of this site", habits=(used,))
    key = compact(text[: 5 * _SAME])[:_SAME] or text
    return empty(observation, "description", text) or Reading(observation, text, key, damages)


@lru_cache(maxsize=256)
def _judged(whole: str, publisher: str, headline: str) -> tuple[str, tuple[Damage, ...], str]:
    """Return the text without what stands around it and marks of a cut, these as damage, and why it is no description or ""."""
    spans = segments(whole)
    # the site's name behind it, and the headline before it
    if len(spans) > 1 and publisher and compact(whole[spans[-1][0] :]) == compact(publisher):
        spans = spans[:-1]
    if len(spans) > 1 and headline and compact(whole[: spans[0][1]]) == compact(headline):
        spans = spans[1:]
    text = bare = whole[spans[0][0] : spans[-1][1]]
    # an excerpt of an excerpt got two marks
    for _ in range(5):
        if not (found := _CUT_MARK.search(bare, max(0, len(bare) - _LONGEST_MARK))):
            break
        bare = bare[: found.start()].strip()
    damages: tuple[Damage, ...] = (Damage("headline_in_description", whole),) if text != whole else ()
    damages += (Damage("cut_mark_in_description", text),) if bare != text else ()
    return bare, damages, _why_not(bare, publisher, headline)


def _why_not(text: str, publisher: str, headline: str) -> str:
    """Return why a text does not describe the article, or ""."""
    title = compact(headline)
    name, letters = compact(publisher), compact(text)
    if title and len(letters) - len(title) <= _FRAME and title in map(compact, pieces(text)):
        return "the headline again"
    is_word = " " not in text and 0 < word_count(text) < _FEWEST
    if is_word or _MACHINES_WORDS.fullmatch(text) or (text.count(",") >= _COMMAS and is_keyword_list(text)):
        return "no sentence about an article"
    if len(text) > _SLOGANS:
        return ""
    if name and name == letters:
        return _SLOGAN
    # "Getting started with the Example Times" is about the site; "BBC News has learned that …" has the word in the name
    named = bool(name) and name in letters
    left = set(words_in(fold(text).replace(fold(publisher), " ") if named else fold(text)))
    if (named and name in title and name != title) or not telling(headline).isdisjoint(left):
        return ""
    shelves, wide = SHELVES & left, [word for word in WIDE_SHELVES if not text.isascii() and word in text]
    # what the site offers: "Aktuelle News aus Politik, Wirtschaft und Sport."
    offers = (len(shelves) > 1 and sum(map(len, shelves)) * 2 >= len(letters)) or len(wide) >= _OFFERED
    return _SLOGAN if offers or (named and len(shelves) * _SHELF >= len(text)) else ""


def _whole(same: Sequence[Reading]) -> Reading:
    """Return the most reliable of descriptions that begin alike, or one that goes on where a quotation mark ended another."""
    best = ranked(same, [(len(r.damages), r.observation.source.id == "html:first-paragraph") for r in same])
    text = str(best.value)
    if _is_whole(text):
        return best
    begun = text.rstrip(".… ") if text.endswith(_BROKEN_OFF) else text
    longer = [r for r in same if r.observation.source.witness == "machine" and len(text) < len(str(r.value)) <= _ARTICLE]
    longer = [r for r in longer if str(r.value).startswith(begun) and _is_whole(str(r.value))]
    # what most places cut with a mark is meant so
    alike = len([r for r in same if r.value == text]) if text.endswith(_BROKEN_OFF) else 1
    return ranked(longer, [()] * len(longer)) if len(longer) >= alike else best


def _is_whole(text: str) -> bool:
    """Return whether a text ends as a sentence does."""
    return not text.endswith(_BROKEN_OFF) and _ENDED.search(text[-2:]) is not None


def _marks(by_key: Mapping[str, Sequence[Reading]], headline: str) -> dict[str, dict[str, float]]:
    """Return the features of each description."""
    texts = {key: str(same[0].value) for key, same in by_key.items()}
    # nobody asks of a lone one what only tells rivals apart
    rivals = by_key if len(by_key) > 1 else {}
    shared = {key: len(telling(headline) & telling(texts[key])) for key in rivals}
    tied = max(shared.values(), default=0) >= _RELATED
    machines = [key for key, same in rivals.items() if "machine" in [r.observation.source.witness for r in same]]
    whole = [key for key in machines if _is_whole(texts[key])]
    sure = any(shared[key] or not tied for key in whole)
    return {
        key: {
            "idle": tied and not shared[key],
            # an attribute that ended at its text's quotation mark: 'The mayor said her failure to '
            "excerpt": (sure and text.endswith(_BROKEN_OFF))
            or (not _ENDED.search(text[-2:]) and any(o != key and texts[o].startswith(text) for o in whole)),
            "overlong": len(text) > _ARTICLE,
            "repeated": len({r.observation.source.id for r in by_key[key]}) > 1,
        }
        for key, text in texts.items()
    }
