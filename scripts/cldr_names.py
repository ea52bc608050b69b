"""Writes the lexicon's cldr_names.json and cldr_rare_names.json: names of months, days and parts of
the day, from the CLDR.

Run with babel installed (a development dependency): ``python scripts/cldr_names.py``.  The file is
committed, so that neither the service nor its image carries babel.  Wide and abbreviated forms are
taken, as they stand in a date ("25 февраля") and alone; narrow forms (single letters) and forms
with digits ("2月", "tháng 2") are left to patterns.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from pathlib import Path

from babel import Locale, localedata
from babel import __version__ as babel_version

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from service.lexicon.spelling import folded  # noqa: E402

TARGET = ROOT / "service" / "lexicon" / "cldr_names.json"
RARE = ROOT / "service" / "lexicon" / "cldr_rare_names.json"

#: Languages in which newspapers appear; their names are known on any page.  Names of the CLDR's
#: other languages would clash there ("to", "out"), so they are known only on pages that state their
#: language.
LANGUAGES = frozenset(
    re.findall(
        r"\w+",
        """
    af ak am an ar as ast az be bg bm bn bo br bs ca ceb ckb co cs cy da de dsb dv dz ee el en eo es et eu fa ff fi fil fo fr
    fur fy ga gd gl gn gu ha haw he hi hr hsb ht hu hy id ig is it ja jv ka kk kl km kn ko kok ku ky lb lg ln lo lt lv mai mg
    mi mk ml mn mr ms mt my nb ne nl nn no oc om or os pa pl ps pt qu rm rn ro ru rw sa sc sd se si sk sl sn so sq sr su sv sw
    ta te tg th ti tk tn to tr ts tt ug uk ur uz vi wo xh yi yo yue za zh zu
        """,
    )
)
Names = dict[str, set[int]]
Periods = dict[str, tuple[int, int]]


def calendar_names(locale: Locale, kind: str, root: Locale) -> Names:
    """Return folded name -> numbers of the months or days of one locale, without names inherited
    from the root.
    """
    found: Names = defaultdict(set)
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            inherited = (
                set(getattr(root, kind)[context][width].values())
                if locale.language != "en"
                else set()
            )
            for number, name in getattr(locale, kind)[context][width].items():
                key = folded(name)
                # a single letter is no name, but in Burmese a single syllable can be
                short = len(key) < 2 and not (
                    key >= "\u1000" and width == "abbreviated" and locale.language == "my"
                )
                if (
                    key
                    and not short
                    and name not in inherited
                    and not any(c.isdigit() for c in key)
                ):
                    found[key].add(number)
    return found


def period_names(locale: Locale) -> Periods:
    """Return folded name without blanks -> the hours (from, before) that it means in the locale."""
    rules = dict(locale.day_period_rules).get(None, {}) if locale.day_period_rules else {}
    hours = {"am": (0, 12), "pm": (12, 24), "noon": (12, 13)}
    for key, spans in dict(rules).items():
        if len(spans) == 1 and "from" in spans[0]:
            hours[key] = (spans[0]["from"] // 3600, spans[0]["before"] // 3600)
    found: Periods = {}
    for width in ("wide", "abbreviated", "narrow"):
        for context in ("format", "stand-alone"):
            for key, name in dict(locale.day_periods.get(context, {}).get(width, {})).items():
                word = folded(name).replace(" ", "")
                own = len(word) > 1 or not word.isascii()
                # evenings that end after midnight are written "21-3"
                if key in hours and own and (locale.language == "en" or word not in ("am", "pm")):
                    found.setdefault(word, hours[key])
    return found


def table(common: bool) -> dict[str, dict[str, dict[str, str]]]:
    """Return language -> kind -> number or hours -> names joined by bars, over all locales of the
    common or other languages.
    """
    root = Locale.parse("root") if localedata.exists("root") else Locale.parse("und")
    months: dict[str, Names] = defaultdict(lambda: defaultdict(set))
    weekdays: dict[str, Names] = defaultdict(lambda: defaultdict(set))
    periods: dict[str, Periods] = defaultdict(dict)
    for identifier in sorted(localedata.locale_identifiers()):
        if (
            (identifier.split("_")[0] in LANGUAGES) != common
            or "Dsrt" in identifier
            or "Shaw" in identifier
        ):
            continue
        locale = Locale.parse(identifier)
        for kind, target in (("months", months), ("days", weekdays)):
            for name, numbers in calendar_names(locale, kind, root).items():
                target[locale.language][name] |= numbers
        for name, hours in period_names(locale).items():
            periods[locale.language].setdefault(name, hours)
    return {
        language: {
            "months": _joined(months[language]),
            "weekdays": _joined(weekdays[language]),
            "periods": _joined({name: {f"{a}-{b}"} for name, (a, b) in periods[language].items()}),
        }
        for language in sorted({*months, *weekdays})
        if common or len(months[language]) > 1
    }


def _joined(names: Names | dict[str, set[str]]) -> dict[str, str]:
    groups: dict[str, list[str]] = defaultdict(list)
    for name, values in names.items():
        for value in values:
            groups[str(value)].append(name)
    return {value: "|".join(sorted(group)) for value, group in sorted(groups.items())}


def written(languages: dict[str, dict[str, dict[str, str]]]) -> str:
    """Return the file's text, one language a line, so that a new CLDR gives a readable diff."""
    lines = [
        f"{json.dumps(code)}: {json.dumps(kinds, ensure_ascii=False)}"
        for code, kinds in languages.items()
    ]
    source = json.dumps(f"CLDR as in babel {babel_version}")
    return '{"source": ' + source + ', "languages": {\n' + ",\n".join(lines) + "\n}}\n"


if __name__ == "__main__":
    for target, common in ((TARGET, True), (RARE, False)):
        languages = table(common)
        target.write_text(written(languages), "utf-8")
        print(
            len(languages),
            "languages,",
            sum(len(kinds["months"]) for kinds in languages.values()),
            "months with names",
        )
