"""Bytes to UTF-8: the WHATWG ladder, with contradictions overruled only where the bytes themselves
prove them.

Byte order mark, then the caller's or HTTP's charset, then a meta tag in the first 1,024 bytes, then
a later meta tag, then strict UTF-8, then detection, then windows-1252.  A declaration stands unless
the bytes are invalid in it or are valid multi-byte UTF-8, as on the many pages that still say
iso-8859-1 out of habit.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import chain
from typing import NamedTuple

import cchardet
import orjson
import webencodings

from service.lexicon.tables import table
from service.lexicon.texts import is_mojibake, may_be_mojibake, unscrambling
from service.model import Finding, Json, Observation
from service.observe.sources import as_list
from service.records import record, replace

#: How far a meta charset is looked for; the standard's prescan ends at 1,024 bytes, browsers go on
#: and reload.
PRESCAN = 1024
LATE_SCAN = 256 * 1024
#: Bytes that are decoded at once: fresh memory for a whole page costs as much again as decoding it.
_PIECE = 8 * 1024
#: Bytes that the detector looks at, and those that tell whether a body is text: a page cut out of
#: memory may hold a stray NUL, more than one in a hundred is none.
_DETECTED = 64 * 1024
_HEAD = 4096
#: A meta tag or an XML declaration.
_META = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,400}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.\-]{1,40})""",
    re.IGNORECASE,
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
    """A page in UTF-8, the standard's name of the encoding it was in, what was noticed, and what it
    is if it is no page.
    """

    markup: bytes
    encoding: str
    findings: tuple[Finding, ...] = ()
    not_a_page: str = ""


def header_charset(content_type: str) -> str | None:
    """The charset parameter of a Content-Type header, or None."""
    match = _CHARSET.search(content_type)
    return match.group(1) if match else None


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Return the page decoded by the ladder; ``declared`` is the charset that came with it."""
    sure = next((name for start, name in _STARTS.items() if data.startswith(start)), "")
    kind = "" if sure else _binary_kind(data)
    if kind:
        return Decoded(b"", "", (), kind)
    declaration = _declaration(b"" if sure else data, declared)
    if sure:
        markup = _decoded(data, sure).removeprefix("\ufeff").encode("utf-8", "replace")
        return Decoded(markup, sure, _noticed(declaration, sure, 0) if declaration.label else ())
    return _by_declaration(data, declaration)


def _by_declaration(data: bytes, declaration: _Declaration) -> Decoded:
    """Return a page decoded as UTF-8 if it is valid, else as it declares or is detected."""
    if _is_utf8(data):
        used = (data.isascii() and declaration.encoding) or "utf-8"
        markup = data if used == "utf-8" else _decoded(data, used).encode()
        return Decoded(markup, used, _noticed(declaration, used, 0))
    used, text, broken = _likeliest(data, declaration.encoding)
    findings = _noticed(declaration, used, broken)
    return Decoded(text.removeprefix("\ufeff").encode("utf-8", "replace"), used, findings)


def _likeliest(data: bytes, stated: str) -> tuple[str, str, int]:
    """Return the likeliest encoding, the text, and how much is invalid in the stated one."""
    used = stated or _detect(data)
    text = _decoded(data, used)
    broken = text.count("\ufffd")
    # a page with some invalid bytes is UTF-8 all the same: a cut emoji in a text full of valid
    # sequences
    is_sound = stated == "utf-8" and sum(c > "\x7f" for c in text) > 3 * broken
    if not broken or is_sound:
        return used, text, broken
    other = _detect(data)
    better = _decoded(data, other)
    return (other, better, broken) if better.count("\ufffd") < broken else (used, text, broken)


def _noticed(declaration: _Declaration, used: str, broken: int) -> tuple[Finding, ...]:
    """Return findings on a charset declared late, wrongly or not at all, and on invalid bytes."""
    encoding, label, place = declaration
    if not label:
        message = f"The page declares no charset and is not valid UTF-8; it was read as {used}."
        return (Finding("", "charset_undeclared", "info", message),) if used != "utf-8" else ()
    findings: list[Finding] = []
    if place == "a late meta tag":
        message = f"The charset {label} is declared after the first {PRESCAN} bytes."
        findings.append(Finding("", "charset_declared_late", "info", message))
    if used != encoding:
        message = (
            f"{place[0].upper()}{place[1:]} declares {label}, but the bytes are {used}; "
            f"they were read as {used}."
        )
        findings.append(
            Finding("", "charset_mismatch", "warning", message, {"declared": label, "used": used})
        )
    elif broken:
        message = f"{broken} places are not valid {used}; each was replaced by U+FFFD."
        findings.append(Finding("", "charset_invalid_bytes", "info", message, broken))
    return tuple(findings)


def _binary_kind(data: bytes) -> str:
    """Return what kind of file plainly binary bytes are ("a PNG image"), else ""."""
    head = data[:_HEAD]
    kind = next((name for magic, name in _MAGIC.items() if head.startswith(magic)), "")
    return kind or ("binary data with NUL bytes" if head.count(0) * 100 > len(head) else "")


def already_decoded(text: str) -> Decoded:
    """Return a page that is decoded already; it may still be no text in any encoding."""
    markup = text.encode("utf-8", "replace")
    kind = _binary_kind(markup)
    return Decoded(b"" if kind else markup, "", (), kind)


class _Declaration(NamedTuple):
    """A declared charset: the encoding's name, its label, and where that stands; all "" of none."""

    encoding: str
    label: str
    place: str


