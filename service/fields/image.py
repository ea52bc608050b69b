"""The images of the article: absolute addresses, the main one first, without logos, pixels and placeholders."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.fields.frame import Reading, decide, of_field, plain, refused, unprinted
from service.fields.url import absolute
from service.lexicon import is_placeholder
from service.model import Context, FindingCode, Json, Observation, Resolution, Rule

_CHANCE = 0.01
_MOST = 50
#: File names of what is no picture of the story; "logo" must be a word of its own, since "Logos-airport.jpg" is a place.
_FURNITURE = re.compile(
    r"(?:^|[/_.-])(?:favicons?|logos?|sprites?|spacer|blank|pixel|1x1|placeholder|default[-_]?(?:image|img|thumb|share|og)?|no[-_]?image|avatar|"
    r"gravatar|apple-touch-icon|site-?icon|transparent|lazy|loading|dummy)(?=[/_.\-\d]|$)",
    re.IGNORECASE,
)

RULES: tuple[Rule, ...] = ()
FINDINGS = (
    FindingCode(
        "too_many_images",
        "warning",
        "The page states more images than the answer keeps.",
        "The rest is in explain=full.",
    ),
)


def resolve_image(observations: Sequence[Observation], ctx: Context) -> Resolution:
    """The images as a list of {"@type": "ImageObject", "url", "width"?, "height"?, "caption"?}."""
    base = absolute(ctx.url, None) if ctx.url else None
    readings = [_read(observation, base) for observation in of_field(observations, "image")]
    return decide("image", readings, u=_CHANCE, conflicts=False, display=_fullest)


def _read(observation: Observation, base: str | None) -> Reading:
    raw = unprinted(observation.raw)
    members = raw if isinstance(raw, (list, tuple)) else [raw]
    images: dict[str, Json] = {}
    poor = 0
    for member in members[: _MOST * 2]:
        image = _image(member, base)
        if image is None:
            continue
        address = str(image["url"])
        poor += bool(_FURNITURE.search(address.split("?")[0].rsplit("/", 1)[-1]))
        images.setdefault(_key(address), image)
    if not images:
        return refused(observation, "no address of an image")
    value = list(images.values())[:_MOST]
    first = str(next(iter(images)))
    # A logo shows nothing of the story: it stands only where nothing else does, and below the threshold.
    weight = 0.4 if poor >= len(images) else 1.0
    return Reading(observation, value, first, weight=weight, stated=observation.raw == value)


def _image(raw: Json, base: str | None) -> dict[str, Json] | None:
    source = raw
    if isinstance(raw, dict):
        source = next((raw[key] for key in ("url", "contentUrl", "@id", "thumbnailUrl") if isinstance(raw.get(key), str)), None)
    if not isinstance(source, str) or is_placeholder(source) or source[:5].casefold() == "data:":
        return None
    address = absolute(source, base)
    if address is None or address.endswith("/undefined") or address.endswith("/null"):
        return None
    image: dict[str, Json] = {"@type": "ImageObject", "url": address}
    if isinstance(raw, dict):
        image |= _details(raw)
    return image if not _is_pixel(image) else None


def _details(raw: dict[str, Json]) -> dict[str, Json]:
    details: dict[str, Json] = {}
    for key in ("width", "height"):
        size = raw.get(key)
        if isinstance(size, dict):
            size = size.get("value") or size.get("name")
        digits = re.fullmatch(r"\s*(\d{1,6})(?:\.0+)?\s*(?:px)?\s*", str(size)) if size is not None else None
        if digits and int(digits.group(1)):
            details[key] = int(digits.group(1))
    caption = raw.get("caption")
    if isinstance(caption, str) and plain(caption):
        details["caption"] = plain(caption)[:2000]
    return details


def _is_pixel(image: dict[str, Json]) -> bool:
    sizes = [image[key] for key in ("width", "height") if key in image]
    return bool(sizes) and all(isinstance(size, int) and size <= 2 for size in sizes)


def _key(address: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", address).split("?")[0].split("#")[0]


def _fullest(same: Sequence[Reading]) -> Reading:
    """Of lists with the same main image, the most reliable source's."""
    return min(same, key=lambda r: (-r.reliability, r.observation.order, repr(r.value)))
