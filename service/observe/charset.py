"""Bytes to text: the WHATWG ladder, with contradictions overruled only where the bytes themselves prove them.

Byte order mark, then the caller's or HTTP's charset, then a meta tag in the first 1,024 bytes, then a later meta tag, then
strict UTF-8, then detection, then windows-1252.  A declaration stands unless the bytes are invalid in it or are valid
multi-byte UTF-8, as on the many pages that still say iso-8859-1 out of habit.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from typing import NamedTuple

import cchardet
import webencodings

from service.lexicon.mojibake import is_mojibake
from service.model import Finding, Json
from service.records import record

#: How far a meta charset is looked for; the standard's prescan ends at 1,024 bytes, browsers go on and reload.
PRESCAN, LATE_SCAN = 1024, 256 * 1024

_LABEL = rb"""<meta[^>]{0,400}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.\-]{1,40})"""
_META = re.compile(_LABEL, re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_:.\-]{1,40})""")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
#: Starts of files that are no page, whatever their header says.
_MAGIC = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"RIFF", "a RIFF image, sound or film"),
    (b"\x7fELF", "a program"),
    (b"OggS", "an Ogg film or sound"),
    (b"ID3", "an MP3 sound"),
    (b"\x00\x00\x01\x00", "an icon"),
)
_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([^"';,\s]{1,40})""", re.IGNORECASE)


@record(frozen=True, slots=True)
class Decoded:
    """The text of a page, the encoding used, what was noticed, and what the bytes are if they are no page (else "")."""

    text: str
    encoding: str
    findings: tuple[Finding, ...] = ()
    not_a_page: str = ""

    def markup(self, data: bytes | str | None) -> str | bytes:
        """What the parser is given: the page's own bytes where they are UTF-8 throughout, else the text."""
        plain = self.encoding == "utf-8" and isinstance(data, bytes) and not data.startswith(codecs.BOM_UTF8)
        return data if plain and isinstance(data, bytes) and "\ufffd" not in self.text else self.text


def _c1(error: UnicodeError) -> tuple[str, int]:
    """WHATWG's windows-1252 maps the five bytes that Python's leaves undefined to the controls of the same number."""
    if isinstance(error, UnicodeDecodeError):
        return "".join(map(chr, error.object[error.start : error.end])), error.end
    raise error


codecs.register_error("dateline-c1", _c1)


def header_charset(content_type: str | None) -> str | None:
    """The charset parameter of a Content-Type header, or None."""
    match = _CHARSET.search(content_type or "")
    return match.group(1) if match else None


def binary_kind(data: bytes) -> str:
    """What the bytes are if they are plainly no text ("a PNG image"), else ""."""
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return name
    if data[4:8] == b"ftyp":
        return "an MP4 film or AVIF image"
    head = data[:4096]
    # A page cut out of memory may hold a stray NUL; more than one byte in a hundred is no text.
    return "binary data with NUL bytes" if head.count(0) * 100 > len(head) else ""


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The page's text, decoded by the ladder; ``declared`` is the charset of the fetch's or the request's Content-Type."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return Decoded(data[len(bom) :].decode(name, "replace"), name, _bom_findings(name, declared))
    wide = _wide_units(data)
    if wide:
        return Decoded(data.decode(wide, "replace"), wide, _bom_findings(wide, declared))
    kind = binary_kind(data)
    if kind:
        return Decoded("", "", (), kind)
    declaration = _declaration(data, declared)
    utf8 = _strict_utf8(data)
    if declaration is None:
        return _undeclared(data, utf8)
    return _declared(data, declaration, utf8)


def _bom_findings(used: str, declared: str | None) -> tuple[Finding, ...]:
    codec = _known(declared)
    if declared is None or codec is None or codec == used:
        return ()
    return (_mismatch(Declaration(codec, declared, "the HTTP header"), used),)


def _wide_units(data: bytes) -> str:
    """The UTF-16 whose NUL pattern the start of the page shows without a byte order mark, or ""."""
    head = data.lstrip()[:4]
    if len(data) > 3 and head[:1] == b"<" and head[1:2] == b"\x00" and head[3:4] == b"\x00":
        return "utf-16-le"
    return "utf-16-be" if len(data) > 3 and data[:2] == b"\x00<" and data[2:3] == b"\x00" else ""


def _known(label: str | None) -> str | None:
    """The Python codec name for a label under the WHATWG's table, or None for a label it does not know."""
    encoding = webencodings.lookup(label) if label else None
    if encoding is None or encoding.name == "replacement":
        return None
    # The standard's gbk is decoded as its superset (webencodings leaves it at gbk).
    return {"gbk": "gb18030", "x-user-defined": "windows-1252"}.get(encoding.name, str(encoding.codec_info.name))


class Declaration(NamedTuple):
    """A charset as the page or its transport declares it: the codec, the label as it stands there, the place."""

    codec: str
    label: str
    place: str


def _declaration(data: bytes, transport: str | None) -> Declaration | None:
    """The first declaration that counts; labels that the standard does not know declare nothing."""
    if transport and (codec := _known(transport)):
        return Declaration(codec, transport, "the HTTP header")
    xml = _XML.match(data)
    if xml and (codec := _known(label := xml.group(1).decode("ascii"))):
        return Declaration(codec, label, "the XML declaration")
    for match in _META.finditer(data, 0, LATE_SCAN):
        label = match.group(1).decode("ascii")
        if codec := _known(label):
            # A meta that can be read as ASCII cannot truthfully say UTF-16: the standard takes it for UTF-8.
            name = "utf-8" if codec.startswith("utf-16") else codec
            return Declaration(name, label, "a meta tag" if match.end() <= PRESCAN else "a late meta tag")
    return None


#: Python's name of a codec to the standard's name of the encoding: "cp1252" is windows-1252, "cp932" shift_jis.
_STANDARD: dict[str, str] = {}
for _label in sorted(webencodings.LABELS, key=len):
    if _encoding := webencodings.lookup(_label):
        _STANDARD.setdefault(str(_encoding.codec_info.name), str(_encoding.name))


def standard_name(codec: str) -> str:
    """The WHATWG's name of an encoding, by which browsers and other readers know it."""
    return _STANDARD.get(codec, codec)


def _strict_utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def decode_as(data: bytes, encoding: str) -> str:
    """The bytes in an encoding, U+FFFD for what is invalid in it."""
    if encoding in ("cp1252", "windows-1252"):
        return data.decode("cp1252", "dateline-c1")
    return data.decode(encoding, "replace")


def _undeclared(data: bytes, utf8: str | None) -> Decoded:
    if utf8 is not None:
        return Decoded(utf8, "utf-8")
    used = _detect(data)
    message = f"The page declares no charset and is no valid UTF-8; it was read as {standard_name(used)}."
    return Decoded(decode_as(data, used), used, (Finding("", "charset_undeclared", "info", message),))


def _detect(data: bytes) -> str:
    """The encoding that the detector finds in the first 64 KiB, if it explains the bytes better than windows-1252."""
    guess = _known((cchardet.detect(data[: 64 * 1024]) or {}).get("encoding"))
    if guess is None or decode_as(data[: 64 * 1024], guess).count("\ufffd") > 8:
        return "windows-1252"
    return "windows-1252" if guess == "cp1252" else guess


def _declared(data: bytes, declaration: Declaration, utf8: str | None) -> Decoded:
    codec, label, place = declaration
    late = (
        (Finding("", "charset_declared_late", "info", f"The charset {label} is declared after the first {PRESCAN} bytes."),)
        if place == "a late meta tag"
        else ()
    )
    if utf8 is not None:
        if codec == "utf-8" or utf8.isascii():
            return Decoded(utf8 if codec == "utf-8" else decode_as(data, codec), codec, late)
        return Decoded(utf8, "utf-8", (*late, _mismatch(declaration, "utf-8")))
    text = decode_as(data, codec)
    broken = text.count("\ufffd")
    if not broken or _mostly_utf8(text, broken, codec):
        return Decoded(text, codec, (*late, _invalid(codec, broken)) if broken else late)
    used = _detect(data)
    other = decode_as(data, used)
    if used == codec or other.count("\ufffd") >= broken:
        return Decoded(text, codec, (*late, _invalid(codec, broken)))
    return Decoded(other, used, (*late, _mismatch(declaration, used)))


def _mostly_utf8(text: str, broken: int, label: str) -> bool:
    """Whether a page with some invalid bytes is UTF-8 all the same: a cut emoji in a text full of valid sequences."""
    return label == "utf-8" and sum(1 for c in text if c > "\x7f") > 3 * broken


def _mismatch(declaration: Declaration, codec: str) -> Finding:
    label, place, used = declaration.label, declaration.place, standard_name(codec)
    message = f"{place[0].upper()}{place[1:]} declares {label}, but the bytes are {used}; they were read as {used}."
    return Finding("", "charset_mismatch", "warning", message, {"declared": label, "used": used})


def _invalid(codec: str, broken: int) -> Finding:
    message = f"{broken} places are not valid {standard_name(codec)}; U+FFFD stands there."
    return Finding("", "charset_invalid_bytes", "info", message, broken)


def mend(raw: Json) -> tuple[Json, list[str]]:
    """The value with mojibake undone in its strings, and the steps that ftfy took; the value itself where it is healthy.

    >>> mend("KrÃ¤uter fÃ¼r alle")
    ('Kräuter für alle', ['encode latin-1', 'decode utf-8'])
    """
    if isinstance(raw, str):
        return _mend_text(raw)
    if isinstance(raw, Mapping):
        pairs = {key: mend(value) for key, value in raw.items()}
        return ({key: value for key, (value, _) in pairs.items()}, [s for _, steps in pairs.values() for s in steps])
    if isinstance(raw, list | tuple):
        items = [mend(item) for item in raw]
        return ([value for value, _ in items], [s for _, steps in items for s in steps])
    if isinstance(raw, int) and abs(raw) > _SAFE_INTEGER:
        return str(raw), []
    return raw, []


#: The largest integer that JSON numbers carry between any two programs (RFC 8785); larger ones are kept as text.
_SAFE_INTEGER = 2**53 - 1


def _mend_text(text: str) -> tuple[str, list[str]]:
    if text.isascii() or len(text) > 20_000 or not is_mojibake(text):
        return text, []
    import ftfy

    mended, plan = ftfy.fix_encoding_and_explain(text)
    return mended, [f"{step.action} {step.parameter}" for step in plan or ()]


#: Characters in which a dump's first mojibake is looked for: beyond them lies no article's head.
_LOOKED_AT = 100_000


def mend_lines(text: str) -> tuple[str, tuple[Finding, ...]]:
    """The text with mojibake undone in each line that has it, and a finding with the first of those lines."""
    if text.isascii() or not is_mojibake(text[:_LOOKED_AT]):
        return text, ()
    lines = text.split("\n")
    mended = [_mend_text(line) for line in lines]
    first = next(((line, steps) for line, (_, steps) in zip(lines, mended, strict=True) if steps), None)
    if first is None:
        return text, ()
    message = f"The text was decoded with a wrong charset once too often; undone by: {', '.join(first[1])}."
    return "\n".join(line for line, _ in mended), (Finding("", "mojibake", "warning", message, first[0][:_SHOWN]),)


#: Characters of a line that a finding shows.
_SHOWN = 200


def already_decoded(text: str) -> Decoded:
    """A page that someone has already decoded: only what cannot be text in any encoding is noticed."""
    head = text[:4096]
    if head.count("\x00") * 100 > len(head) or head.startswith(("\ufffdPNG", "\x89PNG", "%PDF-", "GIF8")):
        return Decoded("", "", (), "binary data read as text")
    return Decoded(text.encode("utf-8", "replace").decode("utf-8"), "")
