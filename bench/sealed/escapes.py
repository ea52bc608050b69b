"""Dates whose characters were escaped, encoded or quoted once too often on their way to the
page.
"""

from __future__ import annotations

import json
from html import escape
from urllib.parse import quote

from bench.sealed.desk import MACHINE, PRINT, Desk, Expectation, day, iso, minute, second, zulu
from bench.sealed.families import family

_ACCENTED = "de-DE de-AT fr-FR pt-BR tr-TR cs-CZ pl-PL hu-HU sk-SK"
#: Names of the letters that HTML knows, for months written by a careful old system.
_ENTITIES = {
    "é": "&eacute;",
    "û": "&ucirc;",
    "ä": "&auml;",
    "ç": "&ccedil;",
    "ü": "&uuml;",
    "á": "&aacute;",
    "í": "&iacute;",
}


@family(
    ("line", "time", "dump", "meta", "supplied", "ld"),
    "de-DE de-AT fr-FR es-ES it-IT pl-PL cs-CZ ru-RU en-GB fi-FI",
)
def blanks_escaped_twice(d: Desk) -> Expectation:
    """27.&amp;nbsp;Juni&amp;nbsp;2019: the reader sees the entity between the words."""
    sign = d.pick("&nbsp;", "&#160;", "&nbsp;", "&#xa0;", "&thinsp;")
    clock = d.rng.random() < 0.4
    text = d.date() + (f" {d.wall:%H:%M}" if clock else "")
    d.put(text.replace(" ", sign))
    return minute(d.at) if clock else day(d.at)


@family((*PRINT, "meta", "ld", "supplied"), _ACCENTED)
def letters_escaped_twice(d: Desk) -> Expectation | None:
    """25 f&amp;eacute;vrier 2022, 3. M&amp;#228;rz: a month's letter is shown as its entity."""
    own = d.date()
    named = d.rng.random() < 0.5
    worn = "".join(
        c if c.isascii() else _ENTITIES[c] if named and c in _ENTITIES else f"&#{ord(c)};"
        for c in own
    )
    if worn == own:
        return None
    d.put(worn)
    return day(d.at)


@family(("meta", "attr", "supplied", "ld"), "en-US de-DE fr-FR ja-JP en-IN es-AR")
def percent_encoded(d: Desk) -> Expectation:
    """2022-02-25T14%3A40%3A00%2B01%3A00: a value that was made for an address."""
    d.put(quote(iso(d.at), safe=""))
    return second(d.at, offset=True)


@family(
    ("meta", "attr", "supplied", "ld"),
    "de-DE ja-JP en-IN pl-PL ru-RU fi-FI",
    lambda m: m.offset > 0,
)
def plus_lost(d: Desk) -> Expectation:
    """2022-02-25T14:40:00 01:00: a form turned the plus into a blank."""
    d.put(iso(d.at).replace("+", " "))
    return second(d.at, offset=True)


@family(("meta", "supplied", "ld", "dump"), "ja-JP zh-CN zh-TW ko-KR ru-RU fr-FR de-DE el-GR")
def script_escapes(d: Desk) -> Expectation | None:
    """2022\\u5e742\\u670825\\u65e5: the escapes of a script's text stand in the value."""
    own = d.date()
    worn = json.dumps(own)[1:-1]
    if worn == own:
        return None
    d.put(worn)
    return day(d.at)


@family(("supplied", "meta", "dump"), "en-US en-GB de-DE fr-FR en-AU")
def feed_wrapping(d: Desk) -> Expectation:
    """<![CDATA[Fri, 25 Feb 2022 14:40:00 +0000]]>: a feed's wrapping came along."""
    local = d.rng.random() < 0.5
    seen = d.at if local else d.at.as_utc()
    zone = (
        f"{seen.offset // 60:+03d}{abs(seen.offset) % 60:02d}" if local else d.pick("+0000", "GMT")
    )
    english = (
        f"{_weekday(seen.wall.weekday())}, {seen.wall:%d} {_month(seen.wall.month)} "
        f"{seen.wall:%Y %H:%M:%S} {zone}"
    )
    text = f"<![CDATA[{d.pick(english, iso(d.at) if local else zulu(d.at))}]]>"
    d.put(text, "meta" if d.place == "dump" else d.place)
    return second(d.at, offset=True, utc=not local)


def _weekday(number: int) -> str:
    return "Mon Tue Wed Thu Fri Sat Sun".split()[number]


def _month(number: int) -> str:
    return "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()[number - 1]


