"""Takes the pictures of the try-it page: `python -m docs.pictures http://localhost:8000`, beside a
running service.

The pictures are for people; tests do not compare them, since fonts differ between machines.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Literal

FOLDER = Path(__file__).parent / "pictures"
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-sync"
).split()

#: Name, path, colours, width and height of each picture.
PICTURES: tuple[tuple[str, str, Literal["light", "dark"], int, int], ...] = (
    ("try-wide-light", "/#lead", "light", 1280, 1000),
    ("try-wide-dark", "/#ambiguous", "dark", 1280, 1000),
    ("try-narrow-light", "/#tags", "light", 390, 844),
    ("try-narrow-dark", "/#lead", "dark", 390, 844),
    ("docs-wide-light", "/docs", "light", 1280, 800),
)


def main() -> None:
    """Take every picture again."""
    from playwright.sync_api import sync_playwright

    origin = sys.argv[1].rstrip("/")
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for name, path, scheme, width, height in PICTURES:
            page = browser.new_page(
                viewport={"width": width, "height": height}, color_scheme=scheme
            )
            page.goto(origin + path)
            if "#" in path:
                page.wait_for_selector("#answer[aria-busy=false] .take")
                if width < 500:
                    page.evaluate("document.getElementById('answer-title').scrollIntoView()")
            page.screenshot(path=FOLDER / f"{name}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
