"""What has the shape of a list of keywords, and of no sentence, date or company's name with a comma in it."""

from __future__ import annotations

import re

from service.lexicon.date_spans import looks_like_date
from service.lexicon.folding import squeeze
from service.lexicon.proper_names import looks_like_organisation, looks_like_person_name
from service.lexicon.words import word_count

_LIST_SEPARATOR = re.compile(r"\s*[,;|،؛、，；·•]\s*|\s/\s")
#: Two phrases of Chinese or Japanese that one comma parts are a headline as often as a list: "首相、来月訪米で調整".
_TWO_PHRASES = re.compile(r"[^、，]{6,}[、，][^、，]+|[^、，]+[、，][^、，]{6,}")


def is_keyword_list(text: str) -> bool:
    """Whether the text is a list of short items parted by commas, semicolons, bars or dots, and no sentence."""
    line = squeeze(text[:4000])
    items = [item for item in _LIST_SEPARATOR.split(line) if item]
    if len(items) < 2 or _TWO_PHRASES.fullmatch(line) or looks_like_date(line) or looks_like_organisation(line):
        return False
    if len(items) == 2 and items[1].islower() and " " in items[1] and looks_like_person_name(items[0]):
        # "John Roe, pier builder" says what he is
        return False
    sizes = [item_size(item) for item in items]
    sentence = line[-1:] in "!?。" or (line[-1:] == "." and sizes[-1] > 2)
    return max(sizes) <= 5 and sum(sizes) / len(sizes) <= 2.6 and max(map(len, items)) <= 50 and not sentence


def item_size(item: str) -> int:
    """How many words an item has, two characters of Chinese and Japanese being one."""
    blanks = len(item.split())
    return max(blanks, (word_count(item) + 1) // 2) if item[:1] >= "\u2e80" else blanks
