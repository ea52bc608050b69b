"""The fingerprint of a text: how long it is, and a MinHash of its runs of five words.

Two fingerprints tell, without the texts, which share of their runs of five words two texts have in
common: newspapers cut an agency's text, head it anew and add to it, and what is left is copied word
for word.
"""

from __future__ import annotations

import base64
import re
import struct

from service.copies.words import words

#: What a fingerprint begins with: another way of counting or hashing has another name, and those of
#: two versions are never compared.
VERSION = "v1"
#: Texts of fewer words say too little: teasers, captions, walls.
FEWEST_WORDS = 50
#: Words in a run. Five in a row are seldom the same by chance, and quotes and names are shorter.
GRAM = 5
#: Positions of a signature; the standard error of a share of one half is 4.4 %.
POSITIONS = 128
#: The seed of the hash functions, fixed for ever: any number does, as long as all use it.
_SEED = 1
#: The bits that are kept of each position: two texts agree in one by chance once in 65,536.
_BITS = 0xFFFF
_SIGNATURE = struct.Struct(f">{POSITIONS}H")
#: A fingerprint: 256 bytes in base64, and a number of words that a page can have.
_PRINTED = re.compile(VERSION + r":[1-9]\d{1,8}:[A-Za-z0-9+/]{342}==", re.ASCII)
#: Runs of words made at a time, so that a text of a million words takes no more memory than its
#: words do.
_AT_ONCE = 20_000


def text_fingerprint(text: str) -> str | None:
    """Return "v1:", the number of words, ":", and the signature in base64; None for a text of fewer
    than fifty words.
    """
    found = words(text)
    if len(found) < FEWEST_WORDS:
        return None
    return written(len(found), signature(found))


def signature(found: list[bytes]) -> bytes:
    """Return the MinHash of the runs of five words: 128 numbers of 16 bits, big end first."""
    # loaded where it is asked for: most answers have no fingerprint
    from rensa import RMinHash

    hashed = RMinHash(num_perm=POSITIONS, seed=_SEED)
    for start in range(0, len(found) - GRAM + 1, _AT_ONCE):
        part = found[start : start + _AT_ONCE + GRAM - 1]
        runs = zip(part, part[1:], part[2:], part[3:], part[4:], strict=False)
        # where one word ends says no more once five are the same
        hashed.update([*map(b"".join, runs)])
    return _SIGNATURE.pack(*[position & _BITS for position in hashed.digest()])


def parsed(printed: str) -> tuple[int, bytes] | None:
    """Return the number of words and the signature that a fingerprint has; None for what is none,
    as one of another version.
    """
    if _PRINTED.fullmatch(printed) is None:
        return None
    _, count, signed = printed.split(":")
    return int(count), base64.b64decode(signed)


def written(count: int, signed: bytes) -> str:
    """Return the fingerprint of a text of so many words with this signature."""
    return f"{VERSION}:{count}:{base64.b64encode(signed).decode('ascii')}"
