"""The corpus: the shares of the families, and each page from a seed of its own, so that a single
page can be made again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from bench.corruption import (
    families_healthy,
    families_numbers,
    families_sentinels,
    families_sources,
    families_tokens,
    families_words,
    families_zones,
)
from bench.corruption.families import Family
from bench.corruption.locales import LOCALES, OTHER_CALENDARS, Locale, locale
from bench.corruption.moments import draw_where
from bench.corruption.pages import address, html_page, text_page
from bench.corruption.scene import Answer, Claim, Expectation, Scene, determined
from bench.corruption.stamps import fetch, modify
from bench.corruption.words import OUTLETS

#: Shares of the corpus.  A third and more is healthy, a tenth and more would leave a careful reader
#: unsure.
SHARES = {"healthy": 0.36, "trap": 0.10, "defect": 0.42, "unsure": 0.12}

FAMILIES: tuple[Family, ...] = (
    *families_healthy.HEALTHY,
    *families_healthy.TRAPS,
    *families_healthy.UNSURE,
    *families_tokens.FAMILIES,
    *families_numbers.FAMILIES,
    *families_sentinels.FAMILIES,
    *families_zones.FAMILIES,
    *families_words.FAMILIES,
    *families_sources.FAMILIES,
)

#: English is what most of the web is written in; the other places count once each.
_EVERYWHERE = tuple(
    row
    for row in LOCALES
    if row.tag not in OTHER_CALENDARS
    for _ in range({"en-US": 5, "en-GB": 3}.get(row.tag, 1))
)


@dataclass(frozen=True, slots=True)
class Made:
    """One made page with what a careful reader concludes; ``modified`` is None where it cannot be
    judged.
    """

    id: str
    family: str
    kind: str
    host: str
    url: str
    body: bytes
    is_html: bool
    fetched: datetime
    claims: tuple[Claim, ...]
    expected: Expectation
    modified: tuple[Answer, ...] | None


def counts(pages: int, families: Sequence[Family] = FAMILIES) -> dict[str, int]:
    """Return the number of pages of each family: its weight's part of its kind's share, and at
    least one.
    """
    found = {}
    for kind, share in SHARES.items():
        rows = [family for family in families if family.kind == kind]
        total = sum(family.weight for family in rows)
        found.update(
            {family.id: max(1, round(pages * share * family.weight / total)) for family in rows}
        )
    return found


def corpus(seed: int, pages: int) -> Iterator[Made]:
    """Yield every page, family by family."""
    wanted = counts(pages)
    for family in FAMILIES:
        for number in range(wanted[family.id]):
            yield make(seed, family, number)


def make(seed: int, family: Family, number: int) -> Made:
    """Return one page; tries other places and moments until the family's damage shows."""
    name = f"{seed}/{family.id}/{number}"
    for attempt in range(200):
        rng = Random(
            int.from_bytes(hashlib.sha256(f"{name}/{attempt}".encode()).digest()[:8], "big")
        )
        scene = _scene(rng, family)
        expected = family.build(scene) if scene is not None else None
        if scene is not None and expected is not None:
            return _made(name, family, scene, expected)
    raise ValueError(f"{family.id}: no place and moment suits")


def _scene(rng: Random, family: Family) -> Scene | None:
    place: Locale = (
        locale(rng.choice(family.locales)) if family.locales else rng.choice(_EVERYWHERE)
    )
    truth = draw_where(rng, rng.choice(place.zones), family.fits)
    if truth is None:
        return None
    outlet = rng.choice(OUTLETS)
    host = f"www.{outlet.lower().replace(' ', '-')}-{rng.randint(1, 400)}.example.{place.tld}"
    scene = Scene(rng, place, truth, outlet, host)
    scene.language = place.tag if rng.random() < 0.75 else place.language
    scene.distractors = rng.random() < 0.8
    if rng.random() < 0.35:
        modify(scene)
    else:
        fetch(scene)
    return scene


def _made(name: str, family: Family, scene: Scene, expected: Expectation) -> Made:
    is_html = family.html_only or scene.rng.random() < 0.75
    body = html_page(scene) if is_html else text_page(scene)
    edited = [claim for claim in scene.claims if claim.role == "modified"]
    modified = determined(scene.modified, edited) if scene.modified is not None else ()
    # a modification that another date feeds, or that stands at another node, is no wrong answer of
    # the engine
    doubtful = any(
        "dateModified" in claim.place and claim.role == "other" for claim in scene.claims
    )
    assert scene.fetched is not None
    return Made(
        name,
        family.id,
        family.kind,
        scene.host,
        address(scene, scene.rng),
        body.encode(),
        is_html,
        scene.fetched.replace(microsecond=0),
        tuple(scene.claims),
        expected,
        None if doubtful else modified,
    )


def digest(pages: Sequence[Made]) -> str:
    """Return a digest of every page's bytes and expectation: equal seeds give equal corpora."""
    seen = hashlib.sha256()
    for page in pages:
        seen.update(
            repr(
                (page.id, page.url, page.fetched.isoformat(), page.expected, page.modified)
            ).encode()
        )
        seen.update(page.body)
    return "sha-256:" + seen.hexdigest()[:32]


def half(key: str) -> str:
    """Return the half of a split to which a host or a family belongs by its hash: "fit" or
    "holdout".
    """
    return "fit" if hashlib.sha256(key.encode()).digest()[0] % 2 else "holdout"
