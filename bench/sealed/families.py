"""The register of sealed families, and the corpus that they make from a seed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from bench.corruption.moments import Moment, draw_where
from bench.corruption.scene import Expectation
from bench.sealed.desk import PLACES, Desk, desk
from bench.sealed.press import press
from bench.sealed.sheet import dump, html, metadata

Build = Callable[[Desk], "Expectation | None"]
Fits = Callable[[Moment], bool]
#: Pages of a family at the default size, unless it names more places or locales.
SIZE = 48


@dataclass(frozen=True, slots=True)
class Family:
    """One kind of page: where its date may stand, and in which locales."""

    build: Build
    places: tuple[str, ...]
    locales: tuple[str, ...]
    fits: Fits | None

    @property
    def id(self) -> str:
        """The name, which only seeds and tests see."""
        return self.build.__name__


@dataclass(frozen=True, slots=True)
class Made:
    """One made page: what the engine gets, and the truth."""

    family: str
    place: str
    tag: str
    url: str
    html: str | None
    text: str | None
    metadata: dict[str, object]
    fetched: datetime
    language: str | None
    assume: str | None
    truth: Expectation


REGISTER: list[Family] = []


def family(
    places: Iterable[str] = PLACES, locales: str | Sequence[str] = "en-US", fits: Fits | None = None
) -> Callable[[Build], Build]:
    """Puts a generator into the register."""

    def registered(build: Build) -> Build:
        tags = tuple(locales.split()) if isinstance(locales, str) else tuple(locales)
        REGISTER.append(Family(build, tuple(places), tags, fits))
        return build

    return registered


def _rng(*parts: object) -> Random:
    return Random(
        int.from_bytes(hashlib.sha256("/".join(map(str, parts)).encode()).digest()[:8], "big")
    )


def _cycled(values: Sequence[str], count: int, rng: Random) -> list[str]:
    """So many of the values, each as often as the others, in an order by chance."""
    found: list[str] = []
    while len(found) < count:
        found += rng.sample(values, len(values))
    return found[:count]


def pages(seed: int, row: Family, size: int = SIZE) -> Iterator[Made]:
    """The pages of one family: every place and every locale that it declares has its turn."""
    count = max(size, len(row.places), len(row.locales))
    order = _rng(seed, row.id)
    places, locales = _cycled(row.places, count, order), _cycled(row.locales, count, order)
    for number in range(count):
        yield _page(seed, row, number, places[number], locales[number])


def _page(seed: int, row: Family, number: int, place: str, tag: str) -> Made:
    for attempt in range(300):
        rng = _rng(seed, row.id, number, attempt)
        room = press(tag)
        at = draw_where(rng, rng.choice(room.zones), row.fits)
        if at is None:
            continue
        made = desk(rng, room, at, place)
        truth = row.build(made)
        if truth is not None:
            return _made(row, made, truth)
    raise ValueError(f"{row.id}: no moment suits {place} in {tag}")


def _made(row: Family, made: Desk, truth: Expectation) -> Made:
    slug = made.path or made.rng.choice(("/news/", "/story/", "/local/")) + made.rng.choice(
        ("old-mill", "new-quay", "toll-road")
    )
    told = any(said.place == "supplied" for said in made.said)
    as_text = made.place == "dump"
    others = any(said.place != "supplied" for said in made.said)
    as_html = not as_text and (not told or others or made.rng.random() < 0.5)
    return Made(
        row.id,
        made.place,
        made.press.tag,
        f"https://{made.host}{slug}",
        html(made) if as_html else None,
        dump(made) if as_text else None,
        metadata(made) if told else {},
        made.fetched,
        made.language if told and not as_html else None,
        made.assume,
        truth,
    )


def corpus(seed: int, size: int = SIZE) -> Iterator[Made]:
    """Every page of every family."""
    for row in REGISTER:
        yield from pages(seed, row, size)


def digest(made: Sequence[Made]) -> str:
    """A digest of every page and its truth: equal seeds give equal corpora."""
    return "sha-256:" + hashlib.sha256(repr(list(made)).encode()).hexdigest()[:32]
