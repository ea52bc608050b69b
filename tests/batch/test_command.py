"""``dateline batch`` and ``dateline normalize``: the service's bytes from files, and exit codes
that scripts can use.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from backports import zstd
from flask.testing import FlaskClient

from service.answers import Form, result_of
from service.batch import pool
from service.batch.records import Record
from service.cli import main
from service.model import Page, Result
from tests.batch.conftest import BROKEN, COMPRESSED, PAGES, lines, ndjson, numbered

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("suffix", COMPRESSED)
@pytest.mark.parametrize("query", ["", "?view=flat", "?explain=full", "?minConfidence=1"])
def test_file_gives_the_bytes_of_the_service(
    tmp_path: Path, batch: Callable[..., int], posted: Callable[..., bytes], suffix: str, query: str
) -> None:
    """One file through the command and through HTTP: the same bytes, bad lines and blank ones
    included.
    """
    body = ndjson(*PAGES) + b"\n{\n[]\n" + ndjson(*PAGES)
    (tmp_path / f"pages.ndjson{suffix}").write_bytes(COMPRESSED[suffix](body))
    name, _, value = query[1:].partition("=")
    options = {
        "view": ["--view", value],
        "explain": ["--explain", value],
        "minConfidence": ["--min-confidence", value],
    }
    assert batch(f"pages.ndjson{suffix}", "-o", "o.ndjson", *options.get(name, [])) == 1
    assert (tmp_path / "o.ndjson").read_bytes() == posted(body, query)


def test_json_array_is_read_too(
    tmp_path: Path, batch: Callable[..., int], posted: Callable[..., bytes]
) -> None:
    """A file that begins with a bracket is an array, whatever its name."""
    (tmp_path / "pages.json").write_text(json.dumps(PAGES, indent=1))
    assert batch("pages.json", "-o", "o.ndjson") == 0
    assert (tmp_path / "o.ndjson").read_bytes() == posted(ndjson(*PAGES))


@pytest.mark.parametrize(
    ("suffix", "opened"), [(".gz", gzip.decompress), (".zst", zstd.decompress)]
)
def test_output_is_compressed_as_its_name_says(
    tmp_path: Path,
    batch: Callable[..., int],
    suffix: str,
    opened: Callable[[bytes], bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Members are ended at every commit, and the same run is the same bytes, on any number of
    cores.
    """
    monkeypatch.setattr("service.batch.run.COMMIT", 40)
    (tmp_path / "pages.ndjson").write_bytes(ndjson(*numbered(100)))
    assert batch("pages.ndjson", "-o", "plain.ndjson") == 0
    for name, jobs in (("a", "1"), ("b", "2")):
        assert batch("pages.ndjson", "-o", f"{name}.ndjson{suffix}", "-j", jobs) == 0
    a = (tmp_path / f"a.ndjson{suffix}").read_bytes()
    assert a == (tmp_path / f"b.ndjson{suffix}").read_bytes()
    assert opened(a) == (tmp_path / "plain.ndjson").read_bytes()


def test_all_cores_keep_the_order(
    tmp_path: Path, batch: Callable[..., int], posted: Callable[..., bytes]
) -> None:
    """Whichever worker is faster, the answers stand as the pages do."""
    body = ndjson(*numbered(150))
    (tmp_path / "pages.ndjson").write_bytes(body)
    assert batch("pages.ndjson", "-o", "o.ndjson", "-j", "3") == 0
    assert (tmp_path / "o.ndjson").read_bytes() == posted(body)


def test_directory_is_walked_in_the_order_of_its_paths(
    tmp_path: Path, batch: Callable[..., int], client: FlaskClient
) -> None:
    """Pages in files are named by their paths, and each is what the service answers to it."""
    files = {
        "b.txt": "Envoys return\n\n25 February 2022\n",
        "a/z.html": BROKEN,
        "a/empty.html": "",
        "a/notes.md": "x",
    }
    for name, text in {**files, "c.json": json.dumps({"html": BROKEN})}.items():
        (tmp_path / "crawl" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "crawl" / name).write_text(text)
    assert batch("crawl", "-o", "o.ndjson") == 1
    found = lines((tmp_path / "o.ndjson").read_bytes())
    assert [line["id"] for line in found] == ["a/empty.html", "a/z.html", "b.txt", "c.json"]
    assert [line["source"] for line in found] == [f"crawl/{line['id']}" for line in found]
    assert found[0]["problem"]["status"] == 422
    single = client.post(
        "/v1/normalize?explain=none", data=BROKEN, content_type="text/html"
    ).get_json()
    assert {name: found[1][name] for name in single} == single


