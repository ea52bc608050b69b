"""What leaves the house: a result as an envelope, and the envelope as canonical bytes."""

from service.render.canonical import canonical_bytes, json_safe
from service.render.envelope import EXPLAIN, Explain, envelope

__all__ = ["EXPLAIN", "Explain", "canonical_bytes", "envelope", "json_safe"]
