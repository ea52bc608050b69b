"""Groups of rows: which texts are the same, and what is made of them at what size."""

from __future__ import annotations

import numpy as np
import pytest

from service.copies.fingerprint import POSITIONS, signature
from service.copies.groups import of_signatures, stories
from service.copies.words import words

#: Sentences that no two stories share.
TOLD = [f"On day {n} the clerk of ward {n} read item {n * 7} to {n + 3} people" for n in range(400)]
STORY = TOLD[:20]
TEXTS = {
    "to the letter": (STORY, STORY, True),
    "cut at the end": (STORY, STORY[:14], True),
    "another first paragraph": (STORY, [*TOLD[30:32], *STORY[1:]], True),
    "quotes added": (STORY, [*STORY[:8], *TOLD[40:43], *STORY[8:], *TOLD[43:45]], True),
    "corrected later": (STORY, [*STORY[:5], TOLD[50], *STORY[6:]], True),
    "half of it": (STORY, [*STORY[:10], *TOLD[60:70]], False),
    "a quotation of it": (STORY, [*TOLD[80:98], *STORY[:2]], False),
    "cut to a third": (STORY, STORY[:7], False),
    "another text": (STORY, TOLD[100:120], False),
}


def groups(*texts: list[str]) -> list[int]:
    """The first row of each text's group."""
    found = [words(". ".join(text)) for text in texts]
    signed = b"".join(signature(each) for each in found)
    counts = np.array([len(each) for each in found], dtype=np.int64)
    return [int(row) for row in stories(of_signatures(signed), counts)]


@pytest.mark.parametrize("name", TEXTS)
def test_the_same_text(name: str) -> None:
    """A case: two texts, and whether they are one."""
    one, other, same = TEXTS[name]
    assert groups(one, other) == [0, 0 if same else 1]
    assert groups(other, one) == [0, 0 if same else 1]


def test_groups_are_of_all_that_are_joined_to_any() -> None:
    """A copy of a copy is one text with the first, in whatever order they come."""
    assert groups(TOLD[:20], TOLD[100:120], TOLD[:17], TOLD[:14], TOLD[100:118]) == [0, 1, 0, 0, 1]
    assert groups(TOLD[:14], TOLD[100:118], TOLD[:20], TOLD[:17], TOLD[100:120]) == [0, 1, 0, 0, 1]


def test_no_row_and_one_row() -> None:
    """There is nothing to compare."""
    assert groups() == []
    assert groups(STORY) == [0]


def test_a_thousand_copies_hide_no_other() -> None:
    """However often one text comes, those beside it are found."""
    assert groups(*[STORY] * 1_000, STORY[:15], TOLD[100:120]) == [*[0] * 1_001, 1_001]


def test_a_frame_that_thousands_share_hides_no_copy() -> None:
    """Pages of one site agree in the runs of its frame; copies are still found, and no others."""
    random = np.random.default_rng(7)
    frame = random.integers(0, 65_536, POSITIONS)
    many = random.integers(0, 65_536, (4_000, POSITIONS))
    many = np.where(random.random(many.shape) < 0.3, frame, many)
    copies = np.where(random.random(many.shape) < 0.85, many, many[::-1])
    signed = np.concatenate([many, copies]).astype(">u2").tobytes()
    found = stories(of_signatures(signed), np.full(8_000, 404, dtype=np.int64))
    assert found[:4_000].tolist() == [*range(4_000)]
    assert np.count_nonzero(found[4_000:] == np.arange(4_000)) >= 3_990
    assert set((found[4_000:] - np.arange(4_000)).tolist()) <= {0, 4_000}
