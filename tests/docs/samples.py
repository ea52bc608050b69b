"""The fenced blocks of the documents, and how each is run.

A block is run when its language can be: ``sh`` in bash, ``python`` in this Python, ``js`` in Node.
A ``text`` or ``json`` block right behind one is what it must print.  ``<!-- not run: reason -->``
before a block says why it is not; what installs, serves or builds (``make``, ``docker``) is not run
here either, but its targets must exist.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = ("docs", "examples", "clients/python")
PAGES = (
    ROOT / "CONTRIBUTING.md",
    ROOT / "README.md",
    *(page for name in FOLDERS for page in sorted(ROOT.glob(f"{name}/*.md"))),
)

_FENCE = re.compile(r"^```(?P<language>[\w-]*)[^\n]*\n(?P<body>.*?)^```$", re.M | re.S)
_NOT_RUN = re.compile(r"<!-- not run: (?P<reason>[^\n]+?) -->\s*\Z")
_BETWEEN = re.compile(r"\s*(?:<!--[^\n]*-->\s*)?")

RUN = ("sh", "python", "js")
PRINTED = ("text", "json")


@dataclass(frozen=True, slots=True)
class Sample:
    """A block that is run: its language, its text, its line in the page, and what it must print, if
    that is said.
    """

    language: str
    body: str
    line: int
    printed: tuple[str, str] | None
    not_run: str | None

    def commands(self) -> list[str]:
        """The first words of the commands, without what stands in here-documents."""
        lines = re.sub(r"<<'?(\w+)'?[^\n]*\n.*?^\1$", "", self.body, flags=re.M | re.S).splitlines()
        return [
            line.split()[0]
            for line in lines
            if line.strip() and not line.startswith((" ", "#", "}"))
        ]


def samples(page: str) -> Iterator[Sample]:
    """The blocks of a page that can be run, in order."""
    fences = list(_FENCE.finditer(page))
    for fence, following in zip_longest(fences, fences[1:]):
        if fence["language"] not in RUN:
            continue
        printed = None
        if following is not None and following["language"] in PRINTED:
            between = page[fence.end() : following.start()]
            printed = (
                (following["language"], following["body"]) if _BETWEEN.fullmatch(between) else None
            )
        reason = _NOT_RUN.search(page[: fence.start()])
        line = page.count("\n", 0, fence.start()) + 1
        yield Sample(
            fence["language"], fence["body"], line, printed, reason["reason"] if reason else None
        )