def _declaration(data: bytes, transport: str | None) -> _Declaration:
    """Return the first charset declared that the standard knows; other labels say nothing."""
    known = (
        _Declaration(encoding, label, place)
        for label, place in _declarations(data, transport)
        if (encoding := _named(label, place))
    )
    return next(known, _Declaration("", "", ""))


def _declarations(data: bytes, transport: str | None) -> Iterator[tuple[str, str]]:
    """Yield the labels of a charset and their places, in the order in which they count."""
    if transport:
        yield transport, "the HTTP header"
    for meta in _META.finditer(data, 0, LATE_SCAN):
        yield meta[1].decode("ascii"), "a meta tag" if meta.end() <= PRESCAN else "a late meta tag"


def _named(label: str | None, place: str = "") -> str:
    """Return the encoding that a label means to the WHATWG, "" of one that it does not know."""
    encoding = webencodings.lookup(label) if label else None
    name = str(encoding.name) if encoding is not None else "replacement"
    if place.endswith("meta tag") and name.startswith("utf-16"):
        # a page in which this can be read as ASCII cannot truthfully say UTF-16: the standard takes
        # it for UTF-8
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
    """Return the detected encoding, if it explains the bytes better than windows-1252."""
    head = data[:_DETECTED]
    guess = _named((cchardet.detect(head) or {}).get("encoding"))
    return guess if guess and _decoded(head, guess).count("\ufffd") <= 8 else "windows-1252"


def _decoded(data: bytes, encoding: str) -> str:
    """The bytes in an encoding, U+FFFD for what is invalid in it."""
    return str(webencodings.lookup(encoding).codec_info.decode(data, "replace")[0])


#: Longer strings are no statement of an article; they stay as they are.
_LONGEST = 20_000
#: Characters in which a dump's first mojibake is looked for: beyond them lies no article's head. A
#: finding shows so many.
_LOOKED_AT = 100_000
_SHOWN = 200
#: One above the largest integer that JSON numbers carry between any two programs (RFC 8785).
_TOO_LARGE = 2**53


def mended(observations: list[Observation]) -> tuple[list[Observation], list[Finding]]:
    """Return the observations with mojibake undone, and a finding for each as it was."""
    if _is_sound([o.raw for o in observations]):
        return observations, []
    results = [(o, *mend(o.raw)) for o in observations]
    kept = [o if value is o.raw else replace(o, raw=value) for o, value, _ in results]
    return kept, [_undone(o.source.id, steps, o.raw) for o, _, steps in results if steps]


def _undone(what: str, steps: list[str], raw: Json) -> Finding:
    message = (
        f"{what} was decoded with a wrong charset once too often; undone by: {', '.join(steps)}."
    )
    return Finding("", "mojibake", "warning", message, raw)


def _is_sound(raw: Json) -> bool:
    """Return whether a value can hold neither mojibake nor too large a number."""
    try:
        text = orjson.dumps(raw, option=orjson.OPT_STRICT_INTEGER)
    except orjson.JSONEncodeError:
        return False
    return text.isascii() or not may_be_mojibake(text.decode())


def mend(raw: Json) -> tuple[Json, list[str]]:
    """The value with mojibake undone in its strings, and the steps that ftfy took; integers beyond
    JSON's become text.

    >>> mend("KrÃ¤uter fÃ¼r alle")
    ('Kräuter für alle', ['encode latin-1', 'decode utf-8'])
    """
    if isinstance(raw, str):
        return _unscrambled(raw)
    if isinstance(raw, int) and abs(raw) >= _TOO_LARGE:
        return str(raw), []
    if not isinstance(raw, Mapping | list | tuple) or _is_sound(raw):
        return raw, []
    if isinstance(raw, Mapping):
        values, steps = mend([*raw.values()])
        return dict(zip(raw, as_list(values), strict=True)), steps
    mended, taken = zip(*map(mend, raw), strict=True)
    return [*mended], [*chain(*taken)]


def _unscrambled(text: str) -> tuple[str, list[str]]:
    return unscrambling(text) if len(text) <= _LONGEST else (text, [])


#: Characters of a dump in which mojibake is undone, at a microsecond each; no article is so long,
#: and what stands behind stays as it is.
MENDED = 200_000


def mend_lines(text: str) -> tuple[str, tuple[Finding, ...]]:
    """Return the text with mojibake undone line by line, and a finding with the first line."""
    if not is_mojibake(text[:_LOOKED_AT]):
        return text, ()
    end = len(text) if len(text) <= MENDED else text.rfind("\n", 0, MENDED) + 1
    lines, taken = zip(*map(_unscrambled, text[:end].split("\n")), strict=True)
    steps = [*dict.fromkeys(chain(*taken))]
    findings = (_undone("The text", steps, text[:_SHOWN]),) if steps else ()
    return "\n".join(lines) + text[end:], findings
