"""The article's images: absolute addresses, the main one first, without logos, pixels and placeholders."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from service.fields.frame import Damage, Reading, counted, decide, of_field, plain, refused, unprinted, usual
from service.fields.url import absolute
from service.judge.features import Feature, lists, mark, members
from service.lexicon.lines import is_placeholder
from service.lexicon.slugs import address_key, is_furniture
from service.model import Context, Finding, Json, Observation, Resolution, findings_of, rules_of

#: An answer keeps so many pictures; galleries state hundreds.
_MOST = 50
#: A logo shows nothing of the story: it stands only where nothing else does, and below the threshold.
FEATURES: tuple[Feature, ...] = (mark("of_site", "a logo, a placeholder or a picture of every page", -6.0),)
#: The members of an object that hold the picture's address: schema.org's, WordPress' and those of other interfaces.
_ADDRESSES = ("url", "contentUrl", "@id", "thumbnailUrl", "source_url", "src")
#: The site that a template put before a whole address, "https://news.example.comhttps://cdn.example.com/a.jpg", and marks that
#: got lost behind a scheme: "https:/cdn.example.com/a.jpg", "http//cdn.example.com/a.jpg".
_BEFORE_ADDRESS = re.compile(r"^https?:/{0,2}[\w.-]{0,253}(?=https?:/)", re.IGNORECASE)
_SLASHES = re.compile(r"^(https?)(?::/|//)(?=[\w-]{1,63}\.[\w.-]{1,253}/)", re.IGNORECASE)
#: Files that are seen or heard and are no picture, and what scripts print for none.
_NO_PICTURE = re.compile(
    r"\.(?:mp4|m4v|webm|mov|avi|m3u8|mpd|mp3|m4a|ogg|wav|pdf)(?:[?#]|$)|/(?:undefined|null)$", re.IGNORECASE
)
#: How wide the picture of one step of a srcset is, behind its address: "…/storm.jpg 1200w".
_WIDTH = re.compile(r"(?<=\S)(?<!%20)(?:\s|%20)+(\d{1,5}(?:\.\d+)?)[wx](?:,|$)")
_SIZE = re.compile(r"\s*(\d{1,6})(?:\.0+)?\s*(?:px)?\s*")
_AROUND = re.compile(r"^https?://(?:www\.)?|[?#].*$")

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
    known = usual(ctx, "images") if ctx.habits else {}
    readings = [_read(group, base, known) for group in lists(of_field(observations, "image"))]
    decided = decide("image", readings, FEATURES, conflicts=False)
    if not known:
        return decided
    removed = [str(address) for repair in decided.repairs for address in repair.removed]
    return counted(decided, "boilerplate", {a: known[k] for a in removed if (k := address_key(a)) in known}, ctx.habits)


def _read(group: Sequence[Observation], base: str | None, known: Collection[str]) -> Reading:
    """Return the pictures that one place states: a page with two og:image metas gives a list of two, the main one first."""
    observation, raw = group[0], unprinted(members(group) if len(group) > 1 else group[0].raw)
    several = raw if isinstance(raw, (list, tuple)) else [raw]
    images: dict[str, dict[str, Json]] = {}
    for member in several[: _MOST * 2]:
        image = _image(member, base)
        if image is not None:
            images.setdefault(_AROUND.sub("", str(image["url"])), image)
    if not images:
        return refused(observation, "no address of an image")
    # of the site by its name, or because it stands on every page
    furniture = [key for key, i in images.items() if is_furniture(u := str(i["url"])) or (known and address_key(u) in known)]
    kept = [key for key in images if key not in furniture][:_MOST] or furniture[:_MOST]
    value: list[Json] = [images[key] for key in kept]
    damages, finding = [], None
    if len(furniture) < len(images) and furniture:
        why = "What the address calls a logo or a placeholder is no picture of the story."
        damages.append(Damage("furniture_as_image", raw, why, tuple([images[key]["url"] for key in furniture])))
    if isinstance(raw, str) and raw[-1:] in "wx" and _largest(raw) != raw:
        damages.append(Damage("srcset_as_image", raw, f"The largest size in the list is {images[kept[0]]['url']}."))
    if len(images) > _MOST:
        message = f"{observation.source.id} states {len(images)} images; {_MOST} are kept."
        finding = Finding("/article/image", "too_many_images", "warning", message)
    marks = frozenset(["of_site"] if len(furniture) == len(images) else ())
    return Reading(observation, value, kept[0], tuple(damages), finding=finding, stated=raw == value, marks=marks)


def _image(raw: Json, base: str | None) -> dict[str, Json] | None:
    """Return a picture with its whole address, or None for a page, a film, a pixel and a text in an address's place."""
    source = next((raw[k] for k in _ADDRESSES if isinstance(raw.get(k), str)), None) if isinstance(raw, dict) else raw
    if not isinstance(source, str) or source[:5].casefold() == "data:" or not ("/" in source or "." in source):
        return None
    address = absolute(
        _SLASHES.sub(r"\1://", _BEFORE_ADDRESS.sub("", (_largest(source) if source[-1] in "wx" else source).strip())), base
    )
    if address is None or _NO_PICTURE.search(address) or is_placeholder(source):
        return None
    if base is not None and address.partition("#")[0] == base.partition("#")[0]:
        return None
    image: dict[str, Json] = {"@type": "ImageObject", "url": address}
    if not isinstance(raw, dict):
        return image
    for key in ("width", "height"):
        size = raw.get(key)
        size = size.get("value") or size.get("name") if isinstance(size, dict) else size
        digits = _SIZE.fullmatch(str(size)) if size is not None else None
        if digits and int(digits[1]):
            image[key] = int(digits[1])
    caption = raw.get("caption")
    if isinstance(caption, str) and plain(caption):
        image["caption"] = plain(caption)[:2000]
    sizes = [image[key] for key in ("width", "height") if key in image]
    return None if sizes and sizes in ([1], [2], [1, 1], [2, 2], [1, 2], [2, 1]) else image


def _largest(source: str) -> str:
    """Return the address of the largest picture where a whole srcset stands for one address, else the text as it is.

    One pattern for addresses and widths would try a picture in a data: URL from each letter.
    """
    source = source[:20_000]
    widths = list(_WIDTH.finditer(source))
    starts = [0, *(width.end() for width in widths)]
    before = [source[start : width.start()].split() for start, width in zip(starts, widths, strict=False)]
    steps = [(float(width[1]), words[-1]) for words, width in zip(before, widths, strict=True) if words]
    return max(steps, key=lambda step: step[0])[1].lstrip(",") if steps else source