@family(("supplied", "meta", "ld"), "en-US en-GB de-DE fr-FR es-ES ru-RU ja-JP")
def markup_in_value(d: Desk) -> Expectation:
    """<time datetime="…">25 February 2022</time>: an element was stored where its text was
    meant.
    """
    own = d.date()
    d.put(
        d.pick(
            f'<span class="date">{own}</span>',
            f'<time datetime="{d.wall:%Y-%m-%d}">{own}</time>',
            f"<p>{own}</p>",
            escape(f"<span>{own}</span>"),
            f"{own}<br/>",
        )
    )
    return day(d.at)


@family(("supplied", "meta", "ld", "dump"), "en-US de-DE ja-JP es-ES")
def quoted_again(d: Desk) -> Expectation:
    """ "\\"2022-02-25T14:40:00Z\\"", ['2022-02-25T14:40:00Z'], b'…': a value that was printed for
    programmers.
    """
    local = d.rng.random() < 0.5
    own = iso(d.at) if local else zulu(d.at)
    d.machine(
        d.pick(
            f'"{own}"',
            f"['{own}']",
            f'["{own}"]',
            f"b'{own}'",
            f"u'{own}'",
            f"'{own}'",
            f'\\"{own}\\"',
            f"`{own}`",
        )
    )
    return second(d.at, offset=True, utc=not local)


@family((*PRINT, "meta", "ld", "supplied"), "fr-FR fr-CA de-DE pt-BR tr-TR hu-HU cs-CZ")
def garbled_twice(d: Desk) -> Expectation | None:
    """fÃƒÂ©vrier: UTF-8 that was taken for Windows-1252 two times."""
    own = worn = d.date()
    try:
        for _ in range(2):
            worn = worn.encode("utf-8").decode("cp1252")
    except UnicodeDecodeError:
        return None
    if worn == own:
        return None
    d.put(worn)
    return day(d.at)


@family((*PRINT, "meta", "supplied"), "ru-RU uk-UA bg-BG el-GR")
def garbled_script(d: Desk) -> Expectation | None:
    """25 С„РµРІСЂР°Р»СЏ: UTF-8 that was taken for the country's old code page."""
    page = "cp1253" if d.press.language == "el" else "cp1251"
    try:
        worn = d.fmt("d MMMM y").encode("utf-8").decode(page)
    except UnicodeDecodeError:
        return None
    d.put(worn)
    return day(d.at)


@family((*PRINT, "meta", "ld", "supplied"), "en-US en-GB de-DE fr-FR ar-EG he-IL fa-IR ru-RU es-ES")
def isolates_and_joiners(d: Desk) -> Expectation:
    """Directional isolates, zero-width blanks and word joiners in and around the date."""
    first, last = d.pick(
        "\u2066 \u2069", "\u2068 \u2069", "\u202a \u202c", "\u200b \u200b", "\ufeff \ufeff"
    ).split(" ")
    inner = d.pick("", "\u200b", "\u2060", "\u200e")
    text = f"{d.date()} {d.wall:%H:%M}"
    d.put(first + text.replace(" ", f" {inner}") + last)
    return minute(d.at)


@family((*PRINT, "supplied", "meta"), "en-US en-GB en-AU en-IE", lambda m: m.wall.month not in (5,))
def look_alike_letters(d: Desk) -> Expectation:
    """Fеbruаry with Cyrillic letters: copied from a page that was set to escape filters."""
    table = str.maketrans("aeopcyAPCM", "аеорсуАРСМ")
    name = d.fmt("MMMM")
    spot = [index for index, letter in enumerate(name) if letter in "aeopcyAPCM"]
    worn = list(name)
    for index in d.rng.sample(spot, min(len(spot), d.rng.randint(1, 2))):
        worn[index] = worn[index].translate(table)
    d.put(d.date().replace(name, "".join(worn)))
    return day(d.at)


@family((*MACHINE, "dump"), "en-US de-DE fr-FR en-GB")
def blanks_and_line_ends(d: Desk) -> Expectation:
    """ "\\n\\t 2022-02-25T14:40:00+01:00 \\r\\n", "2022-02-25 T 14:40": a template's blanks are in
    the value.
    """
    own = iso(d.at)
    d.machine(
        d.pick(
            f"\n\t\t{own}\n",
            f"  {own}  ",
            own.replace("T", " T "),
            own.replace("T", "\u00a0"),
            f"{own};",
            f"{own},",
            f"{own}.",
            f"{own}\t",
        )
    )
    return second(d.at, offset=True)
