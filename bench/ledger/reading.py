"""The answer of a page, and the instrumented pass that sees which parts of the engine speak on
it.
"""

from __future__ import annotations

import signal
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from types import CodeType, FrameType
from typing import Any

from bench.ledger import profiled, words
from bench.ledger.functions import Probe, probes
from bench.ledger.material import Item
from bench.ledger.switches import memory, rebound
from service import observe
from service.judge import Claim, scorer
from service.judge.decision import Feature
from service.model import Observed, Result
from service.normalize import normalize

#: Seconds after which a reading is aborted: with a part off, a loop may never end.
PATIENCE = 5.0
#: The same while everything is watched.
WATCHED_PATIENCE = 60.0
#: The calls of the probes themselves are not the engine's.
_PROBES = words.__file__


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: the article, which of its members are right, and the exception where there was
    one.
    """

    article: Mapping[str, Any]
    right: Mapping[str, bool]
    raised: str = ""


class TooLongError(BaseException):
    """Raised when a reading takes too long; a BaseException, so that no handler of the engine
    catches it.
    """


def _give_up(*_: object) -> None:
    raise TooLongError


def answered(item: Item, patience: float = PATIENCE) -> tuple[Answer, Result | None]:
    """Return the item's answer as the engine gives it now."""
    signal.signal(signal.SIGALRM, _give_up)
    signal.setitimer(signal.ITIMER_REAL, patience, 1.0)
    try:
        result = item.read() if item.read else normalize(item.page, profile=item.profile)
    except (Exception, TooLongError) as error:
        signal.setitimer(signal.ITIMER_REAL, 0)
        return Answer({}, item.judge({}, None), type(error).__name__), None
    signal.setitimer(signal.ITIMER_REAL, 0)
    return Answer(
        result.article, item.judge(result.article, result.fields["datePublished"].precision)
    ), result


@dataclass(slots=True)
class Seen:
    """The observations of an instrumented pass: the marks of each page, and calls and seconds by
    mark.
    """

    marks: list[set[str]] = field(default_factory=list)
    calls: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=dict)
    total_calls: int = 0
    total_seconds: float = 0.0


class Watch:
    """A profile function that notes which functions speak, and what is called inside them."""

    def __init__(self, seen: Seen) -> None:
        """Record into ``seen``."""
        self.seen, self.marks = seen, set[str]()
        self._codes: dict[CodeType, Probe] = probes()
        self._open: list[tuple[int, float, Any]] = []
        self._inside: Counter[str] = Counter()

    def __call__(self, frame: FrameType, event: str, result: Any) -> None:
        """Handle one event of the interpreter."""
        if event == "call":
            self.seen.total_calls += frame.f_code.co_filename != _PROBES
            probe = self._codes.get(frame.f_code)
            if probe is not None:
                given = frame.f_locals.get(probe.parameter) if probe.mode == "changed" else None
                self._inside[probe.mark] += 1
                self._open.append((self.seen.total_calls - 1, perf_counter(), given))
        elif event == "return":
            probe = self._codes.get(frame.f_code)
            if probe is not None and self._open:
                calls, start, given = self._open.pop()
                self._inside[probe.mark] -= 1
                if not self._inside[probe.mark]:
                    self.seen.calls[probe.mark] += self.seen.total_calls - calls
                    self.seen.seconds[probe.mark] = (
                        self.seen.seconds.get(probe.mark, 0.0) + perf_counter() - start
                    )
                if probe.mark not in self.marks and _spoke(probe.mode, result, given):
                    self.marks.add(probe.mark)
                self.marks.add(f"{probe.mark} called")


def _spoke(mode: str, result: Any, given: Any) -> bool:
    if mode == "called":
        return True
    if mode == "changed":
        # an iterator cannot be inspected without consuming it
        return not isinstance(given, str | tuple | list | frozenset) or bool(result != given)
    return any(result) if type(result) is tuple else bool(result)


def look(items: list[Item]) -> tuple[list[Answer], Seen]:
    """Return the answers to the items from the unchanged engine, each read cold, and what spoke."""
    answers, seen = [], Seen()
    watch = Watch(seen)
    observed: list[Observed] = []
    observing = observe.observe

    def kept(page: Any, story: Any = None) -> Observed:
        observed.append(observing(page, story))
        return observed[-1]

    shares = scorer.judged

    def weighed(
        field: str, given: Sequence[Claim], rows: Sequence[Feature]
    ) -> list[scorer.Verdict]:
        speaking = {row.id for row in rows if row.own or len(given) > 1}
        watch.marks.update(
            f"features {field}.{name}"
            for claim in given
            for name in speaking
            if claim.marks.get(name)
        )
        return shares(field, given, rows)

    with words.watched(watch.marks.add), rebound(shares, weighed):
        observe.observe = kept
        for item in items:
            memory().forget()
            watch.marks.clear()
            observed.clear()
            sys.setprofile(watch)
            start = perf_counter()
            answer, result = answered(item, WATCHED_PATIENCE)
            seen.total_seconds += perf_counter() - start
            sys.setprofile(None)
            marks = set(watch.marks)
            marks |= profiled.marks(item)
            for found in observed:
                marks |= {f"places {o.source.id}" for o in found.observations}
            if result is not None:
                marks |= {f"findings {finding.code}" for finding in result.findings}
                for resolution in result.fields.values():
                    marks |= {
                        f"{kind} {r.rule}"
                        for r in resolution.repairs
                        for kind in ("rules", "damage")
                    }
                    marks |= {f"damage {e.rule}" for e in resolution.evidence if e.rule}
            seen.marks.append(marks)
            answers.append(answer)
    observe.observe = observing
    return answers, seen
