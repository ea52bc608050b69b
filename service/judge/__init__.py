"""The judge: one scorer for rival values of a field, with weights that ``python -m bench.fit`` measures on pages."""

from service.judge.scorer import Claim, Verdict, contributions, judged

__all__ = ["Claim", "Verdict", "contributions", "judged"]
