"""A crawl as a data frame: `python flat_to_pandas.py page.html …` prints what was published when,
in UTC.
"""

from __future__ import annotations

import http.client
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd
from flat_to_sqlite import rows, told


def main() -> None:
    """Ask for every page that is named."""
    if len(sys.argv) < 2:
        sys.exit("usage: python flat_to_pandas.py page.html …")
    try:
        answers = list(rows(map(Path, sys.argv[1:])))
    except (OSError, ValueError, http.client.HTTPException) as error:
        sys.exit(told(error))
    if answers:
        show(answers)


def show(answers: Iterable[dict[str, Any]]) -> None:
    """Print id, moment and status, the oldest first."""
    frame = pd.DataFrame(answers)
    # Only an offset makes an instant.  A day or a local clock is not moved to a zone that nobody
    # stated: it is NaT here.
    frame["published_utc"] = pd.to_datetime(frame["date_published_instant"], utc=True)
    shown = frame.sort_values("published_utc")[["id", "published_utc", "status"]]
    print(shown.to_string(index=False))


if __name__ == "__main__":
    main()
