"""The request: one scraped page and what its scraper knows about it."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from typing import Annotated, Any, LiteralString, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    model_validator,
)
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

#: Every zone of the pinned tzdata package, never the system's.  "Factory" is the placeholder of an
#: unconfigured machine.
ZONES = frozenset(files("tzdata").joinpath("zones").read_text(encoding="utf-8").split()) - {
    "Factory"
}

# RFC 3339 section 5.6; the separator may be a blank there, and letters may be small.
RFC_3339 = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[Tt ](?P<minute>\d\d:\d\d):(?P<second>[0-5]\d"
    r"|60)(?P<fraction>\.\d{1,30})?"
    r"(?P<offset>[Zz]|[+-]\d\d:\d\d)",
    re.ASCII,
)

# A fixed offset in the place of a zone, as RFC 9557 (section 3) has it; clocks stand 12 hours
# behind UTC to 14 before it.
_OFFSET = re.compile(r"^(?:[+-](?:0\d|1[01]):[0-5]\d|-12:00|\+1[23]:[0-5]\d|\+14:00)$", re.ASCII)

# An anchor of "3 hours ago" is moved by hours and zones: years at the very ends of the calendar
# leave no room for that.
FIRST_YEAR, LAST_YEAR = 1900, 9998

# Base64 (RFC 4648) with blanks anywhere: groups of four, the last of which may be padded.
BLANKS = re.compile(r"[ \t\r\n]+")
_LETTER, _PAD = r"[ \t\r\n]*[A-Za-z0-9+/]", r"[ \t\r\n]*="
BASE64 = (
    f"^(?:(?:{_LETTER}){{4}})*(?:(?:{_LETTER}){{4}}|(?:{_LETTER}){{3}}{_PAD}|"
    f"(?:{_LETTER}){{2}}(?:{_PAD}){{2}})[ \\t\\r\\n]*$"
)

# Integers beyond 2^53 are not the same number in every JSON reader (RFC 8785 refuses them).
SAFE_INTEGER = 2**53 - 1


def instant(text: str) -> datetime:
    """The aware datetime that an RFC 3339 string with offset names; ValueError says what is wrong
    with it.

    The leap second 23:59:60 is read as :59, fractions are cut to microseconds.
    """
    match = RFC_3339.fullmatch(text)
    if match is None:
        raise ValueError("not an RFC 3339 date and time with offset, such as 2022-02-25T19:40:00Z")
    second = min(int(match["second"]), 59)
    fraction = (match["fraction"] or "")[:7]
    offset = match["offset"].upper().replace("Z", "+00:00")
    try:
        moment = datetime.fromisoformat(
            f"{match['day']}T{match['minute']}:{second:02d}{fraction}{offset}"
        )
    except ValueError:
        raise ValueError("no such date, time or offset") from None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError(f"the year is not between {FIRST_YEAR} and {LAST_YEAR}")
    return moment


def _checked_instant(text: str) -> str:
    try:
        instant(text)
    except ValueError as error:
        raise PydanticCustomError("bad_instant", "{reason}", {"reason": str(error)}) from None
    return text


def _checked_zone(name: str) -> str:
    if name not in ZONES and not _OFFSET.fullmatch(name):
        raise PydanticCustomError(
            "unknown_zone",
            (
                "neither a zone of the IANA database, such as America/New_York, nor an "
                "offset, such as +02:00"
            ),
        )
    return name


def _decoded(value: Any) -> Any:
    """The bytes of a base64 string; line breaks are allowed, since the usual command-line encoder
    wraps at 76 columns.
    """
    if not isinstance(value, str):
        return value
    try:
        return b64decode(BLANKS.sub("", value), validate=True)
    except (binascii.Error, ValueError):
        raise PydanticCustomError(
            "bad_base64", "not base64 (RFC 4648, the standard alphabet, padded)"
        ) from None


def _checked_id(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        # JSON knows one kind of number: pandas writes the keys of a column with gaps as 7.0.
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise PydanticCustomError("wrong_type", "should be a string or an integer")
    if isinstance(value, int) and abs(value) > SAFE_INTEGER:
        raise PydanticCustomError(
            "integer_too_large", "an integer beyond 2^53 should be sent as a string"
        )
    return value


Instant = Annotated[
    str,
    AfterValidator(_checked_instant),
    WithJsonSchema({"type": "string", "format": "date-time", "pattern": r"^(19|[2-8]\d)\d\d-"}),
]
Zone = Annotated[
    str,
    AfterValidator(_checked_zone),
    # A format and no list: 597 names are no choice to offer, and in generated clients they made a
    # class of that many members.
    WithJsonSchema({"type": "string", "format": "iana-time-zone"}),
]
Base64 = Annotated[
    bytes,
    BeforeValidator(_decoded),
    Field(min_length=1),
    WithJsonSchema({"type": "string", "contentEncoding": "base64", "pattern": BASE64}),
]
Identifier = Annotated[
    str | int,
    BeforeValidator(_checked_id),
    WithJsonSchema(
        {"type": ["string", "integer"], "minimum": -SAFE_INTEGER, "maximum": SAFE_INTEGER}
    ),
]


def _given(name: str, kind: str = "string") -> dict[str, Any]:
    return {"required": [name], "properties": {name: {"type": kind}}}


def _not_given(*names: str) -> dict[str, Any]:
    return {"properties": {name: {"type": "null"} for name in names}}


#: JSON Schema for "exactly one of html, htmlBase64 and text, or none of them with metadata".
CONTENTS = ("html", "htmlBase64", "text")
# Said with `if` and not `oneOf`, of which code generators make a class for each alternative.
_ONE_CONTENT: dict[str, Any] = {
    "if": _given("html"),
    "then": _not_given("htmlBase64", "text"),
    "else": {
        "if": _given("htmlBase64"),
        "then": _not_given("text"),
        "else": {"if": _given("text"), "then": True, "else": _given("metadata", "object")},
    },
}


class PageMembers(BaseModel):
    """What may accompany a page of any media type: JSON members, or the query of a raw body."""

    model_config = ConfigDict(
        strict=True,
        extra="forbid",
        frozen=True,
        alias_generator=to_camel,
        validate_by_alias=True,
        validate_by_name=False,
    )

    url: str | None = Field(
        default=None,
        description=(
            "Where the page was fetched: evidence for date, section and language, and "
            "the base of relative links."
        ),
        examples=["https://news.example/world/2022/02/25/envoys-return"],
    )
    fetched_at: Instant | None = Field(
        default=None,
        description="When the page was fetched, RFC 3339 with offset. '3 hours ago' is counted "
        "from it, and no later date is "
        "accepted; without it, the Date header is used.",
        examples=["2022-02-26T08:00:00Z"],
    )
    language: str | None = Field(
        default=None,
        description="The page's language as the caller knows it; it is evidence, not an order.",
        examples=["en"],
    )
    assume_zone: Zone | None = Field(
        default=None,
        description="The site's time zone, an IANA name or an offset such as +02:00. "
        "It is used only where the page states none, and reported as assumed.",
        examples=["America/New_York"],
    )
    id: Identifier | None = Field(
        default=None,
        description="The caller's own identifier; batch answers repeat it.",
        examples=["page-17"],
    )


class ScrapedPage(PageMembers):
    """One scraped page: exactly one of `html`, `htmlBase64` and `text`, or none of them with
    `metadata`.

    A member that is null counts as not given. Unknown members are refused.
    """

    model_config = ConfigDict(json_schema_extra=_ONE_CONTENT)

    html: str | None = Field(
        default=None,
        min_length=1,
        description=(
            "The page as text that is already decoded; of charset damage, only mojibake "
            "can be repaired."
        ),
        examples=[
            "<h1>Envoys return</h1><p>By Ana Ruiz, Friday, 25 February 2022 02:40 PM EST</p>"
        ],
    )
    html_base64: Base64 | None = Field(
        default=None,
        description="The page's bytes as fetched, so that the charset can still be established.",
    )
    text: str | None = Field(
        default=None,
        min_length=1,
        description="The page's visible text, as a text-dump scraper keeps it.",
    )
    metadata: dict[str, Any] | None = Field(
        default=None,
        description="What a scraper has already extracted, under any of the usual names. "
        "Integers beyond 64 bits should be "
        "strings.",
        examples=[{"pubDate": "2022-40-25", "tags": "china, u.s., ukraine, ukraine"}],
    )
    headers: dict[str, str] | None = Field(
        default=None,
        description=(
            "HTTP response headers of the fetch: Content-Type, Content-Language, "
            "Last-Modified, Date, Link."
        ),
        examples=[{"Content-Type": "text/html; charset=utf-8"}],
    )

    @model_validator(mode="after")
    def one_content(self) -> Self:
        """The page, if exactly one content is given, or metadata alone."""
        contents = dict(zip(CONTENTS, (self.html, self.html_base64, self.text), strict=True))
        fault = content_fault({**contents, "metadata": self.metadata})
        if fault is not None:
            raise PydanticCustomError(*fault)
        return self


NO_CONTENT: LiteralString = (
    "give one of html, htmlBase64 and text, or metadata; an address alone is not enough, since "
    "nothing is fetched here: curl -s URL | curl -H 'Content-Type: text/html' --data-binary @- "
    "SERVICE/v1/normalize?url=URL"
)


def content_fault(members: Mapping[str, Any]) -> tuple[LiteralString, LiteralString] | None:
    """The code and detail of what is wrong with the number of contents, or None.

    Apart from the model, since a validator of the whole is silent as soon as one member is at
    fault, and every fault is to be reported at once.
    """
    given = [name for name in CONTENTS if members.get(name) is not None]
    if len(given) > 1:
        return "several_contents", "give one of html, htmlBase64 and text, not several"
    if not given and members.get("metadata") is None:
        return "no_content", NO_CONTENT
    return None
