"""An article that was captured several times: one answer from all captures, and its history.

``answer`` takes pages in any order; ``capture`` and ``concluded`` are its two halves, for a caller
that reads one page at a time and keeps none.
"""

from __future__ import annotations

from collections.abc import Sequence

from service.captures.answer import (
    CapturesResult,
    NoMajorityError,
    concluded,
    concluded_each,
    unreadable,
)
from service.captures.capture import Capture, UntimedError, capture
from service.model import Page
from service.normalize import Profile, Thresholds

#: The captures of one article at most, unless a setting says otherwise.
MOST_CAPTURES = 1000


def answer(
    pages: Sequence[Page], thresholds: Thresholds | None = None, profile: Profile | None = None
) -> CapturesResult:
    """Return the answer from several captures of one article.

    Raises ``UntimedError`` for a page without ``fetched_at`` and ``NoMajorityError`` where no
    article is on more than half of the captures that show one.
    """
    return concluded([capture(page, thresholds, profile) for page in pages], thresholds)


def answer_each(
    pages: Sequence[Page], thresholds: Thresholds | None = None, profile: Profile | None = None
) -> list[CapturesResult]:
    """Return an answer for each article that the captures of one address show, in a batch.

    One where most are of one article, as ``answer`` gives it; else one for each, with a finding.
    """
    return concluded_each([capture(page, thresholds, profile) for page in pages], thresholds)


__all__ = [
    "MOST_CAPTURES",
    "Capture",
    "CapturesResult",
    "NoMajorityError",
    "UntimedError",
    "answer",
    "answer_each",
    "capture",
    "concluded",
    "concluded_each",
    "unreadable",
]
