"""What has the shape of a list of keywords, and of no sentence, date or company's name with a comma in it."""

from __future__ import annotations

import re

from service.lexicon.date_shapes import looks_like_date
from service.lexicon.folding import squeeze
from service.lexicon.proper_names import looks_like_organisation, looks_like_person_name

_LIST_SEPARATOR = re.compile(r"\s*[,;|،؛、，；·•]\s*|\s/\s")


def is_keyword_list(text: str) -> bool:
    """Whether the text is a list of short items parted by commas, semicolons, bars or dots, and no sentence."""
    line = squeeze(text[:4000])
    items = [item for item in _LIST_SEPARATOR.split(line) if item]
    if len(items) < 2 or looks_like_date(line) or looks_like_organisation(line):
        return False
    if len(items) == 2 and items[1].islower() and " " in items[1] and looks_like_person_name(items[0]):
        # "John Roe, pier builder" says what he is
        return False
    sizes = [len(item.split()) for item in items]
    sentence = line[-1:] in "!?。" or (line[-1:] == "." and sizes[-1] > 2)
    return max(sizes) <= 5 and sum(sizes) / len(sizes) <= 2.6 and max(map(len, items)) <= 50 and not sentence
