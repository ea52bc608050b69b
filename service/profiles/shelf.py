"""The profiles of a running service: read at the start and again on request; a broken file leaves
the old ones in use.
"""

from __future__ import annotations

from pathlib import Path

from service.profiles.profile import Profiles, loaded


class Shelf:
    """The profiles in use, if any."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.current: Profiles | None = None if path is None else loaded(path)

    def reload(self) -> str:
        """Read the file again and return what is in use now; ProfileError if it cannot be used, and
        the old profiles stay.
        """
        if self.path is None:
            return "no profiles are used"
        self.current = found = loaded(self.path)
        return f"profiles of {len(found)} sites are used: {found.digest}"
