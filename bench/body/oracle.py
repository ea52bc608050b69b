"""The text that trafilatura takes for a page's body: paths of pages, one a line, to JSON strings.

Run by ``bench.body`` in the peer's own environment (``make peers``).
"""

from __future__ import annotations

import gzip
import json
import sys

import trafilatura  # type: ignore[import-not-found,unused-ignore]


def main() -> None:
    """Answer each path with its text, without comments and tables, as Dateline leaves them out."""
    for path in sys.stdin:
        with gzip.open(path.strip()) as file:
            text = trafilatura.extract(file.read(), include_comments=False)
        print(json.dumps(text or ""), flush=True)


if __name__ == "__main__":
    main()
