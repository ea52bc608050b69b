"""Writes service/dates/cldr_names.json: month, weekday and day-period names of every CLDR locale, by language.

Run with babel installed (a development dependency): ``python scripts/cldr_names.py``.  The file is committed, so that
neither the service nor its image carries babel.  Wide and abbreviated forms are taken, in the genitive ("25 февраля") and
standing alone;
narrow forms (single letters) and forms with digits ("2月", "tháng 2") are left to patterns.
"""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from pathlib import Path

from babel import Locale, localedata
from babel import __version__ as babel_version

TARGET = Path(__file__).resolve().parent.parent / "service" / "dates" / "cldr_names.json"

#: Locales whose calendar names are those of another language's script or not names at all.
SKIPPED = frozenset(("root", "und", "en_US_POSIX"))


def folded(name: str) -> str:
    """The form in which names are looked up: composed, without case, edge dots and marks of direction."""
    plain = "".join(c for c in unicodedata.normalize("NFC", name) if unicodedata.category(c) != "Cf")
    return unicodedata.normalize("NFC", plain.casefold()).replace("\u00a0", " ").strip(" .·")


def names_of(locale: Locale) -> dict[str, dict[str, set[int]]]:
    """Kind -> folded name -> numbers (months 1-12, weekdays 0-6 from Monday, periods 0 am and 1 pm) of one locale."""
    found: dict[str, dict[str, set[int]]] = {kind: defaultdict(set) for kind in ("months", "weekdays", "periods")}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in locale.months[context][width].items():
                _add(found["months"], name, number)
            for number, name in locale.days[context][width].items():
                _add(found["weekdays"], name, number)
    for width in ("wide", "abbreviated", "narrow"):
        periods = locale.day_periods.get("format", {}).get(width, {})
        for number, key in enumerate(("am", "pm")):
            name = periods.get(key)
            if name and len(name) > 1:
                _add(found["periods"], name, number)
    return found


def _add(table: dict[str, set[int]], name: str, number: int) -> None:
    key = folded(name)
    if len(key) > 1 and not any(c.isdigit() for c in key):
        table[key].add(number)


def table() -> dict[str, dict[str, dict[str, list[int]]]]:
    """Language -> kind -> name -> numbers, over all locales of the language."""
    languages: dict[str, dict[str, dict[str, set[int]]]] = {}
    for identifier in sorted(localedata.locale_identifiers()):
        if identifier in SKIPPED:
            continue
        locale = Locale.parse(identifier)
        language = languages.setdefault(locale.language, {kind: defaultdict(set) for kind in ("months", "weekdays", "periods")})
        for kind, names in names_of(locale).items():
            for name, numbers in names.items():
                language[kind][name] |= numbers
    english = languages["en"]["months"]
    return {
        code: {kind: {name: sorted(numbers) for name, numbers in sorted(names.items())} for kind, names in kinds.items()}
        for code, kinds in sorted(languages.items())
        # some locales have no names of their own and repeat the root's "M01"
        if code == "en" or not set(kinds["months"]) <= set(english) or not kinds["months"]
    }


if __name__ == "__main__":
    languages = table()
    TARGET.write_text(
        json.dumps(
            {"source": f"CLDR as in babel {babel_version}", "languages": languages},
            ensure_ascii=False,
            indent=0,
            sort_keys=True,
        )
        + "\n",
        "utf-8",
    )
    print(len(languages), "languages,", sum(len(kinds["months"]) for kinds in languages.values()), "month names")
