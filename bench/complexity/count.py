"""What is counted of a module.

*Conditions*: an ``if`` or ``elif``, a ternary, a ``while``, each operand of ``and``/``or`` beyond
the first, each ``if`` of a comprehension, each ``case`` of a match but a bare ``_``, and each guard
of one.  Also what would only be another way to write them: ``&`` or ``|`` of which a side is a
boolean by its looks (a comparison, ``not``, a call such as ``isinstance``), and each element beyond
the first of a tuple, list or set that is written out in ``any(...)`` or ``all(...)``.

*Complexity* of a function, after McCabe: one, and one for each condition, loop, handler of
exceptions and ``for`` of a comprehension in it.  What is nested in a function is read with it and
counts in it: lambdas, comprehensions and inner functions, which are functions of their own besides.
A lambda outside of all functions (in a table, say) is a function of its own too, but is no part of
the mean, which many small ones would flatter.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

#: Calls whose answer is a boolean, by the last part of their name.
_PREDICATES = frozenset(
    """
    all any bool callable hasattr isinstance issubclass
    startswith endswith isdisjoint issubset issuperset
    isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace
    istitle isupper
    """.split()
)

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef
_Counts: TypeAlias = Mapping[type[ast.AST], Callable[[Any], int]]


def _called(call: ast.Call) -> str:
    """Return the last part of the name of what is called."""
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def _joins(node: ast.AST) -> bool:
    """Return whether the node joins two values by ``&`` or ``|``."""
    return isinstance(node, ast.BinOp) and isinstance(node.op, (ast.BitAnd, ast.BitOr))


def looks_boolean(node: ast.expr) -> bool:
    """Return whether an expression is a boolean by its looks alone.

    >>> [looks_boolean(ast.parse(text, mode="eval").body) for text in ("a < b", "any(a)", "{1}")]
    [True, True, False]
    """
    if isinstance(node, ast.Call):
        return _called(node) in _PREDICATES
    if isinstance(node, ast.BoolOp):
        return any(map(looks_boolean, node.values))
    if isinstance(node, ast.BinOp):
        return bool(_joined(node))
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.op, ast.Not)
    if isinstance(node, ast.Constant):
        return isinstance(node.value, bool)
    return isinstance(node, ast.Compare)


def _joined(node: ast.BinOp) -> int:
    return int(_joins(node) and any(map(looks_boolean, (node.left, node.right))))


def _written_out(node: ast.Call) -> int:
    """Return the number of elements beyond the first that are written out for ``any``, ``all``."""
    if _called(node) not in ("any", "all") or len(node.args) != 1:
        return 0
    given = node.args[0]
    return max(0, len(given.elts) - 1) if isinstance(given, (ast.Tuple, ast.List, ast.Set)) else 0


def _case(node: ast.match_case) -> int:
    bare = isinstance(node.pattern, ast.MatchAs) and node.pattern.pattern is None
    return (not bare) + (node.guard is not None)


def _one(_: ast.AST) -> int:
    return 1


_CONDITIONS: _Counts = {
    ast.If: _one,
    ast.IfExp: _one,
    ast.While: _one,
    ast.BoolOp: lambda node: len(node.values) - 1,
    ast.comprehension: lambda node: len(node.ifs),
    ast.match_case: _case,
    ast.BinOp: _joined,
    ast.Call: _written_out,
}
_PATHS: _Counts = {
    **_CONDITIONS,
    ast.For: _one,
    ast.AsyncFor: _one,
    ast.ExceptHandler: _one,
    ast.comprehension: lambda node: 1 + len(node.ifs),
}


def _total(tree: ast.AST, counts: _Counts) -> int:
    return sum(counts[type(node)](node) for node in ast.walk(tree) if type(node) in counts)


def conditions(tree: ast.AST) -> int:
    """Return the number of conditions in a tree."""
    return _total(tree, _CONDITIONS)


def complexity(function: ast.AST) -> int:
    """Return the cyclomatic complexity of a function.

    >>> complexity(ast.parse("def f(a):\\n    return [x for x in a if x and x > 1]"))
    4
    """
    return 1 + _total(function, _PATHS)


def functions(tree: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Yield the functions of a module, and the lambdas outside of them, with their names.

    >>> [name for name, _ in functions(ast.parse("class A:\\n  def b(self): ...\\nC = lambda: 1"))]
    ['A.b', '<lambda>']
    """
    times: Counter[str] = Counter()
    for name, node in _functions(tree, "", False):
        times[name] += 1
        yield (name if times[name] == 1 else f"{name}#{times[name]}"), node


