"""A crawl as a table in DuckDB: `python flat_to_duckdb.py articles.duckdb page.html …`; lists stay
lists.
"""

from __future__ import annotations

import http.client
import json
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
from flat_to_sqlite import arguments, rows, told

#: The columns that are stored, each of one kind: the day is the reader's, the instant null where no
#: offset is established.
COLUMNS = {
    **dict.fromkeys(
        (
            "id",
            "headline",
            "description",
            "publisher",
            "section",
            "language",
            "url",
            "image",
            "status",
        ),
        "VARCHAR",
    ),
    **dict.fromkeys(("authors", "keywords", "findings", "rules"), "VARCHAR[]"),
    **{f"date_{what}_day": "DATE" for what in ("published", "modified")},
    **{f"date_{what}_local": "TIMESTAMP" for what in ("published", "modified")},
    **{f"date_{what}_instant": "TIMESTAMPTZ" for what in ("published", "modified")},
    **{f"date_{what}_status": "VARCHAR" for what in ("published", "modified")},
    "date_published_confidence": "DOUBLE",
    "word_count": "BIGINT",
}


def main() -> None:
    """Fill the table from the pages that are named."""
    database, pages = arguments("flat_to_duckdb.py", "articles.duckdb", b"DUCK")
    try:
        fill(database, list(rows(pages)))
    except (OSError, ValueError, http.client.HTTPException, duckdb.Error) as error:
        sys.exit(told(error))


def fill(database: Path, answers: Iterable[dict[str, Any]]) -> None:
    """Fill the table from the rows as NDJSON, which DuckDB reads by itself, and ask it for the
    tags.
    """
    with tempfile.NamedTemporaryFile("w", suffix=".ndjson", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in answers)
        file.flush()
        with duckdb.connect(database) as connection:
            connection.execute(
                (
                    "CREATE OR REPLACE TABLE article AS SELECT * FROM read_json(?, "
                    "format='newline_delimited', columns=?)"
                ),
                [file.name, COLUMNS],
            )
            query = (
                "SELECT unnest(keywords) AS tag, count(*) AS pages FROM article GROUP BY "
                "tag ORDER BY pages DESC, tag"
            )
            for tag, pages in connection.execute(query).fetchall():
                print(tag, pages, sep="\t")


if __name__ == "__main__":
    main()
