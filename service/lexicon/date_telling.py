"""What a text says of its date: that a sentence tells it, that it is of something else, or that it is an update's clock.

"The bridge opened on 12 May 1998", "Retrieved 17 February 2001", "Updated at 3:15 PM".
"""

from __future__ import annotations

import re

from service import names
from service.lexicon.date_spans import DATE_GLUE, dates_within, is_other_sentence
from service.lexicon.labels import LABELS, label_of
from service.lexicon.people import says_only_role
from service.lexicon.relative_words import is_relative
from service.lexicon.shelves import is_shelf
from service.lexicon.texts import fold, phrase_set, remembered, word_set
from service.lexicon.zone_words import ANY_ZONE

_WORD = re.compile(r"[^\W\d_]+")
#: The text itself as what was done on a day: "Dieser Beitrag wurde am … von … veröffentlicht", with a name in it.
_ITSELF = phrase_set(
    """
        this article, this entry, this post, this story, dieser artikel, dieser beitrag, dieser text, cet article, ce billet
        este artículo, esta entrada, este artigo, este post, questo articolo, questo post, dit artikel, dit bericht
        denna artikel, den här artikeln, denne artikel, denne artikkelen, dette innlegget, ten artykuł, ten wpis, tento článek
        эта статья, эта запись, эта новость, bu yazı, bu haber
    """
)
#: The labels of dates, which in a sentence say that its date is the article's, and their single words.
_WRITTEN = phrase_set("geschrieben, written, écrit, escrito, scritto, geschreven, edited")
#: Labels that in a sentence are words like any others: "Stand der Daten: 21. April 2018".
_STATES = phrase_set("stand, tilanne, állapot, aggiornamento, as of, current as of, à jour au, по состоянию на, станом на")
_TELLING = (
    _ITSELF
    | _WRITTEN
    | frozenset(label for name in ("datePublished", "dateModified") for label in LABELS[name] if len(label) > 4) - _STATES
)
_TELLING_WORDS = frozenset(word for label in _TELLING - _ITSELF for word in label.split() if len(word) > 4)
#: More words than these that are neither date nor label make a sentence about another day, where a place is called a date line.
_MOST_WORDS = 6
_LABEL_WORDS = frozenset(
    word for name in ("author", "datePublished", "dateModified", "date") for label in LABELS[name] for word in label.split(" ")
)
#: A name has so many words at most.
_NAME = 4
#: A label beside a date in a sentence is so far from it at most.
_BESIDE = 60
#: A run of characters of this length is more than a name or a label, in scripts without blanks.
_PHRASE = 10
#: Shorter words connect the words of names and dates in some language.
_SHORT = 2
#: A single word without a capital that is longer may be a verb.
_VERB = 3
#: "23.01.2022 - Dorothea Wierer darf": a dash or colon parts a date from what is no part of its line.
_PARTED = re.compile(r"\s+[-–—]\s|\s?[:：]\s")
#: The name of a zone behind a clock: "13:44:16 GMT+0100 (heure normale d'Europe centrale)", "11:20 am eastern standard time".
_ZONE_NAME = re.compile(
    rf"(\d:\d\d:\d\d).*|(\d[:.h]\d\d(?:\s?[ap]\.?m\b\.?)?),?\s\(?(?:{ANY_ZONE}|(?:[^\W\d_]+\s){{1,4}}(?:time|zeit|tid|tijd))"
    r"\)?\.?\Z",
    re.IGNORECASE | re.DOTALL,
)
#: Without a clock no zone stands behind one, and nothing is glued to its half of the day.
_CLOCKED = re.compile(r"\d[:.h]\d|\d\s?[ap]\.?m", re.IGNORECASE)
#: "8:05pmComments (12)".
_GLUED = re.compile(r"(?<=\d[ap]m)(?=[A-Z])|(?<=\d\s[ap]m)(?=[A-Z])")
#: What bylines print without a capital beside names and dates: what is counted, how long it takes to read, and prepositions.
_BESIDE_NAMES = word_set(
    """
        min mins minute minutes minuten minuti minutos minuter read lesezeit lecture lectura lettura hour hours horas heures
        comment comments kommentar kommentare commentaires comentarios commenti reacties просмотров views shares first
        with and from the for our und mit aus für avec dans pour con para com per met voor och med fra från til
        uur uhr klockan klo kello pukul saat wib utc cet dpa afp hrs года року години часов roku rok leta tháng năm pada
        günü tarihinde orën στις
    """
)


