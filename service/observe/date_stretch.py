"""The stretch of a short text that is its date, with its label and its clock; and what its other words say of it."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from itertools import takewhile

from service import names
from service.lexicon.date_spans import dates_within, first_date, looks_like_date, range_in
from service.lexicon.date_telling import (
    is_date_label,
    is_labelled,
    is_told,
    is_usual,
    label_field,
    says_other_day,
    without_label,
)
from service.lexicon.date_words import CLOCK, COMPANY, YEAR, dated, words_beside_names
from service.lexicon.labels import DATE_LABELS, LABELS, label_of, signed, without_end
from service.lexicon.lines import is_shelf
from service.lexicon.named_dates import all_spans
from service.lexicon.people import PLACES, is_byline_names, looks_like_organisation
from service.lexicon.relative_words import ago, day_word, is_relative
from service.lexicon.tables import phrases
from service.lexicon.texts import EDGE, fold, remembered, split_bars
from service.model import Observation
from service.patterns import late
from service.records import replace
from service.spelling import folded
from service.view import class_words
from service.view.columns import View

DATE_LINE = 160
DIGIT = re.compile(r"\d")
DATES = frozenset({"date", "datePublished", "dateModified"})
#: A time of day without a day: "21:07", "ab 18.30 Uhr"; in a list of live news one stands at every entry.
CLOCK_ONLY = re.compile(r"\D{0,12}\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?\D{0,12}")
#: A clock as an editor's system prints it; an event's is on the hour, half or quarter past.
ODD_CLOCK = re.compile(r"\d(?<!\d\d)\d?\s?[:.h時시点]\s?(?!00|15|30|45)[0-5]\d(?!\d|[./-]\d)")


def byline_parts(text: str) -> tuple[str, ...]:
    """Return the parts of a byline; a clock belongs to the day beside it: "05.03.21 | 14:40", "14:40 | 5 March 2021"."""
    parts: list[str] = []
    for part in split_bars(text):
        before = parts[-1] if parts else ""
        clock, day = (part, before) if CLOCK_ONLY.fullmatch(part) else (before, part)
        # a long dash parts the two days of a range too
        if before and (whole := f"{before} – {part}") in text and range_in(whole):
            parts[-1] = whole
        elif before and CLOCK_ONLY.fullmatch(clock) and _is_day(day):
            parts[-1] = f"{before} {part}"
        else:
            parts.append(part)
    return tuple(parts)


def _is_day(part: str) -> bool:
    """Return whether a part of a line is one date without a clock, in whatever language: "16 Eanáir 2009"."""
    spans = all_spans(part)
    return len(spans) < 2 and not CLOCK.search(part, spans[0][1] if spans else 0) and looks_like_date(part)


#: What right behind a date may be a part of it: its clock, a half of the day, a zone, a label.
_GOES_ON = re.compile(r"[\s,(]{0,2}[\w'’]|[^\s,.|·(–—]|\.\d")


@remembered
def date_stretch(text: str) -> str:
    """Return a text cut to its date, with the label or weekday before it, and what behind it may be a part of the date.

    >>> date_stretch("Founded Friday, 26 April 2024 · Example City"), date_stretch("page edited: 17 Jun 2018 15:15")
    ('Friday, 26 April 2024', 'edited: 17 Jun 2018 15:15')
    """
    spans = all_spans(text)[:2]
    if len(spans) != 1 or range_in(text):
        return text
    start, end = spans[0]
    lead = _lead(text[max(0, start - 60) : start])
    # "2024-06-25 17:09:21 来源：临江日报": another label ends it
    date, tail, before = text[start:end], re.split(r"\s[^\W\d_]+[:：](?!\d)", text[end:])[0], text[max(0, start - 25) : start]
    if CLOCK.search(before) or (not lead and (before[-1:].isalnum() or DIGIT.search(before))):
        # "Jan 04 09:34 2021"
        lead = text[:start]
    goes_on = _GOES_ON.match(tail) or CLOCK.search(tail) or (YEAR.search(tail) and not YEAR.search(date))
    return lead + date + (tail if goes_on else "")


def _lead(before: str) -> str:
    """Return the end of the text before a date that belongs to the date: the label, the weekday."""
    words = re.findall(r"\S+\s*", before)[-6:]
    keys = [fold(word).strip(f" ,.([|{EDGE}") for word in words]
    for first in range(len(keys)):
        phrases = [" ".join(keys[first:end]).strip() for end in range(max(first + 1, len(keys) - 2), len(keys) + 1)]
        # "יום שלישי" is one day's name
        if not DATE_LABELS.isdisjoint(phrases) or names.weekdays(phrases[-1]):
            return "".join(words[first:])
    return ""


#: A day whose year has two digits, is Buddhist ("24/03/2562") or is not told.
_SHORT_YEAR = re.compile(r"(?<!\d)\d{1,2}([./-])\s?\d{1,2}\1\s?(?:25[4-7]\d|\d{2})(?!\d)|\d\s?[月월]\s?\d|'\d\d\b")
_LETTER, _WHOLE_YEAR = re.compile(r"[^\W\d_]"), re.compile(r"\d{4}")


@remembered
def is_moment(text: str) -> bool:
    """Return whether a text that no class calls a date line is one: it has a day with a year or a clock, or says how long ago.

    >>> is_moment("2. Sam Ponder"), is_moment("Current Biology 31, 2021"), is_moment("13 Jan 2020"), is_moment("6 اسفند 1400")
    (False, False, True, True)
    """
    text = unescape(text) if "&" in text else text
    clock, dates = CLOCK.search(text), dates_within(text)
    whole = dates and (clock or any(map(_WHOLE_YEAR.search, dates)))
    if whole or _SHORT_YEAR.search(text) or ((clock or YEAR.search(text)) and not _LETTER.search(text)):
        return True
    # "發布日期：110-06-18" counts its years from 1911
    rest = without_label(text)
    # "today 14:40"; "Friday 20:00" is a programme's as often
    named = day_word(text) or day_word(rest)
    told = (named is not None and named.ago is not None) or ago(rest or text, None) is not None
    return told or looks_like_date(rest)


@lru_cache(maxsize=2_048)
def stretches(text: str, named: bool = False, unnamed: bool = False) -> tuple[tuple[str, str], ...]:
    """Return the dates of a short text, which no class words name if ``unnamed``, each cut; "other-date" of something else."""
    found = []
    # no date goes on behind a bar
    whole = "|" not in text and all_spans(text)[:1] == ((0, len(text)),)
    for part in (text,) if whole else byline_parts(text):
        date, other = first_date(part), False
        if not (date or looks_like_date(part) or looks_like_date(without_label(part))) or (unnamed and not is_moment(part)):
            continue
        # a date with its clock has no word beside it
        plain = date != "" and part.startswith(date) and not (_LETTER.search(part, len(date)) or range_in(part))
        if not plain:
            # in a place that is called a date line what is short is a byline, whatever its words
            doubtful = not label_field(part) if unnamed else len(part) > 60
            other = is_of_others(part, named) or (doubtful and is_told(part, date))
        found.append(("other-date" if other else "", part if plain else date_stretch(part)))
    return tuple(found)


def is_of_others(text: str, named: bool = False) -> bool:
    """Return whether a short text says that its date is an event's, a broadcast's: by words, or as a range of days."""
    return says_other_day(text) or (not named and range_in(text) is not None and not without_label(text))


#: What counts days and years beside a date: "Ngày 25 tháng 2", "令和4年2月25日", "24 رجب 1443هـ الموافق 25 فبراير 2022".
_OF_CALENDAR = re.compile(
    r"^\s?(?:[日일号號](?![期付時])|[Nn]gày\b)|令和|平成|昭和|大正|民[國国]|中華|西元|公元|단기|서기|هـ|الموافق|میلادی|شمسی|[พค]\.?ศ\.?"
)
#: Shorter words are no names, but in scripts that write a word with few characters.
_PARTICLE, _INDIC = 2, "\u0900"
#: Words that begin no person's name: "The Old Quay, 18 September 1999"; Hebrew writes its article before both of two words.
_ARTICLES = re.compile(r"\A(?:(?:the|der|die|das|het|les|los|las|gli|det|az)\s|ה[\u05d0-\u05ea]+ (?=ה))", re.IGNORECASE)
#: "21 Nisan 2018'de gazeteye katıldı", "2018. április 21-én csatlakozott", "21 апреля 2018 года пришёл в редакцию".
_IN_CASE = re.compile(r"\d(?:['’-][^\W\d_]{1,5}|\s(?:года|року|tarihinde))\s+([^\W\d_]{4,})")
#: Scripts without capitals, but for East Asia's, in which the first sign of a name tells it.
_CASELESS = re.compile("[\u0590-\u0fff\uac00-\ud7af]")
_SIGNS = LABELS["author"] | LABELS["datePublished"]
#: What is done on a day right behind it: "2018年4月21日撮影", "2018년 4월 21일 서울에서 태어남"; names have no particle.
_DONE = late(
    r"\s?[^\W\d_]+(?:(?:에서|에게|으로|부터|까지|를)(?=\s)|(?<=.{4})다(?=\.?\Z))|"
    # East Asia's letters, written by what they are not: the compiler visits each character of a range
    r"(?=\s?[^\0-\u2e7f\u3000\uffdd-\U0010ffff])(?:\s?[^\W\d_]{2}(?![^\W\d_])|[^\W\d_]+)"
)


def is_told_of_another(text: str, raw: str, *, in_byline: bool = False) -> bool:
    """Return whether words beside a date, with no clock nor ``in_byline``, neither label nor sign it: "Concert: 8 May 2021"."""
    part = next((part for part in byline_parts(text) if raw in part), raw)
    date = first_date(raw) or raw
    before, behind = [_OF_CALENDAR.sub("", side) for side in part.partition(date)[::2]]
    if CLOCK.search(f"{before}|{behind}" if all_spans(raw) else part) or signed(part) or signed(text) or is_relative(raw):
        return False
    word = done[0].strip() if (done := _DONE.match(behind)) else ""
    if word and not (
        word in ("第", "放送") or is_date_label(word) or names.months(word) or names.weekdays(word) or label_of(behind.strip())
    ):
        return names.periods(word) is None
    if is_labelled(before, behind) or label_field(raw) in ("datePublished", "dateModified"):
        return False
    if (case := _IN_CASE.search(part)) and case[1][0].islower() and not (is_usual(fold(case[1])) or is_shelf(case[1])):
        return True
    # "24 رجب 1443 / 25 فبراير 2022" is one day in two calendars, "Boone 4, Millbrook 3, September 18, 1999" a result
    words = [word for word in words_beside_names(before) if len(word) > _PARTICLE or word >= _INDIC]
    if not words or DIGIT.search(before):
        return False
    label, name = before.strip(), without_end(before).strip(" ,:.–—/-")
    # "Published by Penguin Random House, 5 March 2021", "来源：新华网2021年3月5日"
    by = fold(name).partition(" ")[0] in _SIGNS or (label[-1] >= "\u2e80" and label_of(label))
    if by or label.endswith((":", "：")):
        # "Closing Date: 5 May 2021" has a name's shape
        return not (by or is_date_label(label))
    # "Kultur, 30.10.23" and "News30.10.23" of two elements are a shelf, and "Weather 14 June 2020" the weather's day
    bare = _ARTICLES.sub("", name)
    known = fold(name) in PLACES or looks_like_organisation(bare) or names.may_be_weekday(name) or names.is_cut_weekday(name)
    shelved = (label.endswith((",", "/")) or before[-1].isalpha()) and is_shelf(name)
    # without capitals any few words have a name's shape: "새 다리, 2021년 3월 5일" is a picture of the new bridge
    last = name.rpartition(" ")[2]
    sure = last == name or in_byline or fold(last) in _SIGNS or not _CASELESS.match(name)
    return name != "" and not (known or shelved or (sure and bare == name and is_byline_names(name)))


#: A time of day and nothing else: "14:40", "2:40 PM EST", "14:40:00+02:00", "14h40".
CLOCK_ALONE = re.compile(
    r"(?:[01]?\d|2[0-3])\s?[:h時时시点點]\s?[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?\s?(?:[ap]\.?\s?m\.?|uhr|h|hrs|分|분|น\.?)?"
    r"(?:\s?\(?(?-i:Z|[A-Z]{2,5}|[+-]\d\d:?\d\d)\)?)?",
    re.IGNORECASE,
)
#: Class words of what is played or counted, and what may stand between a day and its clock.
_NO_CLOCK, _CLOCK_LABELS = phrases("templates", "lengths"), dated("beside_clocks")
_COLON = re.compile(r"\s?[:：]\s?(?=\d)")
_BETWEEN = COMPANY | _CLOCK_LABELS
#: A label and the clock behind it, "Place: Pier", "時間：19:30"; the ends of two labels.
_ENDS = re.compile(r"(?s)(?::\s|：).*(?::\s|：)")
_FACT = re.compile(
    r"([^\W\d][^\d:：\x1e]{0,24}?)(?:\s?:\s+|：\s?)(\d?\d\s?(?:[:.h時时]\s?\d\d(?![.\d/])|[aApP]\.?[mM]|[uU]hr|[h時时시点]))?"
)


def is_a_fact(view: View, day: int, labelled: bool) -> bool:
    """Return whether an event's labels stand behind a date, one of a round clock: "5 May" / "Time: 8 PM" / "Room: 4"."""
    text = "".join([run[:60] for run in view.runs[view.starts[day] : view.stops[day] + 6]])
    # those behind another date's label are of that day; with one label there is nothing to tell
    facts = takewhile(lambda fact: labelled or not is_date_label(fact[0]), _FACT.findall(text) if _ENDS.search(text) else ())
    # "Views: 120" and "Reading time: 3 min" are no event's, and "Listen: 00:00" is a player's
    named = [(label, clock) for label, clock in facts if clock or not any(map(is_usual, fold(label).split()))]
    others = {folded(label): clock for label, clock in named if label_of(f"{label}: x") is None}
    # no event begins at 14:42, and an editor's clock beside its day is the article's
    timed = [label for label, clock in others.items() if clock and not ODD_CLOCK.search(clock)]
    clocks = [label for label in timed if label in _CLOCK_LABELS or says_other_day(f"{label}:")]
    return len(others) > 1 and clocks != [] and not ODD_CLOCK.search(view.text(day, DATE_LINE))


