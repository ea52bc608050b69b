"""The judge: one scorer for rival values of a field, with weights that ``python -m bench.fit``
measures on pages.
"""

from service.judge.scorer import Claim, Verdict, judged

__all__ = ["Claim", "Verdict", "judged"]
