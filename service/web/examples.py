"""The built-in examples of the try-it page: files under ``static/examples``, each made to show one
thing.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "static" / "examples"


@dataclass(frozen=True, slots=True)
class Example:
    """A page to try: its file, how it is sent, and what it shows."""

    id: str
    title: str
    file: str
    media_type: str
    point: str

    def content(self) -> str:
        """Return the content of the file."""
        return (FOLDER / self.file).read_text("utf-8")


EXAMPLES = (
    Example(
        "lead",
        "The fortieth month",
        "lead.txt",
        "text/plain",
        (
            "A text dump dated 2022-40-25. The byline says what that was meant to be, "
            "and a "
            "tag stands twice."
        ),
    ),
    Example(
        "ambiguous",
        "10/02/2022",
        "ambiguous.html",
        "text/html",
        (
            "February or October? Nothing on the page decides, so no date is given and "
            "both "
            "readings are shown."
        ),
    ),
    Example(
        "tags",
        "A mess of tags",
        "tags.html",
        "text/html",
        (
            "Ten tags, of which four are topics: the others are doubles, slugs, a count, "
            "the "
            "site and the author."
        ),
    ),
    Example(
        "broken-json-ld",
        "Broken JSON-LD",
        "broken-json-ld.html",
        "text/html",
        "A comma too many and a line break inside a string; the byline swallowed the reading time.",
    ),
    Example(
        "withheld",
        "Two dates, no third",
        "withheld.html",
        "text/html",
        (
            "The stamp says March and the page prints May. Neither is given: a wrong "
            "date "
            "costs more than none."
        ),
    ),
    Example(
        "metadata",
        "Scraped metadata",
        "metadata.json",
        "application/json",
        (
            "No page, only what a scraper extracted: milliseconds since 1970, “3 hours "
            "ago”, "
            "a shouted byline."
        ),
    ),
    Example(
        "healthy",
        "A healthy page",
        "healthy.html",
        "text/html",
        "Every place agrees. Nothing is put right, and nothing is touched.",
    ),
)
