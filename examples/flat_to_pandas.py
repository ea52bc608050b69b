"""A crawl as a data frame: `python flat_to_pandas.py page.html …` prints what was published when, in UTC."""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
from flat_to_sqlite import rows


def main() -> None:
    """Print id, moment and status, the oldest first."""
    frame = pd.DataFrame(rows(map(Path, sys.argv[1:])))
    # Only an offset makes an instant.  A day or a local clock is not moved to a zone that nobody stated: it is NaT here.
    frame["published_utc"] = pd.to_datetime(frame["date_published_instant"], utc=True)
    shown = frame.sort_values("published_utc")[["id", "published_utc", "status"]]
    print(shown.to_string(index=False))


if __name__ == "__main__":
    main()
