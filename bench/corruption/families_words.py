"""Families of catalogue A6: names, digits, calendars and characters of every country's pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from bench.corruption.calendars import DIGITS, hijri_text, japanese, persian, persian_text
from bench.corruption.families import Family, Row, families, surround
from bench.corruption.moments import Moment, at_utc
from bench.corruption.pattern_letters import java, names, php
from bench.corruption.scene import (
    DAY,
    MINUTE,
    SECOND,
    Damage,
    Expectation,
    Scene,
    States,
    expect,
    healthy,
    printed,
    truths,
)
from bench.corruption.stamps import human, stamp

Change = Callable[[Scene, str], "str | None"]
_MARKS = ("\u200e", "\u200f", "\u200b", "\u00ad", "\ufeff")


def changed(
    identifier: str,
    change: Change,
    *,
    clock: bool | None = None,
    contexts: str = "alone alone stamp url",
    **more: object,
) -> Family:
    """Return a family whose printed line is healthy except for its characters, and still readable
    to a careful reader.
    """

    def build(scene: Scene) -> Expectation | None:
        fine = scene.rng.random() < 0.5 if clock is None else clock
        text = change(scene, printed(scene, scene.truth, clock=fine))
        if text is None or not surround(scene, contexts):
            return None
        scene.language = scene.locale.tag
        human(scene, text, States(MINUTE if fine else DAY))
        return healthy(scene)

    return Family(identifier, "defect", build, **more)  # type: ignore[arg-type]


def _digits(scene: Scene, text: str) -> str:
    return text.translate(DIGITS[scene.locale.language])


def _marks(scene: Scene, text: str) -> str:
    mark = scene.rng.choice(_MARKS)
    return mark + "".join(
        letter + (mark if scene.rng.random() < 0.3 and not letter.isalnum() else "")
        for letter in text
    )


def _inside_marks(scene: Scene, text: str) -> str:
    return f"\u200e{text}\u200e".replace(" ", "\u200e \u200e")


def _spaces(scene: Scene, text: str) -> str:
    return text.replace(" ", scene.rng.choice(("\u00a0", "\u202f", "\u2009", "\u3000")))


def _entities(scene: Scene, text: str) -> str | None:
    if " " not in text:
        return None
    return "raw:" + text.replace(
        " ", scene.rng.choice(("&nbsp;", "&#160;", "&amp;nbsp;", "&#x20;"))
    )


def _month(moment: Moment, cldr: str) -> str:
    return names("month", "wide", cldr)[moment.wall.month]


def _mojibake(scene: Scene, text: str) -> str | None:
    name = _month(scene.truth, scene.locale.cldr)
    if name.isascii() or name not in text:
        return None
    try:
        return text.replace(
            name, name.encode("utf-8").decode(scene.rng.choice(("cp1252", "latin-1")))
        )
    except UnicodeDecodeError:
        return None


def _lost_letter(scene: Scene, text: str) -> str | None:
    name = _month(scene.truth, scene.locale.cldr)
    mark = scene.rng.choice(("?", "\ufffd"))
    worn = "".join(letter if letter.isascii() else mark for letter in name)
    return (
        text.replace(name, worn)
        if worn != name and name in text and worn.count(mark) == 1
        else None
    )


def _decomposed(scene: Scene, text: str) -> str | None:
    import unicodedata

    worn = unicodedata.normalize("NFD", text)
    return worn if worn != text else None


def _doubled(scene: Scene, text: str) -> str:
    return f"{text}{scene.rng.choice((' ', '', ' | '))}{text}"


def _glued(scene: Scene, text: str) -> str | None:
    year = str(scene.truth.wall.year)
    return text.replace(f"{year} ", year) if f"{year} " in text else None


def _reading_time(scene: Scene, text: str) -> str:
    return text + scene.rng.choice((" | 5 min read", " · 3 min read", " - 4 minute read"))


def _labelled(scene: Scene, text: str) -> str:
    return f"{scene.rng.choice(scene.words.published)} {text}"


def _capitals(scene: Scene, text: str) -> str:
    return text.upper()


def _dated(
    text: Callable[[Moment], str], states: int = DAY
) -> Callable[[Scene], Expectation | None]:
    """Return the builder of pages with a printed day of another calendar, alone or beside a
    Gregorian stamp.
    """

    def build(scene: Scene) -> Expectation | None:
        if not surround(scene, "alone alone local url"):
            return None
        scene.language = scene.locale.tag
        human(scene, text(scene.truth), States(states))
        return healthy(scene)

    return build


def _thai_iso(scene: Scene) -> Expectation | None:
    """A Buddhist year in a machine stamp: 2565-02-25T14:40:00+07:00."""
    if not surround(scene, "alone clock day"):
        return None
    scene.language = scene.locale.tag
    stamp(
        scene,
        str(scene.truth.wall.year + 543) + php(scene.truth, r"-m-d\TH:i:sP"),
        States(SECOND, offset=True),
    )
    return healthy(scene)


def _persian_iso(scene: Scene) -> Expectation | None:
    """A Persian day in a machine stamp, as WordPress plugins write it:
    1400-08-01T21:24:50+03:30.
    """
    year, month, day = persian(scene.truth.wall.date())
    if not surround(scene, "alone url"):
        return None
    scene.language = scene.locale.tag
    stamp(
        scene,
        f"{year}-{month:02d}-{day:02d}" + php(scene.truth, r"\TH:i:sP"),
        States(SECOND, offset=True),
    )
    return healthy(scene)


def _relative_with_stamp(scene: Scene) -> Expectation | None:
    """ "3 hours ago" beside a stamp: the stamp is the answer, whatever the words say."""
    hours = scene.rng.randint(2, 20)
    scene.fetched = at_utc(scene.truth.utc, "UTC").shifted(hours * 60 + 12).wall
    scene.modified = None
    surround(scene, "local utc stamp")
    human(scene, f"{hours} hours ago")
    return Expectation(healthy(scene).answers, truths(scene.truth))


def _yearless(scene: Scene) -> Expectation | None:
    """A printed day without its year, which an address or a stamp has."""
    if not surround(scene, "url stamp local alone"):
        return None
    near = scene.fetched is not None and timedelta(
        0
    ) <= scene.fetched - scene.truth.utc < timedelta(days=330)
    text = java(
        scene.truth, scene.rng.choice(("MMM d", "MMMM d", "EEEE, MMMM d")), scene.locale.cldr
    )
    # with the fetch alone, the nearest past day of that name is meant
    human(scene, text, States(DAY) if near else None)
    return expect(scene, Damage())


def _scanned(moment: Moment) -> str:
    """Return a day with letters for digits, as character recognition misreads them: 2O22-O2-25."""
    return (
        php(moment, "Y-m-d").replace("0", "O", 1)
        if moment.wall.minute % 2
        else php(moment, "Y-m-d").replace("0", "O")
    )


def _rfc_in(moment: Moment, cldr: str) -> str:
    return java(moment, "EEE, dd MMM yyyy HH:mm:ss Z", cldr)


def _localized_rfc(scene: Scene) -> Expectation | None:
    """A feed's date with the names of the server's language: Вс, 12 фев 2017."""
    if not surround(scene, "alone clock url"):
        return None
    scene.language = scene.locale.tag
    stamp(scene, _rfc_in(scene.truth, scene.locale.cldr), States(SECOND, offset=True))
    return healthy(scene)


def _range_text(scene: Scene, last: Moment) -> str:
    return scene.rng.choice(
        (
            f"{php(scene.truth, 'Y-m-d')}/{php(last, 'Y-m-d')}",
            f"{php(scene.truth, 'j F')} – {php(last, 'j F Y')}",
            f"{php(scene.truth, 'F j')} to {php(last, 'F j, Y')}",
        )
    )


def _range(scene: Scene) -> Expectation | None:
    """Two days of a range behind a label, of which the first is meant: 2022-02-25/2022-02-27.
    Without one it is an event's.
    """
    last = scene.truth.shifted(2880)
    text = _range_text(scene, last)
    if not surround(scene, "alone alone url local"):
        return None
    scene.fetched = last.shifted(9000).utc
    scene.claim("labelled", text, States(DAY), "published", "human")
    return healthy(scene)


def _range_of_an_event(scene: Scene) -> Expectation | None:
    """Two days of a range without a label of publication: the days of an event that the page is
    about.
    """
    last = scene.truth.shifted(scene.rng.randint(1, 12) * 1440)
    scene.claim("line", _range_text(scene, last), None, "other", "human")
    scene.modified = None
    scene.fetched = last.shifted(9000).utc
    return Expectation((), truths(scene.truth.shifted(-30 * 1440)), open=True)


def _twice_in_print(scene: Scene) -> Expectation | None:
    """A published and an updated date in one line."""
    scene.modified = scene.modified or scene.truth.shifted(200)
    if scene.fetched is None or scene.fetched < scene.modified.utc:
        scene.fetched = scene.modified.shifted(90).utc
    words = scene.words
    first, last = (printed(scene, moment, clock=True) for moment in (scene.truth, scene.modified))
    text = f"{words.published[0]} {first} | {words.updated[0]} {last}"
    scene.claim("line", text, States(MINUTE), "published", "human")
    # the second half of that line: it is printed with the first
    scene.claim("line's end", last, States(MINUTE), "modified", "human")
    if scene.rng.random() < 0.5:
        surround(scene, "local url")
    return healthy(scene)


_LATIN = (
    "fr-FR",
    "fr-CA",
    "de-DE",
    "de-AT",
    "pt-BR",
    "pt-PT",
    "tr-TR",
    "cs-CZ",
    "pl-PL",
    "es-ES",
    "en-GB",
    "hu-HU",
)
_ACCENTED = (
    "fr-FR",
    "fr-CA",
    "fr-BE",
    "de-DE",
    "de-AT",
    "pt-BR",
    "tr-TR",
    "cs-CZ",
    "pl-PL",
    "hu-HU",
)
_ENGLISH = ("en-US", "en-GB", "en-CA", "en-AU", "en-IE")

FAMILIES: tuple[Family, ...] = (
    changed(
        "same-word-other-month",
        lambda _, text: text,
        contexts="alone",
        locales=("hr-HR", "cs-CZ", "pl-PL", "uk-UA"),
        weight=0.8,
    ),
    changed(
        "foreign-digits", _digits, locales=("ar-EG", "ar-SA", "hi-IN", "th-TH", "ja-JP"), weight=1.5
    ),
    changed("invisible-marks", _marks, weight=1.2),
    changed(
        "direction-marks", _inside_marks, locales=("en-US", "ar-EG", "he-IL", "de-DE", "ar-SA")
    ),
    changed("odd-spaces", _spaces),
    changed("entities-in-date", _entities, html_only=True, locales=_LATIN),
    changed("mojibake-in-month", _mojibake, locales=_ACCENTED),
    changed("lost-letter-in-month", _lost_letter, locales=_ACCENTED),
    changed("decomposed-letters", _decomposed, locales=(*_ACCENTED, "vi-VN", "ko-KR"), weight=0.7),
    changed("date-doubled", _doubled, contexts="alone stamp"),
    changed(
        "year-glued-to-clock",
        _glued,
        clock=True,
        locales=("en-GB", "es-MX", "pl-PL", "tr-TR", "en-ZA"),
        weight=0.7,
    ),
    changed("reading-time-behind-date", _reading_time, locales=_ENGLISH),
    changed("label-in-date", _labelled),
    changed(
        "capitals",
        _capitals,
        locales=("en-US", "de-DE", "fr-FR", "es-ES", "pl-PL", "ru-RU", "el-GR", "tr-TR"),
        weight=0.7,
    ),
    Family(
        "thai-buddhist",
        "defect",
        _dated(lambda m: f"{m.wall.day} {_month(m, 'th_TH')} {m.wall.year + 543}"),
        None,
        ("th-TH",),
    ),
    Family("thai-buddhist-iso", "defect", _thai_iso, None, ("th-TH",), weight=0.7),
    Family("persian", "defect", _dated(lambda m: persian_text(m.wall.date())), None, ("fa-IR",)),
    Family("persian-iso", "defect", _persian_iso, None, ("fa-IR",), weight=0.7),
    Family(
        "minguo",
        "defect",
        _dated(lambda m: f"民國{m.wall.year - 1911}年{m.wall.month}月{m.wall.day}日"),
        None,
        ("zh-TW",),
    ),
    Family("japanese-era", "defect", _dated(lambda m: japanese(m.wall.date())), None, ("ja-JP",)),
    Family(
        "hijri-beside-gregorian",
        "trap",
        _dated(lambda m: f"{hijri_text(m.wall.date())} هـ - {java(m, 'd MMMM yyyy', 'ar_SA')}"),
        None,
        ("ar-SA",),
        weight=0.7,
    ),
    Family("relative-beside-stamp", "trap", _relative_with_stamp, None, _ENGLISH, True),
    Family(
        "range-of-days",
        "defect",
        _range,
        lambda m: (m.wall.month, m.wall.day) < (12, 29),
        _ENGLISH,
        weight=0.7,
    ),
    Family("range-of-an-event", "unsure", _range_of_an_event, None, _ENGLISH, weight=0.7),
    Family("missing-year", "defect", _yearless, None, (*_ENGLISH[:3], "en-IN")),
    Family(
        "localized-rfc2822",
        "defect",
        _localized_rfc,
        None,
        ("ru-RU", "de-DE", "es-ES", "it-IT", "pl-PL", "nl-NL", "sv-SE", "tr-TR", "fr-FR"),
    ),
    Family("published-and-updated-in-one-line", "trap", _twice_in_print),
    *families(
        (Row("scanned-letters-for-digits", (_scanned,), "alone clock day url", States(DAY)),)
    ),
)
