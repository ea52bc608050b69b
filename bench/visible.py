"""The visible page alone: ``python -m bench.visible`` scores the gold pages without metadata.

Scripts, metas, links and the attributes that speak to machines are taken out, and nothing else:
what a reader sees is left, so the score shows how well that is read.  Many old pages are like this.
``--write`` writes bench/reports/visible.md and visible.json, ``--floors`` fails where a figure lies
under bench/visible_floors.json, ``--errors FIELD`` lists what did not match.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from bench.accuracy import Scored, answered, scored, share, under_floor
from bench.bytes import answer, gold_page
from bench.data import (
    BLIND,
    CORPORA,
    corpus_digest,
    gold_records,
    must_be_listable,
    required_data_dir,
    scorer,
)
from bench.floors import read as floors_of
from bench.markup import Tag, rewritten, value_of, without
from bench.stamps import seal
from service import __version__
from service.records import replace

REPORTS = Path(__file__).parent / "reports"
FLOORS = Path(__file__).with_name("visible_floors.json")
#: Attributes that state something to machines: microdata, RDFa, and a time's machine form.
MACHINE = frozenset(
    b"""
    itemid itemprop itemref itemscope itemtype
    about content datatype prefix property resource typeof vocab
    datetime
    """.split()
)
HEAD = """
# The visible page alone

Made by `python -m bench.visible --write`: Dateline {version}, the gold pages without their machine
metadata: scripts, metas, links and the attributes of microdata and RDFa, `datetime` and `data-*`
are taken out. The figures are those of [accuracy.md](accuracy.md), by the same scorer. Much of the
gold stands nowhere on such a page: images, most descriptions, most instants with their offset.
*said* is the share of the gold's values for which anything is answered.
"""


def visible(html: bytes) -> bytes:
    """Return the page without its machine metadata.

    >>> visible(b'<meta name="author" content="Ada"><p itemprop="author" class="by">By Ada</p>')
    b'<p class="by">By Ada</p>'
    """
    return rewritten(html, _seen)


def _seen(tag: Tag) -> bytes:
    if tag.name in (b"script", b"link"):
        return b""
    if tag.name == b"meta":
        return tag.start if tells_charset(tag) else b""
    return without(tag, speaks_to_machines)


def tells_charset(tag: Tag) -> bool:
    """Return whether a meta element says how the page is encoded, which its text needs."""
    kind = value_of(tag, b"http-equiv") or b""
    return value_of(tag, b"charset") is not None or kind.strip().lower() == b"content-type"


def speaks_to_machines(name: bytes) -> bool:
    """Return whether an attribute of this name is there for machines."""
    return name in MACHINE or name.startswith(b"data-")


def answers(folder: Path, records: Sequence[dict[str, Any]]) -> list[tuple[dict[str, Any], str]]:
    """Return the prediction and the document status for the visible page of each record."""
    found = []
    for record in records:
        page = gold_page(folder, record)
        assert isinstance(page.html, bytes)
        seen = replace(page, html=visible(page.html))
        found.append(answered(json.loads(answer(seen)), record["id"]))
    return found


def run(folder: Path, corpus: str) -> Scored:
    """Return the corpus, answered by its visible pages and scored."""
    records = gold_records(folder, corpus)
    chunks = [records[start : start + 50] for start in range(0, len(records), 50)]
    with ProcessPoolExecutor(2) as pool:
        parts = pool.map(answers, [folder] * len(chunks), chunks)
        given = [each for part in parts for each in part]
    return scored(scorer(folder), corpus, records, given)


def figures(found: Scored) -> dict[str, float]:
    """Return the report's figures, in percent: those of accuracy, and how often one is said."""
    said = {
        f"{name} said": round(100 * (1 - found.result[field]["missing_rate"]), 2)
        for field, name in (("title", "headline"), ("authors", "authors"), ("published", "day"))
    }
    return {**found.figures, **said}


def table(found: Sequence[Scored]) -> list[str]:
    """Return the report's table: a row for each figure, a column for each corpus."""
    columns = {each.corpus: figures(each) for each in found}
    lines = ["| figure | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    for name in next(iter(columns.values())):
        lines.append(f"| {name} | " + " | ".join(f"{of[name]:g}" for of in columns.values()) + " |")
    return lines


def parser() -> argparse.ArgumentParser:
    """Return the command's options."""
    found = argparse.ArgumentParser(prog="python -m bench.visible", description=__doc__)
    found.add_argument("--corpus", choices=CORPORA, action="append", help="only this corpus")
    found.add_argument("--floors", action="store_true", help="fail beyond visible_floors.json")
    found.add_argument("--write", action="store_true", help="write the report of all corpora")
    found.add_argument("--errors", metavar="FIELD", help="list what did not match in this field")
    return found


def main(arguments: Iterable[str] | None = None) -> int:
    """Run the command."""
    options = parser().parse_args(None if arguments is None else list(arguments))
    if options.errors and BLIND in (options.corpus or ()):
        must_be_listable(BLIND, "--errors")
    folder = required_data_dir()
    chosen = CORPORA if options.write else options.corpus or CORPORA
    found = [run(folder, corpus) for corpus in chosen]
    print("\n".join(table(found)))
    _list(found, options.errors)
    if options.write:
        _write(folder, found)
    bad = beyond(found, floors_of(FLOORS)) if options.floors else []
    print("\n".join(bad), file=sys.stderr)
    print(f"{len(bad)} figures beyond their floors")
    return int(bool(bad))


def beyond(found: Sequence[Scored], floors: dict[str, dict[str, float]]) -> list[str]:
    """Return a line for each figure beyond its floor."""
    lines = []
    for each in found:
        under = under_floor(figures(each), floors.get(each.corpus, {}))
        lines += [f"{each.corpus}: {line}" for line in under]
    return lines


def _list(found: Sequence[Scored], field: str | None) -> None:
    """Print what did not match in a field; of gold-blind nothing is kept that could be printed."""
    errors = [(each.corpus, *error) for each in found for error in each.errors if error[0] == field]
    for corpus, _, identifier, *values in errors:
        shown = (json.dumps(value, ensure_ascii=False) for value in values)
        print(corpus, identifier, *shown, sep="\t")


def _write(folder: Path, found: Sequence[Scored]) -> None:
    text = [HEAD.lstrip().format(version=__version__), *table(found), ""]
    text += [f"- {each.corpus}: {len(each.statuses)} pages; {share(each.sure)}." for each in found]
    (REPORTS / "visible.md").write_text("\n".join([*text, ""]), "utf-8")
    corpora = {
        each.corpus: {
            **each.report,
            "figures": figures(each),
            "corpus": corpus_digest(folder, each.corpus),
        }
        for each in found
    }
    data = json.dumps({"version": __version__, "corpora": corpora}, indent=2, sort_keys=True)
    (REPORTS / "visible.json").write_text(data + "\n", "utf-8")
    seal(REPORTS / "visible.md")


if __name__ == "__main__":
    raise SystemExit(main())
