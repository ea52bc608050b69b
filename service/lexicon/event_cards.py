"""The facts that an event's notice has on lines of their own: "Time: 8 PM", "Location: Pier 4", "Eintritt: 12 Euro"."""

from __future__ import annotations

from collections.abc import Sequence

from service.lexicon.date_spans import dates_within
from service.lexicon.texts import fold, phrase_set

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
    """Return the kind of fact that a line tells of an event, "place" for "Location: Pier 4"; None for any other line."""
    label, colon, _ = text[: _LABEL + 1].replace("：", ":").partition(":")
    return _KIND_OF.get(fold(label).strip()) if colon else None


def tells_event(texts: Sequence[str]) -> bool:
    """Return whether the short texts behind a date tell two kinds of an event's facts before another date comes.

    >>> tells_event(["Time: 8:00 PM", "Location: Pier 4"]), tells_event(["Location: Geneva", "Issued 3 May 2021"])
    (True, False)
    """
    facts = [fact_of_event(text) for text in texts]
    if len({*facts} - {None}) < 2:
        return False
    day = next((at for at, text in enumerate(texts) if dates_within(text, 1)), len(texts))
    return len({*facts[:day]} - {None}) > 1