def _functions(node: ast.AST, within: str, inside: bool) -> Iterator[tuple[str, ast.AST]]:
    """Yield the functions among a node's children; ``inside`` of one, lambdas are part of it."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function):
            name = f"{within}{child.name}"
            yield name, child
            yield from _functions(child, f"{name}.", True)
        elif isinstance(child, ast.Lambda) and not inside:
            yield f"{within}<lambda>", child
        else:
            prefix = f"{within}{child.name}." if isinstance(child, ast.ClassDef) else within
            yield from _functions(child, prefix, inside)


def several_statements(tree: ast.AST) -> int:
    """Return the number of lines on which more than one statement begins."""
    begins = Counter(node.lineno for node in ast.walk(tree) if isinstance(node, ast.stmt))
    return sum(count > 1 for count in begins.values())


def several_constants(tree: ast.Module) -> int:
    """Return the number of assignments outside of functions that bind several names at once.

    >>> several_constants(ast.parse("A, B = 1, 2\\nC = D = 3\\nE = (4, 5)"))
    2
    """
    classes = (node.body for node in tree.body if isinstance(node, ast.ClassDef))
    statements = (statement for body in (tree.body, *classes) for statement in body)
    return sum(isinstance(node, ast.Assign) and _binds_several(node) for node in statements)


def _binds_several(statement: ast.Assign) -> bool:
    if len(statement.targets) > 1:
        return True
    parallel = isinstance(statement.targets[0], ast.Tuple)
    return parallel and isinstance(statement.value, (ast.Tuple, ast.List))


def _docstring_lines(tree: ast.Module) -> set[int]:
    """Return the numbers of the lines of docstrings."""
    found: set[int] = set()
    for node in ast.walk(tree):
        if not isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        if ast.get_docstring(node, clean=False) is not None:
            first = node.body[0]
            found.update(range(first.lineno, (first.end_lineno or first.lineno) + 1))
    return found


def code_lines(text: str, tree: ast.Module) -> list[str]:
    """Return the lines that hold code: no blank ones, no comments alone, no docstrings."""
    docs = _docstring_lines(tree)
    lines = [line for number, line in enumerate(text.splitlines(), 1) if number not in docs]
    return [line for line in lines if line.strip() and not line.lstrip().startswith("#")]


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted of one module."""

    lines: int
    widths: tuple[int, ...]
    wide: int
    conditions: int
    statements: int
    crowded: int
    constants: int
    functions: Mapping[str, int]
    lambdas: Mapping[str, int]


#: The most columns of a line that is not counted as wide.
COLUMNS = 100


def counted(text: str) -> Counted:
    """Return what is counted of a module's source."""
    tree = ast.parse(text)
    found = list(functions(tree))
    lambdas = {name: complexity(node) for name, node in found if isinstance(node, ast.Lambda)}
    paths = {name: complexity(node) for name, node in found if name not in lambdas}
    return Counted(
        lines=len(text.splitlines()),
        widths=tuple(len(line) for line in code_lines(text, tree)),
        wide=sum(len(line) > COLUMNS for line in text.splitlines()),
        conditions=conditions(tree),
        statements=sum(isinstance(node, ast.stmt) for node in ast.walk(tree)),
        crowded=several_statements(tree),
        constants=several_constants(tree),
        functions=paths,
        lambdas=lambdas,
    )
