"""The readers of a page's visible text, in one table by class role; each element is offered once to the readers of its roles.

What a tag, an address or a mark tells (<time>, links, ©) is read beside it, over the elements that have it.  A reader states
what stands at an element; whose that is, is told once all is known.  Elements are found by position and role, never by site.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from service.model import Observation
from service.observe import body, bylines, datelines, topics
from service.observe.date_roles import doubted, settle
from service.observe.microdata import observe_microformats
from service.view.columns import View
from service.view.places import Places

Read = Callable[[View, int, frozenset[str], Places], Iterator[Observation]]


class Reader(NamedTuple):
    """One row: the reader's id, the class role whose elements it is offered, and what reads one."""

    id: str
    role: str
    read: Read


#: The readers of elements that the template's class words name, in the order in which one element is offered to them.
READERS: tuple[Reader, ...] = (
    Reader("date_line", "date", datelines.read_date_line),
    Reader("byline", "author", bylines.read_byline),
    Reader("biography", "biography", bylines.read_biography),
    Reader("tag_list", "tags", topics.read_tags),
    Reader("breadcrumbs", "crumbs", topics.read_crumbs),
    Reader("section", "section", topics.read_section),
    Reader("subtitle", "subtitle", body.read_subtitle),
)
#: More of a role than any article has.
MAX_OF_A_ROLE = 40
#: Elements that are never read for their class words.
_UNREAD = frozenset("html body main article script meta img input form link textarea source video figure hr br".split())
_ROLES = frozenset(reader.role for reader in READERS)


def observe_visible(view: View, places: Places, stamps: Sequence[str]) -> list[Observation]:
    """The observations of the page's visible text, without repetitions of one text by nested elements of one kind.

    ``stamps`` are the dates of publication that the page states for machines.
    """
    seen: list[Observation] = [*body.read_headline(view, places)]
    seen += datelines.observe_times(view, places)
    seen += _classed(view, places)
    seen += topics.read_links(view, places, {str(o.raw) for o in seen if o.source.id == "html:tags"})
    seen += topics.read_labelled_tags(view, places, seen)
    seen += observe_microformats(view, places, seen)
    seen = settle(seen, view, places, bool(stamps))
    # what no class names is looked for where no class names anything
    if unnamed := list(datelines.observe_unnamed(view, places, seen, stamps)):
        seen = settle([*seen, *unnamed], view, places, bool(stamps))
    seen += bylines.observe_unnamed(view, places, seen)
    seen += bylines.observe_standing_name(view, places, seen)
    seen += datelines.observe_captions(view)
    seen += body.read_copyright(view)
    distinct: dict[tuple[str, str], Observation] = {}
    # beside a stamp with its clock a bare "12:34" is no witness that is missing, and may be the length of a film
    timed = any(":" in stamp for stamp in stamps)
    for o in [doubted(view, o if timed else datelines.with_clock(view, o)) for o in seen]:
        distinct.setdefault((o.source.id, str(o.raw)), o)
    return list(distinct.values())


def _classed(view: View, places: Places) -> Iterator[Observation]:
    """Yield what the readers of the table state of the article's elements, each offered once."""
    counts: dict[str, int] = defaultdict(int)
    first, last = places.article_range
    for place, found in enumerate(view.roles[:last]):
        if place < first or not (found or view.tags[place] == "nav"):
            continue
        # <nav aria-label="Breadcrumb">, with any class
        if view.tags[place] == "nav":
            found = found | {"crumbs"} if "breadcrumb" in view.get(place, "aria-label").lower() else found & {"crumbs"}
        if _ROLES.isdisjoint(found) or view.tags[place] in _UNREAD:
            continue
        for reader in READERS:
            if reader.role in found and counts[reader.role] < MAX_OF_A_ROLE:
                stated = list(reader.read(view, place, found, places))
                counts[reader.role] += bool(stated)
                yield from stated
