"""The judge: from the readings of a field to its decision, by weights that ``python -m bench.fit`` measures on pages."""

from service.judge.decision import (
    MOST,
    Damage,
    Reading,
    by_key_of,
    counted,
    decide,
    lists,
    members,
    of_field,
    ranked,
    refused,
)  # fmt: skip
from service.judge.scorer import Claim, Feature, Verdict, judged

__all__ = [
    "MOST", "Claim", "Damage", "Feature", "Reading", "Verdict", "by_key_of", "counted", "decide", "judged", "lists", "members",
    "of_field", "ranked", "refused",
]  # fmt: skip
