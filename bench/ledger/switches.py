"""The switch of one part of the engine, a record with an id and a context manager, and helpers for
all switches.

A later kind of row (a feature, a term of the score) is one more function that yields switches,
named in ``kinds.KINDS``.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from types import BuiltinMethodType, CodeType, FunctionType, ModuleType
from typing import Any

#: The rooms whose rules are weighed.
ROOMS = ("view", "observe", "fields", "judge", "tags", "dates", "spans", "lexicon")
#: Modules that cache facts of languages and time zones: expensive to compute, and the same on every
#: page.
_OF_FACTS = ("service.lexicon.calendar_names", "service.dates.zones", "service.spans.clocks")


@dataclass(frozen=True, slots=True)
class Switch:
    """One part of the engine that can be switched off.

    ``off`` gives a context in which the part is off, or is None where there is no way yet and only
    its pages are counted. ``speaks_as`` are the marks under which a page's reading shows that the
    part spoke; they default to the id. ``wide`` switches are tried on every case and made page too,
    since they can matter as a rival that does not win.  ``field`` is the member by which a part
    that repairs is judged where there is no way to switch it off.  ``parts`` are those of a group.
    """

    kind: str
    id: str
    off: Callable[[], AbstractContextManager[None]] | None
    where: str = ""
    lines: int = 1
    speaks_as: tuple[str, ...] = ()
    wide: bool = False
    field: str = ""
    parts: tuple[Switch, ...] = ()

    @property
    def key(self) -> str:
        """Return the kind and the id, which together name one part."""
        return f"{self.kind} {self.id}"

    @property
    def marks(self) -> tuple[str, ...]:
        """Return the marks under which the part speaks, each with its kind."""
        if self.parts:
            return tuple(mark for part in self.parts for mark in part.marks)
        return tuple(f"{self.kind} {mark}" for mark in self.speaks_as or (self.id,))


def together(name: str, parts: Sequence[Switch]) -> Switch:
    """Return the switch of a group, which is off where all of its parts are."""

    @contextmanager
    def off() -> Iterator[None]:
        with ExitStack() as stack:
            for part in parts:
                if part.off is not None:
                    stack.enter_context(part.off())
            yield

    return Switch("groups", name, off, lines=sum(part.lines for part in parts), parts=tuple(parts))


def modules() -> list[ModuleType]:
    """Return the rooms' modules, in the order of their names."""
    found = []
    for room in ROOMS:
        package = importlib.import_module(f"service.{room}")
        names = [
            f"service.{room}",
            *(f"service.{room}.{each.name}" for each in pkgutil.iter_modules(package.__path__)),
        ]
        found += [importlib.import_module(name) for name in sorted(names)]
    return found


def _caches() -> Iterator[Any]:
    """Yield every cache that a name in the engine's modules holds, directly or inside a decorated
    function.
    """
    waiting = [
        value
        for name, module in sorted(sys.modules.items())
        if name.startswith("service.")
        for value in vars(module).values()
    ]
    seen: set[int] = set()
    while waiting:
        value = waiting.pop()
        if id(value) in seen or not str(getattr(value, "__module__", "")).startswith("service"):
            continue
        seen.add(id(value))
        if hasattr(value, "cache_clear") and not isinstance(value, type):
            yield value
        if isinstance(value, type):
            waiting += vars(value).values()
        elif isinstance(value, FunctionType):
            waiting += [cell.cell_contents for cell in value.__closure__ or ()]


def _is_of_facts(cache: Any) -> bool:
    """Return whether a cache holds facts of languages and zones, or a model that is loaded once."""
    of_none = cache.__wrapped__.__code__.co_argcount == 0
    return of_none or cache.__module__ in _OF_FACTS or cache.__name__ == "_patterns"


class Memory:
    """Everything that the engine caches between pages, so that it can be cleared."""

    def __init__(self) -> None:
        """Find the caches, and copy the tables that grow."""
        caches = list(_caches())
        self._facts = [each for each in caches if _is_of_facts(each)]
        self._caches = [each for each in caches if each not in self._facts]
        values = {
            id(v): v
            for module in modules()
            for v in vars(module).values()
            if type(v) in (dict, set)
        }
        self._tables = [(value, value.copy()) for value in values.values()]

    def forget(self, facts: bool = False) -> None:
        """Clear what is cached of pages, and if asked also the facts of languages and zones, which
        no page changes.
        """
        for cache in (*self._caches, *(self._facts if facts else ())):
            cache.cache_clear()
        for table, copy in self._tables:
            if len(table) != len(copy):
                table.clear()
                table.update(copy)