def is_prose(text: str, date: str) -> bool:
    """Return whether the date stands inside a long sentence: "... was killed on January 26, 1950 when ..."."""
    start = text.find(date)
    if start < 3:
        return False
    if "\u3002" in text[:start]:
        # a sentence that has ended: "…渡船照常开行。 (2016年12月5日)"
        return True
    words = _words(f"{text[:start]} {text[start + len(date) :]}")
    # where no blanks part the words, a long run is a sentence of them
    phrases = sum(len(word) // 3 if word[0] >= "\u2e80" and len(word) >= _PHRASE else 1 for word in words)
    return phrases > _MOST_WORDS and _TELLING_WORDS.isdisjoint(map(fold, words))


def is_told(text: str, date: str) -> bool:
    """Return whether a short text that nothing calls a date line is a sentence, with or without its stop.

    >>> is_told("The bridge opened on 12 May 1998", "12 May 1998"), is_told("Jane Doe, 12 May 1998", "12 May 1998")
    (True, False)
    """
    if is_relative(text):
        return False
    if _CLOCKED.search(text):
        text = _ZONE_NAME.sub(r"\1\2", _GLUED.sub(" ", text))
    if is_other_sentence(text):
        return True
    start = text.find(date) if date else -1
    before, behind = (text[:start], text[start + len(date) :]) if start >= 0 else (text, "")
    if is_labelled(before, behind) or opens_with_label(text, date) or _is_put_up(before, behind):
        return False
    words = _words(f"{before} {behind}")
    # where capitals tell no names from words, more of them than a name has are a sentence
    uncased = [word for word in words if not (word[0].isupper() or word[0].islower()) and not names.weekdays(word)]
    if len(uncased) > _NAME:
        return True
    if goes_on_in_case(text):
        return True
    if (text.lower() == text and not (start == 0 and _RUNS_ON.match(behind))) or (start == 0 and _PARTED.match(behind)):
        # a template's lower case leaves names and verbs alike; and a date before a dash is none of the words behind it
        return False
    strange = [word for word in words if len(word) > _SHORT and word[0].islower() and not _is_usual(fold(word))]
    # one verb makes a sentence, but not of a name that a comma parts from its date
    return len(strange) > 1 or (any(len(word) > _VERB for word in strange) and not _is_signed(text, before))


#: A case ending on the year or the day, and the words of a sentence behind it: "21 Nisan 2018'de gazeteye katıldı",
#: "2018. április 21-én csatlakozott a laphoz", "21 апреля 2018 года пришёл в редакцию".
_IN_CASE = re.compile(
    r"\d(?:['’](?:[dt][ea]n?|y?[ae]|[dt][ea]ki)|-[áé]n|\starihinde|\s(?:года|року))\s+(?!saat\b)(?=[^\W\d_]{3})", re.IGNORECASE
)
#: A verb and what it takes: "21 avril 2018 arrive à la rédaction"; a name without capitals has no such small words.
_RUNS_ON = re.compile(r"\s[^\W\d_]{4,}\s(?:[^\W\d_]{1,3}\s)+[^\W\d_]{4,}")


def goes_on_in_case(text: str) -> bool:
    """Return whether a date stands in a case of a language that joins it to the number, with a sentence's words behind it.

    A weekday, a label, a role and a name, which begins with a capital, are none: "14 Temmuz 2023'de Cuma".
    """
    match = _IN_CASE.search(text) if "'" in text or "tarihinde" in text or not text.isascii() else None
    words = _WORD.findall(text[match.end() :]) if match is not None else []
    small = [word for word in words if len(word) > _VERB and word[0].islower() and not _is_usual(fold(word))]
    return any(not (is_shelf(word) or says_only_role(word)) for word in small)


#: Drupal's byline, whose users need no name: "Submitted by admin on Fri, 07/14/2023 - 10:30", with nothing behind it.
_PUT_UP = re.compile(
    r"\W{0,3}(?:submitted by|eingereicht von|gespeichert von|soumis par|proposé par|envoyé par|enviado por|submetido por|"
    r"inviato da|ingediend door|inskickad av|skickat av|indsendt af|sendt inn av|wysłane przez|vložil|beküldte|отправлено|"
    r"enviat per):?\s\S+(?:\s\S+){0,5}\s\Z",
    re.IGNORECASE,
)


def _is_put_up(before: str, behind: str) -> bool:
    return _PUT_UP.match(before) is not None and all(len(word) <= _VERB for word in _words(behind))


def is_told_under_key(text: str, date: str) -> bool:
    """Return whether a value under a date's key is a sentence about another day.

    The key labels a date with which the value begins, "5 March 2021, print edition", unless the words run on behind it.

    >>> is_told_under_key("5 March 2021, print edition", "5 March 2021")
    False
    >>> is_told_under_key("The quay was rebuilt on 5 May 2021", "5 May 2021")
    True
    """
    before, _, behind = text.partition(date)
    labelled = _only_weekdays(before) or opens_with_label(text, date)
    return not (labelled and (not _GOES_ON.match(behind) or _CLOCK_BEHIND.match(behind))) and is_told(text, date)


#: A word directly behind a date, and a clock behind no more than three words: "5 Mart 2021 Cuma günü saat 14:30".
_GOES_ON, _CLOCK_BEHIND = re.compile(r"\s+[^\W\d_]"), re.compile(r"\W*(?:[^\W\d_]+\W+){0,3}\d{1,2}[:.h]\d\d")


def says_when_it_appeared(text: str) -> bool:
    """Return whether a sentence opens with a word for the text itself and says on which day it was published.

    >>> says_when_it_appeared("This entry was posted on Saturday, October 22nd, 2005 at 6:05 pm and is filed under Law.")
    True
    """
    if not fold(text).startswith(_OPENINGS) or not (date := next(iter(dates_within(text, 1)), "")):
        return False
    before, _, behind = text.partition(date)
    words = frozenset(_WORD.findall(fold(before + behind[:_BESIDE])))
    return not words.isdisjoint(_PUBLISHED) and words.isdisjoint(_ELSEWHERE)


_OPENINGS = tuple(f"{itself} " for itself in sorted(_ITSELF))
#: What appeared first elsewhere, or was updated, appeared here on another day.
_ELSEWHERE = word_set("originally first zuerst ursprünglich abord originalmente originariamente") | frozenset(
    label for label in LABELS["dateModified"] if " " not in label and len(label) > 4
)
_PUBLISHED = frozenset(label for label in LABELS["datePublished"] if " " not in label and len(label) > 4)


def opens_with_label(text: str, date: str) -> bool:
    """Return whether a text is a date's label with the date right behind it.

    "发布时间：2024-06-25　来源：临江日报　作者：方语棠".
    """
    label = label_of(text)
    return bool(date) and label is not None and label[0].startswith("date") and _only_weekdays(label[1].partition(date)[0])


def _only_weekdays(text: str) -> bool:
    return all(names.weekdays(word) for word in _WORD.findall(text))


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if len(word) > 1]


