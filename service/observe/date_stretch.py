"""The stretch of a short text that is its date, with the label before it; and texts that only look like dates.

A template's date line holds more than the date ("Founded 1947 Friday, 26 April 2024, No. 98"), and its words tell whose day it
is: "Termin: 21.02.2020" is the day of a tasting, "5 min read" no day at all.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from service import names
from service.lexicon.date_ranges import is_range
from service.lexicon.date_spans import DATE_GLUE, dates_within, looks_like_date, names_day
from service.lexicon.date_telling import clock_of_update, is_prose, is_told, opens_with_label, says_other_day
from service.lexicon.labels import closes_line, label_of
from service.lexicon.people import is_byline_names
from service.lexicon.relative_words import day_word, is_relative
from service.lexicon.signatures import before_date
from service.lexicon.texts import fold, of_short_texts, split_bars
from service.lexicon.zone_words import ANY_ZONE, COUNTED, GLUED_MERIDIEM

#: Longer texts are no date line.
DATE_LINE = 160
DIGIT = re.compile(r"\d")
#: A time of day without a day: "21:07", "ab 18.30 Uhr"; in a list of live news one stands at every entry.
CLOCK_ONLY = re.compile(r"\D{0,12}\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?\D{0,12}")
#: A clock as an editor's system prints it; an event's is on the hour, half or quarter past.
ODD_CLOCK = re.compile(r"(?<!\d)\d{1,2}\s?[:.h時시点]\s?(?!00|15|30|45)[0-5]\d(?!\d|[./-]\d)")
#: "5 min read", "1 bis 2 Stunden", "1 hr 35 mins": how long, not when.
_DURATION = re.compile(
    r"\D{0,20}\d{1,3}(?:\W{1,3}(?:to|bis|à|a|[-–])?\W{0,3}\d{1,3})?[\s-]{0,3}"
    r"(?:min|hr|h\b|hour|std|stunde|heure|hora|ora|ore\b|sec|sek|segundo|second|day|tag|jour|día|dia\b|"
    r"week|woche|semaine|semana|分|dk|perc)"
    r"[^\d]{0,24}(?:\d{1,3}\s{0,3}(?:m|s|min|sec|sek)[^\d]{0,20}){0,2}",
    re.IGNORECASE,
)
#: What turns a duration into a moment: "5 hours ago", "vor 4 Minuten", "12 jam lalu".
_AGO = re.compile(
    r"\b(?:ago|vor|il y a|hace|há|atrás|fa|geleden|sedan|siden|sitten|temu|назад|тому|önce|lalu|yang|prije|pred|před|acum|"
    r"trước|before|since|seit)\b|前|전|قبل|לפני|^\s*há\b",
    re.IGNORECASE,
)
#: A telephone number, a share price, a temperature.
_NO_DAY = re.compile(r"\d[ ]?(?:%(?![0-9A-F]{2})|[°€$£])|\b\d{3,4}-\d{3}-\d{3,4}\b")
#: The next time that something is done.
_NEXT = (
    r"(?:next|nächste[rs]?|prochaine?|próxim[ao]|prossim[ao]|volgende|nästa|næste|neste|seuraava|następna|příští|další|ďalšia|"
    r"следующее|наступне|következő|următoarea|sonraki|επόμενη) (?:update|review|edition|issue|meeting|aktualisierung|"
    r"überprüfung|ausgabe|sitzung|mise à jour|révision|réunion|actualización|revisión|edición|reunión|atualização|revisão|"
    r"edição|aggiornamento|revisione|riunione|editie|herziening|uppdatering|opdatering|oppdatering|päivitys|aktualizacja|"
    r"aktualizace|aktualizácia|обновление|оновлення|frissítés|actualizare|güncelleme|ενημέρωση)"
)
#: Words for days that are not the article's: of an event, a broadcast, a printed issue, a membership, of what it is about.
_OF_OTHERS = re.compile(
    r"\b(?:termine?|veranstaltung(?:en)?|beginn|anmeldeschluss|einsendeschluss|öffnungszeiten|geöffnet|sendung|sendetermin|"
    r"verfügbar bis|online bis|erstausstrahlung|ausgabe|heft|protokoll|mitglied seit|dabei seit|registriert|geboren|"
    r"events?|when|save the date|date of birth|born|died|joined|member since|registered|deadline|opening hours|doors open|"
    r"on air|air(?:ed|s|date)|broadcast|available until|valid until|issue|vol(?:ume)?|edition|release date|"
    r"événement|émission|numéro|édition du|né le|inscrit|membre depuis|evento|emisión|edición|número|edizione|nata?o il|"
    r"evenement|uitzending|editie|lid sinds|uppladdad|sändes|utgåva|expira|expires|gültig bis|copyright)\b\W{0,3}|"
    r"\b(?:starts?|ends?|doors|date and time|wann|quand|date et heure|cuándo|quando|data e ora|wanneer|når|när|milloin|kiedy|"
    r"kdy|ne zaman|kapan|когда|коли|πότε|日時|開催日時?)\s{0,2}[:：]|"
    # a deadline's, a photograph's, an interview's, a printing's
    r"\b(?:határidő|jelentkezési határidő|hakuaika(?: päättyy)?|sista dag|frist|uzávěrka|termin zgłoszeń)\b\W{0,3}|"
    r"(?:拍?[摄攝][于於]?|撮影日?|촬영일?|인터뷰|取材日|采访于|採訪於|インタビュー|印刷日|인쇄일|締め?切り?|申込期限|截止|마감일?|"
    r"(?:가입|입사|출생|개봉|창간|방송|행사)일?|생년월일|入[社会]日?|生年月日|(?:加入|出生|注册)(?:日期|[于於])?)"
    r"\s{0,2}[:：]?\s{0,2}(?=\d)|"
    r"^\W{0,3}(?:from|since|as from|seit(?: dem)?|ab(?: dem)?|à partir du|depuis(?: le)?|dès le|desde(?: el)?|a partir de[l ]?|"
    r"dal|vanaf|sinds|från(?: och med)?|fra|od|с|з|до|начиная с|починаючи з)\s{1,2}(?=\d)|"
    # "Do 5 maja 2021", and not "Do 6. Mai 2021", a Thursday in German and Dutch, whose months end otherwise
    r"^\W{0,3}do\s{1,2}(?=\d{1,2}\.?\s?(?:[^\W\d_]{2,}[aeoíu]\b|\d))|"
    # a day to come, and one up to which or from which something is: "Next update: 5 May 2021", "2021. május 5-ig"
    rf"\b{_NEXT}\b|下次更新|次回|다음 업데이트|有效期[至到]?|\d-(?:ig|t[óő]l)\b|"
    r"['’](?:y?[ae] kadar|[dt][ea]n (?:beri|itibaren))\b|\d (?:asti|saakka|alkaen|lähtien|mennessä|tarihinden)\b|"
    r"(?<!online )\bsince (?=\d|[a-z]{3,9}\.? \d)|(?:منذ|מאז) (?=\d{1,2} \D{3,12} \d{4})|\d\.? óta\b|\d থেকে(?!\S)|"
    r"자료\s?사진|صورة أرشيفية|"
    r"صورة التقطت|التقطت في|أجريت المقابلة|آخر موعد|"
    r"\b(?:a fotó|kuva otettu|kuvattu|haastattelu tehty|fotos? (?:tomada|scattata|aufgenommen|genomen|tirada|vom)|"
    r"photo taken|photo prise|interview conducted|interjú készült|nyomtatva|painettu)\b|"
    # what is to be done until a day, and what a court did on one: "Apply by 12 May 2021", "Urteil vom 12. Mai 1998"
    r"^\W{0,3}(?:until|till|not before|(?:apply|book|register|reply|rsvp|respond|submit|closes|closing|due|entries|order|enter)"
    r"(?: (?:by|on|before|until))?|bis(?: zum)?|(?:noch|nur|gültig|anmeldung) bis(?: zum)?|jusqu['’]au|avant le|hasta(?: el)?|"
    r"até(?: a| o)?|fino al?|entro il|tot(?: en met)?|t/m|"
    r"(?:judge?ment|ruling|decision|verdict|act|law|treaty|letter|resolution|directive|regulation) of|"
    r"(?:urteil|beschluss|gesetz|entscheidung|verordnung|vertrag|brief) vom|argued|decided|"
    r"(?:arrêt|jugement|loi|décret|décision|arrêté) du|"
    r"(?:sentencia|ley|decreto|resolución) de(?:l)?|(?:sentenza|legge|decreto) del)(?:\s[^\W\d_]{2,10}\.?,?)?\s{1,2}(?=\d)",
    re.IGNORECASE,
)
#: What may stand between a date and its clock, the clock, and the zone behind it.
_CLOCK_BEHIND = re.compile(
    r"(?:[\s,|·–—@-]{0,4}"
    r"(?:um|at|à|a l[ae]s|às|kl\.?|klo|kello|kell|plkst\.|godz\.|saat|pukul|alle|ore|ora|om|o|в|u|ob|në|nang|को|کو)?\s{0,2}"
    rf"\(?\d{{1,2}}\s?(?:[:.]\s?\d{{2}}(?!{COUNTED})|h\s?\d\d(?:\s?min\s\d\d\ss\b)?|[ap]\.?m)"
    r"(?::\d{2})?(?:\.\d{1,6})?(?:\so['’]clock|\s(?-i:[A-Z]{3,4})(?=\s[ap]m\b))?"
    rf"\s?(?:Uhr|[hu]\b|hrs|[ap]\.?\s?m\b\.?|{GLUED_MERIDIEM}|[πμ]\.?\s?μ(?!\w)\.?|[ap]\b|[صم](?!\w))?"
    # "(GMT-3)" whole: without its number it would be another zone
    r"(?:\s?\(?(?:GMT|UTC)\s?[+\u2212-]\s?\d{1,2}(?::?\d{2})?\)?|"
    rf"\s?\(?{ANY_ZONE}\)?|\s?(?-i:[A-Z]{{3,4}}(?=[A-Z][a-z]))|"
    r"\s?[\[(]?(?-i:[A-Z][A-Za-z]{2,15}(?:/[A-Z][A-Za-z_]{2,20}){1,2})[\])]?|"
    r"\s?\(?(?-i:[A-Z]{2,5}|МСК)\b\)?|\s?[+-]\d{2}:?\d{2}\b)?)?",
    re.IGNORECASE,
)
_DATE_LABELS = ("datePublished", "dateModified", "date")
_WORDS = re.compile(r"\S+\s*")
_WORD = re.compile(r"[^\W\d_]+")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}\s?[:h時시点]\s?\d{2}(?!\d)")
_SHORT_YEAR = re.compile(r"(?<!\d)\d{1,2}([./-])\s?\d{1,2}\1\s?\d{2}(?!\d)|\d\s?[月월]\s?\d|'\d\d\b")
# the year may run into what follows it: "Feb 25, 20222:40 PM"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?:(?!\d)|(?=\d{1,2}(?::\d\d|\s?min\b)))")
_ANY_YEAR = re.compile(r"(?<!\d)(?:1[2-9]|2[0-6])\d\d(?!\d)")
#: A text up to this length may be all date, and its dash that of a range: "28 February – 2 March 2022".
_ALL_DATE = 45
#: A text with two dates or a stray clock is left whole up to this length.
_WHOLE = 90
#: The part of the day is named by three words at most ("de la tarde"), within so many characters.
_PERIOD = 24
#: A label behind its date has three words at most, within so many characters.
_TRAIL = 24


@lru_cache(maxsize=2_048)
def is_date_label(label: str) -> bool:
    """Return whether a text is a date's label: "Published on", "Stand:"."""
    named = label_of(f"{label.rstrip(' :(')}: x") if 0 < len(label) <= 40 and not DIGIT.search(label) else None
    return named is not None and named[0] in _DATE_LABELS