@functools.cache
def memory() -> Memory:
    """Return the memory, found once when all modules are loaded."""
    modules()
    return Memory()


@contextmanager
def forgetting(facts: bool = False) -> Iterator[None]:
    """Clear the caches at both ends of the context."""
    memory().forget(facts)
    try:
        yield
    finally:
        memory().forget(facts)


def within(value: Any) -> Iterator[Any]:
    """Yield a value and, of a tuple, what it holds, tuples in tuples too: a table's rows and their
    members.
    """
    yield value
    if isinstance(value, tuple):
        for each in value:
            yield from within(each)


def _with(value: Any, old: Any, new: Any) -> Any:
    """Return a value, a tuple with one object in place of another wherever it stands in it."""
    if value is old:
        return new
    if not isinstance(value, tuple) or not any(each is old for each in within(value)):
        return value
    members = [_with(each, old, new) for each in value]
    return type(value)(*members) if hasattr(value, "_fields") else tuple(members)


@functools.cache
def holders() -> dict[int, list[tuple[ModuleType, str]]]:
    """Return where a name in the service's modules holds each object: alone, in a tuple, or as the
    owner of a method.
    """
    modules()
    found: dict[int, list[tuple[ModuleType, str]]] = {}
    for module in [m for name, m in sorted(sys.modules.items()) if name.startswith("service.")]:
        for name, value in vars(module).items():
            owner = (
                getattr(value, "__self__", None) if isinstance(value, BuiltinMethodType) else None
            )
            for each in {id(each) for each in (owner, *within(value)) if each is not None}:
                found.setdefault(each, []).append((module, name))
    return found


@contextmanager
def rebound(old: Any, new: Any) -> Iterator[None]:
    """Rebind every name in the service's modules from one object to another, within the context.

    Tuples that hold it are made anew, and a name that holds a method (``_find = _X.search``) gets
    the other object's.
    """
    changed: list[tuple[ModuleType, str, Any]] = []
    for module, name in holders().get(id(old), ()):
        value = vars(module)[name]
        changed.append((module, name, value))
        if value is old or isinstance(value, tuple):
            setattr(module, name, _with(value, old, new))
        else:
            setattr(module, name, getattr(new, value.__name__))
    with forgetting():
        try:
            yield
        finally:
            for module, name, value in reversed(changed):
                setattr(module, name, value)


@contextmanager
def recoded(function: FunctionType, code: CodeType) -> Iterator[None]:
    """Give the function another code, so that every reference to it runs that, within the
    context.
    """
    kept = function.__code__
    function.__code__ = code
    with forgetting(function.__module__ in _OF_FACTS):
        try:
            yield
        finally:
            function.__code__ = kept


@contextmanager
def wrapped(function: FunctionType, around: Callable[..., Any]) -> Iterator[None]:
    """Pass the function's result through another function, for every reference to it, within the
    context.
    """
    inner = FunctionType(
        function.__code__,
        function.__globals__,
        function.__name__,
        function.__defaults__,
        function.__closure__,
    )
    inner.__kwdefaults__ = function.__kwdefaults__
    namespace = function.__globals__
    namespace["_ledger_inner"], namespace["_ledger_around"] = inner, around
    with recoded(function, stub("_ledger_around(_ledger_inner(*given, **named))")):
        yield
    del namespace["_ledger_inner"], namespace["_ledger_around"]


@functools.cache
def stub(result: str, generator: bool = False) -> CodeType:
    """Return the code of a function of any arguments (``given``, ``named``) that returns, or yields
    from, an expression.
    """
    namespace: dict[str, Any] = {}
    exec(
        f"def off(*given, **named):\n    {'yield from' if generator else 'return'} {result}",
        namespace,
    )
    code: CodeType = namespace["off"].__code__
    return code
