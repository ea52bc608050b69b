"""One module for each tool: the call that its documentation recommends, and its result under the
scorer's names.

Each runs in an environment of its own, so the modules import nothing of ours but the types of the
page.  ``read`` is what is timed; ``fields`` takes its result apart afterwards, uncounted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

#: The scorer's names with the tool's values; what is absent or None was not found.
Fields = dict[str, Any]

#: Tools that cannot do without an address get this one where the corpus knows none.
NOWHERE = "https://example.com/"


@dataclass(frozen=True, slots=True)
class Page:
    """One page as every tool gets it: the bytes as fetched, the same decoded, its address and time
    of fetching where known.
    """

    html: bytes
    text: str
    url: str | None
    fetched: str | None