def test_summary_and_dead_letters(
    tmp_path: Path, batch: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    """What was done, what failed and why, in words and in a file of their own."""
    (tmp_path / "pages.ndjson").write_bytes(
        ndjson(*PAGES, {"id": "bad", "html": "x", "text": "y"}) + b"\xff\n"
    )
    assert batch("pages.ndjson", "-o", "o.ndjson") == 1
    shown = capsys.readouterr().err
    assert "6 pages: " in shown
    assert "2 failed" in shown
    assert "minute_in_month_slot 1" in shown
    assert "o.ndjson.bad.ndjson" in shown
    first, second = lines((tmp_path / "o.ndjson.bad.ndjson").read_bytes())
    assert (first["source"], first["line"], first["id"], first["problem"]["status"]) == (
        "pages.ndjson",
        5,
        "bad",
        422,
    )
    assert (second["line"], second["problem"]["status"]) == (6, 400)


def test_no_dead_letters_without_failures(tmp_path: Path, batch: Callable[..., int]) -> None:
    """A file that is there means that something failed."""
    (tmp_path / "pages.ndjson").write_bytes(ndjson(*PAGES))
    assert batch("pages.ndjson", "-o", "o.ndjson") == 0
    assert {path.name for path in tmp_path.iterdir()} == {"pages.ndjson", "o.ndjson"}


USAGE = {
    "no such input": (["nowhere.ndjson", "-o", "o.ndjson"], 3, "there is no such file"),
    "unknown kind": (["notes.md", "-o", "o.ndjson"], 3, "known are .ndjson"),
    "empty directory": (["empty", "-o", "o.ndjson"], 3, "holds no file that can be read"),
    "unknown output": (["pages.ndjson", "-o", "o.xlsx"], 2, "an output is called .ndjson"),
    "output nowhere": (["pages.ndjson", "-o", "nowhere/o.ndjson"], 2, "there is no such directory"),
    "output is there": (["pages.ndjson", "-o", "there.ndjson"], 2, "--force replaces it"),
    "pipe resumed": (["-", "-o", "o.ndjson", "--resume"], 2, "what went through a pipe is gone"),
    "no number": (["pages.ndjson", "-o", "o.ndjson", "-j", "0"], 2, "not a whole number from 1"),
    "no probability": (
        ["pages.ndjson", "-o", "o.ndjson", "--min-confidence", "2"],
        2,
        "not a number from 0 to 1",
    ),
    "a flat row explained": (
        ["pages.ndjson", "-o", "o.ndjson", "--view", "flat", "--explain", "full"],
        2,
        "explains nothing",
    ),
    "a flat row summed up": (
        ["pages.ndjson", "-o", "o.ndjson", "--view", "flat", "--explain", "summary"],
        2,
        "explains nothing",
    ),
    "no output": (["pages.ndjson"], 2, "-o/--output"),
}


@pytest.mark.parametrize(("arguments", "code", "advice"), USAGE.values(), ids=USAGE)
def test_wrong_arguments_say_what_to_do(
    tmp_path: Path,
    batch: Callable[..., int],
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    code: int,
    advice: str,
) -> None:
    """Nothing is begun, and the message says how it is meant."""
    for name in ("pages.ndjson", "notes.md", "there.ndjson"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "empty").mkdir()
    assert batch(*arguments) == code
    assert advice in capsys.readouterr().err
    assert not (tmp_path / "o.ndjson").exists()


def test_missing_extra_is_named(
    tmp_path: Path,
    batch: Callable[..., int],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Without the extra, the message is the command that installs it."""
    monkeypatch.setattr("service.cli.batch.find_spec", lambda name: None)
    (tmp_path / "a.warc.gz").write_bytes(b"")
    assert batch("a.warc.gz", "-o", "o.parquet") == 2
    assert (
        "Parquet needs pyarrow, which is not installed: `make batch` installs it"
        in capsys.readouterr().err
    )


def test_serving_needs_no_extra() -> None:
    """The service, the batch over HTTP, and NDJSON and WARC on the command line load none of the
    extra's libraries.
    """
    code = (
        "import sys; from service.app import create_app; create_app(); import service.cli; "
        "import service.batch.run, service.batch.warc; "
        "print(sorted({'pyarrow', 'tqdm', 'pyspark'} & set(sys.modules)))"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == "[]"


def test_the_image_and_serve_carry_no_extra() -> None:
    """Both install requirements.txt and the package alone."""
    served = (ROOT / "requirements.txt").read_text()
    assert not [name for name in ("pyarrow", "tqdm", "pyspark") if f"{name}==" in served]
    makefile = (ROOT / "Makefile").read_text()
    assert "-batch" not in (ROOT / "Dockerfile").read_text()
    assert re.search(
        r"^\$\(VENV\)/\.runtime: requirements\.txt requirements-build\.txt pyproject\.toml \|",
        makefile,
        re.M,
    )


def test_make_batch_installs_what_is_tested() -> None:
    """What README tells to make has the libraries, in the versions that the suite runs."""
    batch, dev = (
        dict(
            re.findall(r"^([\w.-]+)==(\S+)", (ROOT / f"requirements-{kind}.txt").read_text(), re.M)
        )
        for kind in ("batch", "dev")
    )
    assert {"pyarrow", "tqdm"} <= set(batch)
    assert {name: dev.get(name) for name in batch} == batch
    assert "make batch" in (ROOT / "README.md").read_text()


def test_pipe_in_and_out(posted: Callable[..., bytes]) -> None:
    """A batch in a pipeline: answers on standard output, words on standard error."""
    body = ndjson(*PAGES)
    command = [sys.executable, "-m", "service.cli", "batch", "-", "-o", "-", "-j", "1"]
    done = subprocess.run(command, cwd=ROOT, input=body, capture_output=True, check=True)
    assert done.stdout == posted(body)
    assert b"4 pages: " in done.stderr


def test_a_page_that_kills_its_process_is_one_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Running out of memory on one page costs that page and no other."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    script = tmp_path / "deadly.py"
    script.write_text(
        "from service.answers import Form\nfrom service.batch import pool\nfrom "
        "service.batch.records import Record\n"
        "from tests.batch.deadly import Deadly\n"
        "if __name__ == '__main__':\n"
        '    records = [Record(n, Deadly() if n == 20 else b\'{"text": "x"}\') for n in '
        "range(1, 60)]\n"
        "    for chunk, done in pool.through(records, pool.Task(Form(view='flat')), 2):\n"
        "        print(done.made.decode(), end='')\n"
    )
    shown = subprocess.run(
        [sys.executable, script],
        cwd=ROOT,
        env={**os.environ},
        capture_output=True,
        text=True,
        check=True,
    )
    found = [json.loads(line) for line in shown.stdout.splitlines()]
    assert [line["line"] for line in found] == list(range(1, 60))
    assert [line["line"] for line in found if "problem" in line] == [20]
    assert "process" in found[19]["problem"]["detail"]


def test_a_page_that_takes_for_ever_is_one_failure(
    tmp_path: Path, batch: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the engine cannot finish costs that page and no other."""

    def endless(page: Page, form: Form) -> Result:
        while page.language == "xx":
            pass
        return result_of(page, form)

    monkeypatch.setattr(pool, "result_of", endless)
    monkeypatch.setattr("service.batch.answer.BUDGET", 0.3)
    (tmp_path / "pages.ndjson").write_bytes(
        ndjson({"text": "x"}, {"text": "x", "language": "xx"}, {"text": "x"})
    )
    assert batch("pages.ndjson", "-o", "o.ndjson") == 1
    found = lines((tmp_path / "o.ndjson").read_bytes())
    assert [line.get("problem", {}).get("status") for line in found] == [None, 504, None]


def test_chunks_end_where_pages_are_large() -> None:
    """What is on its way is bounded in bytes, not only in pages."""
    large = Record(1, b"x" * (3 * 1024 * 1024))
    assert [len(chunk) for chunk in pool._chunks([large] * 5)] == [2, 2, 1]


def test_normalize_prints_the_bytes_of_the_service(
    tmp_path: Path, client: FlaskClient, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """A page in a file is the page in a request."""
    (tmp_path / "page.html").write_text(BROKEN)
    query = "url=https://news.example/a&fetchedAt=2022-02-26T08:00:00Z"
    expected = client.post(f"/v1/normalize?{query}", data=BROKEN, content_type="text/html").data
    options = ["--url", "https://news.example/a", "--fetched-at", "2022-02-26T08:00:00Z"]
    assert main(["normalize", str(tmp_path / "page.html"), *options]) == 0
    assert capfdbinary.readouterr().out == expected + b"\n"


@pytest.mark.parametrize(
    ("name", "content", "arguments"),
    [
        ("page.json", json.dumps({"html": BROKEN}), []),
        ("page.txt", "Envoys return\n\n25 February 2022\n", ["--view", "flat"]),
        ("page", BROKEN, ["--explain", "full"]),
        ("dump", "Envoys return\n\n25 February 2022\n", ["--type", "text"]),
    ],
)
def test_normalize_takes_every_kind(
    tmp_path: Path,
    capfdbinary: pytest.CaptureFixture[bytes],
    name: str,
    content: str,
    arguments: list[str],
) -> None:
    """The name says what a page is, or an option."""
    (tmp_path / name).write_text(content)
    assert main(["normalize", str(tmp_path / name), *arguments]) == 0
    assert b"2022-02-25" in capfdbinary.readouterr().out


def test_pretty_is_the_same_answer_in_lines(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """For people who look, and for diffs."""
    (tmp_path / "page.html").write_text(BROKEN)
    printed = []
    for arguments in ([], ["--pretty"]):
        assert main(["normalize", str(tmp_path / "page.html"), *arguments]) == 0
        printed.append(capfdbinary.readouterr().out)
    assert json.loads(printed[0]) == json.loads(printed[1])
    assert (printed[0].count(b"\n"), printed[1].count(b"\n") > 50) == (1, True)


def test_table_shows_a_whole_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every field with what was read, what came of it, repairs and findings, as wide as the
    terminal.
    """
    monkeypatch.setenv("COLUMNS", "100")
    (tmp_path / "page.html").write_text(
        BROKEN + "<meta name=author content='Admin'><p>Turn \x1b[31mred\u202e</p>" * 2
    )
    assert main(["normalize", str(tmp_path / "page.html"), "--explain", "table"]) == 0
    shown = capsys.readouterr().out
    lines = shown.splitlines()
    assert lines[0] == "status: repaired"
    assert any(
        re.match(r"datePublished     repaired   0\.\d{4}  2022-02-25T14:40:00-05:00$", line)
        for line in lines
    )
    assert "  + meta:date meta[0]: 2022-40-25" in lines
    assert any("minute_in_month_slot" in line for line in lines[lines.index("repairs") :])
    assert any(line.startswith("nothing was read: ") and "image" in line for line in lines)
    assert max(map(len, lines)) <= 100
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_table_shows_what_is_withheld(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the readings that it could be."""
    (tmp_path / "page.json").write_text(
        json.dumps({"metadata": {"title": "Envoys return", "pubDate": "10/02/2022"}})
    )
    assert main(["normalize", str(tmp_path / "page.json"), "--explain", "table"]) == 0
    shown = capsys.readouterr().out
    assert re.search(r"datePublished     ambiguous  0\.\d{4}  \(withheld\)", shown)
    assert re.findall(r"could be 0\.\d{4}  (\S+)", shown) == ["2022-02-10", "2022-10-02"]


def test_table_is_no_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two layouts at once are a slip."""
    (tmp_path / "page.html").write_text(BROKEN)
    with pytest.raises(SystemExit) as stopped:
        main(["normalize", str(tmp_path / "page.html"), "--explain", "table", "--pretty"])
    assert stopped.value.code == 2
    assert "--pretty and --view flat are for JSON" in capsys.readouterr().err


def test_normalize_reads_a_pipe(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """``curl … | dateline normalize -``."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(BROKEN.encode())))
    assert main(["normalize", "-"]) == 0
    assert b"2022-02-25T14:40:00-05:00" in capfdbinary.readouterr().out


@pytest.mark.parametrize(
    ("content", "arguments", "code"),
    [
        ("{}", ["page.json"], 1),
        ("", ["page.html"], 1),
        ("x", ["nowhere.html"], 3),
        ("{}", ["page.json", "--url", "https://news.example/a"], 2),
        ("x", ["page.html", "page.html", "--url", "https://news.example/a"], 2),
    ],
)
def test_normalize_says_what_is_wrong(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    content: str,
    arguments: list[str],
    code: int,
) -> None:
    """The exit code tells a page at fault from a file that is not there and from wrong
    arguments.
    """
    monkeypatch.chdir(tmp_path)
    for name in ("page.json", "page.html"):
        (tmp_path / name).write_text(content)
    try:
        found = main(["normalize", *arguments])
    except SystemExit as stopped:
        found = int(stopped.code or 0)
    said = capsys.readouterr()
    assert (found, said.out, "page" in said.err or "nowhere" in said.err) == (code, "", True)


@pytest.mark.parametrize(
    ("command", "example"),
    [
        ([], "  dateline batch "),
        (["batch"], "  dateline batch "),
        (["normalize"], "example: dateline normalize "),
        (["explain"], "example: dateline explain "),
    ],
)
def test_help_shows_examples(
    command: list[str], example: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Help is worth reading."""
    with pytest.raises(SystemExit) as stopped:
        main([*command, "--help"])
    assert stopped.value.code == 0
    assert example in capsys.readouterr().out
