"""The words, host and path of an address; templates make its words from the headline: "/town/bruecke-bleibt-gesperrt"."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

from service.lexicon.texts import fold

#: Letters that addresses spell with others and that Unicode does not take apart.
_SPELLED = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "o", "æ": "ae", "å": "a", "ł": "l", "đ": "d", "ı": "i"}
)
_WORD = re.compile(r"[^\W_]+")
_SCHEME = re.compile(r"^[a-z][a-z0-9+.\-]{0,15}:", re.IGNORECASE)


def slug_words(text: str) -> frozenset[str]:
    """Return the words of a text as addresses spell them: without accents, and German umlauts in both of their ways.

    >>> sorted(slug_words("Özoğuz"))
    ['oezoguz', 'ozoguz']
    """
    folded = fold(text)
    bare, spelt = _bare(folded.replace("ß", "ss")).translate(_SPELLED), _bare(folded.translate(_SPELLED))
    return frozenset((*_WORD.findall(bare), *_WORD.findall(spelt)))


#: Greek and Cyrillic letters as hosts spell them.
_ROMAN = dict(zip("αβγδεζηικλμνξοπρσςτυφω", "avgdeziiklmnxoprsstyfo", strict=True)) | {"θ": "th", "χ": "ch", "ψ": "ps"}
_ROMAN |= dict(zip("абвгдезийклмнопрстуфхыэіґє", "abvgdeziiklmnoprstufhyeige", strict=True))
_ROMAN |= {"ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sht", "ю": "yu", "я": "ya", "ъ": "", "ь": ""}
_ROMANIZED = str.maketrans(_ROMAN)


def romanized(text: str) -> str:
    """Return a Greek or Cyrillic name as a host spells it, without blanks.

    >>> romanized("ΤΟ ΒΗΜΑ"), romanized("Ведомости")
    ('tovima', 'vedomosti')
    """
    return "".join(bare_words(text)).translate(_ROMANIZED)


def bare_words(text: str) -> list[str]:
    """Return the words of a text in their order, folded and without accents: "Córdoba" is "cordoba"."""
    return _WORD.findall(_bare(fold(text)))


def _bare(text: str) -> str:
    if text.isascii():
        return text
    # the Turkish ı is a letter of its own, and its name an i in addresses
    return "".join([c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)]).replace("ı", "i")


def slug_of(url: str | None) -> frozenset[str]:
    """Return the words of an address's path."""
    return slug_words(path_of(url or ""))


def host_of(address: str) -> str:
    """Return an address's host in small letters, without port and user name; "" where there is none.

    >>> host_of("https://www.Example.com:8080/town"), host_of("http://[bad"), host_of("")
    ('www.example.com', '[bad', '')
    """
    rest = _SCHEME.sub("", address.strip(), count=1)
    host = re.split(r"[/?#]", rest.removeprefix("//"), maxsplit=1)[0] if rest.startswith("//") else ""
    return re.sub(r":\d*$", "", host.rpartition("@")[2]).casefold()


def path_of(address: str) -> str:
    """Return an address's path, decoded; "" where there is none, even if the address is broken: "http://[bad".

    >>> path_of("https://www.example.com/town/br%C3%BCcke?x=1"), path_of("http://[bad")
    ('town/brücke', '')
    """
    rest = _SCHEME.sub("", address.strip(), count=1).lstrip("/")
    return unquote(re.split(r"[?#]", rest, maxsplit=1)[0].partition("/")[2])
