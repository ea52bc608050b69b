"""The features of descriptions: what tells the editor's sentence about the article from excerpts, bodies and slogans."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from service.judge.features import Feature, Found, flags, found_on
from service.judge.scorer import Claim, Statement
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
    """All descriptions of a page, and its headline."""

    texts: Sequence[Text]
    headline: str


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


def _headline(page: Texts) -> Found:
    title = compact(page.headline)
    return flags([each for each in page.texts if title and compact(each.text) == title])


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
    Feature("overlong", "as long as an article", -5.0, _overlong, own=True),
    Feature("repeated", "stated at several places", 0.5, _repeated, own=True),
)
WORDS = {feature.id: feature.words for feature in FEATURES}


def claims(page: Texts) -> list[Claim]:
    """Return the descriptions as claims with their features, in their order."""
    features = found_on(FEATURES, page, [each.key for each in page.texts])
    return [Claim(each.key, each.text, each.statements, *features[each.key]) for each in page.texts]
