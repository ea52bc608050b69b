"""What an answer has beside its article where copies are asked for: the same three names in the
envelope and in the row.
"""

from __future__ import annotations

from service.copies.fingerprint import text_fingerprint
from service.lexicon.texts import compact
from service.model import Json, Resolution, Result

#: The three names, as columns of a table.
NAMES = ("headline_key", "text_fingerprint", "date_published_proved")

#: A publication date less likely than this is not proved.
PROVED = 0.95
#: As many kinds of witness that do not copy one another: the CMS for machines, the text for
#: readers, the address, the server.
WITNESSES = 2
#: A scraper's own extraction repeats what it was taken from, and a profile tells of other pages.
_NO_WITNESS = frozenset({"supplied", "profile"})


def columns_of(result: Result) -> dict[str, Json]:
    """Return the key of the headline, the fingerprint of the text, and whether the publication date
    is proved.

    The key is the headline that the article has, without the site's frame, case, marks and blanks:
    "Envoys return – The Example" is "envoysreturn".
    """
    headline = result.article.get("headline")
    cells: tuple[Json, ...] = (
        (compact(headline) or None) if isinstance(headline, str) else None,
        text_fingerprint(result.story),
        is_proved(result.fields["datePublished"]),
    )
    return dict(zip(NAMES, cells, strict=True))


def is_proved(date: Resolution) -> bool:
    """Return whether a date is as good as certain and two independent witnesses agree on it.

    Two meta tags are one witness, since one CMS fills both: what a newspaper claims of itself alone
    is no proof that it was first.
    """
    if date.value is None or date.confidence < PROVED:
        return False
    agree = {e.observation.source.witness for e in date.evidence if e.agrees} - _NO_WITNESS
    return len(agree) >= WITNESSES
