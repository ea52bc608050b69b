"""Where the reference data live: the gold pages, their scorer, the defect cases, the standards' test vectors.

The only place in the repository that names the path; DATELINE_DATA overrides it.
"""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import json
import os
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def data_dir() -> Path | None:
    """The folder of the reference data, or None where it is absent."""
    folder = Path(os.environ.get("DATELINE_DATA") or ROOT / ".." / "shared").resolve()
    return folder if (folder / "gold").is_dir() else None


def required_data_dir() -> Path:
    """The same, for commands that are nothing without it; exits with the way to set it."""
    folder = data_dir()
    if folder is None:
        raise SystemExit(
            "The reference data are not here: set DATELINE_DATA to the folder that holds gold/, defects/ and seed/."
        )
    return folder


def gold_records(folder: Path) -> list[dict[str, Any]]:
    """Every record of the gold corpus, in a fixed order."""
    records = []
    for path in sorted((folder / "gold").glob("*.jsonl")):
        records += [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return records


def page_bytes(folder: Path, record: dict[str, Any]) -> bytes:
    """The page of a record as it was fetched."""
    return gzip.decompress((folder / "gold" / record["page"]).read_bytes())


def corpus_digest(folder: Path) -> str:
    """A digest of the corpus files and pages, so that a report says what it was measured on."""
    digest = hashlib.sha256()
    for path in _corpus_files(folder):
        digest.update(path.name.encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return "sha-256:" + digest.hexdigest()[:32]


def _corpus_files(folder: Path) -> Iterator[Path]:
    yield from sorted((folder / "gold").glob("*.jsonl"))
    yield from sorted((folder / "gold" / "pages").glob("*.gz"))


def scorer(folder: Path) -> ModuleType:
    """The corpus' own scorer, loaded from beside it."""
    spec = importlib.util.spec_from_file_location("gold_score", folder / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
