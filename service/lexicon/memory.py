"""Recognisers that remember what they said of short texts: a page says one thing many times over."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper, wraps
from typing import Any, TypeVar, cast

from service.lexicon.lines import LINE_LIMIT

#: Judgements that a recogniser remembers: some pages' worth, of texts no longer than a line, so that memory is bounded.
_REMEMBERED = 2_048

Judgement = TypeVar("Judgement")
Remembering = TypeVar("Remembering", bound=Callable[..., Any])


class _Judgements(dict[str, Judgement]):
    """What a recogniser said of recent lines, called as the recogniser is; what is known costs no frame of Python."""

    __wrapped__: Callable[[str], Judgement]
    __call__ = dict.__getitem__
    __hash__ = object.__hash__  # type: ignore[assignment]
    __eq__ = object.__eq__
    cache_clear = dict.clear

    def __init__(self, recognise: Callable[[str], Judgement]) -> None:
        super().__init__()
        update_wrapper(self, recognise)

    def __missing__(self, text: str) -> Judgement:
        said = self.__wrapped__(text)
        if len(text) <= LINE_LIMIT:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[text] = said
        return said


def remembered(recognise: Callable[[str], Judgement]) -> Callable[[str], Judgement]:
    """The recogniser, with what it said of recent lines kept: a page states its headline, names and tags many times over."""
    return _Judgements(recognise)


def of_short_texts(kept: Remembering) -> Remembering:
    """The function that remembers, which looks at a long text anew: a page can state hundreds of 64 KiB, and a memory of
    thousands of them would be a way to use up the machine's."""
    anew = kept.__wrapped__  # type: ignore[attr-defined]

    @wraps(kept)
    def judged(text: str, *rest: Any, **named: Any) -> Any:
        return kept(text, *rest, **named) if len(text) <= LINE_LIMIT else anew(text, *rest, **named)

    judged.cache_info = kept.cache_info  # type: ignore[attr-defined]
    return cast(Remembering, judged)
