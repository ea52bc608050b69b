"""The patterns and sets of words of the rooms as switches, and the probes that see them match."""

from __future__ import annotations

import ast
import functools
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.ledger.switches import Switch, holders, modules, rebound, within
from service.lexicon.patterns import Late

#: The room of dates keeps its patterns in tables with switches of their own.
_ROOMS = tuple(
    [
        f"service.{room}"
        for room in ("fields", "judge", "tags", "view", "observe", "spans", "lexicon")
    ]
)
#: A pattern is compiled with its module, or on first need.
_PATTERN = (re.Pattern, Late)
_FLAGS = re.compile(r"\A\(\?[aiLmsux]+\)")
_SPEAKING = ("match", "search", "fullmatch", "findall", "split", "sub", "subn", "finditer")


def never(pattern: re.Pattern[Any] | Late) -> re.Pattern[Any]:
    """Return a pattern with the same groups that matches nothing."""
    text = pattern.pattern
    if isinstance(text, bytes):
        return re.compile(b"(?!)(?:" + text + b")", pattern.flags)
    return re.compile("(?!)(?:" + _FLAGS.sub("", text) + ")", pattern.flags)


class PatternProbe:
    """A pattern that reports when it finds something."""

    def __init__(self, pattern: re.Pattern[Any] | Late, report: Callable[[], None]) -> None:
        """Wrap a pattern."""
        self._pattern, self._report = pattern, report
        self.pattern, self.flags, self.groups, self.groupindex = (
            pattern.pattern,
            pattern.flags,
            pattern.groups,
            pattern.groupindex,
        )

    def __getattr__(self, name: str) -> Any:
        """Return the pattern's own method, watched."""
        return self.watched(name) if name in _SPEAKING else getattr(self._pattern, name)

    def watched(self, name: str) -> Callable[..., Any]:
        """Return the method in a wrapper that reports when it finds something."""
        method, report = getattr(self._pattern, name), self._report

        def watched(*given: Any, **named: Any) -> Any:
            found = method(*given, **named)
            if name == "finditer":
                found = list(found)
            if _found(name, found, given):
                report()
            return iter(found) if name == "finditer" else found

        return watched


def _found(method: str, found: Any, given: tuple[Any, ...]) -> bool:
    """Return whether a method of a pattern found something."""
    if method == "sub":
        return len(given) < 2 or bool(found != given[1])
    if method == "subn":
        return bool(found[1])
    return len(found) > 1 if method == "split" else bool(found)


class WordsProbe(frozenset):  # type: ignore[type-arg]
    """A set of words that reports when a word is found in it."""

    report: Callable[[], None]

    def __contains__(self, word: object) -> bool:
        """Return whether a word is in the set, and report it if so."""
        found = super().__contains__(word)
        if found:
            self.report()
        return found

    def _watched(name: str) -> Any:  # type: ignore[misc]  # noqa: N805
        method = getattr(frozenset, name)

        def watched(self: WordsProbe, *given: Any) -> Any:
            found = method(self, *given)
            if found is not NotImplemented and (found or name in ("isdisjoint", "__rsub__")):
                self.report()
            return found

        return watched

    __and__, __rand__, __iter__, __ge__, __gt__ = map(
        _watched, ("__and__", "__rand__", "__iter__", "__ge__", "__gt__")
    )
    __rsub__, intersection, isdisjoint, issuperset = map(
        _watched, ("__rsub__", "intersection", "isdisjoint", "issuperset")
    )
    __or__, __ror__, union = map(_watched, ("__or__", "__ror__", "union"))


def _held(module: ModuleType) -> Iterator[tuple[str, Any]]:
    """Yield the patterns and sets of words that a module makes, with their names; patterns in a
    tuple's rows by number.
    """
    for name, value in list(vars(module).items()):
        if type(value) in (*_PATTERN, frozenset):
            yield name, value
        elif type(value) is tuple:
            for i, row in enumerate(value):
                yield from (
                    (f"{name}[{i}]", each) for each in within(row) if type(each) in _PATTERN
                )


def tables() -> dict[str, tuple[Any, str, int]]:
    """Return each pattern and set of words by dotted name, with the file, the line and the number
    of lines of its assignment.

    What a module imports belongs to the other module; where two names hold one object the first is
    used.
    """
    found: dict[str, tuple[Any, str, int]] = {}
    seen: set[int] = set()
    for module in modules():
        if not module.__name__.startswith(_ROOMS) or module.__file__ is None:
            continue
        lines = _assigned(Path(module.__file__))
        for name, value in _held(module):
            if id(value) not in seen and name.partition("[")[0] in lines and value:
                seen.add(id(value))
                start, count = lines[name.partition("[")[0]]
                file = module.__file__[module.__file__.rindex("/service/") + 1 :]
                found[f"{module.__name__.removeprefix('service.')}.{name}"] = (
                    value,
                    f"{file}:{start}",
                    count,
                )
    return found


def _assigned(path: Path) -> dict[str, tuple[int, int]]:
    """Return the names that a module assigns at its top level, with the line and the number of
    lines.
    """
    found = {}
    for node in ast.parse(path.read_text("utf-8")).body:
        targets = (
            node.targets
            if isinstance(node, ast.Assign)
            else [node.target]
            if isinstance(node, ast.AnnAssign)
            else []
        )
        for target in targets:
            names = target.elts if isinstance(target, ast.Tuple) else [target]
            found.update(
                {
                    n.id: (node.lineno, (node.end_lineno or 0) - node.lineno + 1)
                    for n in names
                    if isinstance(n, ast.Name)
                }
            )
    return found


@functools.cache
def _read_in_functions() -> frozenset[str]:
    """Return every name and attribute that a function of the service reads."""
    files = {module.__file__ for name, module in sys.modules.items() if name.startswith("service.")}
    trees = [ast.parse(Path(file).read_text("utf-8")) for file in files if file is not None]
    functions = (
        node
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.Lambda)
    )
    inside = [node for function in functions for node in ast.walk(function)]
    return frozenset(
        [node.id for node in inside if isinstance(node, ast.Name)]
        + [node.attr for node in inside if isinstance(node, ast.Attribute)]
    )


def is_only_built_in(name: str, value: object) -> bool:
    """Return whether a pattern or set is read at import only, where others are built of it, so that
    switching it off changes nothing.
    """
    own = name.rpartition(".")[2].partition("[")[0]
    return own not in _read_in_functions() and len(holders().get(id(value), ())) == 1


def switches(kind: str) -> Iterator[Switch]:
    """Yield the switches of the patterns, or of the sets of words."""
    for name, (value, where, lines) in sorted(tables().items()):
        if isinstance(value, _PATTERN) == (kind == "patterns"):
            empty: object = never(value) if isinstance(value, _PATTERN) else frozenset()
            off = None if is_only_built_in(name, value) else partial(rebound, value, empty)
            yield Switch(kind, name, off, where, lines)


@contextmanager
def watched(report: Callable[[str], None]) -> Iterator[None]:
    """Have every pattern and set of words report its kind and name when it finds something, within
    the context.
    """
    with ExitStack() as stack:
        for name, (value, _, _) in tables().items():
            if isinstance(value, _PATTERN):
                stack.enter_context(
                    rebound(value, PatternProbe(value, partial(report, f"patterns {name}")))
                )
            else:
                probe = WordsProbe(value)
                probe.report = partial(report, f"words {name}")
                stack.enter_context(rebound(value, probe))
        yield
