"""The fields beside dates and tags: each reads its observations and decides, in the frame that they
share.
"""

from __future__ import annotations

from service.fields.authors import resolve_authors
from service.fields.description import resolve_description
from service.fields.headline import resolve_alternative_headline, resolve_headline
from service.fields.language import resolve_language
from service.fields.publisher import resolve_publisher
from service.fields.stated import STATED, resolve_section, resolve_stated
from service.fields.url import country_of, resolve_image, resolve_url
from service.model import tables_of

__all__ = [
    "FINDINGS", "RULES", "STATED", "country_of", "resolve_alternative_headline", "resolve_authors",
    "resolve_description",
    "resolve_headline", "resolve_image", "resolve_language", "resolve_publisher", "resolve_section",
    "resolve_stated",
    "resolve_url",
]  # fmt: skip

RULES, FINDINGS = tables_of("service.fields")
