"""The places of a module at which it can be mutated, without those where a mutant would be the same
program.

Cosmic Ray knows what can be changed: an operator, a comparison, a number, a loop, a condition, an
exception that is caught. What is left out is left out by rule, and counted: a mutant that no test
could kill says nothing of the tests.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Operator
from cosmic_ray.plugins import get_operator, operator_names

from bench.mutants.rules import Span, left_out

#: Of a comparison by identity and one by value the other is nearly always the same program: ``x is
#: None``, ``x == None``.
_SAME = ("Is_Eq", "Eq_Is", "IsNot_NotEq", "NotEq_IsNot")


@dataclass(frozen=True, slots=True)
class Mutation:
    """One change: the name of Cosmic Ray's operator, and which of its occurrences in the module."""

    operator: str
    occurrence: int

    def apply(self, source: str) -> str:
        """Return the module with the change."""
        changed = mutate_code(source, _operator(self.operator), self.occurrence)
        if changed is None:
            raise ValueError(f"{self.operator} has no occurrence {self.occurrence}")
        return str(changed)


@cache
def _operator(name: str) -> Operator:
    return get_operator(name)()


@cache
def _operators() -> tuple[str, ...]:
    """Return the operators that need no arguments and change something, in a fixed order."""
    return tuple(
        sorted(
            name
            for name in operator_names()
            if not get_operator(name).arguments() and name != "core/NoOp"
        )
    )


def places(source: str) -> tuple[dict[Span, list[Mutation]], Counter[str]]:
    """Return the changes of each place in the module, and how many places each rule leaves out."""
    found: dict[Span, list[Mutation]] = {}
    tree = get_ast(source)
    for name in _operators():
        spans = [
            span for node in ast_nodes(tree) for span in _operator(name).mutation_positions(node)
        ]
        for occurrence, span in enumerate(spans):
            found.setdefault(span, []).append(Mutation(name, occurrence))
    excluded: Counter[str] = Counter()
    rules = list(left_out(source))
    kept = {}
    for span, mutations in sorted(found.items()):
        rule = next((rule for rule, (begin, end) in rules if begin <= span[0] < end), "")
        useful = [mutation for mutation in mutations if not mutation.operator.endswith(_SAME)]
        if rule or not useful:
            excluded[rule or "identity for equality"] += 1
        else:
            kept[span] = useful
    return kept, excluded
