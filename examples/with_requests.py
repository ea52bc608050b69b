"""Pages in files, one request each: `python with_requests.py page.html …` prints status, date and headline."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

URL = os.environ.get("DATELINE_URL", "http://localhost:8000")


def session() -> requests.Session:
    """A session that waits as long as the service asks it to, and asks again, when the service is over its capacity."""
    made = requests.Session()
    again = Retry(total=5, status_forcelist=[503], allowed_methods=None, respect_retry_after_header=True, backoff_factor=0.5)
    made.mount(URL, HTTPAdapter(max_retries=again))
    if key := os.environ.get("DATELINE_KEY"):
        made.headers["Authorization"] = f"Bearer {key}"
    return made


def normalize(made: requests.Session, html: bytes, url: str | None = None) -> dict[str, Any]:
    """The answer for one page; what the service refuses raises with the reason in it."""
    parameters = {"url": url} if url else {}
    response = made.post(f"{URL}/v1/normalize", params=parameters, data=html, headers={"Content-Type": "text/html"}, timeout=30)
    if not response.ok:
        problem = response.json()
        raise RuntimeError(f"{problem['title']}: {problem['detail']} {problem.get('errors', '')}")
    answer: dict[str, Any] = response.json()
    return answer


def main() -> None:
    """Ask for every file that is named."""
    with session() as made:
        for name in sys.argv[1:]:
            answer = normalize(made, Path(name).read_bytes())
            article = answer["article"]
            print(answer["status"], article.get("datePublished", "-"), article.get("headline", "-"), sep="\t")


if __name__ == "__main__":
    main()
