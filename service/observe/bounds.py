"""How often a page may state one thing: what a template repeats a thousand times is read so far,
and the rest is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from service.lexicon.texts import LINE_LIMIT
from service.model import Finding, Observation

#: Statements of one source that are read.  Of the corpora's pages the most have 114, tags in metas;
#: an answer keeps 1,000 tags.
MOST_OF_A_SOURCE = 1_000
#: Characters of long texts of one source that are read behind its first: elements in one another
#: each state what all inside them do.  Of the corpora's pages the most have 2,730.
MOST_OF_LONG_TEXTS = 20_000
#: Elements of one class role that its reader is offered.  Of the corpora's pages the most have 294,
#: lines of dates.
MOST_OF_A_ROLE = 1_000


def first_of_each(observations: Iterable[Observation]) -> tuple[list[Observation], list[Finding]]:
    """Return the first statements of each source, and of long ones fewer, with a finding for each
    source that makes more.

    The rivals of a field are compared with one another, so that 8,000 titles would cost the square
    of their number.
    """
    counts, read, long = Counter[str](), Counter[str](), Counter[str]()
    kept = []
    for observation in observations:
        source, raw = observation.source.id, observation.raw
        # no recogniser remembers a longer one
        length = (
            len(raw) if isinstance(raw, str) and len(raw) > LINE_LIMIT and source in read else 0
        )
        long[source] += length
        counts[source] += 1
        if read[source] < MOST_OF_A_SOURCE and (not length or long[source] <= MOST_OF_LONG_TEXTS):
            read[source] += 1
            kept.append(observation)
    return kept, _unread(counts, read, "statements of")


def unread_elements(offered: Mapping[str, int]) -> list[Finding]:
    """Return a finding for each class role that more elements have than its reader was offered."""
    read = {role: min(count, MOST_OF_A_ROLE) for role, count in offered.items()}
    return _unread(offered, read, "elements of the class role")


def _unread(counts: Mapping[str, int], read: Mapping[str, int], what: str) -> list[Finding]:
    """Return a finding for each of some names that there is more of than was read."""
    return [
        Finding(
            "/article",
            "statement_limit",
            "info",
            f"The page has {count:,} {what} {name}; the first {read[name]:,} were read.",
        )
        for name, count in counts.items()
        if count > read[name]
    ]
