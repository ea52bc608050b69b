"""Tags: one clean list from everything that a page states about its topics."""

from service.tags.resolution import resolve
from service.tags.rules import FINDINGS, RULES

__all__ = ["FINDINGS", "RULES", "resolve"]
