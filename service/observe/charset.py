"""Bytes to UTF-8: the WHATWG ladder, with contradictions overruled only where the bytes themselves prove them.

Byte order mark, then the caller's or HTTP's charset, then a meta tag in the first 1,024 bytes, then a later meta tag, then
strict UTF-8, then detection, then windows-1252.  A declaration stands unless the bytes are invalid in it or are valid
multi-byte UTF-8, as on the many pages that still say iso-8859-1 out of habit.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress

import cchardet
import orjson
import webencodings

from service.lexicon.tables import table
from service.lexicon.texts import is_mojibake, may_be_mojibake, unscrambling
from service.model import Finding, Json, Observation
from service.records import record, replace

#: How far a meta charset is looked for; the standard's prescan ends at 1,024 bytes, browsers go on and reload.
PRESCAN, LATE_SCAN = 1024, 256 * 1024
#: Bytes that are decoded at once (fresh memory for a whole page costs as much again as decoding it), that the detector looks
#: at, and that tell whether a body is text: a page cut out of memory may hold a stray NUL, more than one in a hundred is none.
_PIECE, _DETECTED, _HEAD = 8 * 1024, 64 * 1024, 4096
#: A meta tag or an XML declaration.
_META = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,400}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.\-]{1,40})""", re.IGNORECASE
)
_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([^"';,\s]{1,40})""", re.IGNORECASE)
#: How bytes begin that need no declaration: with a byte order mark, or with the "<" of UTF-16.
_STARTS = {
    **{codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16le", codecs.BOM_UTF16_BE: "utf-16be"},
    **{b"<\x00": "utf-16le", b"\x00<\x00": "utf-16be"},
}
#: Starts of files that are no page, whatever their header says.
_MAGIC = {start.encode("latin-1"): kind for kind, start in table("vocabularies")["files"].items()}


@record(frozen=True, slots=True)
class Decoded:
    """A page in UTF-8, the standard's name of the encoding it was in, what was noticed, and what it is if it is no page."""

    markup: bytes
    encoding: str
    findings: tuple[Finding, ...] = ()
    not_a_page: str = ""


def header_charset(content_type: str) -> str | None:
    """The charset parameter of a Content-Type header, or None."""
    match = _CHARSET.search(content_type)
    return match.group(1) if match else None


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The page decoded by the ladder; ``declared`` is the charset of the fetch's or the request's Content-Type."""
    sure = next((name for start, name in _STARTS.items() if data.startswith(start)), "")
    if not sure and (kind := _binary_kind(data)):
        return Decoded(b"", "", (), kind)
    declarations = _declarations(b"" if sure else data, declared)
    # labels that the standard does not know declare nothing
    declaration = next(((name, *told) for told in declarations if (name := _named(*told))), None)
    stated = declaration[0] if declaration else ""
    if not sure and _is_utf8(data):
        used = stated if stated and data.isascii() else "utf-8"
        markup = data if used == "utf-8" else _decoded(data, used).encode()
        return Decoded(markup, used, _noticed(declaration, used, 0))
    used = sure or stated or _detect(data)
    text = _decoded(data, used).removeprefix("\ufeff")
    broken = text.count("\ufffd") if stated and not sure else 0
    # a page with some invalid bytes is UTF-8 all the same: a cut emoji in a text full of valid sequences
    if broken and not (stated == "utf-8" and sum(1 for c in text if c > "\x7f") > 3 * broken):
        other = _detect(data)
        if (better := _decoded(data, other)).count("\ufffd") < broken:
            used, text = other, better
    return Decoded(text.encode("utf-8", "replace"), used, () if sure and not stated else _noticed(declaration, used, broken))


def _noticed(declaration: tuple[str, str, str] | None, used: str, broken: int) -> tuple[Finding, ...]:
    """Return the findings on a charset that was declared late, wrongly or not at all, and on bytes that are invalid in it."""
    if declaration is None:
        message = f"The page declares no charset and is not valid UTF-8; it was read as {used}."
        return (Finding("", "charset_undeclared", "info", message),) if used != "utf-8" else ()
    findings: list[Finding] = []
    encoding, label, place = declaration
    if place == "a late meta tag":
        message = f"The charset {label} is declared after the first {PRESCAN} bytes."
        findings.append(Finding("", "charset_declared_late", "info", message))
    if used != encoding:
        message = f"{place[0].upper()}{place[1:]} declares {label}, but the bytes are {used}; they were read as {used}."
        findings.append(Finding("", "charset_mismatch", "warning", message, {"declared": label, "used": used}))
    elif broken:
        message = f"{broken} places are not valid {used}; each was replaced by U+FFFD."
        findings.append(Finding("", "charset_invalid_bytes", "info", message, broken))
    return tuple(findings)


def _binary_kind(data: bytes) -> str:
    """Return what kind of file plainly binary bytes are ("a PNG image"), else ""."""
    head = data[:_HEAD]
    kind = next((name for magic, name in _MAGIC.items() if head.startswith(magic)), "")
    return kind or ("binary data with NUL bytes" if 0 in head and head.count(0) * 100 > len(head) else "")


def already_decoded(text: str) -> Decoded:
    """A page that someone has already decoded: only what cannot be text in any encoding is noticed."""
    markup = text.encode("utf-8", "replace")
    kind = _binary_kind(markup)
    return Decoded(b"" if kind else markup, "", (), kind)


def _declarations(data: bytes, transport: str | None) -> Iterator[tuple[str, str]]:
    """Yield the labels of a charset and their places, in the order in which they count."""
    if transport:
        yield transport, "the HTTP header"
    for meta in _META.finditer(data, 0, LATE_SCAN):
        yield meta[1].decode("ascii"), "a meta tag" if meta.end() <= PRESCAN else "a late meta tag"


def _named(label: str | None, place: str = "") -> str:
    """Return the name of the encoding that a label means under the WHATWG's table, "" for a label it does not know."""
    encoding = webencodings.lookup(label) if label else None
    name = str(encoding.name) if encoding is not None else "replacement"
    if place and place != "the HTTP header" and name.startswith("utf-16"):
        # a page in which this can be read as ASCII cannot truthfully say UTF-16: the standard takes it for UTF-8
        return "utf-8"
    # the standard's gbk is decoded as its superset (webencodings leaves it at gbk)
    return {"gbk": "gb18030", "x-user-defined": "windows-1252", "replacement": ""}.get(name, name)


def _is_utf8(data: bytes) -> bool:
    at = 0
    with suppress(UnicodeDecodeError):
        while at < len(data):
            at += codecs.utf_8_decode(data[at : at + _PIECE], "strict", at + _PIECE >= len(data))[1]
        return True
    return False


def _detect(data: bytes) -> str:
    """Return the encoding that the detector finds at the start, if it explains the bytes better than windows-1252."""
    head = data[:_DETECTED]
    guess = _named((cchardet.detect(head) or {}).get("encoding"))
    return guess if guess and _decoded(head, guess).count("\ufffd") <= 8 else "windows-1252"


def _decoded(data: bytes, encoding: str) -> str:
    """The bytes in an encoding, U+FFFD for what is invalid in it."""
    return str(webencodings.lookup(encoding).codec_info.decode(data, "replace")[0])


#: Longer strings are no statement of an article; they stay as they are.
_LONGEST = 20_000
#: Characters in which a dump's first mojibake is looked for: beyond them lies no article's head. A finding shows so many.
_LOOKED_AT, _SHOWN = 100_000, 200


def mended(observations: list[Observation]) -> tuple[list[Observation], list[Finding]]:
    """Return the observations with mojibake undone, and a finding for each with the page's own characters."""
    if _is_sound([o.raw for o in observations]):
        return observations, []
    told = [(o, *mend(o.raw)) for o in observations]
    kept = [o if value is o.raw else replace(o, raw=value) for o, value, _ in told]
    return kept, [_undone(o.source.id, steps, o.raw) for o, _, steps in told if steps]


def _undone(what: str, steps: list[str], raw: Json) -> Finding:
    message = f"{what} was decoded with a wrong charset once too often; undone by: {', '.join(steps)}."
    return Finding("", "mojibake", "warning", message, raw)


def _is_sound(raw: Json) -> bool:
    """Return whether a value can hold neither mojibake nor a number that is too large: one look at it as JSON."""
    try:
        text = orjson.dumps(raw, option=orjson.OPT_STRICT_INTEGER)
    except orjson.JSONEncodeError:
        return False
    return text.isascii() or not may_be_mojibake(text.decode())


def mend(raw: Json) -> tuple[Json, list[str]]:
    """The value with mojibake undone in its strings, and the steps that ftfy took; integers beyond JSON's become text.

    >>> mend("KrÃ¤uter fÃ¼r alle")
    ('Kräuter für alle', ['encode latin-1', 'decode utf-8'])
    """
    if isinstance(raw, str):
        return (raw, []) if len(raw) > _LONGEST else unscrambling(raw)
    if not isinstance(raw, Mapping | list | tuple):
        # the largest integer that JSON numbers carry between any two programs (RFC 8785)
        return (str(raw), []) if isinstance(raw, int) and abs(raw) >= 2**53 else (raw, [])
    if _is_sound(raw):
        return raw, []
    pairs = [mend(each) for each in (raw.values() if isinstance(raw, Mapping) else raw)]
    values = [value for value, _ in pairs]
    steps = [step for _, taken in pairs for step in taken]
    return dict(zip(raw, values, strict=True)) if isinstance(raw, Mapping) else values, steps


def mend_lines(text: str) -> tuple[str, tuple[Finding, ...]]:
    """The text with mojibake undone in each line that has it, and a finding with the first of those lines."""
    if not is_mojibake(text[:_LOOKED_AT]):
        return text, ()
    told = [unscrambling(line) if len(line) <= _LONGEST else (line, []) for line in text.split("\n")]
    steps = [step for _, taken in told for step in taken]
    findings = (_undone("The text", [*dict.fromkeys(steps)], text[:_SHOWN]),) if steps else ()
    return "\n".join([line for line, _ in told]), findings
