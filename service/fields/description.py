"""The description: what the outlet says of the article in a sentence or two."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from service.fields.frame import (
    LONGEST,
    Damage,
    Reading,
    best_of,
    judge_of,
    of_field,
    placeholder,
    plain,
    refused,
    statement_of,
    text_of,
)
from service.fields.usual import counted, usual, usual_used, without_usual
from service.judge.description import BROKEN_OFF, ENDED, WORDS, Text, Texts, claims, telling_words
from service.lexicon.labels import is_keyword_list
from service.lexicon.lines import is_placeholder
from service.lexicon.shelves import SHELVES
from service.lexicon.texts import compact, fold, word_count
from service.model import Context, Finding, FindingCode, Observation, Resolution, rules_of
from service.records import replace

#: Two descriptions whose first letters and digits agree this far are one, cut at different lengths.
_SAME, _SURE = 40, 0.7
#: One word describes nothing; Chinese and Japanese characters count as words.
_FEWEST = 3
#: Fewer letters than this are the beginning of many texts.
_BEGINNING = 12
#: A text this many times as long as what a marked cut left of it is no description but the beginning of the article.
_LONG = 3
_BAR = re.compile(r"\s+[|–—·-]\s+")
_WORD = re.compile(r"[^\W_]+")
#: What excerpt makers leave behind the cut: "The storm … [&hellip;]", "Continue reading →".
_CUT_MARK = re.compile(r"(?:\s*\[\s*(?:…|\.\.\.|&hellip;)\s*\])+$")
_READ_ON = re.compile(
    r"\s+\(?(?:continue reading|read more(?: (?:on|at) (?-i:[\w&'’-]+(?:\s[\w&'’-]+){0,4}))?|"
    r"read the full (?:story|article)|weiterlesen|"
    r"lire la suite|lire plus|en savoir plus|leer más|seguir leyendo|sigue leyendo|leggi tutto|continua a leggere|leia mais|"
    r"lees meer|lees verder|läs mer|les mer|læs mere|lue lisää|czytaj (?:dalej|więcej)|číst dále|читать далее|читати далі|"
    r"devamını oku|mehr lesen|続きを読む|阅读全文|اقرأ المزيد)\W{0,3}$",
    re.IGNORECASE,
)
#: What WordPress' feeds put behind each excerpt: "The post Storm hits coast appeared first on The Example Times." It is a
#: sentence of its own, and the last, and ends with the site's name or address: no "… on Facebook, and then".
_FED = re.compile(
    r"(?:(?<=[.!?…。\]”\"»'’)])\s+|^|\s+(?=(?-i:The post|Der Beitrag|La entrada|O post|Het bericht|Wpis)\s))(?:"
    r"(?:the post|der beitrag|l['’]article|la entrada|l['’]articolo|o post|het bericht|wpis|artykuł|"
    r"artikel|inlägget|indlægget|innlegget)\s\S.{0,300}?\s"
    r"(?:appeared first on|erschien zuerst (?:auf|bei)|est apparu en premier sur|se publicó primero en|"
    r"apareció primero en|proviene da|apareceu primeiro em|verscheen eerst op|pojawił się początkowo na|dök först upp på|"
    r"blev først (?:vist|udgivet) på|aparece primero en|pochodzi z serwisu|pertama kali tampil pada|"
    r"dukket først opp på)|the post\s(?-i:[\W\d]*[^\W\d_a-z]).{0,300}?\sfirst appeared on)"
    r"\s(?:the\s|(?=[\w-]+\.\w)|(?-i:(?![a-z])))[^\s,;]+(?:\s[^\s,;]+){0,5}$",
    re.IGNORECASE,
)
#: What a browser or a search engine says instead of the page.
_MACHINES_WORDS = re.compile(
    r"(?:please |you need to )?(?:enable|turn on|activate) javascript\b.{0,80}|"
    r"your browser (?:is not supported|does not support)\b.{0,80}|"
    r"we would like to show you a description here but the site won['’]t allow us\W{0,3}|"
    r"visit the post for more\W{0,3}|"
    r"(?:we use|this (?:web)?site uses|by using this (?:web)?site).{0,80}\bcookies\b.{0,200}|"
    r"(?:wir verwenden|nous utilisons|utilizamos|utilizziamo) .{0,20}\bcookies\b.{0,200}|"
    r"bitte (?:aktivieren sie )?javascript\b.{0,60}|veuillez activer javascript\b.{0,60}|"
    r"(?:https?://|www\.)\S+|(?:[a-z0-9-]+\.)+[a-z]{2,24}",
    re.IGNORECASE,
)
#: What stands in scripts and style sheets and in no sentence: "var x = x || {};", ".a{display:none}".
_CODE = re.compile(
    r"<(?:script|style)\b|\bfunction(?: ?\w+)? ?\([^()]{0,80}\)\s?\{|\b(?:var|let|const) [\w.]+ ?= ?|\bwindow\.\w+ ?=|"
    r"\{\s*[\w-]+\s?:[^{}]{1,80}\}",
    re.IGNORECASE,
)
_SLOGAN = re.compile(
    r"(?:breaking|latest|top) news\b.{0,60}\b(?:news|sports?|weather|opinion|headlines|\.\.\.|…)", re.IGNORECASE
)

RULES = rules_of(
    "description",
    """
    cut_mark_in_description truncation-marker
        the mark of an automatic cut stands at the end
        excerpt functions of CMSs
        The storm … […] → The storm …
    headline_in_description title-in-description
        the headline or the site's name stands around the description
        one text is made for search results
        Storm hits coast | Thousands flee from the river. - The Example Times → Thousands flee from the river.
    """,
)
FINDINGS = (
    FindingCode(
        "slogan_as_description",
        "info",
        "The description advertises the site and says nothing about the article; it is not used.",
        "Nothing to do; it is not used.",
    ),
)


def resolve_description(
    observations: Sequence[Observation],
    ctx: Context,
    *,
    publisher: str | None = None,
    headline: str | None = None,
    body: str = "",
) -> Resolution:
    """The description as one line of plain text."""
    readings = [_read(observation, publisher, headline) for observation in of_field(observations, "description")]
    known = usual(ctx, "descriptions")
    common = usual_used([str(reading.value) for reading in readings if reading.value is not None], known) if known else []
    readings = _unless_headline(_begun(without_usual(readings, known)), compact(headline or ""))
    by_key: dict[str, list[Reading]] = {}
    for reading in readings:
        if reading.value is not None and (reading.key in by_key or len(by_key) < _MOST):
            by_key.setdefault(reading.key, []).append(reading)
    texts = [Text(key, str(_whole(same).value), tuple(map(statement_of, same))) for key, same in by_key.items()]
    decided = judge_of("description", readings, by_key, claims(Texts(texts, headline or "", body)), WORDS, _whole)
    return counted(decided, "boilerplate", common, ctx.habits)


#: Descriptions that are weighed against one another; a page with more of them says nothing more.
_MOST = 50


def _unless_headline(readings: list[Reading], title: str) -> list[Reading]:
    """Return the readings, or none where all of them only say the headline again, which describes nothing."""
    told = [reading for reading in readings if reading.value is not None]
    if not told or any(compact(str(reading.value)) != title for reading in told):
        return readings
    return [refused(r.observation, "equals the headline") if r.value is not None else r for r in readings]


def _begun(readings: list[Reading]) -> list[Reading]:
    """Return the readings, one that breaks off counted to the one that goes on: "The council heard …" has few letters."""
    keys = sorted({r.key for r in readings if r.value is not None})
    return [_with_rest(r, _going_on(r.key, keys)) for r in readings]


def _going_on(start: str, keys: Sequence[str]) -> list[str]:
    """Return the first two of the sorted keys that go on from a start; they follow right behind it."""
    at = bisect_right(keys, start)
    return [key for key in keys[at : at + 2] if key.startswith(start)]


def _with_rest(reading: Reading, longer: list[str]) -> Reading:
    text = str(reading.value)
    broken = bool(BROKEN_OFF.search(text)) or not ENDED.search(text)
    return replace(reading, key=longer[0]) if len(longer) == 1 and len(reading.key) >= _BEGINNING and broken else reading


def _read(observation: Observation, publisher: str | None, headline: str | None) -> Reading:
    raw = text_of(observation.raw, ("description", "text", "@value", "value", "name"))
    if raw is None:
        return refused(observation, "no text")
    text, damages = _cleaned(plain(raw), headline, publisher)
    if is_placeholder(text):
        return placeholder(observation, "description")
    if (
        _CODE.search(raw)
        or _MACHINES_WORDS.fullmatch(text)
        or _FED.fullmatch(text)
        or (" " not in text and word_count(text) < _FEWEST)
        or (text.count(",") >= _COMMAS and is_keyword_list(text))
    ):
        return refused(observation, "no sentence about an article")
    if _is_slogan(text, publisher) or _is_of_the_site(text, publisher, headline):
        message = f"{observation.source.id} advertises the site, not the article: “{text[:100]}”."
        finding = Finding("/article/description", "slogan_as_description", "info", message, observation.raw)
        return refused(observation, "the site's slogan", finding)
    return Reading(observation, text, compact(text[: 5 * _SAME])[:_SAME] or text, damages)


#: So many commas between short items, "ferry, harbour, quay, storm", are the keywords again.
_COMMAS = 3


@lru_cache(maxsize=256)
def _cleaned(text: str, headline: str | None, publisher: str | None) -> tuple[str, tuple[Damage, ...]]:
    """Return the text without what stands around it and without marks of a cut, and the damage that these were."""
    damages: list[Damage] = []
    alone = _between(text, headline, publisher)
    if alone != text:
        why = "The headline and the name of the site stand around the description."
        damages.append(Damage("headline_in_description", text, why))
        text = alone
    bare = _without_marks(text)
    if bare != text and bare:
        damages.append(
            Damage("cut_mark_in_description", text, "The end is the mark of an automatic cut, not the author's text.")
        )
        text = bare
    return text, tuple(damages)


def _between(text: str, headline: str | None, publisher: str | None) -> str:
    """Return the text without the headline before it and the site's name behind it, where bars or dashes part them."""
    parts = _BAR.split(text)
    if len(parts) > 1 and headline and compact(parts[0]) == compact(headline):
        text = text[len(parts[0]) :].lstrip(" |-–—·")
    if len(parts) > 1 and publisher and compact(parts[-1]) == compact(publisher):
        text = text[: len(text) - len(parts[-1])].rstrip(" |-–—·")
    return text or parts[0]


