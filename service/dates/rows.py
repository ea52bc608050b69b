"""A helper with which the tables of this room write a row of the rule table."""

from __future__ import annotations

from service.model import Rule


def rule(id: str, damage: str, cause: str, before: str, after: str, *catalogue: str) -> Rule:
    """Return a rule of the publication date, whose damage any date role can have; ``catalogue`` names its defects."""
    return Rule(id, "datePublished", damage, cause, before, after, catalogue)
