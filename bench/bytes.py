"""Comparison of answers byte for byte: ``python -m bench.bytes --save FILE`` before a change, then
``--against FILE``.

Answers at every level of explanation: for the gold pages, the same pages as text, their answers
posted back as metadata, the pages of gold-more, the defect cases, the made pages of the corruption
bench, and the pages of the tests; never for gold-blind. A change made for speed must not change one
byte.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from selectolax.lexbor import LexborHTMLParser

from bench.corruption.generate import corpus
from bench.data import ROOT, gold_records, page_bytes, required_data_dir
from schemas.page import ScrapedPage, instant
from service.model import Json, Page
from service.normalize import normalize
from service.render import EXPLAIN, canonical_bytes, envelope

#: Pages of the corruption bench; a few for each of its families.
MADE = 500
#: The version and the rules' digest would move with every change of a rule's words.
_NORMALIZER: dict[str, Json] = {"name": "bench"}


def answer(page: Page, explain: str = "summary") -> bytes:
    """Return the page's canonical answer."""
    return canonical_bytes(envelope(normalize(page), explain, _NORMALIZER))  # type: ignore[arg-type]


def gold_page(folder: Path, record: dict[str, Any]) -> Page:
    """Return a page of a corpus as it is posted: its bytes, its address, and when it was fetched
    where that is known.
    """
    fetched = record.get("fetched")
    return Page(
        html=page_bytes(folder, record),
        url=record.get("url") or None,
        fetched_at=instant(fetched.replace(" ", "T") + "Z") if fetched else None,
    )


def _gold(folder: Path, first: int) -> Iterator[tuple[str, Page]]:
    """Yield every second gold page three times: as it is, as a text dump, and as the metadata of
    its answer.
    """
    for record in gold_records(folder)[first::2]:
        page = gold_page(folder, record)
        yield f"gold/{record['id']}", page
        body = LexborHTMLParser(page.html or b"").body
        if body is not None:
            yield (
                f"text/{record['id']}",
                Page(text=body.text(separator="\n", strip=True), url=page.url),
            )
        article = json.loads(answer(page, "none"))["article"]
        yield f"metadata/{record['id']}", Page(metadata=article, url=page.url)


def _more(folder: Path) -> Iterator[tuple[str, Page]]:
    for record in gold_records(folder, "gold-more"):
        yield f"more/{record['id']}", gold_page(folder, record)


def cases(folder: Path) -> Iterator[tuple[str, Page]]:
    """Yield the defect cases in the form in which their own runner posts them."""
    spec = importlib.util.spec_from_file_location("run_cases", folder / "defects" / "run_cases.py")
    assert spec is not None
    assert spec.loader is not None
    runner = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(runner)
    for line in (folder / "defects" / "cases.jsonl").read_text("utf-8").splitlines():
        case = json.loads(line)
        request = runner.request(case)
        if request is None:
            continue
        try:
            posted = ScrapedPage.model_validate(request)
        except ValidationError:
            # An invalid zone: the service answers 422, and there is no answer to compare.
            continue
        yield f"case/{case['id']}", _posted(posted)


def _posted(posted: ScrapedPage) -> Page:
    return Page(
        url=posted.url or None,
        html=posted.html_base64 if posted.html is None else posted.html,
        text=posted.text,
        metadata=posted.metadata or {},
        headers=posted.headers or {},
        fetched_at=instant(posted.fetched_at) if posted.fetched_at else None,
        assume_zone=posted.assume_zone,
    )


def others(folder: Path) -> Iterator[tuple[str, Page]]:
    """Yield the made pages of the corruption bench, the pages of the tests, and the page of the
    seed.
    """
    for made in corpus(7, MADE):
        content: dict[str, Any] = {"html" if made.is_html else "text": made.body}
        yield f"made/{made.id}", Page(url=made.url, fetched_at=made.fetched, **content)
    for path in sorted((ROOT / "tests").rglob("*.html")):
        yield f"tests/{path.parent.name}/{path.name}", Page(html=path.read_bytes())
    yield "seed", Page(text=(folder / "seed" / "page.txt").read_bytes())


_PARTS: tuple[Callable[[Path], Iterator[tuple[str, Page]]], ...] = (
    partial(_gold, first=0),
    partial(_gold, first=1),
    _more,
    cases,
    others,
)


def digests(part: int, folder: Path) -> list[tuple[str, list[str]]]:
    """Return the name of each page of a part of the corpus, with a digest of its answer at every
    level of explanation.
    """
    found = []
    for name, page in _PARTS[part](folder):
        result = normalize(page)
        answers = [canonical_bytes(envelope(result, explain, _NORMALIZER)) for explain in EXPLAIN]
        found.append((name, [hashlib.sha256(answer).hexdigest()[:16] for answer in answers]))
    return found


def every_digest(pool: Executor) -> dict[str, list[str]]:
    """Return the digests of all pages, by the page's name."""
    folder = required_data_dir()
    parts = pool.map(digests, range(len(_PARTS)), [folder] * len(_PARTS))
    return {name: hashes for part in parts for name, hashes in part}


def main(arguments: Iterable[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m bench.bytes", description=__doc__)
    parser.add_argument("--save", type=Path, metavar="FILE", help="write every answer's digest")
    parser.add_argument(
        "--against", type=Path, metavar="FILE", help="fail where an answer is not the saved one"
    )
    options = parser.parse_args(None if arguments is None else list(arguments))
    with ProcessPoolExecutor(2) as pool:
        found = every_digest(pool)
    whole = hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()[:32]
    if options.save:
        options.save.write_text(
            "".join("\t".join((name, *h)) + "\n" for name, h in found.items()), "utf-8"
        )
    moved = _moved(found, options.against) if options.against else []
    print("\n".join(moved[:50]), file=sys.stderr)
    print(
        f"{len(found)} pages, digest {whole}"
        + (f", {len(moved)} answers moved" if options.against else "")
    )
    return 1 if moved else 0


def _moved(found: dict[str, list[str]], saved: Path) -> list[str]:
    """Return the pages whose answers differ from the saved ones, and the levels at which they
    differ.
    """
    rows = (line.split("\t") for line in saved.read_text("utf-8").splitlines())
    before = {name: hashes for name, *hashes in rows}
    lines = [
        f"{name}: only in one of the two runs" for name in sorted(before.keys() ^ found.keys())
    ]
    for name in sorted(before.keys() & found.keys()):
        levels = [
            level for level, a, b in zip(EXPLAIN, before[name], found[name], strict=True) if a != b
        ]
        lines += [f"{name}: {', '.join(levels)}"] if levels else []
    return lines


if __name__ == "__main__":
    raise SystemExit(main())
