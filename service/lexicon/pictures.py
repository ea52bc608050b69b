"""Addresses of pictures that show nothing of a story: logos, icons, placeholders, portraits, codes to be scanned."""

from __future__ import annotations

import re

from service.lexicon.slugs import host_of
from service.lexicon.texts import word_set

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
_WORD, _A_STORY = re.compile(r"[^\W\d_]{3,}"), 3
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
    named = [word for word in map(str.casefold, _WORD.findall(_FURNITURE.sub(" ", name))) if word not in _OF_FILES]
    return len([word for word in named if word not in host_of(address)]) < least
