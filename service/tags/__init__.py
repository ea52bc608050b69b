"""Tags: one clean list from everything that a page states about its topics."""

from service.tags.dedupe import CAPITAL_MEANINGS
from service.tags.resolution import resolve
from service.tags.rules import FINDINGS, RULES

__all__ = ["CAPITAL_MEANINGS", "FINDINGS", "RULES", "resolve"]
