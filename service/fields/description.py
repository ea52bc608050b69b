"""The description: what the outlet says of the article in a sentence or two."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

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
    statements_of,
    text_of,
)
from service.fields.usual import counted, usual, usual_used, without_usual
from service.judge import Claim
from service.judge.features import Feature, Found, flags, found_on
from service.lexicon.labels import is_keyword_list
from service.lexicon.lines import SHELVES, WIDE_SHELVES, is_placeholder
from service.lexicon.texts import compact, fold, word_count
from service.model import Context, Finding, Observation, Resolution, Source, findings_of, rules_of
from service.records import replace

#: Two descriptions whose first letters and digits agree this far are one, cut at different lengths.
_SAME, _SURE = 40, 0.7
#: Descriptions that are weighed against one another; a page with more of them says nothing more.
_MOST = 50
#: One word describes nothing; Chinese and Japanese characters count as words.
_FEWEST = 3
#: Fewer letters than this are the beginning of many texts.
_BEGINNING = 12
#: A text this many times as long as what a marked cut left of it is no description but the beginning of the article.
_LONG = 3
_BAR = re.compile(r"\s+[|–—·-]\s+")
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
FINDINGS = findings_of(
    """
    slogan_as_description info
        The description advertises the site and says nothing about the article; it is not used.
        Nothing to do; it is not used.
    """
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
    best = {key: _whole(same) for key, same in by_key.items()}
    texts = [Text(key, str(best[key].value), statements_of(same)) for key, same in by_key.items()]
    decided = judge_of("description", readings, by_key, claims(Texts(texts, headline or "", body)), WORDS, best)
    return counted(decided, "boilerplate", common, ctx.habits)


def _unless_headline(readings: list[Reading], title: str) -> list[Reading]:
    """Return the readings, or none where all of them only say the headline again, which describes nothing."""
    if {compact(str(reading.value)) for reading in readings if reading.value is not None} != {title}:
        return readings
    return [refused(r.observation, "equals the headline") if r.value is not None else r for r in readings]


def _begun(readings: list[Reading]) -> list[Reading]:
    """Return the readings, one that breaks off counted to the one that goes on: "The council heard …" has few letters."""
    keys = sorted({r.key for r in readings if r.value is not None})
    begun = []
    for r in readings if len(keys) > 1 else ():
        at = bisect_right(keys, r.key)
        # those that go on follow right behind
        longer = [key for key in keys[at : at + 2] if key.startswith(r.key)] if len(r.key) >= _BEGINNING else []
        broken = len(longer) == 1 and (BROKEN_OFF.search(str(r.value)) or not ENDED.search(str(r.value)))
        begun.append(replace(r, key=longer[0]) if broken else r)
    return begun or readings


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
    if _SLOGAN.search(text[:200]) or _is_of_the_site(text, publisher, headline):
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
    bare = _without_marks(alone) or alone
    if bare != alone:
        why = "The end is the mark of an automatic cut, not the author's text."
        damages.append(Damage("cut_mark_in_description", alone, why))
    return bare, tuple(damages)


def _between(text: str, headline: str | None, publisher: str | None) -> str:
    """Return the text without the headline before it and the site's name behind it, where bars or dashes part them."""
    first, *rest = _BAR.split(text)
    if rest and headline and compact(first) == compact(headline):
        text = text[len(first) :].lstrip(" |-–—·")
    if rest and publisher and compact(rest[-1]) == compact(publisher):
        text = text[: len(text) - len(rest[-1])].rstrip(" |-–—·")
    return text or first


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
def _is_of_the_site(text: str, publisher: str | None, headline: str | None) -> bool:
    """Return whether the text names the site alone or with its news, and nothing of the article: "Latest news from Example"."""
    if not publisher or len(text) > 200 or (name := compact(publisher)) not in compact(text):
        return False
    if name == compact(text):
        return True
    if name in (title := compact(headline or "")) and name != title:
        # "Getting started with the Example Times" is about the site
        return False
    # without the name, which may have the word itself: "BBC News has learned that …"
    left = fold(text).replace(fold(publisher), " ")
    return bool(SHELVES & set(_WORD.findall(left))) and not telling_words(left) & telling_words(headline or "")


#: A text that breaks off, and one that ends as a sentence does.
BROKEN_OFF = re.compile(r"(?:\.\.\.|…)$")
ENDED = re.compile(r"[.!?…。！？:][\"'”’»)\]]?$")
_WORD = re.compile(r"[^\W_]+")
#: So many words of the headline tie a text to the article.
_RELATED = 3
#: A text of more characters than this is the article and no description of it.
_ARTICLE = 1_000


class Text(NamedTuple):
    """One description: its key, the text as it is printed, and who states it."""

    key: str
    text: str
    statements: tuple[Source, ...]


class Texts(NamedTuple):
    """All descriptions of a page, its headline and the text of the article."""

    texts: Sequence[Text]
    headline: str
    body: str = ""


@lru_cache(maxsize=256)
def telling_words(text: str) -> frozenset[str]:
    """Return the words that can tie a text to a topic: those of four letters and more."""
    return frozenset([word for word in _WORD.findall(fold(text)) if len(word) > 3])