def with_clock(view: View, o: Observation) -> Observation:
    """Return a printed day's observation with the clock that stands right beside it, where it is the only one near."""
    raw, day, runs = str(o.raw), o.order, view.runs
    if CLOCK.search(raw) or not YEAR.search(raw) or "T" in view.get(day, "datetime"):
        return o
    first, last = view.starts[day], view.stops[day]
    around = range(max(0, first - 40), min(len(runs), last + 40))
    clocks = [at for at in around if CLOCK.search(runs[at]) and CLOCK_ALONE.fullmatch(_bare(runs[at]))]
    if len(clocks) != 1 or first <= clocks[0] < last:
        return o
    at = clocks[0]
    own, between = view.owners[at], [folded(bare) for run in runs[last:at] + runs[at + 1 : first] if (bare := _bare(run))]
    # not the length of a film
    played = class_words.words(f"{view.names(own)} {view.names(view.parents[own])}") & _NO_CLOCK
    if played or not _BETWEEN.issuperset(between):
        return o
    # an article's head labels both or neither
    labelled = label_field(raw) != "" or (first > 0 and is_date_label(_bare(runs[first - 1])))
    timed = not _CLOCK_LABELS.isdisjoint(between) or _plain(runs[at])[:1].isalpha()
    if (timed and not labelled and not ODD_CLOCK.search(runs[at])) or is_a_fact(view, day, labelled):
        return o
    # its half and its zone may stand in elements of their own: <i>2:40</i> <i>PM</i> <i>EST</i>
    texts = list(map(_bare, runs[at : at + (3 if at >= last else 1)]))
    clock = next(filter(CLOCK_ALONE.fullmatch, [" ".join(texts[:size]) for size in (3, 2, 1)]))
    return replace(o, raw=f"{raw} {clock}")


def _plain(text: str) -> str:
    """Return a text without the marks around it."""
    return " ".join(text.split()).strip(" |·•–—-,;:()/\u00a0")


def _bare(text: str) -> str:
    """Return a text without the marks around it, and without its label, "Time: 2:40 PM EST"."""
    label, *rest = _COLON.split(bare := _plain(text), maxsplit=1)
    return rest[0] if rest and folded(label) in _BETWEEN else bare