def is_labelled(before: str, behind: str) -> bool:
    """Whether a whole label of dates stands beside a date: "It was first published here on", not "first sailed on"."""
    words, after = (_WORD.findall(fold(part)) for part in (before[-_BESIDE:], behind[:_BESIDE]))
    phrases = [words[-first:][:size] for first in range(1, 6) for size in range(max(1, first - 2), first + 1)]
    phrases += [after[first:][:size] for first in range(3) for size in range(1, 4)]
    return any(" ".join(phrase) in _TELLING for phrase in phrases)


def _is_signed(text: str, before: str) -> bool:
    """Return whether a byline word opens the line or a comma parts a name from its date: "Max Muster, 5. März"."""
    last = before.rstrip(" ,،").rpartition(" ")[2]
    parted = before.rstrip().endswith((",", "،")) and not names.weekdays(last)
    return parted or fold(text).split(" ", 1)[0].strip(":") in LABELS["author"] or (label_of(text) or "-")[0] == "author"


def _is_usual(key: str) -> bool:
    """Return whether a word without a capital may stand in a byline: one of a date, of a label, or beside names."""
    return (
        key in DATE_GLUE
        or key in _BESIDE_NAMES
        or key in _LABEL_WORDS
        or bool(names.months(key) or names.weekdays(key))
        or names.is_inflected_month(key)
        or names.periods(key) is not None
    )


