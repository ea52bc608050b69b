"""Writes service/lexicon/cldr_numbers.json: the days of a month in words, "tweeëntwintigste", in
each language for which the CLDR spells out numbers.

Run with the folder of the unpacked npm package cldr-rbnf: ``python scripts/cldr_numbers.py
FOLDER``.  The file is committed, so that neither the service nor its image carries the CLDR.  All
forms of a number are taken, counting and ordinal, in each gender and case; what no day is called
does no harm, for a day is one only beside the name of its month.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from service.lexicon.spelling import folded  # noqa: E402

TARGET = ROOT / "service" / "lexicon" / "cldr_numbers.json"
DAYS = range(1, 32)
#: Languages whose numbers and names of months are written as one word; Han numerals are read as
#: figures.
UNPARTED = frozenset(("ja", "ko", "yue", "zh"))
#: Another set of rules, the rest of the number, its head, the number itself; a part that is left
#: out where nothing rests.
_PART = re.compile(
    r"→(?P<rest>[^→]*)→→?|←(?P<head>[^←]*)←|=(?P<same>[^=]*)=|\[(?P<optional>[^\]]*)\]"
)
#: What these rules cannot write in words, such as digits with an ending.
_NO_WORDS = re.compile(r"[\d#$]")

# Forms that newspapers print and the CLDR lacks: the Arabic genitive that a date has, the first in
# Romance languages.
MORE: dict[str, dict[int, str]] = {
    "ar": {
        20: "العشرين", 21: "الحادي والعشرين", 22: "الثاني والعشرين", 23: "الثالث والعشرين",
        24: "الرابع والعشرين", 25: "الخامس والعشرين", 26: "السادس والعشرين",
        27: "السابع والعشرين", 28: "الثامن والعشرين", 29: "التاسع والعشرين",
        30: "الثلاثين", 31: "الحادي والثلاثين",
    },
    "it": {1: "primo"},
    "pt": {1: "primeiro"},
    "es": {1: "primero"},
}  # fmt: skip


class Rules:
    """The rules by which a language spells out numbers, by the names of their sets."""

    def __init__(self, sets: dict[str, Any]) -> None:
        self._sets = {
            name: [
                self._rule(base, body) for base, body in rows if re.match(r"\d+(?:/\d+)?>*\Z", base)
            ]
            for name, rows in sets.items()
            if isinstance(rows, list)
        }

    @staticmethod
    def _rule(base: str, body: str) -> tuple[int, int, str]:
        """Return the number from which a rule holds, what it divides by, and what it writes."""
        number, _, radix = base.rstrip(">").partition("/")
        first, by, power = int(number), int(radix or 10), 1
        while power * by <= first:
            power *= by
        power //= by ** base.count(">")
        return first, max(1, power), body.removesuffix(";").removeprefix("'")

    def public(self) -> list[str]:
        """Return the names of the sets that a text may be written by."""
        wanted = ("%spellout-cardinal", "%spellout-ordinal", "%spellout-numbering")
        return [name for name in self._sets if name.startswith(wanted) and "year" not in name]

    def written(self, name: str, number: int) -> str:
        """Return a number in words, by one of the sets."""
        rules = [rule for rule in self._sets.get(name, ()) if rule[0] <= number]
        if not rules:
            raise LookupError(name)
        _, divisor, body = max(rules, key=lambda rule: rule[0])
        return self._filled(name, body, number, divisor)

    def _filled(self, name: str, body: str, number: int, divisor: int) -> str:
        def part(found: re.Match[str]) -> str:
            kind = found.lastgroup or ""
            if kind == "optional":
                rest = number % divisor
                return self._filled(name, found["optional"], number, divisor) if rest else ""
            value = {"rest": number % divisor, "head": number // divisor, "same": number}[kind]
            return self.written(found[kind] or name, value)

        return _PART.sub(part, body)


def days(sets: dict[str, Any]) -> dict[int, set[str]]:
    """Return each day of a month with its words, folded, by the rules of a language."""
    rules, found = Rules(sets), defaultdict(set)
    for name in rules.public():
        for day in DAYS:
            try:
                words = rules.written(name, day).replace("\u00ad", "")
            except LookupError:
                continue
            if not _NO_WORDS.search(words):
                found[day].add(key(words))
    return found


def key(words: str) -> str:
    """Return the form under which a number is looked up: its words folded, with single blanks."""
    return " ".join([folded(word) for word in re.split(r"[\s\u200b-]+", words) if word])


def table(folder: Path) -> dict[str, dict[str, str]]:
    """Return language -> day -> its words, joined by bars, without words of two days."""
    made: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for path in sorted((folder / "rbnf").glob("*.json")):
        language = path.stem.partition("-")[0]
        groups: dict[str, Any] = json.loads(path.read_text("utf-8"))["rbnf"]["rbnf"]
        if language != "und" and language not in UNPARTED:
            for day, words in days(groups.get("SpelloutRules", {})).items():
                made[language][day] |= words
    for language, more in MORE.items():
        for day, joined in more.items():
            made[language][day] |= {key(words) for words in joined.split("|")}
    return {language: _told_apart(made[language]) for language in sorted(made)}


def _told_apart(spoken: dict[int, set[str]]) -> dict[str, str]:
    """Return day -> its words, without those of another day too."""
    counts: dict[str, int] = defaultdict(int)
    for words in spoken.values():
        for each in words:
            counts[each] += 1
    kept = {day: sorted([each for each in spoken[day] if counts[each] == 1]) for day in DAYS}
    return {str(day): "|".join(words) for day, words in kept.items() if words}


def written(languages: dict[str, dict[str, str]], version: str) -> str:
    """Return the file's text, one language a line, so that a new CLDR gives a readable diff."""
    lines = [
        f"{json.dumps(code)}: {json.dumps(words, ensure_ascii=False)}"
        for code, words in languages.items()
    ]
    source = json.dumps(f"CLDR {version} (cldr-rbnf)")
    return '{"source": ' + source + ', "languages": {\n' + ",\n".join(lines) + "\n}}\n"


if __name__ == "__main__":
    source = Path(sys.argv[1])
    version = json.loads((source / "package.json").read_text("utf-8"))["version"]
    made = table(source)
    TARGET.write_text(written(made, version), "utf-8")
    print(len(made), "languages with days in words")
