"""How often lives, edits, habits and looks occur in the made histories.

Set before the engine was tried on them, and printed in the report.  It is no census of the web: a
bench of which nine in ten lives were sound would measure one page, again and again.  Broken habits
are therefore some three times as frequent as in the reference pages, and each alone and beside a
sound one.
"""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import TypeVar

Kind = TypeVar("Kind")

#: What a content system's machine metadata say of the publication.
MACHINE = {
    "sound": 36,
    "none": 14,
    "renderer's clock": 9,
    "minute in the month's place": 9,
    "UTC without a mark": 7,
    "roles swapped": 8,
    "day alone": 7,
    "day before month": 10,
}
#: What a template prints for readers.
LINE = {
    "named month and clock": 24,
    "named month": 16,
    "numbers": 15,
    "numbers in the other order": 8,
    "never a year": 6,
    "a year once it is over": 7,
    "relative": 7,
    "relative for a week": 8,
    "today's date": 4,
    "none": 5,
}
#: What happens to the stated publication when an article is updated.
ON_UPDATE = {"modification told": 50, "publication overwritten": 32, "nothing told": 18}
#: Where an overwriting system overwrites.
OVERWRITTEN = {"everywhere": 70, "in the metadata": 18, "in the line": 12}
#: The chance that a life has this event at all.
EVENTS = {
    "corrected": 0.30,
    "updated": 0.50,
    "headline changed": 0.35,
    "author added": 0.12,
    "republished openly": 0.07,
    "moved": 0.15,
    "redesigned": 0.20,
    "archived": 0.10,
}
#: How long after the publication an event is, in minutes: between these, evenly in the logarithm.
AFTER = {
    "corrected": (10, 3 * 1440),
    "updated": (20, 20 * 1440),
    "headline changed": (10, 2 * 1440),
    "author added": (10, 1440),
    "republished openly": (30 * 1440, 700 * 1440),
    "moved": (1440, 900 * 1440),
    "redesigned": (1440, 1500 * 1440),
    "archived": (200 * 1440, 1500 * 1440),
}
#: The number of times that an article is updated, where it is.
UPDATES = {1: 60, 2: 25, 3: 15}
#: How often an address is looked at.
LOOKS = {(1, 1): 8, (2, 2): 15, (3, 3): 15, (4, 5): 22, (6, 10): 25, (11, 20): 15}
#: The first look after the publication, in minutes.
FIRST_LOOK = {
    (3, 60): 35,
    (60, 1440): 30,
    (1440, 30 * 1440): 20,
    (30 * 1440, 365 * 1440): 10,
    (365 * 1440, 3 * 365 * 1440): 5,
}
#: The mean gap between looks, in minutes: hours, days, weeks, months, years.
GAP = {90: 25, 1440: 30, 7 * 1440: 20, 30 * 1440: 15, 300 * 1440: 10}
#: The chance that a late look follows the others, one to three years behind them.
LATE_LOOK = 0.2
#: What an address gives instead of its article, of all looks; never in half of a history's or more.
INSTEAD = {"soft 404": 0.03, "wall": 0.03, "another story": 0.02, "front page": 0.01}
#: What else is on the pages of a site.
AROUND = {
    "date in the address": 0.15,
    "today's date in the masthead": 0.30,
    "related stories with dates": 0.40,
    "updates shown to readers": 0.60,
    "metadata before the first update": 0.70,
    "stamps in UTC, marked": 0.35,
    "minute's stamp with a clock": 0.50,
    "headline in JSON-LD": 0.80,
    "canonical address": 0.85,
}
LOCALES = {
    "en-US": 24,
    "en-GB": 14,
    "en-IN": 6,
    "de-DE": 14,
    "fr-FR": 12,
    "es-MX": 12,
    "nl-NL": 8,
    "ja-JP": 10,
}


def drawn(rng: Random, table: Mapping[Kind, float]) -> Kind:
    """Return one kind of a table by its weights."""
    return rng.choices(list(table), list(table.values()))[0]
