"""The forms in which answers to many pages are written as text: NDJSON, CSV, CSL-JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from service.answers import Form, chosen, document, row
from service.batch.answer import Answer
from service.copies.columns import NAMES as COPY_COLUMNS
from service.model import Json, Result
from service.render import canonical_bytes, csl, table_csv

#: The columns of a file of rows, which may be of several sources: those of Parquet and the dates as
#: the article has them.
FILE_COLUMNS = (
    "source", "line", "id", "fetched_url", "fetched_at", *table_csv.COLUMNS, "problem",
)  # fmt: skip


class Frame(NamedTuple):
    """What stands before all answers, between two, and behind them."""

    head: bytes = b""
    between: bytes = b""
    tail: bytes = b""

    def around(self, answers: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the answers in their frame, each as soon as it is there."""
        before = self.head
        for answer in answers:
            yield before + answer
            before = self.between
        yield from filter(None, [self.end(begun=before is not self.head)])

    def end(self, *, begun: bool) -> bytes:
        """Return what is written last; ``begun`` says whether there were answers."""
        return self.tail if begun else self.head + self.tail


class Format(NamedTuple):
    """How the answer of a page is made from its result, how it is written, and what stands around
    all of them.  ``is_flat`` says that it explains nothing and has the same members for every page.
    """

    document: Callable[[Result, Form], Mapping[str, Json]]
    written: Callable[[Answer, str | None], bytes]
    frame: Frame
    is_flat: bool = True


def _ndjson(answer: Answer, source: str | None) -> bytes:
    return answer.ndjson(source)


def _place(answer: Answer, source: str | None) -> dict[str, Json]:
    """Return where an answer belongs, and its problem, as cells of its row."""
    fetched = answer.fetched_at
    return {
        "source": source,
        "line": answer.line,
        "id": answer.id,
        "fetched_url": answer.url,
        "fetched_at": None if fetched is None else fetched.isoformat(),
        "problem": answer.problem,
    }


def _item(answer: Answer, source: str | None) -> bytes:
    """Return the item, under the page's own id or else its place."""
    place: str | int = answer.line if source is None else f"{source}:{answer.line}"
    key = place if answer.id is None else answer.id
    item = answer.document or csl.unanswered(key, answer.problem)
    return canonical_bytes({**item, "id": key})


def _csl(result: Result, form: Form) -> Mapping[str, Json]:
    return csl.csl(chosen(result, form.fields))


def _table(*names: str) -> Format:
    """Return the form of a table with these columns."""

    def written(answer: Answer, source: str | None) -> bytes:
        cells = {**_place(answer, source), **(answer.document or {})}
        return table_csv.lines(names, [cells])

    return Format(row, written, Frame(table_csv.header(names)))


def _marked(names: Sequence[str]) -> tuple[str, ...]:
    """Return columns with those by which copies are told before the last, the problem."""
    return (*names[:-1], *COPY_COLUMNS, names[-1])


_ITEMS = Frame(b"[\n", b",\n", b"\n]\n")
#: The forms by name; rows of a file name their source, and those of a stream have none.
FORMATS = {
    "ndjson": Format(document, _ndjson, Frame(), is_flat=False),
    "csv": _table(*FILE_COLUMNS),
    "csl": Format(_csl, _item, _ITEMS),
}
#: The forms of a stream by media type, the default first.
STREAMS = {
    "application/x-ndjson": FORMATS["ndjson"],
    "text/csv": _table(*table_csv.BATCH_COLUMNS),
    csl.MEDIA_TYPE: FORMATS["csl"],
}
#: The same where fingerprints are asked for.
_MARKED = FORMATS | {"csv": _table(*_marked(FILE_COLUMNS))}
_MARKED_STREAMS = STREAMS | {"text/csv": _table(*_marked(table_csv.BATCH_COLUMNS))}


def formats(form: Form) -> Mapping[str, Format]:
    """Return the forms of files by name; a table of answers with fingerprints has three columns
    more.
    """
    return _MARKED if form.fingerprint else FORMATS


def form_of_stream(media_type: str, form: Form) -> Format:
    """Return the form of a stream of this type."""
    return (_MARKED_STREAMS if form.fingerprint else STREAMS)[media_type]


#: How the name of a file ends that is written in each form, and what may follow where it is
#: compressed.
_ENDINGS = {".ndjson": "ndjson", ".jsonl": "ndjson", ".csv": "csv", ".csl.json": "csl"}
_CODINGS = (".gz", ".zst")
#: All of that in words.
NAMES = ".ndjson (or .jsonl), .csv or .csl.json, each also with .gz or .zst behind it, or .parquet"


def named(name: str) -> str | None:
    """Return the form that a file's name says, or None.

    >>> named("answers.CSV.gz"), named("answers.csl.json"), named("a.parquet"), named("a.json")
    ('csv', 'csl', 'parquet', None)
    """
    lower = name.lower()
    if lower.endswith(".parquet"):
        return "parquet"
    for coding in _CODINGS:
        lower = lower.removesuffix(coding)
    return next((form for end, form in _ENDINGS.items() if lower.endswith(end)), None)
