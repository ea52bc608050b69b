"""The words, host and path of an address, and whether it is a picture's that shows nothing of a
story.

Templates make an address's words from the headline: "/town/bruecke-bleibt-gesperrt".
"""

from __future__ import annotations

import re
import unicodedata
from itertools import filterfalse, pairwise
from urllib.parse import unquote

from service.lexicon.tables import phrases
from service.lexicon.texts import LONGEST, fold, remembered, words_in

#: Letters that addresses and hosts spell with others and that Unicode does not take apart: Latin,
#: Greek and Cyrillic ones.
_SPELLED = str.maketrans(
    "øłđıαβγδεζηικλμνξοπρστυφωабвгдезиклмнопрстуфхыэіґє",
    "oldiavgdeziiklmnxoprstyfoabvgdeziklmnoprstufhyeige",
    "ъь",
) | {
    ord(c): s
    for c, s in zip("æθχψжцчшщюя", "ae th ch ps zh ts ch sh sht yu ya".split(), strict=True)
}
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
#: An address up to the end of its host; up to that of its path, with both; and that of a site's
#: home page.
_HOST, _ADDRESS = (
    re.compile(rf"(?:[a-zA-Z][a-zA-Z0-9+.\-]{{0,15}}:)?{behind}")
    for behind in (r"//(?:[^/?#@]*+@)*+([^/?#]*?)(?::\d*)?(?=[/?#]|\Z)", r"/*([^/?#]*)([^?#]*)")
)
_HOME = re.compile(r"(?:https?://[^/?#]{1,80})?/?(?:index\.\w{3,5})?")


def bare_words(text: str) -> list[str]:
    """Return the words of a text in their order as addresses and hosts spell them: folded, without
    accents, in Latin letters.

    >>> bare_words("Córdoba"), bare_words("ΤΟ ΒΗΜΑ"), bare_words("Ведомости")
    (['cordoba'], ['to', 'vima'], ['vedomosti'])
    """
    folded = fold(text)
    if not folded.isascii():
        folded = "".join(filterfalse(unicodedata.combining, unicodedata.normalize("NFKD", folded)))
        folded = folded if folded.isascii() else folded.translate(_SPELLED)
    return words_in(folded)


def slug_words(text: str) -> frozenset[str]:
    """Return the words of a text as addresses spell them, German umlauts in both of their ways.

    >>> sorted(slug_words("Özoğuz"))
    ['oezoguz', 'ozoguz']
    """
    words, folded = bare_words(text), fold(text)
    if "ä" in folded or "ö" in folded or "ü" in folded:
        words += bare_words(folded.translate(_UMLAUTS))
    return frozenset(words)


def host_of(address: str) -> str:
    """Return an address's host in small letters, without port and user name; "" where there is
    none.

    >>> host_of("https://www.Example.com:8080/town"), host_of("http://[bad"), host_of("")
    ('www.example.com', '[bad', '')
    """
    match = _HOST.match(address.strip())
    return match[1].casefold() if match else ""


def path_of(address: str) -> str:
    """Return an address's path, decoded and without its first stroke; "" where there is none, even
    if the address is broken: "http://[bad".

    >>> path_of("https://www.example.com/town/br%C3%BCcke?x=1"), path_of("http://[bad")
    ('town/brücke', '')
    """
    match = _ADDRESS.match(address.strip())
    return unquote(match[2].removeprefix("/")) if match else ""


def url_key(address: str) -> str:
    """Return an address without scheme, www, port, query, fragment and last slash: the same for two
    addresses of one page.

    >>> url_key("https://www.example.com/a/b/?ref=rss#top") == url_key("http://example.com/a/b")
    True
    """
    match = _ADDRESS.match(address.strip()[:4096])
    host, path = match.groups() if match else ("", "")
    return str(host).lower().removeprefix("www.").partition(":")[0] + str(path).rstrip("/").lower()


def is_home(address: str) -> bool:
    """Return whether a link's address is that of a site's home page: "/",
    "https://www.example.com/", "index.html".
    """
    return address != "" and _HOME.fullmatch(address) is not None


def address_key(address: str) -> str:
    """Return the form of a picture's address under which it is counted: without scheme and
    query.
    """
    return (address.partition("://")[2] or address).partition("?")[0][:LONGEST]


#: Words in the names of files that are no picture of the story, alone or two in a row ("no-image",
#: "icon-180" is "icon0").
_FURNITURE = phrases("templates", "no_picture")
#: Words that tell of a file's kind and form, and of no story.
_OF_FILES = phrases("templates", "of_files")
#: A name with so many words beside all these is a story's.
_A_STORY = 3
#: Where accounts keep their portraits; the pieces of a file's name.
_PORTRAITS = re.compile(r"//(?:[\w.-]+\.)?gravatar\.com/|/(?:avatars?|authors?)/", re.IGNORECASE)
_PIECE = re.compile(r"(?<!\d)1x1(?!\d)|[^\W\d_]+|\d+")


@remembered
def is_furniture(address: str) -> bool:
    """Return whether an address names a logo, an icon or the like; "nike-logo-protest-in-london" is
    a story about one.
    """
    path = address.partition("?")[0].casefold()
    if _PORTRAITS.search(path):
        return True
    pieces = [
        "0" if piece.isdigit() else piece for piece in _PIECE.findall(path.rpartition("/")[2])
    ]
    found = _FURNITURE.intersection([*pieces, *map("".join, pairwise(pieces))])
    known = " ".join([host_of(address), *found]) if found else ""
    return (
        found != set()
        and len([p for p in pieces if len(p) > 2 and p not in _OF_FILES and p not in known])
        < _A_STORY
    )
