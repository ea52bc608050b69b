"""A crawl as a table in SQLite: `python flat_to_sqlite.py articles.db page.html …`; only the
standard library is needed.
"""

from __future__ import annotations

import base64
import http.client
import json
import os
import sqlite3
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

URL = os.environ.get("DATELINE_URL", "http://localhost:8000")
TRIES = 6

COLUMNS = (
    "id TEXT PRIMARY KEY, headline TEXT, description TEXT, authors TEXT, publisher TEXT, "
    "keywords TEXT, section TEXT, "
    "language TEXT, url TEXT, image TEXT, word_count INTEGER, status TEXT, findings TEXT,"
    " rules TEXT, "
    "date_published_day TEXT, date_published_local TEXT, date_published_instant TEXT, "
    "date_published_status TEXT, "
    "date_published_confidence REAL, date_modified_day TEXT, date_modified_local TEXT, "
    "date_modified_instant TEXT"
)


def rows(pages: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """A flat row for each page, in order; the file's name is its id.  A page that is refused is
    reported and left out.
    """
    lines = [
        {"id": str(page), "htmlBase64": base64.b64encode(page.read_bytes()).decode("ascii")}
        for page in pages
    ]
    for line in _posted("".join(json.dumps(line) + "\n" for line in lines)):
        row = json.loads(line)
        if "problem" in row:
            print(f"line {row['line']}: {row['problem']['detail']}", file=sys.stderr)
        else:
            yield row


def _posted(body: str) -> list[str]:
    headers = {"Content-Type": "application/x-ndjson"}
    if key := os.environ.get("DATELINE_KEY"):
        headers["Authorization"] = f"Bearer {key}"
    request = urllib.request.Request(f"{URL}/v1/normalize/batch?view=flat", body.encode(), headers)
    for left in reversed(range(TRIES)):
        try:
            with urllib.request.urlopen(request, timeout=600) as response:
                text: str = response.read().decode()
                return text.splitlines()
        except urllib.error.HTTPError as refused:
            if refused.code != 503 or not left:
                raise OSError(f"{URL} refuses: {_reason(refused)}") from None
            time.sleep(float(refused.headers.get("Retry-After", 1)))
    raise AssertionError("the last try returns or raises")


def _reason(refused: urllib.error.HTTPError) -> str:
    """What the service says is wrong; another server says it with its status alone."""
    try:
        return str(json.load(refused)["detail"])
    except (ValueError, LookupError, TypeError):
        return f"{refused.code} {refused.reason}"


def told(error: Exception) -> str:
    """What went wrong, in one line: a file, the service, or what it refuses."""
    if isinstance(error, urllib.error.URLError | http.client.HTTPException):
        reason = getattr(error, "reason", error)
        return f"no service answers at {URL} ({reason}): `make serve` starts one"
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}: {error.strerror}"
    return " ".join(str(error).split())


def arguments(example: str, database: str, mark: bytes) -> tuple[Path, list[Path]]:
    """The file of the table, and the pages; ends the program where the first file is something
    else, as with `*.html` alone.
    """
    if len(sys.argv) < 3:
        sys.exit(f"usage: python {example} {database} page.html …")
    first, *pages = map(Path, sys.argv[1:])
    try:
        if first.exists() and mark not in first.open("rb").read(len(mark) + 8):
            sys.exit(f"{first} is no database: name one first, as in {example} {database} {first}")
    except OSError as error:
        sys.exit(told(error))
    return first, pages


def main() -> None:
    """Fill the table from the pages that are named."""
    database, pages = arguments("flat_to_sqlite.py", "articles.db", b"SQLite format 3")
    try:
        fill(database, list(rows(pages)))
    except (OSError, ValueError, http.client.HTTPException, sqlite3.Error) as error:
        sys.exit(told(error))


def fill(database: Path, answers: Iterable[dict[str, Any]]) -> None:
    """Fill the table; lists are stored as JSON, which SQLite reads with ``json_each``."""
    with sqlite3.connect(database) as connection:
        connection.execute(f"CREATE TABLE IF NOT EXISTS article ({COLUMNS})")
        names_of = [column.split()[0] for column in COLUMNS.split(", ")]
        places = ", ".join(f":{name}" for name in names_of)
        for row in answers:
            as_text = {
                name: json.dumps(cell) if isinstance(cell, list) else cell
                for name, cell in row.items()
            }
            connection.execute(
                f"INSERT OR REPLACE INTO article VALUES ({places})",
                {name: as_text[name] for name in names_of},
            )
        for status, count in connection.execute(
            "SELECT status, count(*) FROM article GROUP BY status ORDER BY status"
        ):
            print(status, count, sep="\t")
    connection.close()


if __name__ == "__main__":
    main()
