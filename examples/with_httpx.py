"""Many pages at once: `python with_httpx.py page.html …` prints status, date and headline, eight requests in flight."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import Any

import httpx

URL = os.environ.get("DATELINE_URL", "http://localhost:8000")

#: More than the service has cores only waits there; what it cannot take it refuses with 503.
AT_ONCE, TRIES = 8, 6


async def normalize(client: httpx.AsyncClient, gate: asyncio.Semaphore, html: bytes) -> dict[str, Any]:
    """The answer for one page; a refused one is asked for again when the service says."""
    for left in reversed(range(TRIES)):
        async with gate:
            response = await client.post("/v1/normalize", content=html, headers={"Content-Type": "text/html"})
        if response.status_code != 503 or not left:
            break
        await asyncio.sleep(float(response.headers.get("Retry-After", 1)))
    response.raise_for_status()
    answer: dict[str, Any] = response.json()
    return answer


async def main() -> None:
    """Ask for every file that is named, and print in their order."""
    key = os.environ.get("DATELINE_KEY")
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    gate = asyncio.Semaphore(AT_ONCE)
    async with httpx.AsyncClient(base_url=URL, headers=headers, timeout=30) as client:
        asked = (normalize(client, gate, Path(name).read_bytes()) for name in sys.argv[1:])
        for answer in await asyncio.gather(*asked):
            article = answer["article"]
            print(answer["status"], article.get("datePublished", "-"), article.get("headline", "-"), sep="\t")


if __name__ == "__main__":
    asyncio.run(main())
