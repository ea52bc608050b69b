"""What the made pages say besides dates: headline, sentences and labels of each language
(words.json).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: Invented bylines; the letters suit every page because news agencies print them so.
AUTHORS = (
    "Mara Ellwood",
    "Tomas Verhagen",
    "Ines Calloway",
    "Anton Brusk",
    "Leila Haddock",
    "Kenji Arato",
    "Rosa Delmonte",
    "Priya Venkat",
    "Olga Strand",
    "Yusuf Tarim",
)
OUTLETS = (
    "Harbour Ledger",
    "River Courier",
    "Nordlicht",
    "Morning Beacon",
    "Valley Tribune",
    "Plaza Diario",
    "Hillside Post",
    "Le Fanal",
    "Coast Gazette",
    "Meridian Wire",
    "Lantern",
    "Granite Times",
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language's pages."""

    published: tuple[str, ...]
    updated: tuple[str, ...]
    by: str
    related: str
    comments: str
    photo: str
    headline: str
    text: tuple[str, ...]


def _words(row: dict[str, Any]) -> Words:
    lists = {key: tuple(row[key]) for key in ("published", "updated", "text")}
    return Words(**{**row, **lists})


WORDS: dict[str, Words] = {
    tag: _words(row)
    for tag, row in json.loads(Path(__file__).with_name("words.json").read_text("utf-8")).items()
}
