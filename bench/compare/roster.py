"""The compared tools: a row for each, with the call that its documentation recommends and the start
of its process.
"""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bench.data import ROOT

#: The folder in which `make peers` installs them.
PEERS = ROOT / ".peers"


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool, the module of bench/compare/tools that calls it, and the source of the gold that
    comes from its own tests.
    """

    name: str
    module: str
    runs_on: Literal["here", "python", "node"]
    call: str
    home: str | None = None

    def command(self, peers: Path = PEERS) -> list[str]:
        """Return the worker's command line; raises FileNotFoundError where the tool is not
        installed.
        """
        if self.runs_on == "here":
            return [sys.executable, "-m", "bench.compare.worker", self.module]
        folder = peers / self.module
        # the stamp file is made last, so an incomplete installation counts as none
        if not (folder / ".installed").exists():
            raise FileNotFoundError("not installed (make peers)")
        if self.runs_on == "python":
            return [str(folder / "bin" / "python"), "-m", "bench.compare.worker", self.module]
        node = shutil.which("node")
        if node is None:
            raise FileNotFoundError("there is no node here")
        return [node, str(Path(__file__).with_name("worker.cjs")), self.module]

    def environment(self, peers: Path = PEERS) -> dict[str, str]:
        """Return the environment of the worker's process; all have one hash seed, so that sets of
        strings have one order.
        """
        return {
            **os.environ,
            "PYTHONHASHSEED": "0",
            "NODE_PATH": str(peers / self.module / "node_modules"),
        }


PARSE = Tool("parse only", "selectolax", "here", "LexborHTMLParser(bytes)")
DATELINE = Tool("Dateline", "dateline", "here", "bytes to canonical answer bytes, explain=summary")

TOOLS: tuple[Tool, ...] = (
    PARSE,
    DATELINE,
    Tool("trafilatura", "trafilatura", "python", "extract_metadata(html, default_url=url)"),
    Tool(
        "htmldate",
        "htmldate",
        "python",
        "find_date(html, url=url, original_date=True, outputformat=…)",
        "htmldate",
    ),
    Tool(
        "turbohtml",
        "turbohtml",
        "python",
        "parse(html).article() and dates(html, DateExtraction(original=True))",
    ),
    Tool(
        "newspaper4k",
        "newspaper4k",
        "python",
        "article(url, input_html=html, fetch_images=False)",
        "newspaper4k",
    ),
    Tool("goose3", "goose3", "python", "Goose().extract(raw_html=html)", "goose3"),
    Tool(
        "extruct", "extruct", "python", "extract(html, base_url=url, uniform=True) and a plain pick"
    ),
    Tool(
        "fundus",
        "fundus",
        "python",
        "BaseParser().parse(html) and its generic parsing functions",
        "fundus",
    ),
    Tool("metascraper", "metascraper", "node", "metascraper([…])({ html, url })", "metascraper"),
    Tool(
        "@postlight/parser",
        "postlight",
        "node",
        "Parser.parse(url, { html, fetchAllPages: false })",
        "postlight",
    ),
)

#: Not tools of the roster, but measured beside them.
OVER_HTTP, EMPTY_ROUTE = "Dateline over HTTP", "empty route"
