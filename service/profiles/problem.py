"""Errors in files of profiles."""

from __future__ import annotations

import re

_HOST = re.compile(
    r"(?!www\.)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9-]{2,63}", re.ASCII
)


class ProfileError(Exception):
    """Raised for a file of profiles or a state that cannot be used; the message is a sentence for
    its maker.
    """


def host_fault(host: object) -> str | None:
    """Return what is wrong with a host in a profile, or None."""
    if isinstance(host, str) and len(host) <= 253 and _HOST.fullmatch(host):
        return None
    bare = (
        str(host)
        .lower()
        .removeprefix("https://")
        .removeprefix("http://")
        .removeprefix("www.")
        .partition("/")[0]
    )
    near = f"; did you mean {bare}?" if _HOST.fullmatch(bare) and len(bare) <= 253 else ""
    return f"{str(host)[:80]!r} is no host such as news.example{near}"