def _idle(page: Texts) -> Found:
    """Return the texts without a word of the headline, where another has several: those of every page of a site."""
    topic = telling_words(page.headline)
    shared = {each.key: len(topic & telling_words(each.text)) for each in page.texts}
    if max(shared.values(), default=0) < _RELATED:
        return {}
    return flags([each for each in page.texts if not shared[each.key]])


def _foreign(page: Texts) -> Found:
    """Return the texts of which the article's text and headline have hardly a word: the site's about itself.

    The value is 1 for one word of twelve and fewer, and 0 from one of six on.
    """
    body = f"{page.headline} {page.body[:_READ]}"
    if len(body) < _TELLING:
        return {}
    # a look for each word's beginning is a tenth of the cost of all words of the text
    body = body.casefold()
    strange = {each.key: min(1.0, 2 - _share(_stems(each.text), body) * _HARDLY) for each in page.texts}
    return {key: much for key, much in strange.items() if much > 0}


#: So much of the text is looked at, where there is so much of it; of so many words of a description it has one.
_READ, _TELLING, _HARDLY = 6_000, 500, 12
#: Scripts without blanks, whose words are taken to be two signs long.
_WIDE = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]+")
#: So many letters of a word are the same in most of its forms: "dredging", "dredgers".
_STEM = 5


def _share(words: frozenset[str], body: str) -> float:
    """Return the share of a text's words that the article has; of one with few words nothing is told."""
    return sum([word in body for word in words]) / len(words) if len(words) >= _RELATED else 1.0


@lru_cache(maxsize=256)
def _stems(text: str) -> frozenset[str]:
    """Return how the words of four letters and more begin, and each two neighbours in scripts without blanks."""
    wide = [run[at : at + 2] for run in _WIDE.findall(text) for at in range(len(run) - 1)] if not text.isascii() else []
    return frozenset([word[:_STEM] for word in telling_words(_WIDE.sub(" ", text) if wide else text)] + wide)


def _shelves(page: Texts) -> Found:
    """Return the texts that are words for news and a site's shelves, which the article has not: what the site offers."""
    offers = [(each, words) for each in page.texts if len(words := _offered(each.text)) >= _SEVERAL]
    if not offers or len(page.body) < _TELLING:
        return {}
    body = fold(f"{page.headline} {page.body[:_READ]}")
    return flags([each for each, words in offers if sum([word not in body for word in words]) >= _SEVERAL])


@lru_cache(maxsize=256)
def _offered(text: str) -> frozenset[str]:
    """Return the words for news and shelves in a text, where they are half of it."""
    if _WIDE.search(text):
        return frozenset([word for word in WIDE_SHELVES if word in text])
    words = [word for word in _WORD.findall(fold(text)) if len(word) > 3]
    offered = SHELVES.intersection(words)
    return offered if len(offered) * 2 >= len(words) else frozenset()


#: So many words for news and shelves are an offer.
_SEVERAL = 2


def _headline(page: Texts) -> Found:
    title = compact(page.headline)
    return flags([each for each in page.texts if title and _is_title(compact(each.text), title)])


def _is_title(text: str, title: str) -> bool:
    """Return whether a text is the headline, with a site's name before or behind it: "Storm hits coast - Tidewater"."""
    return text == title or (len(text) - len(title) <= _FRAME < len(title) and (text.startswith(title) or text.endswith(title)))


#: What stands around the headline in a title has so many letters at most.
_FRAME = 20


def _excerpt(page: Texts) -> Found:
    """Return the texts that break off where a place for descriptions has a whole sentence, and no slogan of the site's."""
    idle = _idle(page)
    whole = {each.key for each in page.texts if each.key not in idle and _is_sentence(each)}
    return flags([each for each in page.texts if BROKEN_OFF.search(each.text) and whole - {each.key}])


def _is_sentence(each: Text) -> bool:
    placed = "machine" in [place.witness for place in each.statements]
    return placed and ENDED.search(each.text) is not None and not BROKEN_OFF.search(each.text)


def _overlong(page: Texts) -> Found:
    return flags([each for each in page.texts if len(each.text) > _ARTICLE])


def _repeated(page: Texts) -> Found:
    return flags([each for each in page.texts if len({place.id for place in each.statements}) > 1])


FEATURES: tuple[Feature, ...] = (
    Feature("idle", "no word of the headline, and another has several", -1.0, _idle),
    Feature("headline", "only the headline again", -2.0, _headline),
    Feature("excerpt", "breaks off where another is a whole sentence", -2.5, _excerpt),
    Feature("foreign", "hardly a word of the article", -3.0, _foreign, own=True),
    Feature("shelves", "words for news and shelves, which the article has not", -6.0, _shelves, own=True),
    Feature("overlong", "as long as an article", -5.0, _overlong, own=True),
    Feature("repeated", "stated at several places", 0.5, _repeated, own=True),
)
WORDS = {feature.id: feature.words for feature in FEATURES}


def claims(page: Texts) -> list[Claim]:
    """Return the descriptions as claims with their features, in their order."""
    features = found_on(FEATURES, page, [each.key for each in page.texts])
    return [Claim(each.key, each.text, each.statements, *features[each.key]) for each in page.texts]
