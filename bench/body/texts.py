"""The pages of silver, and their texts as fingerprints see them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from service.answers import Form, result_of
from service.model import Page


def records(folder: Path) -> list[dict[str, Any]]:
    """Return the pages of silver, in the order of their ids."""
    lines = (folder / "silver" / "silver.jsonl").read_text("utf-8").splitlines()
    return sorted(map(json.loads, lines), key=lambda record: str(record["id"]))


def story(folder: Path, record: dict[str, Any]) -> str:
    """Return the text of a page as fingerprints see it."""
    return result_of(
        Page(html=page_html(folder, record), url=record["url"]), Form(fingerprint=True)
    ).story


def page_html(folder: Path, record: dict[str, Any]) -> bytes:
    """Return the page as it was fetched."""
    return gzip.decompress((folder / "silver" / record["page"]).read_bytes())


def texts(folder: Path, found: Sequence[dict[str, Any]]) -> list[str]:
    """Return the texts of the pages, in two processes."""
    with ProcessPoolExecutor(2) as pool:
        return list(pool.map(story, [folder] * len(found), found, chunksize=16))
