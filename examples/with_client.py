"""Many pages with the Python client: `python with_client.py page.html …` prints status, date and
headline in their order.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from dateline_client import Dateline, DatelineError, PageProblem, Retries

URL = os.environ.get("DATELINE_URL", "http://localhost:8000")


#: A service that is stopped is told of within two seconds; the client's own six tries take longer.
RETRIES = Retries(tries=3)


def main() -> None:
    """Ask for every file that is named."""
    if len(sys.argv) < 2:
        sys.exit("usage: python with_client.py page.html …")
    try:
        ask(sys.argv[1:])
    except DatelineError as error:
        sys.exit(f"{URL}: {error}")
    except ValueError as error:
        # the client says which address was meant
        sys.exit(str(error))
    except OSError as error:
        sys.exit(f"{error.filename}: {error.strerror}")


def ask(names: Iterable[str]) -> None:
    """Print what the service answers; pages are read as they are sent."""
    pages = ({"id": name, "html": Path(name).read_bytes()} for name in names)
    with Dateline(URL, key=os.environ.get("DATELINE_KEY"), retries=RETRIES) as dateline:
        for line in dateline.normalize_many(pages):
            if isinstance(line, PageProblem):
                print("problem", "-", line.error, sep="\t")
            else:
                article = line.answer.article
                print(
                    line.answer.status,
                    article.date_published or "-",
                    article.headline or "-",
                    sep="\t",
                )


if __name__ == "__main__":
    main()
