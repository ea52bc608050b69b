"""The location of the reference data: the gold pages, their scorer, the defect cases, the
standards' test vectors.

The only place in the repository that names the path; DATELINE_DATA overrides it.  Three corpora
have one form: ``gold`` and ``gold-more``, whose pages have been read and whose misses may be
listed, and ``gold-blind``, which nobody looks at: totals of it are printed, and whoever would list
a page asks ``must_be_listable`` first.
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
#: The corpora of pages with known metadata, in the order of the reports.
CORPORA = ("gold", "gold-more", "gold-blind")
#: The corpus of which totals alone may be printed.
BLIND = "gold-blind"


class NoReferenceDataError(SystemExit, Exception):
    """The reference data are not here: it ends a command with its sentence, and skips a test.

    tests/conftest.py makes the skip of it, also for a test that does not know of it.  It is an
    ``Exception`` as well because pytest remembers no other that ends a fixture.
    """

    def __init__(self) -> None:
        super().__init__(
            "The reference data are not here: set DATELINE_DATA to the folder that "
            "holds gold/, defects/ and seed/."
        )


def data_dir() -> Path | None:
    """Return the folder of the reference data, or None where it is absent."""
    folder = Path(os.environ.get("DATELINE_DATA") or ROOT / ".." / "shared").resolve()
    return folder if (folder / "gold").is_dir() else None


def required_data_dir() -> Path:
    """Return the folder of the reference data; without it, exit with a message on how to set it."""
    folder = data_dir()
    if folder is None:
        raise NoReferenceDataError
    return folder


def must_be_listable(corpus: str, what: str) -> None:
    """Exit with a message if only totals of the corpus may be shown, not single pages."""
    if corpus == BLIND:
        raise SystemExit(
            f"{what} would show pages of {BLIND}: that corpus is scored and never "
            "looked "
            "at, only its totals are printed."
        )


def gold_records(folder: Path, corpus: str = "gold") -> list[dict[str, Any]]:
    """Return every record of a corpus, in a fixed order, with the corpus' name under ``corpus``."""
    records = []
    for path in sorted((folder / corpus).glob("*.jsonl")):
        records += [
            json.loads(line) | {"corpus": corpus}
            for line in path.read_text("utf-8").splitlines()
            if line.strip()
        ]
    return records


def page_bytes(folder: Path, record: dict[str, Any]) -> bytes:
    """Return the page of a record as it was fetched."""
    return gzip.decompress((folder / record.get("corpus", "gold") / record["page"]).read_bytes())


def domain_of(record: dict[str, Any]) -> str:
    """Return the registrable domain of a record, or its id where that is unknown: the unit that
    counts as one site.
    """
    return str(record.get("domain") or record["id"])


def corpus_digest(folder: Path, corpus: str = "gold") -> str:
    """Return a digest of the corpus files and pages, so that a report says what it was measured
    on.
    """
    digest = hashlib.sha256()
    for path in _corpus_files(folder / corpus):
        digest.update(path.name.encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return "sha-256:" + digest.hexdigest()[:32]


def _corpus_files(folder: Path) -> Iterator[Path]:
    yield from sorted(folder.glob("*.jsonl"))
    yield from sorted((folder / "pages").glob("*.gz"))


def scorer(folder: Path) -> ModuleType:
    """Return the corpus' own scorer, loaded from its folder."""
    spec = importlib.util.spec_from_file_location("gold_score", folder / "gold" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
