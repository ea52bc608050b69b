"""The posterior probabilities of rival values: naive Bayes with independence groups and a "none of these".

Two statements of one witness group count as one: two meta tags fed by the same CMS variable prove no more than one.  So for
each value a group counts once, with its most reliable statement.  Dates have a finer model of their own; every other
field is weighed here.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from service.model import Json, Observation

Key = TypeVar("Key", bound=Hashable)

#: The bounds of a source's reliability: it is never certain and never worthless.
_LEAST, _MOST = 0.02, 0.999

#: The greatest confidence that is printed (contract.md: at most 0.9999).
CEILING = 0.9999


def posterior(statements: Mapping[Key, Iterable[tuple[float, str]]], *, u: float) -> dict[Key, float]:
    """Return the probability of each value; the rest up to 1 is the probability that none of them is right.

    ``statements`` gives for each folded value the (reliability, witness group) of every statement of it.  A group has one
    vote, for its most reliable statement; its other statements are no votes against that, since one CMS may carry a long
    and a short form of the same truth.  ``u`` is the chance that a wrong vote names exactly this value: small for headlines,
    large for languages.  One vote alone comes out at its own reliability; a second one for the same value multiplies the
    odds by its own odds over ``u``.

    >>> posterior({"a": [(0.8, "machine"), (0.7, "machine")], "b": [(0.6, "machine")]}, u=0.01)["a"]
    0.8
    """
    votes = _votes(statements)
    scores = {key: math.fsum([math.log(u), *[_bits(r, u) for r in mine]]) for key, mine in votes.items()}
    top = max([0.0, *scores.values()])
    weights = {key: math.exp(score - top) for key, score in scores.items()}
    total = math.fsum([math.exp(-top), *weights.values()])
    chances = {key: round(weight / total, 12) for key, weight in weights.items()}
    return chances | _leftovers(statements, chances, u * math.exp(-top) / total)


def _votes(statements: Mapping[Key, Iterable[tuple[float, str]]]) -> dict[Key, list[float]]:
    """Return the votes for each value: from each group the reliability of its best statement.

    In a tie the value that more groups and more places state gets the vote; equal values share it: a caller's "author" is no
    better than its "byline".
    """
    best: dict[str, dict[Key, float]] = {}
    support: dict[Key, tuple[int, int]] = {}
    for key, stated in statements.items():
        said = list(stated)
        support[key] = (len({group for _, group in said}), len(said))
        for reliability, group in said:
            mine = best.setdefault(group, {})
            mine[key] = max(mine.get(key, 0.0), reliability)
    votes: dict[Key, list[float]] = {}
    for mine in best.values():
        most = max(mine.values())
        tied = [key for key, reliability in mine.items() if reliability == most]
        strongest = max([support[key] for key in tied])
        tied = sorted((key for key in tied if support[key] == strongest), key=repr)
        for key in tied:
            votes.setdefault(key, []).append(most / len(tied))
    return votes


def _bits(reliability: float, u: float) -> float:
    """Return the log-odds contribution of a vote; it is never negative, however unreliable the witness."""
    r = min(max(reliability, _LEAST), _MOST)
    return max(math.log(r / (1 - r)) - math.log(u), 0.0)


def _leftovers(
    statements: Mapping[Key, Iterable[tuple[float, str]]], chances: Mapping[Key, float], nothing: float
) -> dict[Key, float]:
    """Return the probabilities of values without a vote: shares of what the votes leave open, none above a weak vote's."""
    rest = {key: max((r for r, _ in stated), default=0.0) for key, stated in statements.items() if key not in chances}
    total = 1 + math.fsum(rest.values())
    return {key: round(nothing * reliability / total, 12) for key, reliability in rest.items()}


def rounded(probability: float) -> float:
    """Return the probability as answers show it: four decimals, rounded down so that it never promises too much, and never 1.

    The decimal digits are cut, since in binary 0.57 × 10,000 lies below 5,700.
    """
    if probability >= CEILING:
        return CEILING
    # Below a ten-thousandth the digits are written with an exponent; zero is an integer here, as JSON's canonical form has it.
    return float(repr(float(probability))[:6]) if probability >= 0.0001 else 0


def printed(probability: float) -> float:
    """Return the confidence of a posterior, rounded down as answers show it, with float error in the last digit corrected.

    >>> printed(0.99999), printed(0.87654321)
    (0.9999, 0.8765)
    """
    return min(math.floor(probability * 10_000 + 1e-6) / 10_000, CEILING)


#: Places that write a list as one statement for each member: <meta property="article:tag"> five times is one list of five.
_BY_REPETITION = ("meta:", "html:", "hentry:", "microdata:", "rdfa:", "text:byline", "text:biography")


def lists(observations: Iterable[Observation]) -> list[list[Observation]]:
    """Return the observations grouped into lists: repeated members together, every other statement alone."""
    groups: dict[str, list[Observation]] = {}
    for observation in observations:
        source = observation.source.id
        key = source if source.startswith(_BY_REPETITION) else f"{source}\0{observation.locator}\0{observation.order}"
        groups.setdefault(key, []).append(observation)
    return list(groups.values())


def members(group: Sequence[Observation]) -> Json:
    """Return the raw list that a group states; members repeated word for word count once."""
    raws = list({repr(observation.raw): observation.raw for observation in group}.values())
    return raws[0] if len(raws) == 1 else raws
