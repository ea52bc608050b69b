"""The features of descriptions: what tells the editor's sentence about the article from excerpts, bodies and slogans."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from service.judge.features import Feature, Found, flags, found_on
from service.judge.scorer import Claim, Statement
from service.lexicon.shelves import SHELVES, WIDE_SHELVES
from service.lexicon.texts import compact, fold

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
    statements: tuple[Statement, ...]


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
    return sum(word in body for word in words) / len(words) if len(words) >= _RELATED else 1.0


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
    return flags([each for each, words in offers if sum(word not in body for word in words) >= _SEVERAL])


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
    placed = any(statement.witness == "machine" for statement in each.statements)
    return placed and ENDED.search(each.text) is not None and not BROKEN_OFF.search(each.text)


def _overlong(page: Texts) -> Found:
    return flags([each for each in page.texts if len(each.text) > _ARTICLE])


def _repeated(page: Texts) -> Found:
    return flags([each for each in page.texts if len({statement.place for statement in each.statements}) > 1])


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
