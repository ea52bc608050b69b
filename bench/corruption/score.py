"""The engine's answers to made pages, in two processes, with a verdict on each; the only module
that calls the engine.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC

from bench.corruption.generate import Made, half
from bench.corruption.judge import TRUE, verdict
from bench.corruption.scene import Expectation


@dataclass(frozen=True, slots=True)
class Scored:
    """One page's answer and verdict; ``best`` is the first candidate with its probability, also
    where it was withheld.
    """

    id: str
    family: str
    kind: str
    host_half: str
    family_half: str
    silent: bool
    open: bool
    value: str | None
    precision: str | None
    status: str
    confidence: float
    candidates: tuple[tuple[str, float], ...]
    repairs: tuple[str, ...]
    verdict: str
    best_true: bool
    modified: str | None
    modified_verdict: str

    @property
    def true(self) -> bool:
        """True where the emitted value is right at its stated precision."""
        return self.verdict in TRUE


def _score(page: Made) -> Scored:
    from service.model import Page
    from service.normalize import normalize

    result = normalize(
        Page(
            url=page.url,
            html=page.body if page.is_html else None,
            text=None if page.is_html else page.body,
            fetched_at=page.fetched.replace(tzinfo=UTC),
        )
    )
    found, modified = result.fields["datePublished"], result.fields["dateModified"]
    value = found.value if isinstance(found.value, str) else None
    edited = modified.value if isinstance(modified.value, str) else None
    candidates = tuple(
        (str(candidate.value), candidate.probability) for candidate in found.candidates
    )
    first = candidates[0][0] if candidates else None
    rules = tuple(repair.rule for field in (found, modified) for repair in field.repairs)
    wanted = Expectation(page.modified or (), page.modified or (), not page.modified)
    return Scored(
        page.id,
        page.family,
        page.kind,
        half(page.host),
        half(page.family),
        page.expected.silent,
        page.expected.open,
        value,
        found.precision,
        found.status,
        found.confidence,
        candidates,
        rules,
        verdict(page.expected, value, found.precision),
        first is not None
        and verdict(page.expected, first, None if first[10:17].endswith(":00") else "second")
        in TRUE,
        edited,
        "unjudged" if page.modified is None else verdict(wanted, edited, modified.precision),
    )


def _chunk(pages: Sequence[Made]) -> list[Scored]:
    return [_score(page) for page in pages]


def score(pages: Sequence[Made], processes: int = 2, *, quiet: bool = False) -> list[Scored]:
    """Return the verdict on every page, in order; progress goes to stderr."""
    size = 100
    chunks = [pages[start : start + size] for start in range(0, len(pages), size)]
    found: list[Scored] = []
    with ProcessPoolExecutor(processes) as pool:
        for part in pool.map(_chunk, chunks):
            found += part
            if not quiet:
                print(f"\r{len(found)} of {len(pages)} pages", end="", file=sys.stderr, flush=True)
    if not quiet:
        print(file=sys.stderr)
    return found
