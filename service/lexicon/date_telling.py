"""What a text says of its date: that a sentence tells it, that the day is another's, or that it is an update's clock.

"The bridge opened on 12 May 1998", "Retrieved 17 February 2001", "Prices current as of 3 May 2022", "Updated at 3:15 PM".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from service import names
from service.lexicon.date_spans import first_date
from service.lexicon.date_words import DATE_GLUE, is_other_sentence
from service.lexicon.labels import LABELS, label_of
from service.lexicon.lines import is_shelf
from service.lexicon.relative_words import is_relative
from service.lexicon.texts import fold, phrase_set, remembered, word_set

_WORD = re.compile(r"[^\W\d_]+")
#: Labels that are said of data or prices as often as of a page: "Stand der Daten: 21. April 2018".
_OF_STATE = re.compile(
    r"(?<![^\W\d_])(?:stand (?:vom|per|van zaken)|(?:letzter|aktueller) stand|status per|version (?:of|vom|du)|à jour au|"
    r"(?:current )?as of|aggiornamento|stav k(?:e dni)?|stan na(?: dzień)?|tilanne|állapot|станом на|по состоянию на|"
    r"(?P<created>(?:(?:article|page|contenu|artículo|página|articolo|pagina) )?(?:créée? le|cread[oa]|creat[oa]|"
    r"criado em|utworzono|dibuat|luotu|oppr?ettet)))(?![^\W\d_])|現在|현재|기준|截至",
    re.IGNORECASE,
)
#: The text itself as what was done on a day: "Dieser Beitrag wurde am … von … veröffentlicht", with a name in it.
_ITSELF = phrase_set(
    """
        this article, this entry, this post, this story, dieser artikel, dieser beitrag, cet article, ce billet, este artículo
        esta entrada, este artigo, este post, questo articolo, questo post, dit artikel, dit bericht, denna artikel
        den här artikeln, denne artikel, dette innlegget, ten artykuł, ten wpis, tento článek, эта статья, эта запись, bu yazı
    """
)
#: The labels of dates, which in a sentence say that its date is the article's, and their single words.
_LABELS_OF_DATES = LABELS["datePublished"] | LABELS["dateModified"]
_TELLING = (
    _ITSELF
    | phrase_set("geschrieben, written, écrit, escrito, scritto, geschreven, edited")
    | frozenset(label for label in _LABELS_OF_DATES if len(label) > 4 and not _OF_STATE.fullmatch(label))
)
_TELLING_WORDS = frozenset(word for label in _TELLING - _ITSELF for word in label.split() if len(word) > 4)
#: More words than these that are neither date nor label make a sentence about another day, where a place is called a date line;
#: in scripts without blanks a run of so many characters is more than a name or a label.
_MOST_WORDS, _PHRASE = 6, 10
#: A name has so many words at most; a label beside a date in a sentence is no further from it.
_NAME, _BESIDE = 4, 60
#: Shorter words connect the words of names and dates in some language; a longer one without a capital may be a verb.
_SHORT, _VERB = 2, 3
#: A date and a clock that a dash parts are a template's: "Submitted by admin on Fri, 07/14/2023 - 10:30".
_STAMPED = re.compile(r"\s[-–|]\s\d{1,2}[:.]\d\d")
#: Behind a clock stand its zone and what is counted: "2015 à 14:40:00 temps universel coordonné", "8:05pmComments (12)".
_CLOCK_BEHIND = re.compile(r"\D{0,24}?\d{1,2}(?:[:.h]\d\d)+(?:\s?[ap]\.?m)?", re.IGNORECASE)
#: "23.01.2022 - Dorothea Wierer darf": a dash or colon parts a date from what is no part of its line.
_PARTED = re.compile(r"\s+[-–—]\s|\s?[:：]\s")
#: What bylines print without a capital beside names and dates: what is counted, how long it takes to read, and prepositions.
_BESIDE_NAMES = word_set(
    """
        min mins minute minutes minuten minuti minutos read lesezeit lecture lectura lettura hours comment comments kommentare
        commentaires comentarios commenti reacties просмотров views shares first with and from the for our und mit für avec pour
        con para com met voor och med från til uur uhr klo pukul saat hrs года року roku tháng năm günü tarihinde orën στις
    """
)
_USUAL = DATE_GLUE | _BESIDE_NAMES
_USUAL |= frozenset(word for label in LABELS["author"] | _LABELS_OF_DATES | LABELS["date"] for word in label.split(" "))


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
    if is_other_sentence(text):
        return True
    before, _, behind = text.partition(date) if date else (text, "", "")
    clock = _CLOCK_BEHIND.match(behind)
    behind = clock[0] if clock else behind
    if is_labelled(before, behind) or opens_with_label(text, date) or _STAMPED.match(behind):
        return False
    words = _words(f"{before} {behind}")
    # where capitals tell no names from words, more of them than a name has are a sentence
    if len([word for word in words if not (word[0].isupper() or word[0].islower()) and not names.weekdays(word)]) > _NAME:
        return True
    strange = [word for word in words if len(word) > _SHORT and word[0].islower() and not _is_usual(fold(word))]
    if goes_on_in_case(text):
        return True
    if text.lower() == text:
        # a template's lower case leaves names and verbs alike; but "21 avril 2018 arrive à la rédaction"
        return not before and len(strange) > 1 and any(len(word) <= _VERB for word in _WORD.findall(behind))
    if not before and _PARTED.match(behind):
        return False
    # one verb makes a sentence, but not of a name that a comma parts from its date
    return len(strange) > 1 or (any(len(word) > _VERB for word in strange) and not _is_signed(text, before))


#: A case ending on the year or the day, and the words of a sentence behind it: "21 Nisan 2018'de gazeteye katıldı",
#: "2018. április 21-én csatlakozott a laphoz", "21 апреля 2018 года пришёл в редакцию".
_IN_CASE = re.compile(
    r"\d(?:['’](?:[dt][ea]n?|y?[ae]|[dt][ea]ki)|-[áé]n|\starihinde|\s(?:года|року))\s+(?!saat\b)(?=[^\W\d_]{3})", re.IGNORECASE
)


def goes_on_in_case(text: str) -> bool:
    """Return whether a date stands in a case of a language that joins it to the number, with a sentence's words behind it.

    A weekday, a label, a section, and a name, which begins with a capital, are none: "14 Temmuz 2023'de Cuma".
    """
    match = _IN_CASE.search(text) if "'" in text or "tarihinde" in text or not text.isascii() else None
    words = _WORD.findall(text[match.end() :]) if match is not None else []
    return any(len(word) > _VERB and word[0].islower() and not (_is_usual(fold(word)) or is_shelf(word)) for word in words)


def is_told_under_key(text: str, date: str) -> bool:
    """Return whether a value under a date's key is a sentence about another day: "The quay was rebuilt on 5 May 2021".

    The key labels a date with which the value begins, "5 March 2021, print edition", unless the words run on behind it.
    """
    before, _, behind = text.partition(date)
    labelled = _only_weekdays(before) or opens_with_label(text, date)
    return not (labelled and (not re.match(r"\s+[^\W\d_]", behind) or _CLOCK_BEHIND.match(behind))) and is_told(text, date)


def says_when_it_appeared(text: str) -> bool:
    """Return whether a sentence opens with a word for the text itself and says on which day it was published.

    >>> says_when_it_appeared("This entry was posted on Saturday, October 22nd, 2005 at 6:05 pm and is filed under Law.")
    True
    """
    date = first_date(text) if fold(text).startswith(_OPENINGS) else ""
    before, _, behind = text.partition(date) if date else ("", "", "")
    words = frozenset(_WORD.findall(fold(before + behind[:_BESIDE])))
    return date != "" and not words.isdisjoint(_PUBLISHED) and words.isdisjoint(_ELSEWHERE)


_OPENINGS = tuple(f"{itself} " for itself in sorted(_ITSELF))
#: What appeared first elsewhere, or was updated, appeared here on another day.
_ELSEWHERE = word_set("originally first zuerst ursprünglich abord originalmente originariamente") | frozenset(
    label for label in LABELS["dateModified"] if " " not in label and len(label) > 4
)
_PUBLISHED = frozenset(label for label in LABELS["datePublished"] if " " not in label and len(label) > 4)


def opens_with_label(text: str, date: str) -> bool:
    """Return whether a text is a date's label with the date right behind it: "发布时间：2024-06-25　来源：临江日报"."""
    label = label_of(text)
    return bool(date) and label is not None and label[0].startswith("date") and _only_weekdays(label[1].partition(date)[0])


