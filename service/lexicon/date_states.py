"""Labels that are said of data, prices or a company as often as of a page: "Prices current as of 3 May 2022".

What something was on a day is the page's last update, and the day it was created on the page's own, only in a line of its own.
"""

from __future__ import annotations

import re

from service import names
from service.lexicon.date_spans import dates_within
from service.lexicon.texts import fold

#: A word; in scripts that write one with few characters, of any length.
_LETTERS = re.compile(r"[^\W\d_]{3,}|(?=[\u0900-\u1fff\u2e80-\uffdc])[^\W\d_]+")
_OF_STATE = re.compile(
    r"(?<![^\W\d_])(?:stand (?:vom|per|van zaken)|(?:letzter|aktueller) stand|status per|(?:current )?as of|"
    r"version (?:of|vom|du)|versione del|versión del|versão de|à jour au|aggiornamento|stav k(?:e dni)?|stan na(?: dzień)?|"
    r"stanje na dan|tilanne|állapot|по состоянию на|станом на|itibar[ıi]yla|itibariyle|seisuga)(?![^\W\d_])|"
    r"現在|현재|기준|截至",
    re.IGNORECASE,
)
_OF_CREATION = re.compile(
    r"(?<![^\W\d_])(?:(?:article|page|contenu|artículo|página|contenido|articolo|pagina) )?(?:créée? le|cread[oa]|creat[oa]|"
    r"criado em|utworzono|dibuat|luotu|oppr?ettet)(?![^\W\d_])",
    re.IGNORECASE,
)
#: What stands with a clock, and a zone's letters.
_OF_CLOCKS = re.compile(r"(?i:\b(?:uhr|klo|kello|hrs|heures|horas|godz|hodin|saat|ore)\b\.?)|\b[A-ZМСК]{3,4}\b|[時时시点분分]")


def has_words(text: str) -> bool:
    """Return whether a text has words that are neither days nor months nor parts of the day."""
    words = _LETTERS.findall(text)
    return any(not (names.weekdays(word) or names.months(word)) and names.periods(fold(word)) is None for word in words)


def has_bound_label(text: str) -> bool:
    """Return whether a text has a label that is as often said of data or a company."""
    return _OF_STATE.search(text) is not None or _OF_CREATION.search(text) is not None


def is_of_a_noun(text: str) -> bool:
    """Return whether such a label stands in a line with other words.

    >>> is_of_a_noun("Prices current as of 3 May 2022"), is_of_a_noun("As of 3 May 2022"), is_of_a_noun("3 May 2022, Jane Doe")
    (True, False, False)
    """
    label = _OF_STATE.search(text) or _OF_CREATION.search(text)
    if label is None:
        return False
    before, _, behind = text.partition(label[0])
    # what was created has a name behind its day: "Creado el 5 de mayo de 2021 por Juan Pérez"
    rest = before if label.re is _OF_CREATION else f"{before}|{behind}"
    date = next(iter(dates_within(text, 1)), "")
    return has_words(_OF_CLOCKS.sub(" ", rest.replace(date, " ", 1)))
