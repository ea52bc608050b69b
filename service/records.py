"""The engine's records: dataclasses with slots that are never changed, and how one is made from another."""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["record", "replace"]

if TYPE_CHECKING:
    from dataclasses import dataclass as record
    from dataclasses import replace
else:
    from dataclasses import dataclass
    from functools import cache
    from operator import attrgetter

    def record(*, frozen: bool, slots: bool):
        """Return a dataclass that the type checker treats as frozen, with a frozen one's equality and hash.

        A dataclass frozen at run time sets each member through object.__setattr__, which makes it four times as slow to create;
        a page creates hundreds.
        """
        return dataclass(slots=slots, unsafe_hash=frozen)

    def replace(record, /, **changes):
        """Return a copy of a record with these members changed; dataclasses.replace takes up to three times as long."""
        cls = type(record)
        changed = cls(*_members(cls)(record))
        for name, value in changes.items():
            setattr(changed, name, value)
        return changed

    @cache
    def _members(cls):
        return attrgetter(*cls.__match_args__)
