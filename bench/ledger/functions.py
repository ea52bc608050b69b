"""The functions of the rooms as switches: predicates, readers, and the others with what each
returns when it is off.
"""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from types import CodeType, FunctionType

from bench.ledger.switches import Switch, modules, recoded, stub

#: The neutral value for each type annotation, the most specific first.
_NOTHING = (
    (re.compile(r"(?:bool|TypeGuard\[.*|TypeIs\[.*)\Z"), "False"),
    (re.compile(r".*\| None\Z|None\Z"), "None"),
    (re.compile(r"(?:list|Sequence|Iterable)\["), "[]"),
    (re.compile(r"tuple\[list\[.*\], list\[.*\]\]\Z"), "([], [])"),
    (re.compile(r"tuple\[.*, \.\.\.\]\Z"), "()"),
    (re.compile(r"(?:dict|Mapping)\["), "{}"),
    (re.compile(r"set\["), "set()"),
    (re.compile(r"frozenset\["), "frozenset()"),
    (re.compile(r"(?:Iterator|Generator)\["), "iter(())"),
)
_MEMBER = re.compile(r"(?:list|tuple|Sequence|Iterable|Iterator)\[(.*?)(?:, \.\.\.)?\]\Z")
_MADE_OF = (("list[", "list"), ("tuple[", "tuple"), ("Iterator[", "iter(list"))


@dataclass(frozen=True, slots=True)
class Probe:
    """The sign by which a call shows that a function spoke: "true", "changed" (beside its
    parameter), "given", or "called".
    """

    mark: str
    mode: str
    parameter: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """A function of the rooms, with the probe that sees it speak and the expression that it returns
    when it is off.
    """

    function: FunctionType
    name: str
    kind: str
    mode: str
    off: str | None
    parameter: str = ""


def functions() -> Iterator[tuple[str, FunctionType]]:
    """Yield every function and method defined in the rooms' modules and classes, with its dotted
    name.
    """
    for module in modules():
        for value in list(vars(module).values()):
            holders = [value]
            if isinstance(value, type) and value.__module__ == module.__name__:
                holders = [inspect.unwrap(m) if callable(m) else m for m in vars(value).values()]
            for held in holders:
                function = plain(held)
                if (
                    function is None
                    or function.__module__ != module.__name__
                    or "<" in function.__qualname__
                ):
                    continue
                if (
                    function.__code__.co_filename == module.__file__
                    and not function.__name__.startswith("__")
                ):
                    yield (
                        f"{module.__name__.removeprefix('service.')}.{function.__qualname__}",
                        function,
                    )


def plain(held: object) -> FunctionType | None:
    """Return the function without its decorators; None for anything else."""
    inner = (
        getattr(held, "fget", None)
        or getattr(held, "__func__", None)
        or getattr(held, "func", None)
        or held
    )
    found = inspect.unwrap(inner) if callable(inner) else None
    return found if isinstance(found, FunctionType) else None


@functools.cache
def known() -> tuple[Known, ...]:
    """Return all functions, each once."""
    return tuple({id(function): _known(name, function) for name, function in functions()}.values())


def _known(name: str, function: FunctionType) -> Known:
    annotations = {key: str(value) for key, value in function.__annotations__.items()}
    returned = annotations.pop("return", "")
    nothing = next((value for pattern, value in _NOTHING if pattern.match(returned)), None)
    if function.__code__.co_freevars:
        return Known(function, name, "functions", "called", None)
    if nothing == "False":
        return Known(function, name, "predicates", "true", nothing)
    given = _given(function, annotations, returned)
    reads = "Observation" in returned and name.startswith("observe.")
    if (
        reads
        and nothing is not None
        and (given is None or function.__name__.lstrip("_").startswith(("observe", "read")))
    ):
        return Known(function, name, "readers", "given", nothing)
    kind = "readers" if reads else "functions"
    if given is not None:
        return Known(function, name, kind, "changed", *given)
    if nothing == "None" and returned == "None":
        return Known(function, name, kind, "called", "None")
    return Known(function, name, kind, "given" if nothing else "called", nothing)


def _given(
    function: FunctionType, annotations: dict[str, str], returned: str
) -> tuple[str, str] | None:
    """Return the expression that passes on the argument whose type is the returned one, and that
    parameter's name.
    """

    def members(annotation: str) -> tuple[str, bool]:
        inner = _MEMBER.match(annotation)
        return (inner[1], True) if inner else (annotation, False)

    names = function.__code__.co_varnames[: function.__code__.co_argcount]
    for index, name in enumerate(names):
        # under this name a reader that yields gets what others have read
        if (
            (name != "seen" or not inspect.isgeneratorfunction(function))
            and name in annotations
            and members(annotations[name]) == members(returned)
        ):
            made = next((make for start, make in _MADE_OF if returned.startswith(start)), "")
            # a copy, since the caller may append the result to the list that it came from
            given = f"{made}(named[{name!r}] if {name!r} in named else given[{index}])"
            return given + ")" * made.count("("), name
    return None


def probes() -> dict[CodeType, Probe]:
    """Return the code of each function with its probe."""
    return {
        each.function.__code__: Probe(f"{each.kind} {each.name}", each.mode, each.parameter)
        for each in known()
    }


def of_kind(kind: str) -> Iterator[Switch]:
    """Yield the switches of the functions of a kind."""
    for each in sorted((k for k in known() if k.kind == kind), key=lambda k: k.name):
        code = each.function.__code__
        off = (
            None
            if each.off is None
            else partial(
                recoded, each.function, stub(each.off, inspect.isgeneratorfunction(each.function))
            )
        )
        lines, start = inspect.getsourcelines(each.function)
        file = each.function.__module__.replace(".", "/") + ".py"
        if code.co_filename.endswith("__init__.py"):
            file = each.function.__module__.replace(".", "/") + "/__init__.py"
        yield Switch(kind, each.name, off, f"{file}:{start}", len(lines))