def is_labelled(before: str, behind: str) -> bool:
    """Whether a whole label of dates stands beside a date: "It was first published here on", not "first sailed on"."""
    words, after = (_WORD.findall(fold(part)) for part in (before[-_BESIDE:], behind[:_BESIDE]))
    phrases = [words[-first:][:size] for first in range(1, 6) for size in range(max(1, first - 2), first + 1)]
    phrases += [after[first:][:size] for first in range(3) for size in range(1, 4)]
    return not _TELLING.isdisjoint([" ".join(phrase) for phrase in phrases])


def _only_weekdays(text: str) -> bool:
    return all(names.weekdays(word) for word in _WORD.findall(text))


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if len(word) > 1]


def _is_signed(text: str, before: str) -> bool:
    """Return whether a byline word opens the line or a comma parts a name from its date: "Max Muster, 5. März"."""
    last = before.rstrip(" ,،").rpartition(" ")[2]
    parted = before.rstrip().endswith((",", "،")) and not names.weekdays(last)
    return parted or fold(text).split(" ", 1)[0].strip(":") in LABELS["author"] or (label_of(text) or "-")[0] == "author"


def _is_usual(key: str) -> bool:
    """Return whether a word without a capital may stand in a byline: one of a date, of a label, or beside names."""
    return (
        key in _USUAL
        or bool(names.months(key) or names.weekdays(key))
        or names.is_inflected_month(key)
        or names.periods(key) is not None
    )


