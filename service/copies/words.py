"""The words of a text by which copies are told: without case, punctuation and typography.

A copy is set in other quotes, dashes and capitals than its origin, and loses its accents' spelling
(one character or two); the words stay.
"""

from __future__ import annotations

import re
import unicodedata

#: ASCII: letters in lower case, digits, and blanks for all else; other bytes belong to letters.
_PLAIN = bytes(
    byte if byte > 127 else ord(chr(byte).lower()) if chr(byte).isalnum() else 32
    for byte in range(256)
)
#: Marks that stand in texts which have letters beside ASCII's, and characters that no reader sees.
_REPLACED = {
    **dict.fromkeys("’‘“”„«»‹›–—…·•¿¡،؛؟۔\xa0", b" "),
    **dict.fromkeys("\xad\u200b\u200c\u200d\u200e\u200f", b""),
}
_ASCII = bytes(range(128))
#: All other marks and blanks but those that spell: accents, and the vowels of Indic scripts.
_OTHER_MARKS = re.compile(
    r"[^\w\u0300-\u036f\u0900-\u109f\u1780-\u17ff]+|[_\u0964\u0965\u104a\u104b\u17d4-\u17da]"
)
#: The first bytes, in UTF-8, of the characters below, of accents apart from their letters, and of
#: compatibility forms.
_SPELT_APART = bytes((0xCC, 0xCD, 0xE0, 0xE1, *range(0xE3, 0xEA), 0xEF))
#: Scripts without blanks: each sign of Chinese and Japanese is a word, and as many as four letters
#: in a row of Thai, Lao, Burmese and Khmer are.
_SIGNS = re.compile(
    "[\u3005\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
    "|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]{1,4}"
)


def words(text: str) -> list[bytes]:
    """Return the words of a text, folded.

    >>> words("“Déjà vu”, said the U.S. envoy—twice")
    [b'd\\xc3\\xa9j\\xc3\\xa0', b'vu', b'said', b'the', b'u', b's', b'envoy', b'twice']
    >>> [word.decode() for word in words("東京で地震")]
    ['東', '京', 'で', '地', '震']
    """
    plain = text.encode("utf-8", "replace")
    if not plain.isascii():
        # a text has few of them: those that it lacks are not looked for in all of it
        for mark in _REPLACED.keys() & plain.translate(None, _ASCII).decode():
            plain = plain.replace(mark.encode(), _REPLACED[mark])
    if not plain.isascii():
        plain = _folded(plain)
    return plain.translate(_PLAIN).split()


def _folded(plain: bytes) -> bytes:
    """Return a text in lower case and one spelling, with blanks around the signs of scripts that
    have none.
    """
    text = plain.decode()
    if len(plain.translate(None, _SPELT_APART)) != len(plain):
        text = unicodedata.normalize("NFKC", text).replace("\ufeff", "")
        text = _SIGNS.sub(r" \g<0> ", _OTHER_MARKS.sub(" ", text))
    return text.lower().encode()
