"""Writes service/dates/cldr_relative.json: how each language of the CLDR says "3 hours ago", by language and unit.

Run with babel installed (a development dependency): ``python scripts/cldr_relative.py``.  The file is committed, so that
neither the service nor its image carries babel.
"""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

from babel import Locale, localedata
from babel import __version__ as babel_version

TARGET = Path(__file__).resolve().parent.parent / "service" / "dates" / "cldr_relative.json"
UNITS = ("second", "minute", "hour", "day", "week", "month", "year")
#: What a plural form says where its pattern has no number: Arabic "قبل ساعتين" is two hours ago.
ALONE = {"zero": 0, "one": 1, "two": 2}


def folded(pattern: str) -> str:
    """The form in which phrases are looked up: composed, without case, marks of direction and full stops."""
    plain = "".join(c for c in unicodedata.normalize("NFKC", pattern) if unicodedata.category(c) != "Cf")
    return " ".join(plain.casefold().replace(".", "").split())


def phrases(locale: Locale) -> dict[str, set[str]]:
    """Unit -> folded patterns of the past, "{0}" for the number; "2:" before a pattern that says two without a number."""
    found: dict[str, set[str]] = {}
    for unit in UNITS:
        for width in ("", "-short", "-narrow"):
            for plural, pattern in (locale._data["date_fields"].get(unit + width) or {}).get("past", {}).items():
                text = folded(pattern)
                if "{0}" in text and text.replace("{0}", "").strip():
                    found.setdefault(unit, set()).add(text)
                elif plural in ALONE and "{0}" not in text:
                    found.setdefault(unit, set()).add(f"{ALONE[plural]}:{text}")
    return found


if __name__ == "__main__":
    languages: dict[str, dict[str, set[str]]] = {}
    for identifier in sorted(localedata.locale_identifiers()):
        locale = Locale.parse(identifier)
        for unit, texts in phrases(locale).items():
            # the root's "-3 h" is a sign and no language
            texts = {text for text in texts if not text.startswith(("-{0}", "−{0}"))}
            languages.setdefault(locale.language, {}).setdefault(unit, set()).update(texts)
    table = {
        code: {unit: sorted(texts) for unit, texts in sorted(units.items()) if texts}
        for code, units in sorted(languages.items())
    }
    table = {code: units for code, units in table.items() if units}
    text = json.dumps(
        {"source": f"CLDR as in babel {babel_version}", "languages": table}, ensure_ascii=False, sort_keys=True, indent=0
    )
    TARGET.write_text(text + "\n", "utf-8")
    print(len(table), "languages,", sum(len(t) for units in table.values() for t in units.values()), "phrases")
