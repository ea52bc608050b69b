"""What leaves the house: a result as an envelope or a flat row, and either as canonical bytes."""

from service.render.canonical import canonical_bytes, json_safe
from service.render.envelope import EXPLAIN, Explain, envelope
from service.render.flat import VIEWS, View, flat

__all__ = ["EXPLAIN", "VIEWS", "Explain", "View", "canonical_bytes", "envelope", "flat", "json_safe"]
