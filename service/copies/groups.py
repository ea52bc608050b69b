"""The rows of a table whose texts are the same, found from their fingerprints alone.

Comparing each with each would take days for a million rows.  Signatures that agree in a few
positions in a row are neighbours in an order by these positions (locality-sensitive hashing), and
only neighbours in one of 32 such orders are compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from service.copies.fingerprint import GRAM, POSITIONS

Numbers: TypeAlias = NDArray[np.int64]
#: The signatures, a row each, big end first.
Signatures: TypeAlias = NDArray[Any]
#: Rows that may be of one text: the numbers of the ones, and of the others.
Pairs: TypeAlias = tuple[Numbers, Numbers]

#: The share of the shorter text's runs of words that the longer has, of two that are the same text.
CONTAINED = 0.8
#: The share of all their runs that both have, below which two texts are no candidates: a text that
#: is less than half of a page is a quotation.
ALIKE = 0.4
#: The positions of one order; a pair agrees in the first two, 32 bits, before it is compared.
_BAND, _MOST_SIGNIFICANT = 4, np.uint64(32)
#: Neighbours compared with a row in each order.  Where a site's frame gives thousands of pages the
#: same first positions, a page's copy is no further in most of the orders.
_NEAREST = 8
#: Pairs compared at a time: 50 MB.
_AT_ONCE = 100_000


def of_signatures(printed: bytes | bytearray) -> Signatures:
    """Return the signatures that stand one behind another."""
    return np.frombuffer(printed, dtype=">u2").reshape(-1, POSITIONS)


def stories(signatures: Signatures, words: Numbers) -> Numbers:
    """Return for each row the first row of its group; its own number where it is alone."""
    first = np.arange(len(words), dtype=np.int64)
    # copies to the letter are most copies: of each text one row is compared with others
    first = _together(first, _alike(signatures, words, _neighbours(_whole(signatures), first, 1)))
    texts = np.flatnonzero(first == np.arange(len(words)))
    for start in range(0, POSITIONS, _BAND):
        band = np.ascontiguousarray(signatures[texts, start : start + _BAND])
        keys = band.view(">u8").ravel().astype(np.uint64)
        for ones, others in _neighbours(keys, texts, _NEAREST):
            apart = first[ones] != first[others]
            found = _alike(signatures, words, iter([(ones[apart], others[apart])]))
            first = _together(first, found)
    return first


def _whole(signatures: Signatures) -> NDArray[np.uint64]:
    """Return a number of 64 bits for each signature, the same for the same ones."""
    parts = np.ascontiguousarray(signatures).view(">u8")
    number = np.zeros(len(parts), dtype=np.uint64)
    for column in range(parts.shape[1]):
        # an odd factor (that of FNV-1a) loses no bit, and carries each into those above it
        number = (number ^ parts[:, column].astype(np.uint64)) * np.uint64(0x100000001B3)
        number ^= number >> _MOST_SIGNIFICANT
    return number


def _neighbours(keys: NDArray[np.uint64], rows: Numbers, nearest: int) -> Iterator[Pairs]:
    """Yield the rows that stand so near one another in the order of their keys, and agree in the
    more significant half.
    """
    order = np.argsort(keys, kind="stable")
    heads, rows = keys[order] >> _MOST_SIGNIFICANT, rows[order]
    for distance in range(1, min(nearest, len(rows) - 1) + 1):
        same = heads[distance:] == heads[:-distance]
        yield rows[:-distance][same], rows[distance:][same]


def _alike(signatures: Signatures, words: Numbers, pairs: Iterator[Pairs]) -> Iterator[Pairs]:
    """Yield those of the pairs whose texts are the same."""
    for ones, others in pairs:
        for start in range(0, len(ones), _AT_ONCE):
            one, other = ones[start : start + _AT_ONCE], others[start : start + _AT_ONCE]
            agree = np.count_nonzero(signatures[one] == signatures[other], axis=1)
            same = are_same(agree / POSITIONS, words[one], words[other])
            yield one[same], other[same]


def are_same(alike: NDArray[np.float64], one: Numbers, other: Numbers) -> NDArray[np.bool_]:
    """Return which pairs are the same text: by the share of their runs that both have, and the
    numbers of their words.

    >>> are_same(np.array([0.7, 0.6, 0.5, 0.3]), np.full(4, 104), np.array([104, 104, 154, 304]))
    array([ True, False,  True, False])
    """
    shorter = np.minimum(one, other) - (GRAM - 1)
    runs = one + other - 2 * (GRAM - 1)
    # of n runs in all, j are common: j = alike * (n - j)
    common = alike * runs / (1 + alike)
    return (alike >= ALIKE) & (common >= CONTAINED * shorter)


def _together(first: Numbers, pairs: Iterator[Pairs]) -> Numbers:
    """Return the groups with those of each pair made one."""
    for ones, others in pairs:
        while len(ones):
            low, high = first[ones], first[others]
            low, high = np.minimum(low, high), np.maximum(low, high)
            apart = low != high
            ones, others = ones[apart], others[apart]
            np.minimum.at(first, high[apart], low[apart])
            while not np.array_equal(beyond := first[first], first):
                first = beyond
    return first
