"""The fingerprint of a text: what changes it, what does not, and what has none."""

from __future__ import annotations

import base64
import json
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.copies import fingerprint
from service.copies.fingerprint import signature, text_fingerprint
from service.copies.words import words

CASES = json.loads((Path(__file__).parent / "words.json").read_text())
STORY = " ".join(f"The harbour master counted ship {n} before {n} bells." for n in range(20))


def positions(text: str) -> tuple[int, ...]:
    """The numbers of a text's signature."""
    printed = text_fingerprint(text)
    assert printed is not None
    return struct.unpack(">128H", base64.b64decode(printed.split(":")[2]))


def agreement(one: str, other: str) -> float:
    """The share of positions in which two texts agree."""
    return sum(map(int.__eq__, positions(one), positions(other))) / 128


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_words(case: dict[str, object]) -> None:
    """A line of the case file: a text, and its words."""
    assert [word.decode() for word in words(str(case["text"]))] == case["words"]


def test_fingerprint_is_the_same_for_ever() -> None:
    """What is stored is compared with what another release makes: this one is version 1's."""
    assert text_fingerprint(STORY) == (
        "v1:180:"
        "c+tJ84baDPB5zaBhlWGBZJyr4590RAtHcmvA1aeBWSfO2RP27jDnnL/TLZOX9OcALq1/228vswqISjaQ"
        "4De3LLTnx9Fuv067hEfvx/1/EMoKDvL0A6BR01TSsaJqgOeF2L40i4p5wtBGpPkBFk4rVnz6JM0cix1/"
        "v0CXzDf1lJ3YjNfmXgSdZK3XZBt8Z97koruVVxn506jM7B0dlEc4QCz86shmSyiq1/H+ZjAjPLUvij2/"
        "0icHMJSDdkde8vbxvIg9WQ6hI/NyoeqdVNzIa5FXDaAmniVPKtBtpszrJEl2cE/MGKsQMSfDD/NqpAgD"
        "bIzjrushfLRJcFaSNXDLDA=="
    )


def test_typography_changes_nothing() -> None:
    """Another newspaper's quotes, dashes, blanks and capitals are the same text."""
    other = STORY.upper().replace(" ", "  ").replace(".", "…")
    assert text_fingerprint(other) == text_fingerprint(STORY)


def test_short_texts_have_none() -> None:
    """Fewer than fifty words say too little."""
    assert text_fingerprint(" ".join(map(str, range(49)))) is None
    assert text_fingerprint("") is None
    assert str(text_fingerprint(" ".join(map(str, range(50))))).startswith("v1:50:")


def test_agreement_is_the_share_of_runs_in_common() -> None:
    """Of two texts that share two thirds of all runs, about two thirds of the positions agree."""
    many = [f"w{n}" for n in range(3_000)]
    share = agreement(" ".join(many[:2_500]), " ".join(many[500:]))
    assert abs(share - 2_000 / 3_000) < 0.13
    assert agreement(" ".join(many[:1_500]), " ".join(many[1_500:])) < 0.03


def test_one_word_repeated() -> None:
    """Runs that repeat count once, however often."""
    assert positions("ha " * 60) == positions("ha " * 30_000)


def test_long_texts_are_read_in_parts_without_a_seam(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text of a million words has the signature that it would have in one piece."""
    found = words(STORY)
    whole = signature(found)
    monkeypatch.setattr(fingerprint, "_AT_ONCE", 7)
    assert signature(found) == whole


@given(st.lists(st.sampled_from("mayor wall river vote cost".split()), min_size=60, max_size=90))
def test_order_of_sentences_counts_only_at_their_seams(told: list[str]) -> None:
    """A text said twice over has the runs of one said once, but for those over the seam."""
    once, twice = " ".join(told), " ".join([*told, *told])
    assert sum(map(int.__ne__, positions(once), positions(twice))) <= 128 * 4 / 5


@given(st.text(max_size=400))
def test_any_text_has_words_or_none(text: str) -> None:
    """No text is refused, and words have no blanks."""
    assert all(word and not word.isspace() for word in words(text))
