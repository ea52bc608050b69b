"""The Spark job on a real cluster: a master and two workers on the loopback interface, one of which
dies midway.

Needs pyspark and Java: ``make test-spark`` installs the former and fails where this would be
skipped.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import dataset, parquet

from bench.captures.lives import life
from bench.captures.pages import captures
from bench.cluster.standalone import Cluster, running
from service.cli import main
from tests.batch.conftest import BROKEN, PAGES, warc

pytestmark = [
    pytest.mark.skipif(
        find_spec("pyspark") is None,
        reason="no pyspark: it is built from source, by make test-spark",
    ),
    pytest.mark.skipif(shutil.which("java") is None, reason="no Java to run Spark with"),
]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A master and two workers of one core each."""
    with pytest.MonkeyPatch.context() as patch:
        # Java's optimising compiler would take two fifths of all time, and no process lives long
        # enough to win it back
        patch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        with running(tmp_path_factory.mktemp("spark")) as cluster:
            yield cluster


def wait_until(
    job: subprocess.Popen[bytes], cluster: Cluster, is_midway: Callable[[], object]
) -> None:
    """Wait until the job is so far; it must not have ended before."""
    deadline = time.monotonic() + 600
    while not is_midway():
        assert job.poll() is None, cluster.log()
        assert time.monotonic() < deadline, cluster.log()
        time.sleep(0.02)


def killed_midway(job: subprocess.Popen[bytes], cluster: Cluster, worker: int) -> None:
    """Kill a worker, and wait for the job, which must have lost it and yet end well."""
    cluster.kill(worker)
    assert job.poll() is None, "the job ended before the worker died"
    assert job.wait(timeout=600) == 0, cluster.log()
    assert "Lost executor" in cluster.log()


def rows(table: pa.Table, names: list[str]) -> pa.Table:
    """The rows in the order of their places, whoever made them first."""
    return (
        table.select(names)
        .sort_by([("source", "ascending"), ("line", "ascending")])
        .combine_chunks()
    )


def compared(folder: Path, command: Path) -> tuple[pa.Table, pa.Table]:
    """The rows of Spark and of the command, in one order and with the same columns."""
    expected = parquet.read_table(command)
    # The folders' names are strings; without a schema they would be read as dictionary columns.
    layout = dataset.partitioning(pa.schema([("status", pa.string())]), flavor="hive")
    found = dataset.dataset(folder, format="parquet", partitioning=layout).to_table()
    return rows(found, expected.schema.names).cast(expected.schema), rows(
        expected, expected.schema.names
    )


def test_parquet_gives_the_rows_of_the_command(
    cluster: Cluster, batch: Callable[..., int], tmp_path: Path
) -> None:
    """Files, rows, answers and problems are those of ``dateline batch``, byte for byte."""
    pages = [
        json.dumps({**PAGES[number % len(PAGES)], "id": number}).encode() for number in range(90)
    ]
    pages[7] = b"{"
    for number in range(3):
        parquet.write_table(
            pa.table({"page": pages[number * 30 :][:30]}),
            tmp_path / f"{number}.parquet",
            row_group_size=8,
        )
    names = [str(tmp_path / f"{number}.parquet") for number in range(3)]
    job = cluster.submit("--parquet", *names, "-o", str(tmp_path / "spark"), "--explain", "summary")
    assert job.wait(timeout=600) == 0, cluster.log()
    assert batch(*names, "-o", "command.parquet", "--explain", "summary") == 1
    found, expected = compared(tmp_path / "spark", tmp_path / "command.parquet")
    assert found.equals(expected)
    assert found.num_rows == 90


def test_job_is_complete_though_a_worker_died(
    cluster: Cluster, batch: Callable[..., int], tmp_path: Path
) -> None:
    """A worker is killed once the first file is done; its file is read again elsewhere, and no row
    is lost or there twice.
    """
    html = {"Content_Type": "text/html; charset=utf-8"}
    for number in range(8):
        pages = [
            (f"https://news.example/{number}/{page}", BROKEN.encode(), html) for page in range(200)
        ]
        (tmp_path / f"{number}.warc.gz").write_bytes(warc(True, *pages))
    names = [str(tmp_path / f"{number}.warc.gz") for number in range(8)]
    (tmp_path / "warc.paths").write_text("".join(f"{name}\n" for name in names))
    out = tmp_path / "spark"
    job = cluster.submit(
        "--warc-list", str(tmp_path / "warc.paths"), "-o", str(out), "--view", "flat"
    )
    wait_until(job, cluster, lambda: list(out.glob("_temporary/0/task_*")))
    killed_midway(job, cluster, 2)
    assert batch(*names, "-o", "command.parquet", "--view", "flat") == 0
    found, expected = compared(out, tmp_path / "command.parquet")
    assert found.equals(expected)
    assert found.num_rows == 8 * 200


def test_a_profile_is_the_commands_though_a_worker_died(cluster: Cluster, tmp_path: Path) -> None:
    """What a cluster learns are the bytes of ``dateline learn``, of the profile and of its state.

    The sites' pages are spread over all files, and a worker is killed once some files are done;
    what it had learned from its own is learned again elsewhere, and no page counts twice.
    """
    html = {"Content_Type": "text/html; charset=utf-8"}
    for number in range(8):
        pages = [
            (f"https://news{page % 3}.example/{number}/{page}", BROKEN.encode(), html)
            for page in range(200)
        ]
        (tmp_path / f"{number}.warc.gz").write_bytes(warc(True, *pages))
    names = [str(tmp_path / f"{number}.warc.gz") for number in range(8)]
    worker = cluster.worker()
    job = cluster.submit("--learn", "--warc", *names, "-o", str(tmp_path / "spark.json"))
    wait_until(job, cluster, lambda: cluster.log().count("Finished task") > 1)
    killed_midway(job, cluster, worker)
    assert main(["learn", *names, "-o", str(tmp_path / "command.json"), "-q"]) == 0
    for ending in ("", ".state"):
        assert (tmp_path / f"spark.json{ending}").read_bytes() == (
            tmp_path / f"command.json{ending}"
        ).read_bytes()
    assert {
        host: site["pages"]
        for host, site in json.loads((tmp_path / "spark.json").read_bytes())["sites"].items()
    } == {f"news{n}.example": 8 * len(range(n, 200, 3)) for n in range(3)}


def test_captures_of_an_address_are_the_commands(
    cluster: Cluster, batch: Callable[..., int], tmp_path: Path
) -> None:
    """Looks at the same articles in many files: the answers are those of the command, byte for
    byte.
    """
    looks = [page for number in range(12) for page in captures(life(number))]
    for number in range(3):
        lines = [json.dumps(page).encode() for page in looks[number::3]]
        parquet.write_table(pa.table({"page": lines}), tmp_path / f"{number}.parquet")
    names = [str(tmp_path / f"{number}.parquet") for number in range(3)]
    job = cluster.submit("--captures", "--parquet", *names, "-o", str(tmp_path / "spark"))
    assert job.wait(timeout=600) == 0, cluster.log()
    assert batch(*names, "--captures", "-o", "command.parquet") == 0
    layout = dataset.partitioning(pa.schema([("status", pa.string())]), flavor="hive")
    found = dataset.dataset(tmp_path / "spark", format="parquet", partitioning=layout).to_table()
    columns = ["fetched_url", "fetched_at", "status", "answer"]
    order = [("fetched_url", "ascending")]
    expected = parquet.read_table(tmp_path / "command.parquet").select(columns).sort_by(order)
    assert found.select(columns).sort_by(order).to_pylist() == expected.to_pylist()
