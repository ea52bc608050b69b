"""The words, host and path of an address, and whether it is a picture's that shows nothing of a story.

Templates make an address's words from the headline: "/town/bruecke-bleibt-gesperrt".
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

from service.lexicon.texts import LONGEST, fold, word_set

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


def address_key(address: str) -> str:
    """Return the form of a picture's address under which it is counted: without scheme and query."""
    return (address.partition("://")[2] or address).partition("?")[0][:LONGEST]


# --- pictures that show nothing of a story: logos, icons, placeholders, portraits, codes to be scanned ----------------------

#: Words in the names of files that are no picture of the story, and what stands beside them there; a "google-pixel-10a" is one.
_FURNITURE = re.compile(
    r"(?:^|[/_.\-])(?:favicons?|logos?|sprites?|spacer|blank|pixels?(?![-_]?\d+[a-z]*[-_.][^/]*(?:jpe?g|png|webp))|1x1|placeholder|default[-_]?(?:image|img|thumb|share|og)?|"
    r"no[-_]?(?:image|img|photo|picture|pic|foto)|(?:image|img|photo|picture)[-_](?:not[-_]found|coming[-_]soon)|"
    r"kein[-_]?(?:bild|foto)|sin[-_]?(?:imagen|foto)|sem[-_]?(?:imagem|foto)|geen[-_]?(?:foto|afbeelding)|brak[-_]?(?:zdjecia|foto)|"
    r"pas[-_]d[-_]?image|zaglushka|lazy-?load|(?:img|image|news|article|post)-?default|avatar|"
    r"gravatar|apple-touch-icon|site-?icon|transparent|lazy|loading|dummy|qr|qr-?_?codes?|we(?:ixin|chat)(?:[-_]?qr)?|wx|empty(?=\.gif)|erweima|"
    r"app[-_]?store|google[-_]?play|app[-_]?(?:badge|banner)|download[-_]?app|social[-_]?share|og[-_]?image|icon[-_]?\d+)"
    r"(?=[/_.\-\d]|$)",
    re.IGNORECASE,
)
#: A word beside them; a name with so many is a story's, "nike-logo-protest-in-london".
_PLAIN_WORD, _A_STORY = re.compile(r"[^\W\d_]{3,}"), 3
#: Words of furniture that stories have too: "lazy-sunday-on-the-beach", "loading-dock-on-fire".
_ORDINARY = frozenset(("lazy", "loading"))
#: Words that tell of a file's kind and form, and of no story.
_OF_FILES = word_set(
    "jpg jpeg png gif svg webp avif the www com site web main header footer fallback generic share social facebook twitter "
    "card thumb thumbnail image img pic picture photo cover banner large small medium square round white black dark light "
    "color colour new final article news story default full width home mobile desktop print"
)
#: Where accounts keep their portraits.
_PORTRAITS = re.compile(r"//(?:[\w.-]+\.)?gravatar\.com/|/(?:avatars?|authors?)/", re.IGNORECASE)


def is_furniture(address: str) -> bool:
    """Return whether an address names a logo, an icon or the like; "nike-logo-protest-in-london" is a story about one."""
    path = address.split("?")[0]
    name = path.rsplit("/", 1)[-1]
    if _PORTRAITS.search(path):
        return True
    furniture = _FURNITURE.search(name)
    if not furniture:
        return False
    least = 2 if furniture[0].strip("/_.-").casefold() in _ORDINARY else _A_STORY
    named = [word for word in map(str.casefold, _PLAIN_WORD.findall(_FURNITURE.sub(" ", name))) if word not in _OF_FILES]
    return len([word for word in named if word not in host_of(address)]) < least
