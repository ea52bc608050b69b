"""The days of a copy of a page and of its reading, and of what it is about, by the words that stand with them.

"Retrieved 17 February 2001", "Today is Wednesday, June 12, 2002", "Print date: 3 May 2004": none says when the text appeared.
"""

from __future__ import annotations

import re

#: What was done with a page on a day that it shows, after it was published.
_COPIED = (
    r"\b(?:printed (?:from|on|at)|retrieved|accessed|downloaded|archived|captured|cached|mirrored|fetched|crawled|scanned|"
    r"digiti[sz]ed|transcribed|saved (?:from|on)|abgerufen am|ausgedruckt|gedruckt am|gespeichert am|archiviert am|"
    r"transkribiert|consulté le|imprimé le|archivé le|numérisé|transcrit|consultado|impreso|impresso|archivado|transcrito|"
    r"stampato|consultato|archiviato|trascritto|geraadpleegd|afgedrukt|gearchiveerd|hämtad|utskriven|wydrukowano|"
    r"zarchiwizowano|распечатано|архивировано)\b"
)
#: The clock of the computer on which a page was read, which a script printed.
_READ = (
    r"^\W{0,3}(?:today(?:['’]s date)? is|today['’]s date|heute ist|oggi è|hoy es|hoje é|aujourd['’]hui,? c['’]est|"
    r"(?:aujourd['’]hui,? )?nous sommes|vandaag is(?: het)?|i ?dag är(?: det)?|i dag er(?: det)?|dnes je|(?:dzisiaj|dziś) jest|"
    r"tänään on|ma van|bugün günlerden|hari ini(?: adalah)?|hôm nay(?: là)?|it is now|the time (?:is )?now(?: is)?|"
    r"(?:the )?current (?:date|time)|(?:local|server) time|"
    r"(?:next|nächste|nächstes|prochaine?|próxim[ao]|prossim[ao]|volgende|nästa) (?:update|issue|edition|ausgabe|mise à jour|édition|actualización|edición|edição|aggiornamento|edizione|editie))\b|"
    r"^\W{0,3}(?:今天是|今日は|오늘은)|"
    r"^\W{0,3}(?:today|heute|oggi|hoy|hoje|aujourd['’]hui|vandaag|dnes|dzisiaj|dziś|сегодня|сьогодні|bugün|σήμερα|今天|今日|오늘)"
    r"\s{0,2}[:：]|^сегодня(?=,? \w{5,11},? \d| \d{1,2} \w{3,8} \d{4})"
)
#: "Game date", "Druckdatum": a label that says "date" and of what.
_NAMED = (
    r"\b(?:game|match|event|hearing|trial|incident|meeting|print|start|end|due|closing|birth|death|wedding|show|concert|exam|test|"
    r"sale|auction|order|delivery|arrival|departure|travel|expiry|expiration|access|retrieval|effective|survey|air)[ -]?date\b|"
    r"\b(?:abruf|zugriffs|druck|ausdruck|spiel|veranstaltungs|geburts|sterbe|todes|ablauf|anfangs|end)datum\b|"
    r"\b(?:geboorte|afdruk|speel|overlijdens)datum\b"
)
_OF_COPY = re.compile(f"{_COPIED}|{_READ}|{_NAMED}", re.IGNORECASE)


def is_of_copy(text: str) -> bool:
    """Whether a short text says that its day is of a copy or of the reading of a page, or names what else the day is of.

    >>> is_of_copy("Today is Wednesday, June 12, 2002"), is_of_copy("Today, 12 May 2021"), is_of_copy("Print date: 3 May 2004")
    (True, False, True)
    """
    return _OF_COPY.search(text) is not None
