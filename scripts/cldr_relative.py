"""Writes service/lexicon/cldr_relative.json: how each language of the CLDR says "3 hours ago" and
"yesterday".

Run with the folder of the unpacked npm package cldr-dates-full: ``python scripts/cldr_relative.py
FOLDER``.  The file is committed, so that neither the service nor its image carries the CLDR.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from service.lexicon.texts import fold  # noqa: E402
from service.spans.relative_words import APOSTROPHES  # noqa: E402

TARGET = ROOT / "service" / "lexicon" / "cldr_relative.json"
UNITS = ("second", "minute", "hour", "day", "week", "month", "year")
WIDTHS = ("", "-short", "-narrow")
#: The number that a plural form means where its pattern has none: Arabic "قبل ساعتين" is two hours
#: ago.
ALONE = {"zero": 0, "one": 1, "two": 2}
#: The named days, as days before today.
DAYS = (0, 1, 2, 3)

# Newspapers' own words, which the CLDR lacks, by language and unit.
MORE = {
    "en": {"second": "just now|moments ago|a moment ago|a few seconds ago|seconds ago",
        "minute": "{0}mins ago",
           "hour": "{0}hr ago|{0}hrs ago|{0} h ago", "day": "{0} d ago"},
    "de": {"hour": "vor {0} h|vor {0}h", "minute": "vor {0}m|vor {0} m", "day": "vor {0}d",
        "second": "gerade eben|soeben|vor ein paar sekunden|vor wenigen sekunden"},
    "fr": {"second": "à l'instant|il y a quelques secondes", "minute": "il ya {0} minutes|il ya {0} min",
        "hour": "il ya {0} heures|il ya {0} heure|il ya {0} h|1:il y a une heure",
        "day": "il ya {0} jours|il ya {0} jour", "week": "il ya {0} semaines",
        "month": "il ya {0} mois", "year": "il ya {0} ans"},
    "es": {"second": "ahora mismo|hace unos segundos|hace pocos segundos"},
    "pt": {"hour": "{0} horas atrás|{0} hora atrás", "day": "{0} dias atrás|{0} dia atrás",
        "minute": "{0} minutos atrás",
           "second": "agora mesmo|há poucos segundos|alguns segundos atrás"},
    "ar": {"hour": "منذ {0} ساعات|منذ {0} ساعة|1:منذ ساعة|2:منذ ساعتين",
        "minute": "منذ {0} دقائق|منذ {0} دقيقة|1:منذ دقيقة",
           "day": "منذ {0} أيام|منذ {0} يوم|1:منذ يوم|2:منذ يومين"},
    "nl": {"second": "zojuist|zonet|een paar seconden geleden"},
    "sv": {"second": "just nu|alldeles nyss|för några sekunder sedan",
           "hour": "{0} timmar sedan|{0} tim sedan|1:en timme sedan",
           "day": "{0} dagar sedan|{0} dagar sen|för {0} dagar sen",
               "minute": "{0} minuter sedan|{0} min sedan"},
    "nb": {"second": "akkurat nå|noen sekunder siden", "hour": "{0} timer siden",
        "day": "{0} dager siden|for {0} dager siden",
           "minute": "{0} minutter siden|{0} min siden"},
    "da": {"second": "lige nu|få sekunder siden|for få sekunder siden"},
    "et": {"hour": "{0} tunni tagasi", "day": "{0} päeva tagasi", "minute": "{0} minutit tagasi"},
    "az": {"hour": "{0} saat əvvəl", "day": "{0} gün əvvəl", "minute": "{0} dəqiqə əvvəl"},
    "ne": {"hour": "{0} घण्टा अघि|{0} घन्टा अघि", "day": "{0} दिन अघि", "minute": "{0} मिनेट अघि"},
    "tr": {"second": "az önce|şimdi|birkaç saniye önce"},
        "vi": {"second": "vừa xong|vài giây trước"},
    "zh": {"second": "刚刚|剛剛|几秒前|幾秒前",
           "minute": "{0}分鐘前|{0}分钟之前", "hour": "{0}小时之前|{0}小時之前",
               "day": "{0}天之前"},
    "ja": {"second": "たった今|数秒前"},
    "ko": {"second": "방금|방금 전|몇 초 전", "minute": "{0}분전", "hour": "{0}시간전",
        "day": "{0}일전"},
    "ru": {"second": "только что|несколько секунд назад"},
        "uk": {"second": "щойно|кілька секунд тому"},
    "it": {"second": "proprio ora|poco fa|alcuni secondi fa|pochi secondi fa"},
    "bn": {"hour": "{0} ঘণ্টা আগে|{0} ঘন্টা আগে"},
    "hi": {"second": "{0} सेकंड पूर्व", "minute": "{0} मिनट पूर्व",
        "hour": "{0} घंटे पूर्व|{0} घंटा पूर्व|{0} घण्टे पूर्व|{0} घण्टे पहले",
        "day": "{0} दिन पूर्व", "week": "{0} सप्ताह पूर्व|{0} हफ्ते पहले|{0} हफ्ते पूर्व",
        "month": "{0} माह पूर्व|{0} महीने पूर्व", "year": "{0} वर्ष पूर्व|{0} साल पहले|{0} साल पूर्व"},
    "el": {"hour": "πριν {0} ώρες|1:πριν μία ώρα", "minute": "πριν {0} λεπτά",
        "day": "πριν {0} ημέρες|πριν {0} μέρες",
           "second": "λίγα δευτερόλεπτα πριν"},
    "id": {"day": "{0} hari lalu", "minute": "{0} menit lalu",
        "second": "baru saja|beberapa detik yang lalu"},
    "pl": {"second": "kilka sekund temu"}, "cs": {"second": "před pár sekundami"},
        "fi": {"second": "muutama sekunti sitten"},
    "ro": {"second": "câteva secunde în urmă|acum câteva secunde"},
}  # fmt: skip
#: The same of the names of days, with how many days before today they are; 前日 is the day before
#: another in Japanese, and known in Chinese alone.
MORE_DAYS = {
    "ar": {"امس": 1}, "th": {"เมื่อวานนี้": 1, "วานนี้": 1}, "zh": {"今日": 0, "昨日": 1, "前日": 2},
    "as": {"আজি": 0, "কালি": 1}, "bn": {"গতকল্য": 1},
}  # fmt: skip
#: Languages that leave out the number of one: "час назад", "tunti sitten", "לפני שעה".
WITHOUT_ONE = frozenset("be bg bs cs et fi he hr hu hy ka kk lt lv mk pl ru sk sl sq sr uk".split())


def folded(pattern: str) -> str:
    """Return the form in which phrases are looked up: as the lexicon folds texts, without direction
    marks and full stops.
    """
    plain = "".join(
        c for c in unicodedata.normalize("NFKC", pattern) if unicodedata.category(c) != "Cf"
    )
    return " ".join(fold(plain).translate(APOSTROPHES).replace(".", "").split())


def phrases(fields: dict[str, Any], language: str) -> dict[str, set[str]]:
    """Return unit -> folded patterns of the past, "{0}" for the number; "2:" begins a pattern that
    means two without one.
    """
    found: dict[str, set[str]] = {}
    for unit in UNITS:
        for width in WIDTHS:
            for name, pattern in (
                fields.get(unit + width, {}).get("relativeTime-type-past", {}).items()
            ):
                text, plural = folded(pattern), name.rpartition("-")[2]
                # the root's "-3 h" is in no language
                if (
                    "{0}" in text
                    and text.replace("{0}", "").strip()
                    and not text.startswith(("-{0}", "−{0}"))
                ):
                    found.setdefault(unit, set()).add(text)
                    if plural == "one" and language in WITHOUT_ONE:
                        alone = " ".join(text.replace("{0}", "").split())
                        found[unit].add(f"1:{alone}")
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
    """Return language -> unit -> sorted patterns, and under "days" each name of a day that has one
    meaning.
    """
    units: dict[str, dict[str, set[str]]] = defaultdict(dict)
    named: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for path in sorted((folder / "main").glob("*/dateFields.json")):
        locale = path.parent.name
        fields = json.loads(path.read_text("utf-8"))["main"][locale]["dates"]["fields"]
        language = locale.partition("-")[0]
        for unit, texts in phrases(fields, language).items():
            units[language].setdefault(unit, set()).update(texts)
        for word, meanings in days(fields).items():
            named[language][word] |= meanings
    # a language without words of its own repeats those of the root
    english = named["en"]
    table: dict[str, dict[str, Any]] = {}
    for language in sorted({*units, *named}):
        own = {
            word: min(ago)
            for word, ago in named[language].items()
            if len(ago) == 1 and min(ago) in DAYS
        }
        own |= MORE_DAYS.get(language, {})
        if language != "en":
            own = {word: ago for word, ago in own.items() if word not in english}
        for unit, joined in MORE.get(language, {}).items():
            units[language].setdefault(unit, set()).update(joined.split("|"))
        entry: dict[str, Any] = {
            unit: sorted(texts) for unit, texts in sorted(units[language].items())
        }
        if own:
            entry["days"] = own
        # these are sure to be said of now, and not of a "now playing"
        if now := [
            joined for joined in MORE.get(language, {}).get("second", "").split("|") if joined
        ]:
            entry["now"] = now
        if entry:
            table[language] = entry
    return table


def tables(made: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return what is looked up: phrase -> language -> "2 hour"; a day's name -> language -> days
    ago, what is said of now.
    """
    said: dict[str, dict[str, str]] = defaultdict(dict)
    named: dict[str, dict[str, int]] = defaultdict(dict)
    for language, entry in made.items():
        for word, before in entry.get("days", {}).items():
            named[folded(word)][language] = before
        for unit, phrase in [
            (each, phrase) for each in sorted(UNITS) for phrase in entry.get(each, ())
        ]:
            number, _, rest = (
                phrase.rpartition(":") if phrase[:1].isdecimal() else ("0", "", phrase)
            )
            spoken, sense = said[folded(rest)], f"{number} {unit}"
            if spoken.get(language, sense) != sense:
                # "прије 3 с" are seconds and weeks
                spoken[f"{language}'"] = spoken[language]
            spoken[language] = sense
    now = sorted({folded(word) for entry in made.values() for word in entry.get("now", ())})
    return {"phrases": said, "days": named, "now": now}


if __name__ == "__main__":
    source = Path(sys.argv[1])
    version = json.loads((source / "package.json").read_text("utf-8"))["version"]
    made = languages(source)
    document = {"source": f"CLDR {version} (cldr-dates-full)", **tables(made)}
    TARGET.write_text(
        json.dumps(document, ensure_ascii=False, sort_keys=True, indent=0) + "\n", "utf-8"
    )
    print(
        len(made),
        "languages,",
        sum("days" in entry for entry in made.values()),
        "with names for days",
    )
