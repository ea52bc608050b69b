"""What hostile pages are made of: a grammar of fragments for each kind of body, and the places
where they can stand.

A piece is what a symbol becomes when each ``@name`` in it is replaced by one of that name's
alternatives.  ``¤`` stays in it: it is the number of the repetition, by which a thousand pieces
differ, or always the same.
"""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import NamedTuple


class Place(NamedTuple):
    """A place of a page: what stands before and behind what is repeated there, and the symbol of
    its pieces.
    """

    before: str
    behind: str
    symbol: str
    #: Whether it stands before the middle of the frame: as a member of the request, beside the
    #: metadata.
    outside: bool = False


_TABLE: dict[str, dict[str, list[str]]] = json.loads(
    Path(__file__).with_name("grammar.json").read_text("utf-8")
)
#: The symbols of each kind with their alternatives; what stands under "common" every kind has.
GRAMMARS = {kind: _TABLE["common"] | _TABLE[kind] for kind in ("html", "text", "json")}

#: What stands before, amid and behind the runs of a page of each kind.
FRAMES: dict[str, tuple[str, str, str]] = {
    "html": (
        '<!DOCTYPE html><html lang="en"><title>Ferry late again on the river</title>',
        "",
        "<p>The ferry was late again.</p>",
    ),
    "text": (
        "Ferry late again on the river\nBy Jane Doe | 3 May 2021\n",
        "",
        "\nThe ferry was late again on the river, they said.\n",
    ),
    "json": (
        '{"url":"https://news.example/2021/05/03/ferry-late-again",',
        '"metadata":{',
        '"x":0}}',
    ),
}

_HEADLINE, _LEAD = (
    "<h1>Ferry late again on the river</h1>",
    "<p>The ferry was late again, and the council will meet about it.</p>",
)
#: The places of each kind.
PLACES: dict[str, dict[str, Place]] = {
    "html": {
        "head": Place("", "", "piece"),
        "body": Place(f"<body>{_HEADLINE}", "", "piece"),
        "article": Place(f"<article>{_HEADLINE}{_LEAD}", "</article>", "piece"),
        "metas": Place("<head>", "</head>", "meta"),
        "keywords": Place('<meta name=keywords content="', '">', "text"),
        "title": Place("<title>", "</title>", "text"),
        "heading": Place("<h1>", "</h1>", "text"),
        "byline": Place("<p class=byline>", "</p>", "text"),
        "date line": Place("<p class=date>", "</p>", "text"),
        "tags": Place("<div class=tags>", "</div>", "piece"),
        "paragraph": Place("<p>", "</p>", "text"),
        "attributes": Place("<p ", ">", "attribute"),
        "classes": Place('<p class="', '">', "class"),
        "table": Place(f"{_HEADLINE}<table>", "</table>", "piece"),
        "list": Place(f"{_HEADLINE}<ul>", "</ul>", "piece"),
        "JSON-LD": Place('<script type="application/ld+json">[', "0]</script>", "item"),
        "JSON-LD, authors": Place(
            '<script type="application/ld+json">{"@type":"NewsArticle","author":[',
            "0]}</script>",
            "item",
        ),
        "JSON-LD, text": Place(
            '<script type="application/ld+json">{"@type":"NewsArticle","headline":"',
            '"}</script>',
            "text",
        ),
        "script": Place("<script>", "</script>", "script"),
        "style": Place("<style>", "</style>", "text"),
        "comment": Place("<!--", "-->", "text"),
    },
    "text": {
        "lines": Place("", "\n", "piece"),
        "line": Place("\n", "\n", "text"),
        "tags": Place("\nTags: ", "\n", "text"),
        "byline": Place("\nBy ", "\n", "text"),
        "day": Place("\nPublished ", "\n", "text"),
        "blocks": Place("\n\n", "\n\n", "piece"),
    },
    "json": {
        "request": Place("", "", "piece", outside=True),
        "headers": Place('"headers":{', '"x":"0"},', "piece", outside=True),
        "html": Place('"html":"', '",', "text", outside=True),
        "metadata": Place("", "", "piece"),
        "wrapper": Place('"data":{"items":[{', '"x":0}]},', "piece"),
        "objects": Place('"items":[', "0],", "item"),
        "authors": Place('"authors":[', "0],", "item"),
        "tags": Place('"tags":[', "0],", "item"),
        "dates": Place('"published":[', "0],", "item"),
        "JSON-LD": Place('"jsonld":[', "0],", "item"),
        "author": Place('"author":"', '",', "text"),
        "title": Place('"title":"', '",', "text"),
        "keywords": Place('"keywords":"', '",', "text"),
        "date": Place('"date":"', '",', "text"),
        "body": Place('"body":"', '",', "text"),
        "key": Place('"', '":"x",', "text"),
    },
}

_NAME = re.compile(r"@([a-z]+)")
#: So deep a symbol is replaced; deeper, the first alternative that holds none.
_DEEPEST = 6


def expanded(kind: str, symbol: str, chance: random.Random, depth: int = 0) -> str:
    """Return one piece of a symbol; JSON-LD's own "@type" names none and stays."""
    grammar = GRAMMARS[kind]
    choices = grammar[symbol]
    if depth >= _DEEPEST:
        choices = [choice for choice in choices if not _names(grammar, choice)] or choices[:1]
    written = chance.choice(choices)
    return _NAME.sub(
        lambda name: expanded(kind, name[1], chance, depth + 1) if name[1] in grammar else name[0],
        written,
    )


def _names(grammar: dict[str, list[str]], choice: str) -> bool:
    return any(name in grammar for name in _NAME.findall(choice))
