"""The article's images: absolute addresses, the main one first, without logos, pixels and placeholders."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from service.fields.frame import Damage, Reading, best_of, decide, of_field, plain, refused, unprinted
from service.fields.url import absolute
from service.fields.usual import counted, usual
from service.judge.features import Feature, lists, mark, members
from service.lexicon.lines import is_placeholder
from service.lexicon.slugs import address_key, is_furniture
from service.model import Context, Finding, Habit, Json, Observation, Resolution, findings_of, rules_of

_MOST = 50
#: A logo shows nothing of the story: it stands only where nothing else does, and below the threshold.
FEATURES: tuple[Feature, ...] = (mark("of_site", "a logo, a placeholder or a picture of every page", -6.0),)

RULES = rules_of(
    "image",
    """
    furniture_as_image site-logo placeholder-image
        a logo, icon or placeholder stands among the pictures
        a template lists whatever pictures it has
        https://news.example.com/logo.png, https://news.example.com/storm.jpg → https://news.example.com/storm.jpg
    srcset_as_image srcset
        the list of a picture's sizes stands in place of its address
        the wrong attribute is copied
        https://news.example.com/storm.jpg 1200w, https://news.example.com/storm-small.jpg 300w → https://news.example.com/storm.jpg
    """,
)
FINDINGS = findings_of(
    """
    too_many_images warning
        The page states more images than the answer keeps.
        Nothing to do; the rest is in explain=full.
    """
)


def resolve_image(observations: Sequence[Observation], ctx: Context) -> Resolution:
    """The images as a list of {"@type": "ImageObject", "url", "width"?, "height"?, "caption"?}."""
    base = absolute(ctx.url, None) if ctx.url else None
    known = usual(ctx, "images")
    readings = [_read(group, base, known) for group in lists(of_field(observations, "image"))]
    decided = decide("image", readings, FEATURES, conflicts=False, display=_fullest)
    removed = [str(address) for repair in decided.repairs for address in repair.removed]
    return counted(decided, "boilerplate", [(a, known[k]) for a in removed if (k := address_key(a)) in known], ctx.habits)


def _read(group: Sequence[Observation], base: str | None, known: Mapping[str, Habit]) -> Reading:
    """Return the pictures that one place states: a page with two og:image metas gives a list of two, the main one first."""
    observation = group[0]
    raw = unprinted(members(group))
    several = raw if isinstance(raw, (list, tuple)) else [raw]
    images: dict[str, dict[str, Json]] = {}
    for member in several[: _MOST * 2]:
        image = _image(member, base)
        if image is not None:
            images.setdefault(_key(str(image["url"])), image)
    if not images:
        return refused(observation, "no address of an image")
    pictures = {key: image for key, image in images.items() if not _is_of_site(str(image["url"]), known)}
    kept = list((pictures or images).values())[:_MOST]
    value: list[Json] = [*kept]
    damages = _damages(raw, kept, [image["url"] for key, image in images.items() if pictures and key not in pictures])
    first = _key(str(kept[0]["url"]))
    finding = None
    if len(images) > _MOST:
        message = f"{observation.source.id} states {len(images)} images; {_MOST} are kept."
        finding = Finding("/article/image", "too_many_images", "warning", message)
    return Reading(
        observation,
        value,
        first,
        damages,
        stated=raw == value,
        finding=finding,
        marks=frozenset(() if pictures else ["of_site"]),
    )


def _is_of_site(address: str, known: Mapping[str, Habit]) -> bool:
    """Return whether a picture is the site's: by its name, or because it stands on every page."""
    return is_furniture(address) or (bool(known) and address_key(address) in known)


def _damages(raw: Json, kept: list[dict[str, Json]], furniture: list[Json]) -> tuple[Damage, ...]:
    """Return what had to be undone to get from the raw value to these pictures."""
    damages = []
    if furniture:
        why = "What the address calls a logo or a placeholder is no picture of the story."
        damages.append(Damage("furniture_as_image", raw, why, tuple(furniture)))
    if isinstance(raw, str) and _largest(raw) != raw:
        damages.append(Damage("srcset_as_image", raw, f"The largest size in the list is {kept[0]['url']}."))
    return tuple(damages)


#: The members of an object that hold the picture's address: schema.org's, WordPress' and those of other interfaces.
_ADDRESSES = ("url", "contentUrl", "@id", "thumbnailUrl", "source_url", "src")


def _image(raw: Json, base: str | None) -> dict[str, Json] | None:
    source = raw
    if isinstance(raw, dict):
        source = next((raw[key] for key in _ADDRESSES if isinstance(raw.get(key), str)), None)
    if not isinstance(source, str) or is_placeholder(source) or source[:5].casefold() == "data:" or _is_text(source):
        return None
    address = absolute(_SLASHES.sub(r"\1://", _BEFORE_ADDRESS.sub("", _largest(source).strip())), base)
    if address is None or address.endswith(("/undefined", "/null")) or _is_page(address, base) or _FILM.search(address):
        return None
    image: dict[str, Json] = {"@type": "ImageObject", "url": address}
    if isinstance(raw, dict):
        image |= _details(raw)
    return image if not _is_pixel(image) else None


def _is_text(source: str) -> bool:
    """Return whether a picture's text stands in the place of its address: "Picture of the quay"."""
    return " " in source.strip() and "/" not in source and "." not in source


#: The site that a template put before a whole address, "https://news.example.comhttps://cdn.example.com/a.jpg", and marks that
#: got lost behind a scheme: "https:/cdn.example.com/a.jpg", "http//cdn.example.com/a.jpg".
_BEFORE_ADDRESS = re.compile(r"^https?:/{0,2}[\w.-]{0,253}(?=https?:/)", re.IGNORECASE)
_SLASHES = re.compile(r"^(https?)(?::/|//)(?=[\w-]{1,63}\.[\w.-]{1,253}/)", re.IGNORECASE)
#: Files that are seen or heard and are no picture.
_FILM = re.compile(r"\.(?:mp4|m4v|webm|mov|avi|m3u8|mpd|mp3|m4a|ogg|wav|pdf)(?:[?#]|$)", re.IGNORECASE)


def _is_page(address: str, base: str | None) -> bool:
    """Return whether the address is a page and no picture: the article itself."""
    return base is not None and address.partition("#")[0] == base.partition("#")[0]


#: How wide the picture of one step of a srcset is, behind its address: "…/storm.jpg 1200w".
_WIDTH = re.compile(r"(?<=\S)(?<!%20)(?:\s|%20)+(\d{1,5}(?:\.\d+)?)[wx](?:,|$)")


def _largest(source: str) -> str:
    """Return the address of the largest picture where a whole srcset stands for one address, else the text as it is."""
    steps = _steps(source[:20_000]) if source[-1:] in "wx" else []
    return max(steps, key=lambda step: step[1])[0].lstrip(",") if steps else source


def _steps(source: str) -> list[tuple[str, float]]:
    """Return the addresses of a srcset and their widths.

    One pattern for both would try a picture in a data: URL from each letter.
    """
    widths = list(_WIDTH.finditer(source))
    starts = [0, *(width.end() for width in widths)]
    before = [source[start : width.start()].split() for start, width in zip(starts, widths, strict=False)]
    return [(words[-1], float(width[1])) for words, width in zip(before, widths, strict=True) if words]


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


_SCHEME = re.compile(r"^https?://(?:www\.)?")


def _key(address: str) -> str:
    return _SCHEME.sub("", address).split("?")[0].split("#")[0]


def _fullest(same: Sequence[Reading]) -> Reading:
    """Return the most reliable source's of several lists with the same main image."""
    return best_of(same, lambda _: ())
