"""The answer from several captures: that of the last, with the first publication and history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from service.captures.capture import DATED, Capture, in_order
from service.captures.history import history_of
from service.captures.story import stories
from service.dates.looks import Look, Published, first_publication
from service.model import Evidence, Finding, Json, Result
from service.normalize import FINDINGS, Examined, Thresholds, advised
from service.normalize import concluded as concluded_page
from service.records import replace

_SEVERITY = {each.code: each.severity for each in FINDINGS}
_PUBLISHED = "datePublished"


class CapturesResult(NamedTuple):
    """The answer from several captures of one article.

    ``last`` is the number, in the order of their time, of the capture whose values stand.
    """

    result: Result
    history: Mapping[str, Json]
    last: int


class NoMajorityError(ValueError):
    """Raised where no article is on more than half of the captures that show one.

    ``stories`` are the times of the captures of each article, the most captured first.
    """

    def __init__(self, stories: Sequence[Sequence[str]]) -> None:
        """Take the times of the captures of each article."""
        super().__init__("no article is on more than half of the captures")
        self.stories = stories


def concluded(captures: Sequence[Capture], thresholds: Thresholds | None = None) -> CapturesResult:
    """Return the answer from captures of one article, in any order.

    ``NoMajorityError`` where no article is on more than half of the captures that show one.
    """
    ordered = in_order(captures)
    found = _stories(ordered)
    if len(found[0]) * 2 <= sum(map(len, found)):
        raise NoMajorityError([[ordered[n].seen_at for n in each] for each in found])
    return _of_story(ordered, found[0], thresholds or Thresholds())


def concluded_each(
    captures: Sequence[Capture], thresholds: Thresholds | None = None
) -> list[CapturesResult]:
    """Return the answer from the captures of one address: several where no article has most."""
    ordered, limits = in_order(captures), thresholds or Thresholds()
    found = _stories(ordered)
    if len(found[0]) * 2 > sum(map(len, found)):
        return [_of_story(ordered, found[0], limits)]
    message = f"The captures show {len(found)} articles, and none of them on most."
    several = _finding("several_articles", message)
    return [_of_story(ordered, each, limits, several) for each in found]


def _stories(ordered: Sequence[Capture]) -> list[list[int]]:
    """Return the numbers of the captures of each article; of all where none shows one."""
    shown = [n for n, one in enumerate(ordered) if one.is_article]
    found = stories([ordered[n].story for n in shown])
    return [[shown[n] for n in each] for each in found] or [[*range(len(ordered))]]


def _of_story(
    ordered: Sequence[Capture], numbers: Sequence[int], limits: Thresholds, *told: Finding
) -> CapturesResult:
    """Return the answer from the captures of one article; the others are left out."""
    last = ordered[numbers[-1]]
    own = [(n, ordered[n]) for n in numbers]
    published = _published(own, limits) if len(own) > 1 and last.is_article else None
    result = last.result
    if published is not None:
        page = last.page
        together = {**page.resolutions, _PUBLISHED: published.resolution}
        result = concluded_page(Examined(page.seen, page.context, together), limits)
    left = tuple(_left_out(n, one) for n, one in enumerate(ordered) if n not in numbers)
    result = replace(result, findings=(*result.findings, *left, *told))
    return CapturesResult(result, history_of(own, result, published), numbers[-1])


def _published(own: Sequence[tuple[int, Capture]], limits: Thresholds) -> Published:
    """Return the first publication, decided over the statements of all captures of an article."""
    looks = []
    for look, (_, one) in enumerate(own):
        seen = [replace(o, capture=look) for o in one.page.seen.observations if o.field in DATED]
        looks.append(Look(seen, one.page.context, one.page.resolutions[_PUBLISHED]))
    found = first_publication(looks, limits.dates)
    evidence = [_numbered(each, own) for each in found.resolution.evidence]
    return found._replace(resolution=replace(found.resolution, evidence=tuple(evidence)))


def _numbered(evidence: Evidence, own: Sequence[tuple[int, Capture]]) -> Evidence:
    """Return the evidence with its capture's number in the answer's order, in which those that are
    left out count.
    """
    stated = evidence.observation
    number, _ = own[stated.capture or 0]
    return replace(evidence, observation=replace(stated, capture=number))


def _left_out(number: int, one: Capture) -> Finding:
    """Return the finding about a capture that does not show the article."""
    what = "another story" if one.is_article else _WALLS[one.page.seen.kind]
    message = f"Capture {number}, of {one.seen_at}, shows {what}, and was left out."
    return _finding("capture_left_out", message, number)


def unreadable(place: int, reason: str) -> Finding:
    """Return the finding about one of the captures that were sent, which is no page; ``place``
    counts from 1, as they were sent.
    """
    return _finding("capture_unreadable", f"Capture {place} of those sent: {reason}", place)


def _finding(code: str, message: str, raw: Json = None) -> Finding:
    return advised(Finding("", code, _SEVERITY[code], message, raw))


_WALLS = {
    "not_a_page": "no page",
    "bot_wall": "a check for robots",
    "consent_wall": "a request for consent",
    "login_page": "a login",
    "error_page": "an error page",
}
