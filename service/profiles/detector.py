"""The sequential test by which a habit is told to have changed: an e-detector of Shiryaev and
Roberts' kind over universal-inference e-values.

A page that has the habit is a 0, one that breaks it a 1.  For each page s at which the habit may
have changed, the pages until now are betted on: before s at one rate of breaks and since s at
another, against all of them at the best single rate.  That ratio is an e-value for "nothing
changed", whatever the rate is (Wasserman, Ramdas and Balakrishnan, Universal inference, PNAS 117,
2020): the bets are Beta mixtures, made before the pages are seen.  The sum over s is an e-detector
(Shin, Ramdas and Rinaldo, E-detectors, NEJSDS 2, 2024).  It is below a submartingale that grows
by at most one a page, so by Doob's inequality it passes N times A within N pages with a
probability of at most 1 in A, at whatever page one looks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from math import exp, lgamma, log
from typing import NamedTuple

#: The Beta mixtures of the bets: before a change hardly any page breaks a habit, since then nearly
#: every one does.  Any mixture keeps the rate of false alarms; these find a new template soonest.
_BEFORE, _SINCE = (0.5, 4.0), (4.0, 0.5)
#: Possible changes whose e-value is below this (natural logarithm) are forgotten, and of more than
#: so many those with the least: what is left out only makes the sum smaller.
_HOPELESS, _MOST = -7.0, 64
#: Digits of a logarithm that are looked at, the same on every machine.
_DIGITS = 9


class Start(NamedTuple):
    """A page since which a habit may have changed: the pages before it and since, and those of
    them that broke the habit.
    """

    page: int
    before: int
    before_of: int
    since: int
    since_of: int

    def after(self, broken: bool) -> Start:
        """Return the same start with one page more."""
        return self._replace(since=self.since + broken, since_of=self.since_of + 1)

    @property
    def log_e(self) -> float:
        """The natural logarithm of the e-value."""
        return log_e(self.before, self.before_of, self.since, self.since_of)


def log_e(before: int, before_of: int, since: int, since_of: int) -> float:
    """Return the logarithm of the e-value for a change of rate between two runs of pages.

    >>> round(log_e(0, 40, 8, 8), 1), round(log_e(4, 40, 1, 8), 1)
    (19.8, -6.1)
    """
    return round(
        _mixture(before, before_of, *_BEFORE)
        + _mixture(since, since_of, *_SINCE)
        - _likelihood(before + since, before_of + since_of),
        _DIGITS,
    )


def log_e_of_most(ones: int, of: int) -> float:
    """Return the logarithm of the e-value for "more than half of the pages are ones".

    >>> round(log_e_of_most(14, 14), 1), round(log_e_of_most(9, 14), 1)
    (8.9, -1.2)
    """
    least_share = _likelihood(ones, of) if 2 * ones <= of else of * log(0.5)
    return round(_mixture(ones, of, *_SINCE) - least_share, _DIGITS)


#: Pages of one site are counted in small numbers, and the same ones come again and again.
@lru_cache(maxsize=2**15)
def _mixture(ones: int, of: int, alpha: float, beta: float) -> float:
    """Return the log-probability of pages under a Beta mixture of rates."""
    return _log_beta(ones + alpha, of - ones + beta) - _log_beta(alpha, beta)


def _log_beta(alpha: float, beta: float) -> float:
    return lgamma(alpha) + lgamma(beta) - lgamma(alpha + beta)


@lru_cache(maxsize=2**15)
def _likelihood(ones: int, of: int) -> float:
    """Return the log-likelihood of pages at the rate that suits them best."""
    return sum(part * log(part / of) for part in (ones, of - ones) if part)


@dataclass(slots=True)
class Detector:
    """The state of the test of one habit: what was seen before, and since when it may have
    changed.
    """

    #: Pages that broke the habit, and all that could: those of the profile, and since then.
    broken: int
    of: int
    starts: list[Start] = field(default_factory=list)

    def add(self, page: int, broken: bool) -> None:
        """Take in a page that could have broken the habit."""
        found = [start.after(broken) for start in self.starts]
        if broken:
            # a change begins with a page that breaks the habit
            found.append(Start(page, self.broken, self.of, 1, 1))
        self.broken += broken
        self.of += 1
        self.starts = worth_keeping(found)

    @property
    def log_sum(self) -> float:
        """The logarithm of the e-detector."""
        return log_sum([start.log_e for start in self.starts])

    @property
    def likeliest(self) -> Start:
        """The likeliest start of a change."""
        return max(self.starts, key=lambda start: (start.log_e, -start.page))


def worth_keeping(starts: list[Start]) -> list[Start]:
    """Return the starts that may still come to something."""
    if not starts:
        return starts
    kept = [start for start in starts if start.log_e > _HOPELESS]
    if len(kept) > _MOST:
        kept = sorted(sorted(kept, key=lambda start: -start.log_e)[:_MOST])
    return kept


def log_sum(logarithms: list[float]) -> float:
    """Return the logarithm of a sum, given as logarithms."""
    most = max(logarithms, default=0.0)
    if not logarithms:
        return float("-inf")
    return round(most + log(sum(exp(one - most) for one in logarithms)), _DIGITS)
