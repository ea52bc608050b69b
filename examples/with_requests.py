"""Pages in files, one request each: `python with_requests.py page.html …` prints status, date and
headline.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

URL = os.environ.get("DATELINE_URL", "http://localhost:8000")


def session() -> requests.Session:
    """A session that waits as long as the service asks it to, and asks again, when the service is
    over its capacity.
    """
    made = requests.Session()
    again = Retry(
        total=5,
        # a service that is stopped is told of at once
        connect=1,
        status_forcelist=[503],
        allowed_methods=None,
        respect_retry_after_header=True,
        backoff_factor=0.5,
    )
    made.mount(URL, HTTPAdapter(max_retries=again))
    if key := os.environ.get("DATELINE_KEY"):
        made.headers["Authorization"] = f"Bearer {key}"
    return made


def normalize(made: requests.Session, html: bytes, url: str | None = None) -> dict[str, Any]:
    """The answer for one page; what the service refuses raises with the reason in it."""
    parameters = {"url": url} if url else {}
    response = made.post(
        f"{URL}/v1/normalize",
        params=parameters,
        data=html,
        headers={"Content-Type": "text/html"},
        timeout=30,
    )
    if not response.ok:
        raise RuntimeError(_reason(response))
    answer: dict[str, Any] = response.json()
    return answer


def _reason(response: requests.Response) -> str:
    """What the service says is wrong; another server says it with its status alone."""
    try:
        problem = response.json()
        return f"{problem['title']}: {problem['detail']} {problem.get('errors', '')}".strip()
    except (ValueError, LookupError, TypeError, AttributeError):
        return f"{response.status_code} {response.reason}"


def main() -> None:
    """Ask for every file that is named."""
    if len(sys.argv) < 2:
        sys.exit("usage: python with_requests.py page.html …")
    try:
        ask(sys.argv[1:])
    except requests.ConnectionError:
        sys.exit(f"no service answers at {URL}: `make serve` starts one")
    except (requests.RequestException, RuntimeError) as error:
        sys.exit(f"{URL}: {error}")
    except OSError as error:
        sys.exit(f"{error.filename}: {error.strerror}")


def ask(names: Iterable[str]) -> None:
    """Print status, date and headline of each page."""
    with session() as made:
        for name in names:
            answer = normalize(made, Path(name).read_bytes())
            article = answer["article"]
            print(
                answer["status"],
                article.get("datePublished", "-"),
                article.get("headline", "-"),
                sep="\t",
            )


if __name__ == "__main__":
    main()
