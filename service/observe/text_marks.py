"""Marks that text extractors put into lines: link numbers, Markdown's links and emphasis, addresses in brackets, CDATA."""

from __future__ import annotations

import re

from service.lexicon.labels import label_of

#: "[harbour](/tag/1)", "![](/img/a.jpg)"; what stands in the round brackets is an address: "[sic](as he wrote)" is no link.
_LINK = re.compile(
    r"(!?)\[\s?([^\[\]]{0,300})\]\(<?((?=[^()\s]{0,500}[/#:.])[^()\s<>]{1,500})>?(?:\s+[\"'][^\"'()]{0,200}[\"'])?\)"
)
#: The number that lynx -dump puts before a link's text: "[20]harbour, [21]bridges".
_LINK_NUMBER = re.compile(r"(?<![^\s(,;:|])\[\d{1,4}\](?=[^\W_]|[#\"“„«‘'])")
#: "harbour <https://www.example.com/tag/harbour>"; an address that stands alone is the line's own.
_ADDRESS = re.compile(r"(?<=\S)\s{0,3}<(?:https?://|mailto:|/)[^<>\s]{1,500}>")
#: "*harbour*, **bridges**" inside of a line; "5 * 3 * 2" and "snake_case_names" are none.
_EMPHASIS = re.compile(r"(?<![^\s(\[\"“„,;:|])(\*{1,3}|_{1,2})(?=[^\s*_])([^*_\n]{0,200}?[^\s*_])\1(?![\w*])")
#: What parts two links of a list of tags where no mark does: "[20]harbour [21]bridges".
_BETWEEN_LINKS = re.compile(r"(?<=[^\s*_,;|·:：])\s+(?=\[\d{1,4}\]\S|\[[^\[\]]{1,100}\]\()")
_CDATA = re.compile(r"<!\[CDATA\[\s?|\s?\]\]>")
#: Labels in brackets, as exports write them: "[Title] Council backs plan".
_BRACKETED = re.compile(r"\[([^\[\]\d]{2,30})\]:?\s+(?=\S)")
#: A link's address alone, numbered in lynx's list of references: "2. https://www.example.com/2022/03/03/ferry".
_BARE_ADDRESS = re.compile(r"(?:\[?\d{1,4}[\].)]\s?)?<?(?:https?://|www\.)\S+")


def without_marks(line: str) -> str:
    """The line as its page showed it, without the marks of the tool that extracted it.

    >>> without_marks("Tags: [20]harbour, *bridges*"), without_marks("By [Ana Ruiz](/authors/ana)"), without_marks("a [1](2)")
    ('Tags: harbour, bridges', 'By Ana Ruiz', 'a [1](2)')
    """
    text = line
    if "]" in text:
        text = _parted(_CDATA.sub("", text))
        text = _LINK.sub(lambda link: "" if link[1] else link[2].strip(), text)
        text = _LINK_NUMBER.sub("", text)
        text = _without_brackets(text)
    if "<" in text:
        text = _ADDRESS.sub("", text)
    if "*" in text or "_" in text:
        text = _EMPHASIS.sub(r"\2", text)
    return text.strip()


def _parted(text: str) -> str:
    """A line of tags that only their links part, parted by commas."""
    named = label_of(text) if _BETWEEN_LINKS.search(text) else None
    return _BETWEEN_LINKS.sub(", ", text) if named is not None and named[0] == "keywords" else text


def _without_brackets(text: str) -> str:
    """The line with a label in brackets as a label: "[Author] Ana Ruiz" is "Author: Ana Ruiz"."""
    opening = _BRACKETED.match(text)
    if opening is None or label_of(f"{opening[1]}: x") is None:
        return text
    return f"{opening[1]}: {text[opening.end() :]}"


def is_bare_address(text: str) -> bool:
    """Whether a line is a link's address and nothing else, be it numbered as in a list of references."""
    return _BARE_ADDRESS.fullmatch(text) is not None
