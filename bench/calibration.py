"""How far confidence can be trusted: for each field what the answers say, how often they are right,
and the gap.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

#: The ids of records whose truth is written by hand and stands nowhere on many of their pages, by
#: figure.
BY_HAND = {"publisher": "fundus-"}
#: Groups of equal size whose mean confidence and share of right answers are compared.
GROUPS = 10


def error(answers: Iterable[tuple[float, bool]], groups: int = GROUPS) -> float:
    """Return the expected calibration error: the mean gap between confidence and share of right
    ones, in equal groups.

    >>> error([(0.75, True), (0.75, True), (0.75, True), (0.75, False)], groups=1)
    0.0
    """
    parts = _parts(answers, groups)
    gaps = [abs(sum(said for said, _ in part) - sum(right for _, right in part)) for part in parts]
    return sum(gaps) / max(1, sum(map(len, parts)))


def chance(answers: Iterable[tuple[float, bool]], groups: int = GROUPS) -> float:
    """Return the error to expect of such answers if each were right exactly as often as it says:
    few cannot show less.

    >>> chance([(0.5, True), (0.5, False)], groups=1)
    0.25
    """
    parts, gap = _parts(answers, groups), 0.0
    for part in parts:
        # the probability of each number of right answers
        odds = [1.0]
        for said, _ in part:
            odds = [
                less * said + same * (1 - said)
                for less, same in zip([0.0, *odds], [*odds, 0.0], strict=True)
            ]
        mean = sum(said for said, _ in part)
        gap += sum(share * abs(right - mean) for right, share in enumerate(odds))
    return gap / max(1, sum(map(len, parts)))


def _parts(answers: Iterable[tuple[float, bool]], groups: int) -> list[list[tuple[float, bool]]]:
    """Return the answers in groups of equal size, by confidence."""
    ordered = sorted(answers, key=lambda answer: answer[0])
    return [
        ordered[at * len(ordered) // groups : (at + 1) * len(ordered) // groups]
        for at in range(groups)
    ]


def told(
    fields: Iterable[tuple[str, str]],
    records: Sequence[Mapping[str, Any]],
    given: Mapping[str, Mapping[str, Any]],
    wrong: Iterable[tuple[str, str]],
) -> dict[str, list[tuple[float, bool]]]:
    """Return for each figure the confidence of each answer whose truth is known, and whether it is
    right as a whole.

    Whether an answer says too much is not to be told from a truth that no reader of the page could
    tell.
    """
    missed = set(wrong)
    return {
        name: [
            (
                given[record["id"]].get("confidences", {}).get(field, 0.0),
                (field, record["id"]) not in missed,
            )
            for record in records
            if not record["id"].startswith(BY_HAND.get(name, "\0"))
            if record["gold"].get(field) not in (None, "", [])
            and given[record["id"]].get(field) not in (None, [])
        ]
        for field, name in fields
    }


def table(found: Mapping[str, Sequence[tuple[float, bool]]]) -> list[str]:
    """Return the report's table; of fields with few answers too, whose gap is mostly chance, as the
    last column says.
    """
    lines = [
        "| figure | answers | said, mean | right | calibration error | by chance alone |",
        "|---|---|---|---|---|---|",
    ]
    for name, answers in found.items():
        if answers:
            said, right = (sum(column) / len(answers) for column in zip(*answers, strict=True))
            gaps = f"{error(answers):.3f} | {chance(answers):.3f}"
            lines.append(f"| {name} | {len(answers)} | {said:.3f} | {right:.3f} | {gaps} |")
    return lines
