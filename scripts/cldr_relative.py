"""Writes service/lexicon/cldr_relative.json: how each language of the CLDR says "3 hours ago" and "yesterday".

Run with the folder of the unpacked npm package cldr-dates-full: ``python scripts/cldr_relative.py FOLDER``.  The file is
committed, so that neither the service nor its image carries the CLDR.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parent.parent / "service" / "lexicon" / "cldr_relative.json"
UNITS = ("second", "minute", "hour", "day", "week", "month", "year")
WIDTHS = ("", "-short", "-narrow")
#: The number that a plural form means where its pattern has none: Arabic "قبل ساعتين" is two hours ago.
ALONE = {"zero": 0, "one": 1, "two": 2}
#: The named days, as days before today.
DAYS = (0, 1, 2, 3)


def folded(pattern: str) -> str:
    """Return the form in which phrases are looked up: composed, without case, direction marks and full stops."""
    plain = "".join(c for c in unicodedata.normalize("NFKC", pattern) if unicodedata.category(c) != "Cf")
    return " ".join(plain.casefold().replace(".", "").split())


def phrases(fields: dict[str, Any]) -> dict[str, set[str]]:
    """Return unit -> folded patterns of the past, "{0}" for the number; "2:" begins a pattern that means two without one."""
    found: dict[str, set[str]] = {}
    for unit in UNITS:
        for width in WIDTHS:
            for name, pattern in fields.get(unit + width, {}).get("relativeTime-type-past", {}).items():
                text, plural = folded(pattern), name.rpartition("-")[2]
                # the root's "-3 h" is in no language
                if "{0}" in text and text.replace("{0}", "").strip() and not text.startswith(("-{0}", "−{0}")):
                    found.setdefault(unit, set()).add(text)
                elif plural in ALONE and "{0}" not in text:
                    found.setdefault(unit, set()).add(f"{ALONE[plural]}:{text}")
    return found


def days(fields: dict[str, Any]) -> dict[str, set[int]]:
    """Return folded name of a day -> days before today; negative for days to come."""
    found: dict[str, set[int]] = defaultdict(set)
    for width in WIDTHS:
        for name, word in fields.get("day" + width, {}).items():
            # the root's "-2 d" is in no language
            if name.startswith("relative-type-") and not any(map(str.isdigit, word)):
                found[folded(word)].add(-int(name.removeprefix("relative-type-")))
    return found


def languages(folder: Path) -> dict[str, dict[str, Any]]:
    """Return language -> unit -> sorted patterns, and under "days" each name of a day that has one meaning."""
    units: dict[str, dict[str, set[str]]] = defaultdict(dict)
    named: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for path in sorted((folder / "main").glob("*/dateFields.json")):
        locale = path.parent.name
        fields = json.loads(path.read_text("utf-8"))["main"][locale]["dates"]["fields"]
        language = locale.partition("-")[0]
        for unit, texts in phrases(fields).items():
            units[language].setdefault(unit, set()).update(texts)
        for word, meanings in days(fields).items():
            named[language][word] |= meanings
    # a language without words of its own repeats those of the root
    english = named["en"]
    table: dict[str, dict[str, Any]] = {}
    for language in sorted({*units, *named}):
        own = {word: min(ago) for word, ago in named[language].items() if len(ago) == 1 and min(ago) in DAYS}
        if language != "en":
            own = {word: ago for word, ago in own.items() if word not in english}
        entry: dict[str, Any] = {unit: sorted(texts) for unit, texts in sorted(units[language].items())}
        if own:
            entry["days"] = own
        if entry:
            table[language] = entry
    return table


if __name__ == "__main__":
    source = Path(sys.argv[1])
    version = json.loads((source / "package.json").read_text("utf-8"))["version"]
    made = languages(source)
    document = {"source": f"CLDR {version} (cldr-dates-full)", "languages": made}
    TARGET.write_text(json.dumps(document, ensure_ascii=False, sort_keys=True, indent=0) + "\n", "utf-8")
    print(len(made), "languages,", sum("days" in entry for entry in made.values()), "with names for days")
