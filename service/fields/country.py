"""The outlet's country, from its address or its language tag: it decides between readings, and is no answer itself."""

from __future__ import annotations

import can_ada

from service.lexicon.texts import word_set

#: Country domains that are sold to the world for their sound; they name no country.
_WORLDWIDE = word_set("io tv co me ai fm ly cc gg to sh st la im am ws eu su nu")
#: Domains that differ from the country's ISO code.
_CODES = {"uk": "GB"}


def country_of(url: str | None, language: str | None) -> str | None:
    """The ISO 3166 code of the country that the address's last label names, else the language tag's region.

    >>> country_of("https://www.example.co.uk/story", None), country_of("https://example.com/", "pt-BR")
    ('GB', 'BR')
    """
    return _of_address(url) or _of_language(language)


def _of_address(url: str | None) -> str | None:
    if not url:
        return None
    try:
        host = can_ada.parse(url).hostname
    except ValueError:
        return None
    last = host.rstrip(".").rsplit(".", 1)[-1]
    if len(last) != 2 or not last.isalpha() or last in _WORLDWIDE or "." not in host:
        return None
    return _CODES.get(last, last.upper())


def _of_language(language: str | None) -> str | None:
    regions = [part for part in (language or "").split("-")[1:] if len(part) == 2 and part.isalpha()]
    return regions[0].upper() if regions else None