def _any_of(phrases: str) -> str:
    """Return the phrases of a table, parted by commas and written as patterns, as one pattern."""
    return "|".join(" ".join(phrases.split()).split(", "))


#: A copy's day, the day of reading, and the state of something, at the beginning of a line.
_OPENS = _any_of(
    r"""[©℗], (?:data |figures |prices |results )?as of\b, today(?:['’]s date)?(?: is\b|:), heute ist, oggi è, hoy es, hoje é,
    nous sommes, vandaag is, сегодня(?= \d), 今天是, 今日は, 오늘은, (?:page )?(?:printed|generated|rendered|cached|loaded)\b,
    (?:current|server|local) time, gedruckt, seite geladen, aktuelle (?:zeit|uhrzeit), imprimé, heure actuelle, hora a[ct]tual,
    (?:heure|hora|ora) locale?, horário (?:atual|local), (?:текущее|местное) время, сейчас(?= \d), зараз(?= \d),
    (?:当前|當前|现在|現在)[时時][间間刻], 現在の時刻, 현재\s?(?:시간|시각),
    (?:last|latest) comments?\b, (?:letzte|neueste)[rs]? (?:kommentar|beitrag)\b, derni(?:er|ère) (?:commentaire|message)\b,
    [úu]ltim[oa] (?:comentario|comentário|commento|messaggio)\b"""
)
#: What is done on a day, until a day, or by a court on one, before a number or a colon: "Apply by 12 May 2021", "Kinostart:".
_DONE = _any_of(
    r"""until, till, not before, (?:apply|book|register|reply|rsvp|respond|submit|closes|closing|due|entries|order|enter)(?:
    (?:by|on|before|until))?, (?:noch |nur |gültig |anmeldung )?bis(?: zum)?, jusqu['’]au, avant le, hasta(?: el)?,
    até(?: a| o)?, fino al?, entro il, tot(?: en met)?, t/m, argued, decided,
    (?:judge?ment|ruling|decision|verdict|act|law|treaty|letter|resolution|directive|regulation) of,
    (?:urteil|beschluss|gesetz|entscheidung|verordnung|vertrag|brief) vom, (?:arrêt|jugement|loi|décret|décision|arrêté) du,
    (?:sentencia|ley|decreto|resolución) del?, (?:sentenza|legge|decreto) del, recorded, filmed, received, effective, launched,
    premieres?, in theaters, on sale, kinostart, aufgenommen, gültig ab, en salles, sortie, estreno, премьера, starts?, ends?,
    doors, date and time, wann, quand, date et heure, cuándo, quando, data e ora, wanneer, når, när, milloin, kiedy, kdy,
    ne zaman, kapan, когда, коли, πότε, 日時, 開催日時?"""
)
#: From a day on, before its number; the Slavic "do" before a month in its case, "Do 6 maja", for "Do 6. Mai" is a Thursday.
_FROM = _any_of(
    r"""from, since, as from, seit(?: dem)?, ab(?: dem)?, à partir du, depuis(?: le)?, dès le, desde(?: el)?, a partir de[l ]?,
    dal, vanaf, sinds, från(?: och med)?, fra, od, с, з, до, начиная с, починаючи з,
    do(?=\s\d{1,2}\.?\s[^\W\d_]{2,}[aeoíu]\b)"""
)
_NEXT = "next|nächste[rs]?|prochaine?|próxim[ao]|prossim[ao]|volgende|nästa|næste|neste|seuraava|następna|следующее|következő"
_OPENING = re.compile(
    rf"\W{{0,3}}(?:{_OPENS}|(?:{_DONE})(?:\s?[:：]|(?:\s[^\W\d_]{{2,10}}\.?,?)?\s{{1,2}}(?=\d))|(?:{_FROM})\s{{1,2}}(?=\d)|"
    rf"(?:{_NEXT})\s[^\d,|:：]{{3,30}}(?:[:：]|(?=\d)))",
    re.IGNORECASE,
)
#: Words for an event, a broadcast, a printed issue, a membership, a life, a deadline, a picture, a copy, wherever they stand.
_WORDS = _any_of(
    r"""termine?, veranstaltung(?:en)?, beginn, anmeldeschluss, einsendeschluss, öffnungszeiten, geöffnet, sendung, sendetermin,
    verfügbar bis, online bis, erstausstrahlung, ausgabe, heft, protokoll, mitglied seit, dabei seit, registriert, geboren,
    gültig bis, events?, when, save the date, date of birth, born, died, joined, member since, registered, deadline,
    opening hours, doors open, on air, air(?:ed|s|date), broadcast, available until, valid until, issue, vol(?:ume)?, edition,
    release date, copyright, événement, émission, numéro, édition du, né le, inscrit, membre depuis, evento, emisión, edición,
    número, edizione, nat[ao] il, evenement, uitzending, editie, lid sinds, uppladdad, sändes, utgåva, expira, expires,
    határidő, hakuaika, sista dag, frist, uzávěrka, termin zgłoszeń, a fotó, kuva otettu, kuvattu, haastattelu tehty,
    fotos? (?:tomada|scattata|aufgenommen|genomen|tirada|vom), photo taken, photo prise, interview conducted, interjú készült,
    nyomtatva, painettu, printed (?:from|on|at), retrieved, accessed, downloaded, archived, captured, abgerufen am,
    gedruckt am, consulté le, imprimé le, consultado, consultato, geraadpleegd,
    (?:game|match|event|print|start|end|due|closing|birth|expiry|druck|spiel|geburts|ablauf)[ -]?dat(?:e|um)"""
)
#: The same in scripts without blanks, before a number: a photograph's, an interview's, a printing's, a deadline's, a life's.
_UNPARTED = (
    "拍?[摄攝][于於]?|撮影日?|촬영일?|인터뷰|取材日|采访(?:于|时间)?|採訪於|インタビュー日?|印刷日|인쇄일|締め?切り?|申込期限|截止(?:日期)?|마감일?|上映日?|放送日?|"
    "(?:가입|입사|출생|개봉|창간|방송|행사)일?|생년월일|入[社会]日?|生年月日|(?:加入|出生|注册)(?:日期|[于於])?"
)
#: Days to come, cases that say "until" and "since", and pictures from the archive.
_OTHER_DAY = re.compile(
    rf"\b(?:{_WORDS})\b|(?:{_UNPARTED})\s{{0,2}}(?:[:：]\s{{0,2}})?(?=\d)|\d[日일]?\s?(?!放送)(?:{_UNPARTED})|"
    # "2018년 4월 21일 서울에서 태어남"
    r"일\s[가-힣]+(?:에서|에게)\s|(?<!online )\bsince (?=\d|[a-z]{3,9}\.? \d)|"
    r"\b(?:polic(?:y|ies)|terms(?: of (?:use|service))?|datenschutz(?:erklärung|hinweise)?|agb|nutzungsbedingungen|impressum|"
    r"politique de confidentialité|mentions légales|política de (?:privacidad|privacidade|cookies)|privacybeleid)\b.{0,20}"
    r"\b(?:updated|revised|modified|effective|version|stand|aktualisiert|geändert|mise? à jour|actualizad[ao]|bijgewerkt)\b|"
    r"下次更新|次回|다음 업데이트|有效期|\d-(?:ig|t[óő]l)\b|['’](?:y?[ae] kadar|[dt][ea]n (?:beri|itibaren))\b|"
    r"\d (?:asti|saakka|alkaen|lähtien|mennessä|tarihinden)\b|(?:منذ|מאז) (?=\d{1,2} \D{3,12} \d{4})|\d\.? óta\b|\d থেকে(?!\S)|"
    r"자료\s?사진|صورة أرشيفية|صورة التقطت|التقطت في|أجريت المقابلة|آخر موعد",
    re.IGNORECASE,
)


