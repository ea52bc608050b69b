"""What a property of a JSON-LD entity states: references within the page resolved, entities reduced, nesting taken off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from service.model import Json
from service.observe.json_ld_graph import MAX_LIST, Graph, addresses_of

#: The members of an entity that say what it is.
_KEPT = (
    "@type",
    "name",
    "url",
    "givenName",
    "familyName",
    "contentUrl",
    "width",
    "height",
    "caption",
    "sameAs",
    "logo",
    "jobTitle",
)
#: Properties whose values are people, organisations and images.
_WHOLE = frozenset(
    {
        "author",
        "creator",
        "publisher",
        "image",
        "sourceOrganization",
        "copyrightHolder",
        "contributor",
        "editor",
        "provider",
        "thumbnail",
    }
)


def value_of(name: str, raw: Json, graph: Graph) -> Json:
    """The property's value as the page gives it, references within the page resolved; None where it states nothing."""
    if name in ("about", "mentions"):
        return _names(raw, graph)
    if name in ("url", "mainEntityOfPage", "@id"):
        return next((a for a in addresses_of(raw) if "://" in a or a.startswith("/")), None)
    if name in ("articleSection", "genre", "keywords", "inLanguage", "headline", "description", "name"):
        return _plain(raw, graph)
    if name in _WHOLE:
        return _entity(raw, graph)
    return raw if isinstance(raw, str | int | float) and raw != "" else _plain(raw, graph)


def _resolve(value: Json, graph: Graph) -> Json:
    """The node that a reference names, where the page has it; one step only, so that a cycle cannot be followed."""
    if isinstance(value, Mapping) and isinstance(name := value.get("@id"), str) and not value.get("name"):
        return graph.by_id.get(name, value)
    return value


def _entity(raw: Json, graph: Graph) -> Json:
    """A person, organisation or image as it stands, reduced to the members that say what it is."""
    if isinstance(raw, list):
        return [item for item in (_entity(item, graph) for item in _members(raw)) if item] or None
    if not isinstance(raw, Mapping):
        return raw if isinstance(raw, str) and raw.strip() else None
    node = _resolve(raw, graph)
    if not isinstance(node, Mapping):
        return None
    if isinstance(node.get("@graph") or node.get("@list"), list):
        return _entity(node.get("@graph") or node.get("@list"), graph)
    kept = {key: _flat(node[key]) for key in _KEPT if key in node}
    if not kept.keys() - {"@type"} and isinstance(node.get("@id"), str) and "://" in str(node["@id"]):
        kept["url"] = node["@id"]
    return {key: value for key, value in kept.items() if value is not None} or None


def _flat(value: Json) -> Json:
    """A member of an entity without further nesting: a name's own object gives its name, a logo its address."""
    if isinstance(value, Mapping):
        return next((value[key] for key in ("name", "url", "@value", "@id") if isinstance(value.get(key), str)), None)
    if isinstance(value, list):
        flat = (_flat(item) if isinstance(item, Mapping) else item for item in value[:50])
        return [item for item in flat if isinstance(item, str | int | float)] or None
    return value


def _members(raw: list[Json]) -> list[Json]:
    """The members of a list, those of the lists in it among them: a template that wraps a list once more gives [["a", "b"]]."""
    flat = [each for item in raw[:MAX_LIST] for each in (item if isinstance(item, list) else [item])]
    return [each for each in flat[:MAX_LIST] if not isinstance(each, list)]


def _plain(raw: Json, graph: Graph) -> Json:
    """A text or a list of texts; objects give their name or value."""
    if isinstance(raw, list):
        return [item for item in (_plain(item, graph) for item in _members(raw)) if item] or None
    if isinstance(raw, Mapping):
        node = _resolve(raw, graph)
        if isinstance(node, Mapping):
            return next(
                (v for key in ("name", "@value", "alternateName", "@id") if isinstance(v := node.get(key), str) and v), None
            )
    return raw if isinstance(raw, str | int | float) and raw != "" else None


def _names(raw: Json, graph: Graph) -> Json:
    """The names of the things that an article is about: a list, never the addresses of unnamed ones."""
    items = raw if isinstance(raw, list) else [raw]
    names: list[Json] = []
    for item in items[:MAX_LIST]:
        node = _resolve(item, graph)
        name = node.get("name") if isinstance(node, Mapping) else node
        if isinstance(name, str) and name and "://" not in name:
            names.append(name)
    return names or None


def members_of(raw: Json, member: str) -> Iterator[str]:
    """A text member of the property's object, or of each of its objects."""
    for item in raw[:MAX_LIST] if isinstance(raw, list) else [raw]:
        if isinstance(item, Mapping) and isinstance(text := item.get(member), str) and text:
            yield text
