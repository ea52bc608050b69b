"""The word lists of the lexicon as their contributors leave them: readable, tagged, without
repetitions, and read.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from langcodes import tag_is_valid

from service.lexicon.tables import table
from service.lexicon.texts import phrase_set

SERVICE = Path("service")
NAMES = (
    "labels",
    "lines",
    "people",
    "templates",
    "class_words",
    "walls",
    "other_days",
    "small_numbers",
    "sites",
    "tags",
    "dates",
)
PURPOSES = [(name, purpose) for name in NAMES for purpose in table(name)]
#: Here each language has its own set, and neighbours share words.
APART = {("lines", "sentences")}


@pytest.mark.parametrize(("name", "purpose"), PURPOSES)
def test_languages_and_phrases_of_a_purpose(name: str, purpose: str) -> None:
    words = table(name)[purpose]
    assert all(map(tag_is_valid, words)), [tag for tag in words if not tag_is_valid(tag)]
    by_language = {language: phrase_set(text) for language, text in words.items()}
    assert all(by_language.values())
    again = Counter(phrase for phrases in by_language.values() for phrase in phrases)
    assert (name, purpose) in APART or again.total() == len(again), [
        phrase for phrase, times in again.items() if times > 1
    ]


def test_every_purpose_is_read() -> None:
    source = "".join(path.read_text("utf-8") for path in SERVICE.rglob("*.py"))
    whole, named = (
        re.findall(r'in table\("(\w+)"\)', source),
        set(re.findall(r"""["'](\w+)["']""", source)),
    )
    purposes = [*PURPOSES, *[("vocabularies", purpose) for purpose in table("vocabularies")]]
    assert [
        (name, purpose) for name, purpose in purposes if name not in whole and purpose not in named
    ] == []
