"""The gate: each row of the code is in the committed ledger, and hardly one is there without a
reason.

``bench/ledger_floors.json`` says how many rows of a kind may have none; it may only go down.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from bench.data import ROOT
from bench.ledger.kinds import KINDS
from bench.ledger.reasons import without
from bench.ledger.report import REPORTS, read, read_groups
from bench.ledger.rows import Row

FLOORS = ROOT / "bench" / "ledger_floors.json"
MISSING = "is not in the ledger: `python -m bench.ledger --new` weighs it"
BARE = (
    "has no reason to stay: it pays on no three sites, decides no case, keeps no promise, and "
    "its group (bench/ledger/groups.json) does not pay where it speaks"
)
BETTER = "Fewer rows are without a reason: `python -m bench.ledger --lower` keeps it so."


def in_code(kinds: Collection[str]) -> list[str]:
    """Return the keys of the rows that the code has of these kinds, in its order."""
    return [each.key for kind in KINDS if kind in kinds for each in KINDS[kind]()]


def today(bare: Sequence[Row], floors: Mapping[str, int]) -> dict[str, int]:
    """Return the floors with each figure that is lower today."""
    counts = Counter(row.kind for row in bare)
    return {kind: min(most, counts[kind]) for kind, most in floors.items()}


def beyond(
    code: Sequence[str], rows: Sequence[Row], bare: Sequence[Row], floors: Mapping[str, int]
) -> list[str]:
    """Return a line for each row that the report lacks, and for each without a reason of a kind
    that has more of them than it may.
    """
    known, counts = {row.key for row in rows}, Counter(row.kind for row in bare)
    over = {kind for kind, count in counts.items() if count > floors.get(kind, 0)}
    return [
        *(f"{key} {MISSING}" for key in code if key not in known),
        *(f"{row.key} {BARE}" for row in bare if row.kind in over),
        *(f"{kind}: {counts[kind]}, where {floors.get(kind, 0)} may" for kind in sorted(over)),
    ]


def gate(lower: bool = False) -> int:
    """Print what is beyond the floors and return 1; or 0, after the floors are lowered if asked."""
    path = REPORTS / "ledger.json"
    rows = read(path)
    code = in_code({row.kind for row in rows} | floors().keys())
    still = set(code)
    bare = [row for row in without(rows, read_groups(path)) if row.key in still]
    bad = beyond(code, rows, bare, floors())
    better = today(bare, floors())
    if lower:
        FLOORS.write_text(json.dumps(better, indent=2) + "\n", "utf-8")
    elif bad:
        print("\n".join(bad))
    elif better != floors():
        print(BETTER)
    return 1 if bad and not lower else 0


def floors() -> dict[str, int]:
    """Return how many rows of each kind may have no reason."""
    found: dict[str, int] = json.loads(FLOORS.read_text("utf-8"))
    return found
