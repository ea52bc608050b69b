"""The features of lists of tags: what tells an article's topics from its site's words, a cloud, a menu and cut titles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from service.judge.features import Feature, Found, found_on
from service.judge.scorer import Claim, Statement


class Family(NamedTuple):
    """Lists that share most of their tags: the list that the answer would give, who states one, and the family's marks.

    A mark is the id of a feature, with how much the family has of it.
    """

    key: str
    tags: Sequence[str]
    statements: tuple[Statement, ...]
    marks: Mapping[str, float]


def _with_mark(mark: str, families: Sequence[Family]) -> Found:
    return {each.key: each.marks[mark] for each in families if mark in each.marks}


def _feature(mark: str, words: str, estimate: float) -> Feature:
    return Feature(mark, words, estimate, partial(_with_mark, mark), own=True)


FEATURES: tuple[Feature, ...] = (
    _feature("headlines", "headlines of other stories", -3.0),
    _feature("of_site", "a site's words for itself", -3.0),
    _feature("cut_title", "a title cut at its blanks", -3.0),
    _feature("crowd", "as long as a cloud or a menu", -1.0),
    _feature("found_by_class", "found by a class or an address", -0.5),
    _feature("few_by_class", "one or two, found by a class or an address", -1.0),
    _feature("linked_alone", "links to tags' pages, where machines are told none", 1.0),
    _feature("shown_whole", "shown to readers tag for tag", 1.0),
    _feature("in_text", "the share of them that the text has", 1.0),
)
WORDS = {feature.id: feature.words for feature in FEATURES}


def claims(families: Sequence[Family]) -> list[Claim]:
    """Return the families as claims with their features, in their order."""
    features = found_on(FEATURES, families, [each.key for each in families])
    return [Claim(each.key, "\n".join(each.tags), each.statements, *features[each.key]) for each in families]
