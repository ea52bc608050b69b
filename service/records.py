"""How the engine's vocabulary is made: dataclasses with slots that nobody changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["record"]

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:
    from dataclasses import dataclass

    def record(*, frozen: bool, slots: bool):
        """A dataclass that the type checker holds to be frozen, with equality and hash as a frozen one has them.

        A dataclass frozen at run time sets each member through object.__setattr__, which makes it four times as dear to make;
        a page makes hundreds.
        """
        return dataclass(slots=slots, unsafe_hash=frozen)