#: A copy of the page, its reading, what stands beside it, and the site's own papers have days of their own.
_OF_OTHER = re.compile(
    r"^\W{0,3}(?:(?:data|figures|prices|results) )?as of\b|^\W{0,3}[©℗]|"
    r"\b(?:printed (?:from|on|at)|retrieved|accessed|downloaded|archived|captured|abgerufen am|gedruckt am|consulté le|"
    r"imprimé le|consultado|consultato|geraadpleegd)\b|"
    r"^\W{0,3}(?:today(?:['’]s date)?(?: is|:)|heute ist|oggi è|hoy es|hoje é|nous sommes|vandaag is|"
    r"сегодня(?= \d)|今天是|今日は|오늘은)|"
    # a copy's, and the clock of a page's header: "Printed 5 May 2018 10:23", "Aktuelle Zeit: …", "当前时间：…"
    r"^\W{0,3}(?:(?:page )?(?:printed|generated|rendered|cached|loaded)|(?:current|server|local) time|gedruckt|seite geladen|"
    r"aktuelle (?:zeit|uhrzeit)|imprimé|(?:heure|hora|ora) (?:actuelle|actual|attuale|atual|locale?)|horário (?:atual|local)|"
    r"(?:текущее|местное) время|сейчас(?= \d)|зараз(?= \d)|(?:当前|當前|现在|現在)[时時][间間刻]|現在の時刻|"
    r"현재\s?(?:시간|시각))|"
    r"^\W{0,3}(?:last|latest|letzte[rs]?|neueste[rs]?|derni(?:er|ère)|[úu]ltim[oa]) "
    r"(?:comments?|kommentar|beitrag|commentaire|message|comentario|comentário|commento|messaggio)\b|"
    r"\b(?:game|match|event|print|start|end|due|closing|birth|expiry|druck|spiel|geburts|ablauf)[ -]?dat(?:e|um)\b|"
    # "Policy updated 3 May 2023", "Datenschutz: Stand 3. Mai 2023"
    r"\b(?:polic(?:y|ies)|terms(?: of (?:use|service))?|datenschutz(?:erklärung|hinweise)?|agb|nutzungsbedingungen|impressum|"
    r"politique de confidentialité|mentions légales|política de (?:privacidad|privacidade|cookies)|aviso legal|privacybeleid)\b"
    r".{0,20}\b(?:updated|revised|modified|changed|effective|version|stand|aktualisiert|geändert|mise? à jour|actualizad[ao]|"
    r"atualizad[ao]|bijgewerkt)\b",
    re.IGNORECASE,
)
#: What is done on a day, beside publishing.
_DEED = re.compile(
    r"(?:recorded|filmed|received|effective|launched|premieres?|in theaters|on sale|kinostart|aufgenommen|gültig ab|en salles|"
    r"sortie|estreno|премьера|上映日?|放送日?)(?:\s?[:：]|(?=\s\D{0,12}\d))",
    re.IGNORECASE,
)