def label_field(text: str) -> str:
    """Return the date field that a text's own label names: "dateModified" of "Updated: 3 May 2021", "" without such a label."""
    named = label_of(text)
    return named[0] if named is not None and named[0] in _DATE_LABELS else ""


def names_year(text: str) -> bool:
    """Return whether a text holds a year of four digits, of any calendar: 2018, 1397, 2561."""
    return _ANY_YEAR.search(text) is not None


def may_be_dated(text: str) -> bool:
    """Return whether a text has a digit, or names a day from today without one: "5 March", "Published yesterday"."""
    return DIGIT.search(text) is not None or is_relative(text) or is_relative(_without_label(text))


def names_from_today(text: str) -> bool:
    """Return whether a text is "today 14:40" or the like; "Friday 20:00" is a programme's as often."""
    named = day_word(text) or day_word(_without_label(text))
    return named is not None and named.ago is not None


def is_duration(text: str) -> bool:
    """Return whether a text says how long and not when.

    >>> is_duration("5 min read"), is_duration("5 minutes ago"), is_duration("5 March 2024")
    (True, False, False)
    """
    return len(text) < 60 and _DURATION.fullmatch(text.strip()) is not None and not (_AGO.search(text) or is_relative(text))


def is_moment(text: str) -> bool:
    """Return whether a text that no class calls a date line is one: it has a day with a year or a clock, or says how long ago.

    >>> is_moment("2. Sam Ponder"), is_moment("Current Biology 31, 2021"), is_moment("13 Jan 2020"), is_moment("6 اسفند 1400")
    (False, False, True, True)
    """
    if _AGO.search(text) or _SHORT_YEAR.search(text) or names_from_today(text):
        return True
    timed = bool(_YEAR.search(text) or _CLOCK.search(text))
    dated = timed and (bool(dates_within(text, 1)) or not _WORD.search(text))
    # "發布日期：110-06-18" counts its years from 1911
    labelled = _without_label(text)
    return dated or names_day(text) or names_day(labelled) or (len(dates_within(labelled, 1)) > 0 and looks_like_date(labelled))


