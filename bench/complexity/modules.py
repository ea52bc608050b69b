"""The modules of the engine: what ``service.normalize`` imports, found by reading."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

#: The module that the service asks for an answer; what it needs is the engine.
ENTRY = "service.normalize"


def file_of(root: Path, module: str) -> Path | None:
    """Return the file of a module or package below the root, or None where there is none."""
    base = module.replace(".", "/")
    places = (root / base / "__init__.py", root / f"{base}.py")
    return next((place for place in places if place.is_file()), None)


def named_in(tree: ast.AST, package: str) -> Iterator[str]:
    """Yield each name that may be a module: of imports, and strings that an importer could get.

    >>> sorted(named_in(ast.parse("from service import dates\\nload('service.view')"), "service"))
    ['service', 'service.dates', 'service.view']
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _base(node, package)
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _base(node: ast.ImportFrom, package: str) -> str:
    """Return the absolute name of the module after ``from``."""
    if not node.level:
        return node.module or ""
    parts = package.split(".")
    parts = parts[: len(parts) - node.level + 1]
    return ".".join([*parts, node.module] if node.module else parts)


def engine(root: Path, entry: str = ENTRY) -> dict[str, Path]:
    """Return the files of the entry and of all that it imports from its own top package.

    A module brings the packages in which it stands: Python runs them too.
    """
    top = entry.partition(".")[0]
    found: dict[str, Path] = {}
    waiting = [entry]
    while waiting:
        module = waiting.pop()
        path = file_of(root, module) if module.partition(".")[0] == top else None
        if path is None or module in found:
            continue
        found[module] = path
        package = module if path.name == "__init__.py" else module.rpartition(".")[0]
        waiting += [
            module.rpartition(".")[0],
            *named_in(ast.parse(path.read_text("utf-8")), package),
        ]
    return dict(sorted(found.items()))


def tables(files: dict[str, Path]) -> list[Path]:
    """Return the JSON tables that stand in the folders of these modules, in order."""
    folders = {path.parent for path in files.values()}
    return sorted(table for folder in folders for table in folder.glob("*.json"))
