"""The pages that places are learned from and measured on: their short texts, the values of their
features, and which of them are right.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock
from urllib.parse import urlsplit

from bench.bytes import gold_page
from bench.data import domain_of, gold_records, required_data_dir, scorer
from bench.places.features import page_of, values_of
from bench.places.texts import names_in, short_texts
from bench.visible import visible
from service import fields, observe
from service.lexicon.texts import compact
from service.model import Context, Json, Observation, Page, Resolution
from service.normalize import normalize
from service.observe import body
from service.profiles.profile import domain_of as registrable
from service.records import replace
from service.view.columns import View
from service.view.places import Places

SILVER = "silver"


class Text(NamedTuple):
    """A short text: its values by feature, the names in it, and whether it is right."""

    values: tuple[tuple[str, str], ...]
    names: str
    text: str
    right: bool


class Example(NamedTuple):
    """A page: its corpus and host, who wrote it, whom the engine names on the visible page, and its
    short texts.
    """

    id: str
    corpus: str
    domain: str
    authors: tuple[str, ...]
    answered: tuple[str, ...]
    texts: tuple[Text, ...]

    @property
    def prints(self) -> bool:
        """Whether a text names who wrote it."""
        return any(text.right for text in self.texts)


def silver_records(folder: Path) -> list[dict[str, Any]]:
    """Return the records of silver, in the form of the other corpora's."""
    lines = (folder / SILVER / "silver.jsonl").read_text("utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    return [
        record | {"corpus": SILVER, "domain": registrable(urlsplit(record["url"]).hostname or "")}
        for record in records
    ]


def examples() -> list[Example]:
    """Return the pages of silver, gold and gold-more of which it is known who wrote them."""
    folder = required_data_dir()
    drop = scorer(folder).drop_doubtful
    records = silver_records(folder)
    for corpus in ("gold", "gold-more"):
        records += [each for each in drop(gold_records(folder, corpus)) if _authors_of(each)]
    with ProcessPoolExecutor(2) as pool:
        found = pool.map(_example, [folder] * len(records), records, chunksize=16)
        return [each for each in found if each is not None]


def _authors_of(record: Mapping[str, Any]) -> list[str]:
    return record["gold"].get("authors") or []


def _example(folder: Path, record: dict[str, Any]) -> Example | None:
    """Return what is learned from a page, None where it is not known who wrote it."""
    page = gold_page(folder, record)
    authors = _stated(page) if record["corpus"] == SILVER else _authors_of(record)
    if not authors or not all(map(_is_whole_name, authors)):
        return None
    assert isinstance(page.html, bytes)
    seen, answered = _read(replace(page, html=visible(page.html)))
    return Example(
        record["id"],
        record["corpus"],
        domain_of(record),
        tuple(authors),
        tuple(_names(answered.value)),
        tuple(texts_of(*seen, [compact(name) for name in authors])) if seen else (),
    )


def _is_whole_name(name: str) -> bool:
    """Return whether a name is more than a word, which may be a topic's or an outlet's too."""
    return " " in name or not name.isascii()


def _stated(page: Page) -> list[str]:
    """Return the persons whom a page's metadata name as its authors, none beside an outlet."""
    stated = [o for o in observe.observe(page).observations if o.source.witness == "machine"]
    stated = [o for o in stated if o.field == "author"]
    found = fields.resolve_authors(stated, Context(url=page.url)).value
    persons = isinstance(found, list) and all(each["@type"] == "Person" for each in found)
    return _names(found) if persons else []


def _names(value: Json) -> list[str]:
    return [str(each["name"]) for each in value] if isinstance(value, list) else []


def _read(page: Page) -> tuple[tuple[View, Places] | None, Resolution]:
    """Return the view of a page and its fixed points, and the authors that the engine finds."""
    kept: list[tuple[View, Places]] = []

    def watched(view: View, places: Places, seen: list[Observation]) -> Iterator[Observation]:
        kept.append((view, places))
        return observe_names(view, places, seen)

    observe_names = body.observe_names
    with mock.patch.object(body, "observe_names", watched):
        author = normalize(page).fields["author"]
    return next(iter(kept), None), author


def texts_of(view: View, places: Places, authors: Sequence[str]) -> Iterator[Text]:
    """Yield the short texts of a page with what its features say of each; right are those that
    name one of these authors, whose names are compacted.
    """
    texts = short_texts(view, places)
    page = page_of(view, places, texts)
    for each in texts:
        names = compact(names_in(each.text))
        values = tuple(sorted(set(values_of(page, each))))
        right = any(author and author in names for author in authors)
        yield Text(values, names, each.text, right)