def says_other_day(text: str) -> bool:
    """Return whether a short text says that its day is a copy's, a reading's, or of something else than publishing.

    >>> says_other_day("Today is 12 June 2002"), says_other_day("Recorded 5 May 2021"), says_other_day("Today, 5 May 2021")
    (True, True, False)
    """
    return _OF_OTHER.search(text) is not None or _DEED.match(text) is not None


#: No label with its clock is longer.
_LONGEST_UPDATE = 60
#: Longer words stand between no label and its clock.
_MOST_BETWEEN = 4
_CLOCK = re.compile(
    r"(?<![\d.:/-])(?P<hour>\d{1,2})\s?(?P<mark>[:.h時时시])\s?(?P<minute>[0-5]\d)(?::[0-5]\d)?(?![\d:/-]|\.\d)"
    r"(?:\s?(?P<half>[ap])\.?\s?m\b\.?)?",
    re.IGNORECASE,
)
#: What may stand behind the clock of an update.
_BEHIND = re.compile(r"[\s,]{0,2}(?:uhr|h|hrs|hs|u|น\.?|wib|(?-i:[A-Z]{2,5}))?[\s.,;)\]]*", re.IGNORECASE)


@remembered
def clock_of_update(text: str) -> str | None:
    """Return the clock in a text that is only an update's label and a clock, whose day is the publication's; else None.

    >>> clock_of_update("mis à jour à 20:15"), clock_of_update("Updated at 3:15 PM EST"), clock_of_update("Updated 9 hours ago")
    ('20:15', '3:15 PM', None)
    """
    match = _CLOCK.search(text) if 6 < len(text) <= _LONGEST_UPDATE else None
    if match is None:
        return None
    before, behind = text[: match.start()], text[match.end() :]
    if not before:
        # "20:15更新"
        return match.group().strip() if fold(behind).strip(" )）") in LABELS["dateModified"] else None
    words = _WORD.findall(fold(before))
    labels = [size for size in range(1, len(words) + 1) if " ".join(words[:size]) in LABELS["dateModified"]]
    # "at", "um", "a las", "kl."
    updated = (
        bool(labels) and not any(map(str.isdigit, before)) and all(len(word) <= _MOST_BETWEEN for word in words[labels[-1] :])
    )
    return match.group().strip() if updated and _BEHIND.fullmatch(behind) else None


def at_clock(line: str, clock: str) -> str | None:
    """Return the line of a publication with a later clock in place of its own; None if it is not later or not comparable.

    >>> at_clock("5 March 2021 2:40 PM", "3:15 PM"), at_clock("5 March 2021 14:40", "9:05"), at_clock("5 March 2021", "9:05")
    ('5 March 2021 3:15 PM', None, '5 March 2021 9:05')
    """
    later = _CLOCK.search(clock)
    if later is None:
        return None
    own = [match for match in _CLOCK.finditer(line) if match["mark"] == later["mark"] or match["mark"] != "."]
    if not own:
        # a dotted clock alone may be a day and a month
        return f"{line.rstrip(' ,;.|(-–—')} {clock}" if later["mark"] != "." else None
    last = own[-1]
    comparable = bool(last["half"]) == bool(later["half"]) and (later["mark"] != "." or last["mark"] == ".")
    return f"{line[: last.start()]}{clock}{line[last.end() :]}" if comparable and _minutes(last) < _minutes(later) else None


def _minutes(clock: re.Match[str]) -> int:
    hour = int(clock["hour"])
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"] in "pP" else 0)
    return hour * 60 + int(clock["minute"])
