"""The engine's records: dataclasses with slots that are never changed, how one is made from
another, and deferred members.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

__all__ = ["Deferred", "record", "replace"]


class Deferred(Sequence[Any]):
    """A tuple that is made when it is first looked at: most answers show the evidence of repairs
    and conflicts alone.
    """

    def __init__(self, make: Callable[..., Sequence[Any]], *of: Any) -> None:
        """Take what makes it, and of what."""
        self._make, self._of = make, of

    @cached_property
    def _made(self) -> tuple[Any, ...]:
        return tuple(self._make(*self._of))

    def __len__(self) -> int:
        """Return how many members it has."""
        return len(self._made)

    def __getitem__(self, at: Any) -> Any:
        """Return one member, or several."""
        return self._made[at]

    def __eq__(self, other: object) -> bool:
        """Return whether the other has the same members."""
        return isinstance(other, Sequence) and self._made == tuple(other)

    def __hash__(self) -> int:
        """Return the hash of the tuple, which it equals."""
        return hash(self._made)

    def __repr__(self) -> str:
        """Return the tuple as it is written."""
        return repr(self._made)


if TYPE_CHECKING:
    from dataclasses import dataclass as record
    from dataclasses import replace
else:
    from dataclasses import dataclass
    from functools import cache
    from operator import attrgetter

    def record(*, frozen: bool, slots: bool):
        """Return a dataclass that the type checker treats as frozen, with a frozen one's equality
        and hash.

        A dataclass frozen at run time sets each member through object.__setattr__, which makes it
        four times as slow to create; a page creates hundreds.
        """
        return dataclass(slots=slots, unsafe_hash=frozen)

    def replace(record, /, **changes):
        """Return a copy of a record with these members changed; dataclasses.replace takes up to
        three times as long.
        """
        cls = type(record)
        changed = cls(*_members(cls)(record))
        for name, value in changes.items():
            setattr(changed, name, value)
        return changed

    @cache
    def _members(cls):
        return attrgetter(*cls.__match_args__)
