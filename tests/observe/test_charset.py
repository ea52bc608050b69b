"""Bytes to text: each rung of the ladder, and each contradiction."""

from __future__ import annotations

import pytest

from service.observe import charset

GERMAN, RUSSIAN, JAPANESE = (
    "Grüße aus Köln: über 100 Läufer",
    "Привет, мир! Как дела сегодня?",
    "東京で新しい記事が公開されました。",
)


@pytest.mark.parametrize(
    ("data", "declared", "text", "encoding", "codes"),
    [
        pytest.param(b"\xef\xbb\xbf" + GERMAN.encode(), None, GERMAN, "utf-8", [], id="utf-8 mark"),
        pytest.param(GERMAN.encode("utf-16"), None, GERMAN, "utf-16le", [], id="utf-16 mark"),
        pytest.param(
            ("<p>" + GERMAN).encode("utf-16-be"),
            None,
            "<p>" + GERMAN,
            "utf-16be",
            [],
            id="utf-16 no mark",
        ),
        pytest.param(
            GERMAN.encode("cp1252"),
            "iso-8859-1",
            GERMAN,
            "windows-1252",
            [],
            id="latin-1 is windows-1252",
        ),
        pytest.param(RUSSIAN.encode("koi8-r"), "KOI8-R", RUSSIAN, "koi8-r", [], id="header"),
        pytest.param(
            JAPANESE.encode("shift_jis"), "shift_jis", JAPANESE, "shift_jis", [], id="shift_jis"
        ),
        pytest.param(
            "中文𠮷".encode("gb18030"), "gbk", "中文𠮷", "gb18030", [], id="gbk is gb18030"
        ),
        pytest.param(GERMAN.encode(), None, GERMAN, "utf-8", [], id="undeclared utf-8"),
        pytest.param(
            GERMAN.encode(),
            "iso-8859-1",
            GERMAN,
            "utf-8",
            ["charset_mismatch"],
            id="says latin-1, is utf-8",
        ),
        pytest.param(
            GERMAN.encode("cp1252"),
            "utf-8",
            GERMAN,
            "windows-1252",
            ["charset_mismatch"],
            id="says utf-8, is 1252",
        ),
        pytest.param(
            RUSSIAN.encode("cp1251"),
            None,
            RUSSIAN,
            "windows-1251",
            ["charset_undeclared"],
            id="detected",
        ),
        pytest.param(
            GERMAN.encode("cp1252"),
            "no-such",
            GERMAN,
            "windows-1252",
            ["charset_undeclared"],
            id="unknown label",
        ),
        pytest.param(b"\x80 5", "windows-1252", "€ 5", "windows-1252", [], id="euro sign"),
    ],
)
def test_decode(
    data: bytes, declared: str | None, text: str, encoding: str, codes: list[str]
) -> None:
    """The text and the encoding are right, and a contradiction is reported."""
    decoded = charset.decode(data, declared)
    assert (decoded.markup.decode(), decoded.encoding, [f.code for f in decoded.findings]) == (
        text,
        encoding,
        codes,
    )


@pytest.mark.parametrize(
    ("data", "declared", "raw"),
    [
        pytest.param(
            GERMAN.encode(),
            "ISO-8859-1",
            {"declared": "ISO-8859-1", "used": "utf-8"},
            id="as the page spells it",
        ),
        pytest.param(
            JAPANESE.encode("shift_jis") * 5,
            "UTF-8",
            {"declared": "UTF-8", "used": "shift_jis"},
            id="standard name",
        ),
    ],
)
def test_mismatch_names_both(data: bytes, declared: str, raw: object) -> None:
    """A mismatch names the page's own label and the standard's name of the encoding used."""
    assert [f.raw for f in charset.decode(data, declared).findings] == [raw]


@pytest.mark.parametrize(
    ("html", "code"),
    [
        pytest.param(
            b"<meta charset=windows-1251><p>\xcf\xf0\xe8\xe2\xe5\xf2</p>", None, id="early"
        ),
        pytest.param(
            b" " * 2000 + b"<meta charset=windows-1251><p>\xcf\xf0\xe8\xe2\xe5\xf2</p>",
            "charset_declared_late",
            id="late",
        ),
        pytest.param(
            b"<?xml version='1.0' encoding='windows-1251'?><p>\xcf\xf0\xe8\xe2\xe5\xf2</p>",
            None,
            id="xml",
        ),
    ],
)
def test_declaration_in_the_page(html: bytes, code: str | None) -> None:
    """A charset that the page itself declares is used, wherever it stands."""
    decoded = charset.decode(html)
    assert "Привет" in decoded.markup.decode()
    assert [f.code for f in decoded.findings] == ([code] if code else [])


def test_cut_character_does_not_change_the_encoding() -> None:
    """A page of UTF-8 with one cut emoji stays UTF-8."""
    decoded = charset.decode((GERMAN * 3).encode() + b"\xf0\x9f\x98", "utf-8")
    assert decoded.encoding == "utf-8"
    assert [f.code for f in decoded.findings] == ["charset_invalid_bytes"]


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + b"\0" * 99,
        b"%PDF-1.7 x",
        b"\x1f\x8b\x08\x00",
        b"PK\x03\x04",
        b"a\0" * 50 + b"bc" * 9,
    ],
)
def test_binary_is_no_page(data: bytes) -> None:
    """Images, archives and NUL-ridden bytes are named, not decoded."""
    assert charset.decode(data).not_a_page


@pytest.mark.parametrize(
    ("raw", "mended"),
    [
        pytest.param("KrÃ¤uter fÃ¼r alle", "Kräuter für alle", id="utf-8 as latin-1"),
        pytest.param("â€œQuoteâ€\x9d here", "“Quote” here", id="quotes"),
        pytest.param("Déjà vu – “healthy”", "Déjà vu – “healthy”", id="healthy"),
        pytest.param(["FuÃŸball", "Köln"], ["Fußball", "Köln"], id="in a list"),
        pytest.param({"name": "JosÃ© PÃ©rez"}, {"name": "José Pérez"}, id="in an object"),
        pytest.param(2**60, str(2**60), id="big integer becomes text"),
    ],
)
def test_mend(raw: object, mended: object) -> None:
    """Mojibake is undone value by value, and healthy text stays as it is."""
    assert charset.mend(raw)[0] == mended  # type: ignore[arg-type]


def test_a_dump_of_megabytes_is_mended_at_its_beginning() -> None:
    """Undoing mojibake costs a microsecond a character: 2 MB of it took 2.7 s."""
    line = "KrÃ¤uter fÃ¼r alle, sagte der GÃ¤rtner."
    lines = charset.mend_lines("\n".join([line] * 20_000))[0].split("\n")
    assert len(lines) == 20_000
    assert (
        lines[0]
        == lines[charset.MENDED // len(line) - 200]
        == "Kräuter für alle, sagte der Gärtner."
    )
    assert lines[-1] == line
