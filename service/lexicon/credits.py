"""Whose a picture or a page is: credits in captions, and lines that claim a copyright."""

from __future__ import annotations

import re

from service.lexicon.folding import squeeze
from service.lexicon.lines import LINE_LIMIT
from service.lexicon.memory import remembered

_CREDIT = re.compile(
    r"\([^()]{0,80}(?:/|\b(?:getty|reuters|shutterstock|afp|alamy|epa|imago|photo|file|courtesy|foto|via|ap|dpa)\b)[^()]{0,80}\)\W*$"
    r"|(?:photo(?:graph)?|image|picture|foto|illustration|bild|credit|crédit)s?\s?(?:by|credit|courtesy|von|de|di)?\s?[:：©]",
    re.IGNORECASE,
)


#: Where a caption's credit begins: a label with its mark, the sign of copyright, or a closing bracket that names a source.
_CREDIT_PART = re.compile(
    r"(?:(?:photo(?:graph)?|image|picture|foto(?:graf\w*)?|fotó|illustration|bild(?:quelle|nachweis)?|credit|crédits?|kuva|imagen|"
    r"imagem|фото|图|写真|사진)s?(?:\s(?:by|credit|courtesy|von|de|di))?\s?[:：/©]|©|"
    r"\b(?:photo|image|picture|photograph|foto) (?:by|von|de|di|par)\s).{1,120}$",
    re.IGNORECASE,
)


def credit_in(caption: str) -> str | None:
    """The part of a caption that says whose the picture is, or None.

    >>> credit_in("The bridge in 1998. (Photo: B. Lens)"), credit_in("Snow (Ana Lens/Example Images)"), credit_in("Snow (1998)")
    ('Photo: B. Lens', 'Ana Lens/Example Images', None)
    """
    text = squeeze(caption[: LINE_LIMIT * 3])
    bracket = re.search(r"\(([^()]{2,120})\)\W*$", text)
    if bracket and (_CREDIT_PART.match(bracket[1]) or _CREDIT.search(bracket[0])):
        return bracket[1].strip()
    part = _CREDIT_PART.search(text[-220:])
    return part[0].strip(" [].|" if "(" in part[0] else " ()[].|") if part else None


@remembered
def is_caption(line: str) -> bool:
    """Whether the line describes a picture: it ends in a credit in brackets or names its photographer."""
    text = squeeze(line[: LINE_LIMIT * 3])
    return bool(_CREDIT.search(text[-220:])) and len(text) <= 700


_COPYRIGHT = re.compile(r"(?:©|\(c\)|&copy;|\bcopyright\b)\s*.{0,60}|.{0,120}\ball rights reserved\b.*", re.IGNORECASE)


def is_copyright(line: str) -> bool:
    """Whether the line claims a copyright: "© 2024 Example Media. All rights reserved."."""
    text = squeeze(line[:LINE_LIMIT])
    return (
        bool(text)
        and len(text) <= 250
        and bool(_COPYRIGHT.match(text))
        and (text[0] in "©(&" or "©" in text or "opyright" in text or "eserved" in text)
    )
