"""The stretches of a module in which a mutant would be the same program, by rule; they are not
mutated.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

Spot = tuple[int, int]
Span = tuple[Spot, Spot]

#: Decorators that change what a thing costs or forbids, not what it answers.
_DECORATORS = frozenset(
    "abstractmethod cache cached_property dataclass lru_cache of_short_texts overload "
    "record remembered "
    "runtime_checkable".split()
)


def left_out(source: str) -> Iterator[tuple[str, Span]]:
    """Yield the stretches of a module that are not mutated, each with the name of its rule; lines
    from 1, columns from 0.
    """
    lines = source.splitlines()

    def span(node: ast.expr | ast.stmt) -> Span:
        # the standard library counts bytes
        def spot(line: int, column: int) -> Spot:
            return line, len(lines[line - 1].encode()[:column].decode())

        end = (node.end_lineno or node.lineno, node.end_col_offset or node.col_offset)
        return spot(node.lineno, node.col_offset), spot(*end)

    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.AnnAssign | ast.arg) and node.annotation:
            yield "annotation", span(node.annotation)
        elif isinstance(node, ast.Assert):
            yield "assertion for the type checker", span(node)
        elif isinstance(node, ast.keyword) and node.arg == "strict":
            # of zip, whose parts are of one length wherever it says so
            yield "assertion", span(node.value)
        elif isinstance(node, ast.Call) and _name(node.func) in ("TypeVar", "cast"):
            yield "annotation", span(node)
        elif isinstance(node, ast.Call) and _name(node.func) in _DECORATORS:
            yield "cache or dataclass", span(node)
        elif isinstance(node, ast.Call) and "log" in _owner(node.func).lower():
            yield "text of a log", span(node)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns:
            yield "annotation", span(node.returns)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            for decorator in node.decorator_list:
                called = decorator.func if isinstance(decorator, ast.Call) else decorator
                if _name(called) in _DECORATORS:
                    (line, column), end = span(decorator)
                    # with its sign
                    yield "cache or dataclass", ((line, column - 1), end)


def _name(node: ast.expr) -> str:
    """Return the last name of what is called: "lru_cache" of functools.lru_cache."""
    return (
        node.id
        if isinstance(node, ast.Name)
        else node.attr
        if isinstance(node, ast.Attribute)
        else ""
    )


def _owner(node: ast.expr) -> str:
    """Return the name of what a method is called on: "_LOG" of _LOG.warning."""
    return _name(node.value) if isinstance(node, ast.Attribute) else ""
