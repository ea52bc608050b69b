"""The facts that a notice of an event has in lines of their own: "Time: 8 PM", "Location: Pier 4", "Eintritt: 12 Euro"."""

from __future__ import annotations

from collections.abc import Sequence

from service.lexicon.date_spans import dates_within
from service.lexicon.folding import fold
from service.lexicon.words import phrase_set, word_set

#: The labels of what an event has and an article has not, by kind.
_FACTS = {
    "time": phrase_set(
        """
        time, start time, starts, uhrzeit, zeit, beginn, heure, horaire, hora, horario, horário, ora, orario, tijd
        aanvang, tid, klokkeslett, klockan, godzina, godz, čas, začátek, время, начало, час, початок, saat, ώρα
        aika, időpont, 時間, 開始, 時間帯, 时间, 시간, jam, waktu, thời gian, giờ, الوقت, الساعة, زمان, समय
        """
    ),
    "place": phrase_set(
        """
        location, venue, place, where, ort, veranstaltungsort, lieu, où, lugar, dónde, local, onde, luogo, dove
        plaats, locatie, waar, plats, sted, hvor, var, miejsce, gdzie, místo, kde, место, место проведения, місце
        yer, τόπος, χώρος, paikka, missä, helyszín, 場所, 会場, 地点, 地點, 장소, tempat, lokasi, địa điểm, المكان, مکان
        स्थान
        """
    ),
    "entry": phrase_set(
        """
        tickets, ticket, admission, entry, price, cost, fee, entrance, eintritt, karten, preis, entrée, tarif
        tarifs, billets, entradas, entrada, precio, ingressos, bilhetes, preço, ingresso, biglietti, prezzo, toegang
        kaarten, entree, prijs, inträde, biljetter, entré, billetter, inngang, wstęp, bilety, cena, vstupné
        vstupenky, вход, билеты, стоимость, вхід, квитки, giriş ücreti, bilet, είσοδος, εισιτήρια, liput
        sisäänpääsy, belépő, jegyek, 料金, 入場料, 门票, 門票, 票价, 票價, 입장료, tiket, harga tiket, giá vé, التذاكر, बिलेट
        """
    ),
}
_KIND_OF = {label: kind for kind, labels in _FACTS.items() for label in labels}


#: No label of a fact is longer.
_LABEL = 24


def fact_of_event(text: str) -> str | None:
    """The kind of fact that a line tells of an event, "place" for "Location: Pier 4"; None for any other line."""
    label, colon, _ = text[: _LABEL + 1].replace("：", ":").partition(":")
    return _KIND_OF.get(fold(label).strip()) if colon else None


#: How venues end that nobody is called after, and the halls and squares of a place: "Rebecca Hall" is a person.
_VENUES = word_set(
    """
        bay station theatre theater library museum stadium arena hotel harbour harbor hospital cathedral avenue boulevard
        gardens street road airport auditorium cinema gallery pavilion campus
        """
)
_HALLS = word_set("hall park square centre center house church green pier")
_PLACES = word_set(
    "town city village guild civic music concert market community county parish memorial central convention "
    "exhibition shopping sports leisure arts conference visitor"
)


def is_venue(text: str) -> bool:
    """Whether a few words with capitals name a place where people meet.

    >>> is_venue("Town Hall"), is_venue("Northmoor Museum"), is_venue("Rebecca Hall")
    (True, True, False)
    """
    words = fold(text[:_VENUE]).split()
    return len(words) > 1 and (words[-1] in _VENUES or (words[-1] in _HALLS and words[-2] in _PLACES))


#: No venue's name is longer, nor is anyone's.
_VENUE = 60


def tells_event(texts: Sequence[str]) -> bool:
    """Whether the short texts behind a date tell two kinds of an event's facts before another date comes.

    >>> tells_event(["Time: 8:00 PM", "Location: Pier 4"]), tells_event(["Location: Geneva", "Issued 3 May 2021"])
    (True, False)
    """
    facts = [fact_of_event(text) for text in texts]
    if len({*facts} - {None}) < 2:
        return False
    day = next((at for at, text in enumerate(texts) if dates_within(text, 1)), len(texts))
    return len({*facts[:day]} - {None}) > 1
