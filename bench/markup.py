"""Pages changed as bytes: what is not meant stays as it was, byte for byte.

A parser would mend a page while it changes it.  Tags are found as the HTML standard's tokenizer
finds them: an attribute's quotes may hold ``>``, and what looks like a tag in a comment or a script
is none.  The encoding may be any that has ASCII in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

#: An attribute, with the blanks before it: its name, and its value with the quotes.
_ATTRIBUTE = rb"""([^\s/>=]++)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+))?+"""
_START = rb"<([a-z][^\s/>]*+)((?:[\s/]++|=(?=\s*+>)|" + _ATTRIBUTE + rb")*+)>"
#: A comment, or the start of an element.
_PIECE = re.compile(rb"<!--.*?(?:-->|\Z)|" + _START, re.IGNORECASE | re.DOTALL)
_NEXT = re.compile(rb"(\s*+)" + _ATTRIBUTE)
#: Elements whose content is text to the tokenizer, whatever it looks like.
_TEXTS = frozenset(b"script style textarea title xmp iframe noembed noframes".split())


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag: its name in small letters, where it stands, and its bytes.

    ``rest`` is the text and the end tag of an element that holds no tags, such as a script.
    """

    name: bytes
    at: int
    start: bytes
    rest: bytes

    @property
    def end(self) -> int:
        """Return where what belongs to the tag ends."""
        return self.at + len(self.start) + len(self.rest)


def tags(html: bytes, whole: Collection[bytes] = ()) -> Iterator[Tag]:
    """Yield the start tags in order; elements named in ``whole`` come with all that is in them.

    >>> [tag.start for tag in tags(b'<p title="a > b"><!-- <i> --><script>"<b>"</script><br/>')]
    [b'<p title="a > b">', b'<script>', b'<br/>']
    """
    at = 0
    while found := _PIECE.search(html, at):
        at = found.end()
        if found[1] is None:
            continue
        name = found[1].lower()
        rest = _to_the_end(html, name, at) if name in _TEXTS or name in whole else b""
        yield Tag(name, found.start(), found[0], rest)
        at += len(rest)


def _to_the_end(html: bytes, name: bytes, at: int) -> bytes:
    """Return what stands from here to the end tag of that name, or to the end of the page."""
    close = re.compile(rb"</" + re.escape(name) + rb"\b[^>]*+>", re.IGNORECASE).search(html, at)
    return html[at : close.end() if close else len(html)]


def rewritten(html: bytes, change: Callable[[Tag], bytes]) -> bytes:
    """Return the page with each start tag changed, and a script's or a style's text with it."""
    parts: list[bytes] = []
    at = 0
    for tag in tags(html):
        parts += [html[at : tag.at], change(tag)]
        at = tag.end
    return b"".join([*parts, html[at:]])


def between(html: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """Return the page with what stands between its tags changed, but for what keeps its blanks."""
    parts: list[bytes] = []
    at = 0
    for tag in tags(html, whole=(b"pre",)):
        parts += [change(html[at : tag.at]), tag.start, tag.rest]
        at = tag.end
    return b"".join([*parts, change(html[at:])])


def without(tag: Tag, unwanted: Callable[[bytes], bool]) -> bytes:
    """Return what belongs to the tag, without its attributes of such names.

    >>> [without(tag, b"id".__eq__) for tag in tags(b'<p ID=a class="b">')]
    [b'<p class="b">']
    """
    return _with(tag, lambda found: b"" if unwanted(found[2].lower()) else found[0])


def with_value(tag: Tag, name: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """Return what belongs to the tag, with the value of an attribute changed.

    >>> [with_value(tag, b"class", bytes.upper) for tag in tags(b"<p class=a id=b>")]
    [b'<p class="A" id=b>']
    """

    def changed(found: re.Match[bytes]) -> bytes:
        if found[2].lower() != name or found[3] is None:
            return found[0]
        value = change(_unquoted(found[3])).replace(b'"', b"&quot;")
        return found[1] + found[2] + b'="' + value + b'"'

    return _with(tag, changed)


def _with(tag: Tag, change: Callable[[re.Match[bytes]], bytes]) -> bytes:
    head, tail = tag.start[: 1 + len(tag.name)], tag.start[1 + len(tag.name) : -1]
    return head + _NEXT.sub(change, tail) + b">" + tag.rest


def _unquoted(value: bytes) -> bytes:
    return value[1:-1] if value[:1] in (b'"', b"'") else value


def value_of(tag: Tag, name: bytes) -> bytes | None:
    """Return the value of an attribute, b"" where it has none, or None without the attribute.

    >>> [value_of(tag, b"lang") for tag in tags(b'<html lang="de"><p>')]
    [b'de', None]
    """
    for found in _NEXT.finditer(tag.start, 1 + len(tag.name), len(tag.start) - 1):
        if found[2].lower() == name:
            return _unquoted(found[3] or b"")
    return None
