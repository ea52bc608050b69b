"""What copies of a text are told by, where it is asked for: in the answer and in the row by the
same names, so that tables made of either can be joined.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, WithJsonSchema

_KEY = "Of a headline: without case, marks, blanks and the site's name. Only with `fingerprint=1`."
_TEXT = (
    "Of the article's text: the version, the number of words, and a MinHash of its runs of five "
    "words, 128 numbers of 16 bits in base64; null for fewer than 50 words. Only with "
    "`fingerprint=1`."
)
_EXAMPLE = "envoysreturn"
_PATTERN = r"^v1:[1-9]\d*:[A-Za-z0-9+/]{342}==$"

HeadlineKey = Annotated[str, Field(description=_KEY, examples=[_EXAMPLE])]
TextFingerprint = Annotated[str, Field(pattern=_PATTERN, description=_TEXT)]
Proved = Annotated[
    bool,
    Field(
        description="Whether the publication date is as good as certain (0.95) and two independent "
        "witnesses agree on it. Only with `fingerprint=1`."
    ),
]

# Where what is not established is left out, these alone are null: asked for, and not to be had.
NullableHeadlineKey = Annotated[
    str | None,
    WithJsonSchema({"type": ["string", "null"], "description": _KEY, "examples": [_EXAMPLE]}),
]
NullableTextFingerprint = Annotated[
    str | None,
    WithJsonSchema({"type": ["string", "null"], "pattern": _PATTERN, "description": _TEXT}),
]