def says_other_day(text: str) -> bool:
    """Return whether a short text says that its day is an event's, a copy's, a reading's, or of something else than publishing.

    >>> says_other_day("Today is 12 June 2002"), says_other_day("Recorded 5 May 2021"), says_other_day("Today, 5 May 2021")
    (True, True, False)
    """
    return _OPENING.match(text) is not None or _OTHER_DAY.search(text) is not None


#: A word; in scripts that write one with few characters, of any length.
_LETTERS = re.compile(r"[^\W\d_]{3,}|(?=[\u0900-\u1fff\u2e80-\uffdc])[^\W\d_]+")


def has_words(text: str) -> bool:
    """Return whether a text has words that are neither days nor months nor parts of the day."""
    words = _LETTERS.findall(text)
    return any(not (names.weekdays(word) or names.months(word)) and names.periods(fold(word)) is None for word in words)


def is_of_a_noun(text: str) -> bool:
    """Return whether a label that is said of data or a company as often as of a page stands behind other words of its line.

    >>> is_of_a_noun("Prices current as of 3 May 2022"), is_of_a_noun("As of 3 May 2022"), is_of_a_noun("3 May 2022, Jane Doe")
    (True, False, False)
    """
    label = _OF_STATE.search(text)
    if label is None:
        return False
    # what was created has a name behind its day: "Creado el 5 de mayo de 2021 por Juan Pérez"
    rest = text[: label.start()] + ("" if label["created"] else text[label.end() :])
    return has_words(_OF_CLOCKS.sub(" ", rest.replace(first_date(rest) or " ", " ", 1)))


