"""Observations made from an element of the view."""

from __future__ import annotations

from service.model import Json, Observation
from service.observe.sources import observation
from service.view.columns import View


def see(view: View, element: int, name: str, raw: Json, place: str = "html") -> Observation:
    """The observation that an element states under a row of the table of places."""
    return observation(place, name, raw, view.locator(element), element)