@of_short_texts
@lru_cache(maxsize=2_048)
def is_of_others(text: str, named: bool = False) -> bool:
    """Return whether a short text says that its date is not the article's: an event's, a broadcast's, a printed issue's.

    A range of days is an event's, unless it is labelled or its place is ``named`` as that of the article's date.
    """
    return (
        (_OF_OTHERS.search(text) is not None and not _is_thursday(text))
        or says_other_day(text)
        or (not named and is_range(text) and not _without_label(text))
    )


#: "Do 06.05.2021" was a Thursday, and "do 5. 5. 2021" was none.
_THURSDAY = re.compile(r"\W{0,3}do[.,]?\s{1,2}(\d{1,2})[./-]\s?(\d{1,2})[./-]\s?((?:19|20)\d\d)(?!\d)", re.IGNORECASE)


def _is_thursday(text: str) -> bool:
    """Return whether a text opens with "do" and a Thursday in numbers: there the word is no "until"."""
    match = _THURSDAY.match(text)
    if match is None:
        return False
    day, month, year = map(int, match.groups())
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1] and calendar.weekday(year, month, day) == 3


def _without_label(text: str) -> str:
    """Return what stands behind a date's label, or "": the words of the label are no part of the date."""
    named = label_of(text)
    return named[1] if named is not None and named[0] in _DATE_LABELS else ""