#: What stands with a clock, and a zone's letters.
_OF_CLOCKS = re.compile(r"(?i:\b(?:uhr|klo|kello|hrs|heures|horas|godz|saat)\b\.?)|\b[A-Z]{3,4}\b|[時时시点分분]")


#: The labels of what an event has and an article has not, by kind.
_FACTS = {
    "time": phrase_set(
        "time, start time, starts, uhrzeit, zeit, beginn, heure, horaire, hora, horario, horário, ora, orario, tijd, tid, "
        "klockan, godzina, čas, время, начало, час, saat, ώρα, aika, időpont, 時間, 開始, 时间, 시간, jam, الوقت, समय"
    ),
    "place": phrase_set(
        "location, venue, place, where, ort, veranstaltungsort, lieu, où, lugar, dónde, local, onde, luogo, dove, plaats, "
        "waar, plats, sted, hvor, miejsce, místo, место, місце, yer, τόπος, paikka, helyszín, 場所, 会場, 地点, 장소"
    ),
    "entry": phrase_set(
        "tickets, ticket, admission, entry, price, cost, fee, entrance, eintritt, karten, preis, entrée, tarif, billets, "
        "entradas, entrada, precio, ingressos, preço, ingresso, biglietti, prezzo, toegang, kaarten, inträde, biljetter, "
        "billetter, wstęp, bilety, cena, vstupné, вход, билеты, вхід, bilet, είσοδος, belépő, 料金, 门票, 입장료, التذاكر"
    ),
}
_KIND_OF = {label: kind for kind, labels in _FACTS.items() for label in labels}


