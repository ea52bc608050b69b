"""The worker's side of the protocol: ``python -m bench.compare.worker TOOL`` reads a page a line
and answers with a line.

First it says ``{"version", "runtime"}``.  Then, for ``{"html": base64, "text", "url", "fetched"}``:
``{"cpu", "floor", "fields", "error"}``, the first two in nanoseconds of this process's CPU time for
the tool and for the parse alone. Runs in the tool's own environment, hence only the standard
library, the tool and selectolax.
"""

from __future__ import annotations

import base64
import importlib
import importlib.metadata
import json
import os
import platform
import sys
from time import process_time_ns
from typing import Any

from bench.compare.tools import Page, selectolax


def answer(tool: Any, request: dict[str, Any], parse_first: bool = True) -> dict[str, Any]:
    """Return the reply to one page.

    Whichever runs first pays for loading the page into the processor's caches, so the parse goes
    first on every other page.
    """
    page = Page(
        base64.b64decode(request["html"]), request["text"], request["url"], request["fetched"]
    )
    if parse_first:
        return {"floor": _parse(page)} | _read(tool, page)
    return _read(tool, page) | {"floor": _parse(page)}


def _parse(page: Page) -> int:
    start = process_time_ns()
    tree = selectolax.read(page)
    spent = process_time_ns() - start
    del tree
    return spent


def _read(tool: Any, page: Page) -> dict[str, Any]:
    """Return the tool's part of the reply; an exception that it raises is reported as part of its
    result.
    """
    fields: dict[str, Any] = {}
    error = None
    start = process_time_ns()
    try:
        found = tool.read(page)
    except Exception as raised:
        cpu = process_time_ns() - start
        error = type(raised).__name__
    else:
        cpu = process_time_ns() - start
        fields = tool.fields(found)
    return {"cpu": cpu, "fields": fields, "error": error}


def main() -> None:
    """Serve until standard input ends; what a tool prints goes to standard error, out of the
    protocol's way.
    """
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    tool = importlib.import_module(f"bench.compare.tools.{sys.argv[1]}")
    hello = {
        "version": importlib.metadata.version(tool.DISTRIBUTION),
        "runtime": f"Python {platform.python_version()}",
    }
    print(json.dumps(hello), file=replies, flush=True)
    for number, line in enumerate(sys.stdin):
        print(
            json.dumps(answer(tool, json.loads(line), number % 2 == 0), default=str),
            file=replies,
            flush=True,
        )


if __name__ == "__main__":
    main()