@lru_cache(maxsize=2_048)
def date_parts(text: str) -> tuple[str, ...]:
    """The parts of a short text that hold a date: "By Jane Doe | 3 May 2021 10:00 | 5 min read" gives the second.

    A clock that stands in the next part belongs to the day before it: "03.05.2021 | 10:00".
    """
    if len(text) <= _ALL_DATE and is_range(text) and looks_like_date(text):
        return (text,)
    parts: list[str] = []
    for part in byline_parts(text):
        if len(part) > DATE_LINE or not may_be_dated(part) or is_duration(part) or _NO_DAY.search(part):
            continue
        if CLOCK_ONLY.fullmatch(part) and parts:
            parts[-1] = f"{parts[-1]} {part}"
        elif looks_like_date(part) or dates_within(part, 1) or looks_like_date(_without_label(part)):
            parts.append(part)
    return tuple(parts)


def byline_parts(text: str) -> list[str]:
    """Return the parts of a byline; a clock belongs to the day before it, "5 March 2021 | 14:40", and an update's too."""
    parts: list[str] = []
    for part in ranges_whole(text, split_bars(text)):
        if parts and DIGIT.search(parts[-1]) and (clock_of_update(part) or _is_clock_of(part, parts[-1])):
            parts[-1] = f"{parts[-1]} {part}"
        else:
            parts.append(part)
    return parts