def _without_marks(text: str) -> str:
    """Return the text without the marks at its end, however many an excerpt of an excerpt got."""
    for _ in range(5):
        before, text = text, _READ_ON.sub("", _CUT_MARK.sub("", _FED.sub("", text))).strip()
        if text == before:
            break
    return text


def _whole(same: Sequence[Reading]) -> Reading:
    """Return the most reliable of descriptions that begin alike, or one that goes on where it breaks off.

    An unescaped quotation mark ends an attribute: 'The president said his failure to pass ' lacks what stood behind it.
    The first paragraph is no description where the page states one.
    """
    best = best_of(same, lambda r: (len(r.damages), r.observation.source.id == "html:first-paragraph"))
    text = BROKEN_OFF.sub("", str(best.value)).rstrip()
    if text == best.value and ENDED.search(text):
        return best
    most = len(text) * _LONG if text != best.value else LONGEST
    whole = [r for r in same if _goes_on(str(r.value), text) and len(str(r.value)) <= most]
    sure = [r for r in whole if r.observation.source.reliability >= _SURE and r is not best]
    return best_of(sure, lambda _: ()) if sure else best


def _goes_on(whole: str, start: str) -> bool:
    """Return whether the text is a whole one that goes on where the other breaks off."""
    rest = whole[len(start) :]
    ended = bool(ENDED.search(whole)) and not BROKEN_OFF.search(whole)
    return ended and whole.startswith(start) and not rest.startswith(("...", "…"))


