"""The labels of each field, by which a line says which field it holds: "Schlagwörter:", "Published
on", "By".
"""

from __future__ import annotations

import re
from functools import cache

from service.lexicon.tables import phrases, table
from service.lexicon.texts import any_of, either_case

#: Capitals of Greek have no accents: "ΔΗΜΟΣΙΕΥΘΗΚΕ" is "δημοσιεύθηκε".
_UNACCENTED = str.maketrans("άέήίόύώϊϋΐΰ", "αεηιουωιυιυ")


def _spelled(labels: frozenset[str]) -> frozenset[str]:
    """Return labels, those of Greek without their accents too."""
    return labels | {label.translate(_UNACCENTED) for label in labels}


#: The labels of each field in the languages of newspapers.
LABELS = {field: _spelled(phrases("labels", field)) for field in table("labels")}
DATE_LABELS = LABELS["datePublished"] | LABELS["dateModified"] | LABELS["date"]
BYLINE_OPENINGS = frozenset(label.partition(" ")[0] for label in LABELS["author"])


# A label may be glued to what follows ("UpdatedFebruary 25"), to a day ("3月5日更新") or to a clock
# ("14:40 UhrAktualisiert"), but is no part of a word ("Eastern Standard Time", "Stand")
@cache
def date_labels() -> re.Pattern[str]:
    """Return the pattern of every label that names a date.

    It is compiled on first need: sixty languages would slow the start.
    """
    modified, published = map(_beside_dates, ("dateModified", "datePublished"))
    return re.compile(
        r"(?:(?<![^\W\d_])|(?<=\d[日일])|(?<=\d[分분])(?=現在|현재|기준)"
        r"|(?-i:(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])|(?<=[AP]M)(?=[A-Z][a-z])))"
        rf"(?:(?P<dateModified>{modified})|(?P<datePublished>{published}))"
        # "Von Max Stand, 5. März 2021" is signed
        r"(?-i:(?![a-zß-öø-ÿα-ωа-яё]))(?!(?<=stand),)",
        re.IGNORECASE,
    )


def _beside_dates(field: str) -> str:
    """Return a pattern of the labels of a field that are too long to be a part of something else.

    A word of two or three letters is a label in scripts that spell syllables or words with one:
    "수정", "更新".
    """
    shortest = {label: 2 if label[:1] >= "\u2e80" else 4 for label in LABELS[field]}
    return any_of([label for label, least in shortest.items() if len(label) >= least], either_case)
