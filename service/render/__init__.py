"""The forms of an answer: an envelope, a flat row or an article of another standard, each as
canonical bytes.
"""

from service.render.canonical import canonical_bytes, json_safe
from service.render.envelope import EXPLAIN, Explain, envelope, of_fields
from service.render.flat import VIEWS, View, flat
from service.render.ld_json import ld_json
from service.render.ninjs import ninjs

__all__ = [
    "EXPLAIN",
    "VIEWS",
    "Explain",
    "View",
    "canonical_bytes",
    "envelope",
    "flat",
    "json_safe",
    "ld_json",
    "ninjs",
    "of_fields",
]
