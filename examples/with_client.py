"""Many pages with the Python client: `python with_client.py page.html …` prints status, date and headline in their order."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from dateline_client import Dateline, PageProblem

URL = os.environ.get("DATELINE_URL", "http://localhost:8000")


def main() -> None:
    """Ask for every file that is named; pages are read as they are sent."""
    pages = ({"id": name, "html": Path(name).read_bytes()} for name in sys.argv[1:])
    with Dateline(URL, key=os.environ.get("DATELINE_KEY")) as dateline:
        for line in dateline.normalize_many(pages):
            if isinstance(line, PageProblem):
                print("problem", "-", line.error, sep="\t")
            else:
                article = line.answer.article
                print(line.answer.status, article.date_published or "-", article.headline or "-", sep="\t")


if __name__ == "__main__":
    main()
