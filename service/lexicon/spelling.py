"""The folded form in which names are looked up: without case, dots, apostrophes, accents and
optional marks.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Letters that keyboards, fonts and writers interchange: Turkish dotless i; Arabic and Persian ye,
# kaf, alef, te marbuta
_SAME = str.maketrans(
    {"ı": "i", "ي": "ی", "ى": "ی", "ك": "ک", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ة": "ه",
    "ۀ": "ه", "ہ": "ه", "ھ": "ه",
     "ـ": None, "\u0307": None, "’": None, "'": None, "`": None, "ʼ": None, "ʻ": None, "׳": None,
         "״": None, '"': None,
     ".": None, "·": None, "॰": None, "đ": "d", "ð": "d", "ø": "o", "ł": "l", "\u00a0": " ",
         "\u202f": " "}
)  # fmt: skip
#: Combining marks from here on are vowels (Devanagari, Thai, …) and stay; those below are accents,
#: points and harakat.
_FIRST_VOWEL_SIGN = "\u0900"


@lru_cache(maxsize=8_192)
def folded(name: str) -> str:
    """Return the form under which a name stands in the tables: "Févr." -> "fevr", "Şubat" ->
    "subat", "أبريل" -> "ابریل".
    """
    if name.isascii():
        return name.lower().replace(".", "").replace("'", "").strip()
    parts = unicodedata.normalize("NFKD", name.casefold().translate(_SAME))
    kept = [
        c
        for c in parts
        if not (c < _FIRST_VOWEL_SIGN and unicodedata.combining(c))
        and unicodedata.category(c) != "Cf"
    ]
    return unicodedata.normalize("NFC", "".join(kept).casefold().translate(_SAME)).strip()


#: The encodings of scripts in which old sites were written, where their bytes are read as Western
#: Europe's: "21 ìàðòà 2024".
_CODE_PAGES = {
    language: page
    for page, languages in (
        ("cp1251", "ru uk bg sr mk be"), ("cp1253", "el"), ("cp1255", "he"), ("cp1256", "ar fa ur"),
         ("cp874", "th"),
    )
    for language in languages.split()
}  # fmt: skip


def in_code_page(text: str, language: str | None) -> str:
    """Return what a text's bytes in Windows-1252 are in the old encoding of a language; the text
    itself where none.
    """
    page = _CODE_PAGES.get((language or "").split("-")[0])
    try:
        return text if page is None or text.isascii() else text.encode("windows-1252").decode(page)
    except UnicodeError:
        return text