def fact_of_event(text: str) -> str | None:
    """Return the kind of fact that a line tells of an event, "place" for "Location: Pier 4"; None for any other line."""
    label, colon, _ = text[:25].replace("：", ":").partition(":")
    return _KIND_OF.get(fold(label).strip()) if colon else None


def tells_event(lines: Sequence[str]) -> bool:
    """Return whether the short lines behind a date tell two kinds of an event's facts before another date comes.

    >>> tells_event(["Time: 8:00 PM", "Location: Pier 4"]), tells_event(["Location: Geneva", "Issued 3 May 2021"])
    (True, False)
    """
    kinds = set()
    for line in lines:
        if kind := fact_of_event(line):
            kinds.add(kind)
        elif first_date(line):
            break
    return len(kinds) > 1


#: No label with its clock is longer, and longer words stand between no label and its clock.
_LONGEST_UPDATE, _MOST_BETWEEN = 60, 4
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
    words = [] if any(map(str.isdigit, before)) or not _BEHIND.fullmatch(behind) else _WORD.findall(fold(before))
    labels = [size for size in range(1, len(words) + 1) if " ".join(words[:size]) in LABELS["dateModified"]]
    # "at", "um", "a las", "kl."
    updated = bool(labels) and all(len(word) <= _MOST_BETWEEN for word in words[labels[-1] :])
    return match.group().strip() if updated else None


def at_clock(line: str, clock: str) -> str | None:
    """Return the line of a publication with a later clock in place of its own; None if it is not later or not comparable.

    >>> at_clock("5 March 2021 2:40 PM", "3:15 PM"), at_clock("5 March 2021 14:40", "9:05"), at_clock("5 March 2021", "9:05")
    ('5 March 2021 3:15 PM', None, '5 March 2021 9:05')
    """
    later = _CLOCK.search(clock)
    # a dotted clock beside others may be a day and a month
    own = [match for match in _CLOCK.finditer(line) if later and match["mark"] == later["mark"]]
    if later is None or not own:
        return f"{line.rstrip(' ,;.|(-–—')} {clock}" if later is not None and later["mark"] != "." else None
    last = own[-1]
    comparable = bool(last["half"]) == bool(later["half"])
    return f"{line[: last.start()]}{clock}{line[last.end() :]}" if comparable and _minutes(last) < _minutes(later) else None


def _minutes(clock: re.Match[str]) -> int:
    hour = int(clock["hour"]) % 12 + 12 * (clock["half"] in "pP") if clock["half"] else int(clock["hour"])
    return hour * 60 + int(clock["minute"])
