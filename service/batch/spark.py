"""The job for a Spark cluster: WARC files or Parquet in, partitioned Parquet out, with the same
rows as the command line's.

With ``--learn`` it writes a profile, with the same bytes as ``dateline learn`` for the same pages.

Run it with ``spark-submit``; docs/batch.md says how to size and package it.  The work is
``normalize_batch``, which is pure: a task that is lost with its worker is repeated elsewhere and
gives the same rows.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pyarrow as pa

from service import arguments
from service.answers import Form, result_of
from service.batch import arrow
from service.batch.answer import Work, answer, bounded
from service.batch.records import Record, Skipped
from service.model import Habits, Json, Page
from service.profiles import profile, state
from service.profiles.contribution import Contribution, contribution
from service.profiles.profile import Profiles, of_bytes

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

# Rows in memory at once, for pages of 100 KB. Spark's own default of 10,000 would be a gigabyte a
# task.
ROWS = 64

#: Spark's own settings for the job: instants pass through Python and into Parquet unchanged, in
#: UTC.
CONFIGURATION = {
    "spark.sql.execution.arrow.maxRecordsPerBatch": str(ROWS),
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
}

#: Answers to the batches of one task.
Mapper = Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]


def main(given: Sequence[str] | None = None) -> int:
    """Run the job and return its exit code."""
    options = _parser().parse_args(given)
    form = arguments.form(options)
    if options.learn and options.captures:
        options.usage("--learn writes no answers; leave out --captures")
    if options.learn and form.profiles is not None:
        options.usage(
            "--learn uses no profile: what is learned would follow what was learned before"
        )
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("dateline")
    for name, value in CONFIGURATION.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    try:
        if options.learn:
            learn(session, options)
            return 0
        made = _made(session, options, _broadcast(session, form))
        made.write.mode("overwrite" if options.overwrite else "errorifexists").partitionBy(
            "status"
        ).parquet(options.output)
    finally:
        session.stop()
    return 0


def _made(session: SparkSession, options: argparse.Namespace, form: Form) -> DataFrame:
    """Return the answers that the arguments ask for."""
    if options.captures:
        from service.batch import spark_captures

        names = options.parquet or _names(options)
        return spark_captures.of_names(session, names, _opened, form, _columns(form))
    if options.parquet:
        return of_parquet(session, options.parquet, form)
    return of_warcs(session, _names(options), form)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dateline-spark", description="Normalize an archive of news pages on a Spark cluster."
    )
    inputs = parser.add_mutually_exclusive_group(required=True)
    inputs.add_argument(
        "--warc",
        metavar="PATH",
        nargs="+",
        help="WARC files: paths that every worker sees, or s3://, gs://, hdfs://",
    )
    inputs.add_argument(
        "--warc-list",
        metavar="FILE",
        help="a file with one such path a line, as Common Crawl publishes them",
    )
    inputs.add_argument(
        "--parquet", metavar="PATH", nargs="+", help="Parquet with the columns of the seam"
    )
    parser.add_argument(
        "--prefix",
        default="",
        help="what is put before every path of the list, such as s3://commoncrawl/",
    )
    parser.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="PATH",
        help="the dataset: a folder for each status",
    )
    parser.add_argument(
        "--learn",
        action="store_true",
        help="learn what the sites do: OUTPUT is a .json file on the driver",
    )
    parser.add_argument(
        "--captures",
        action="store_true",
        help="answer the captures of an address together: one row each, with its history",
    )
    parser.add_argument(
        "--overwrite",
        action="store_true",
        help="replace the dataset, as running a failed job again has to",
    )
    arguments.add_form(parser, "none")
    parser.set_defaults(usage=parser.error)
    return parser


def _names(options: argparse.Namespace) -> list[str]:
    """Return the names of the WARC files to read."""
    if options.warc:
        return list(options.warc)
    with open(options.warc_list, encoding="utf-8") as file:
        return [options.prefix + line.strip() for line in file if line.strip()]


def learn(session: SparkSession, options: argparse.Namespace) -> None:
    """Write the profile of the pages, and the state from which learning can continue."""
    output = Path(options.output)
    if output.suffix != ".json" or (output.exists() and not options.overwrite):
        options.usage(
            f"{output}: a profile is a .json file, and --overwrite replaces one that is there"
        )
    if options.parquet:
        options.usage("--learn reads WARC files")
    names = _names(options)
    known = learned(session.sparkContext.parallelize(names, len(names)))
    state.written(known, output.with_name(output.name + ".state"))
    state.replaced(output, profile.lines_of(known))


def learned(names: Any) -> state.State:
    """Return the state of the pages in an RDD of WARC files: one for each site, combined where its
    pages are, then merged.

    A state is a set of pages, so a task that runs twice adds nothing.
    """
    pairs = names.flatMap(told).map(lambda one: (one.host, one))
    states = pairs.combineByKey(lambda one: state.of([one]), state.with_page, state.with_state)
    return state.merged([state.State(), *states.values().collect()])


def told(name: str) -> Iterator[Contribution]:
    """Yield the contributions of the pages in a WARC file."""

    def work(page: Page) -> Mapping[str, Json]:
        found = bounded(lambda: contribution(page, result_of(page, Form())))
        return {} if found is None else found._asdict()

    with _opened(name) as found:
        for record in found:
            if not isinstance(record.content, Skipped):
                made = answer(record, work).document
                if made:
                    yield state.contribution_of(made)


def _broadcast(session: SparkSession, form: Form) -> Form:
    """Return the form with its profiles broadcast: each worker gets them once and needs no file."""
    if form.profiles is None or form.profiles.path is None:
        return form
    return replace(
        form,
        profiles=Shared(
            form.profiles.digest, session.sparkContext.broadcast(form.profiles.path.read_bytes())
        ),
    )


class Shared(Profiles):
    """Profiles whose bytes Spark broadcasts to every worker; parsed once in each process."""

    def __init__(self, digest: str, data: Any) -> None:
        super().__init__({}, digest)
        self.data = data

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what pickle needs to rebuild the profiles in another process."""
        return Shared, (self.digest, self.data)

    def __call__(self, address: str) -> Habits | None:
        """Return the habits of the site of an address."""
        return _read(self.data.value)(address)


