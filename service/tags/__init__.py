"""Tags: one clean list from everything that a page states about its topics."""

from service.tags.dedupe import CAPITAL_MEANINGS
from service.tags.resolution import FINDINGS, RULES, resolve

__all__ = ["CAPITAL_MEANINGS", "FINDINGS", "RULES", "resolve"]