def _is_clock_of(part: str, day: str) -> bool:
    """Return whether a part is the clock of the day before it; with two days before it, it may be of either."""
    alone = CLOCK_ONLY.fullmatch(part) is not None and _CLOCK.search(day) is None
    return alone and looks_like_date(day) and len(dates_within(day, 2)) == 1


def ranges_whole(text: str, bars: list[str]) -> list[str]:
    """Return the parts of a text, with the two days of a range that a long dash parts as one."""
    for at, (first, last) in enumerate(pairwise(bars)):
        for dash in "–—":
            whole = f"{first} {dash} {last}"
            if whole in text and is_range(whole):
                return [*bars[:at], whole, *bars[at + 2 :]]
    return bars


_ONE_WORD = re.compile(r"\s[^\s\d|,;:()/]{1,16}")


@lru_cache(maxsize=2_048)
def date_stretch(text: str) -> str:
    """A text cut to its date, the label or weekday before and the clock behind; whole where the rest holds a clock or year.

    >>> date_stretch("Founded Friday, 26 April 2024, Example City"), date_stretch("page edited: 17 Jun 2018 15:15")
    ('Friday, 26 April 2024', 'edited: 17 Jun 2018 15:15')
    """
    found = dates_within(text, 2)
    # of a range both ends are told
    if not found or is_range(text):
        return text
    start: int = text.find(found[0])
    behind = _CLOCK_BEHIND.match(text, start + len(found[0]))
    end = start + len(found[0]) + (len(behind.group().rstrip()) if behind else 0)
    end += _period_behind(text[end : end + _PERIOD]) if behind else 0
    # "Julkaistu 25.2.2022 klo 14.40", "R4.2.25": of a short text that is a date, what the stretch leaves out may belong to it
    glued = text[max(0, start - 1) : start].isalnum()
    # "2:40 akasuba": a word behind a clock may be a part of the day in a language that only the page tells
    clocked = end > start + len(found[0]) and text[end - 1].isdigit()
    kept = glued or DIGIT.search(text[:start] + text[end:]) or (clocked and _ONE_WORD.fullmatch(text, end))
    if len(text) <= _ALL_DATE and kept and looks_like_date(text):
        return text
    lead = _lead(text[max(0, start - 60) : start])
    end += 0 if lead else _label_behind(text[end:])
    rest = text[: start - len(lead)] + " " + text[end:]
    if text[end : end + 1].isalnum() or text[end : end + 1] == ":" or clock_of_update(text[end:].lstrip(" ,;.|(–—-")):
        return text
    if len(found) > 1 or _CLOCK.search(rest) or (_YEAR.search(rest) and not _YEAR.search(text[start:end])):
        return from_date(text, found[0]) if len(text) > _WHOLE else text
    return text[start - len(lead) : end].rstrip(" ,|·–—-(")