_read = lru_cache(maxsize=1)(of_bytes)


def of_warcs(session: SparkSession, names: list[str], form: Form) -> DataFrame:
    """Return the answers for the pages of WARC files; each file is a task, since gzip can only be
    read from its start.
    """
    # A shuffle would put several files into one task, and adaptive execution all small ones into a
    # single one.
    rows = session.sparkContext.parallelize([(name,) for name in names], len(names))
    files = session.createDataFrame(rows, "source string")
    return files.mapInArrow(_warc_mapper(form), _columns(form))


def of_parquet(session: SparkSession, paths: list[str], form: Form) -> DataFrame:
    """Return the answers for the rows of Parquet files, with their file and row as on the command
    line.
    """
    from pyspark.sql import functions

    table = session.read.parquet(*paths)
    known = [
        name
        for name in table.columns
        if name in arrow.PAGE_SCHEMA.names and name not in ("source", "line")
    ]
    place = [
        functions.col("_metadata.file_path").alias("source"),
        (functions.col("_metadata.row_index") + 1).alias("line"),
    ]
    return table.select(*known, *place).mapInArrow(_row_mapper(form), _columns(form))


def _columns(form: Form) -> str:
    """Return the schema of the answers as a Spark DDL string."""
    words = {
        pa.string(): "string",
        pa.int64(): "bigint",
        pa.float64(): "double",
        pa.bool_(): "boolean",
        pa.list_(pa.string()): "array<string>",
        pa.date32(): "date",
        pa.timestamp("us"): "timestamp_ntz",
        arrow.UTC: "timestamp",
    }
    return ", ".join(f"{column.name} {words[column.type]}" for column in arrow.answer_schema(form))


def _row_mapper(form: Form) -> Mapper:
    def mapped(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            names = pa.array(
                [_path(uri) for uri in batch.column("source").to_pylist()], pa.string()
            )
            yield arrow.normalize_batch(
                batch.set_column(batch.schema.get_field_index("source"), "source", names), form
            )

    return mapped


def _warc_mapper(form: Form) -> Mapper:
    def mapped(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for name in batch.column("source").to_pylist():
                yield from _warc(name, form)

    return mapped


def _warc(name: str, form: Form) -> Iterator[pa.RecordBatch]:
    """Yield the answers for one WARC file, local or remote."""
    with _opened(name) as found:
        yield from _answered(found, name, arrow.working(form), form)


@contextmanager
def _opened(name: str) -> Iterator[Iterator[Record]]:
    """Open a file, a WARC local or remote or a local Parquet file, and give its records."""
    from pyarrow import fs

    from service.batch import parquet, warc

    if urlsplit(name).scheme in ("", "file"):
        path = _path(name)
        yield parquet.records(path, 0) if path.endswith(".parquet") else warc.records(path)
        return
    system, path = fs.FileSystem.from_uri(name)
    with system.open_input_stream(path, compression=None) as stream:
        yield warc.records(stream)


def _answered(
    found: Iterator[Record], name: str, work: Work, form: Form
) -> Iterator[pa.RecordBatch]:
    pages = (record for record in found if not isinstance(record.content, Skipped))
    while chunk := list(islice(pages, ROWS)):
        yield arrow.answers((answer(record, work) for record in chunk), [name] * len(chunk), form)


def _path(uri: str) -> str:
    """Return the path of a local file, as it would be given to the command line; other addresses
    unchanged.
    """
    parts = urlsplit(uri)
    return unquote(parts.path) if parts.scheme == "file" else uri


if __name__ == "__main__":
    sys.exit(main())