@lru_cache(maxsize=256)
def _is_slogan(text: str, publisher: str | None) -> bool:
    """Return whether the text advertises the site: its name alone, or what it has to offer."""
    if len(text) > 200:
        return False
    if _SLOGAN.search(text) or (publisher and compact(text) == compact(publisher)):
        return True
    name, colon, rest = text.partition(":")
    shelves = [fold(shelf) for shelf in re.split(r"\s*(?:,|&|\band\b|\|)\s*", rest.strip(" .")) if shelf]
    return bool(colon) and len(name) < 60 and len(shelves) > 1 and all(SHELVES.issuperset(shelf.split()) for shelf in shelves)


@lru_cache(maxsize=256)
def _is_of_the_site(text: str, publisher: str | None, headline: str | None) -> bool:
    """Return whether the text names the site and its news, and nothing of the article: "Latest news from the Example Times"."""
    if not publisher or len(text) > 200 or (name := compact(publisher)) not in compact(text):
        return False
    if name in (title := compact(headline or "")) and name != title:
        # "Getting started with the Example Times" is about the site
        return False
    # without the name, which may have the word itself: "BBC News has learned that …"
    left = fold(text).replace(fold(publisher), " ")
    return bool(SHELVES & set(_WORD.findall(left))) and not telling_words(left) & telling_words(headline or "")