def stretches(text: str, named: bool = False, unnamed: bool = False) -> Iterator[tuple[str, str]]:
    """The dates of a short text, each cut to its stretch; "other-date" for those that belong to something else.

    Where no class word calls the text a date line, it must say a year, a clock or how long ago.
    """
    for part in date_parts(text):
        if unnamed and not is_moment(part):
            continue
        date = next(iter(dates_within(part, 1)), "")
        prose = bool(date) and not looks_like_date(part) and is_prose(part, date) and not _is_named(part, date)
        foreign = is_of_others(part, named) or prose or (unnamed and not label_field(part) and is_told(part, date))
        yield "other-date" if foreign else "", date_stretch(part)


def _is_named(part: str, date: str) -> bool:
    """Return whether a long line is a date behind its label or behind names.

    "Maëlle Toussaint-Roy et Solène Marchadier, le 8/12".
    """
    return opens_with_label(part, date) or is_byline_names(before_date(part, date))


def _period_behind(text: str) -> int:
    """Return the length of the words for a part of the day that begin a text: " de la tarde" behind "6:05"."""
    words = _WORDS.findall(text.lstrip())[:3]
    blanks = len(text) - len(text.lstrip())
    for size in range(len(words), 0, -1):
        phrase = "".join(words[:size])
        if names.periods(phrase.strip(" ,.|)")) is not None:
            return blanks + len(phrase.rstrip(" ,|)"))
    return 0


#: "14 Temmuz 2023 tarihinde güncellendi", "14.07.2023'te güncellendi": what says "on" behind a date.
_ON = re.compile(r"^(?:tarihinde|['’][dt][ea]|को|کو|তারিখে)\s")


def _label_behind(text: str) -> int:
    """Return the length of the label that a text is, " 更新" behind "2021-03-06 09:15"; 0 for "edited by John Smith"."""
    if len(text) > _TRAIL:
        return 0
    bare = _ON.sub("", text.lstrip())
    words = _WORDS.findall(bare)[:3]
    blanks = len(text) - len(bare)
    for size in range(len(words), 0, -1):
        phrase = "".join(words[:size]).rstrip()
        if is_date_label(phrase.strip(" ,.|()[]（）")):
            return blanks + len(phrase) if closes_line(text[blanks + len(phrase) :]) else 0
    return 0


def _lead(before: str) -> str:
    """Return the end of the text before a date that belongs to the date: the label, the weekday, a preposition."""
    words = _WORDS.findall(before)[-6:]
    for size in range(len(words), 0, -1):
        lead = words[-size:]
        if any(is_date_label("".join(lead[: size - cut]).strip(" ,.([|")) for cut in range(_companions(lead) + 1)):
            return "".join(lead)
    for size in (1, 2):  # "יום שלישי" is one day's name
        named = "".join(words[-size:])
        if names.weekdays(named.strip(" ,.([|")):
            return named
    # "Mo, 26.04.2017": two letters are a day in the language of the page, which the reader of the date knows
    return before if len(words) == 1 and names.may_be_weekday(before.strip(" ,.([|")) else ""


def _companions(words: list[str]) -> int:
    """Return how many words at the end may stand between a label and its date.

    "First published on Tue", "Updated Date: Sat,".
    """
    count = 0
    for word in reversed(words):
        bare = fold(word).strip(" ,.([|")
        if bare not in DATE_GLUE and not names.weekdays(bare):
            break
        count += 1
    # one word more is of any kind: "le", "op", "dne"
    return max(count, 1)


def from_date(text: str, span: str) -> str:
    """Return a longer text cut to the date, with a few whole words of label before and the clock behind."""
    start = text.find(span)
    lead = text[max(0, start - 30) : start]
    if start > 30:
        lead = lead.partition(" ")[2]
    rest = text[start : start + len(span) + 41]
    return (lead + (rest.rpartition(" ")[0] if len(rest) > len(span) + 40 else rest)).strip()
