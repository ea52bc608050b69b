"""The tables in docs/ that are written from the code and the reports, each after a mark in its
page.

The mark is ``<!-- NAME: written by `make docs` -->``; tests compare the generated tables with the
pages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
REPORTS = FOLDER.parent / "bench" / "reports"
PEERS = FOLDER.parent / "bench" / "peers.json"

_BLOCK = r"(?<=<!-- {}: written by `make docs` -->\n)(?:\|.*\n)*"


def rewritten(page: str, text: str) -> str:
    """Return the text of the page with its tables written anew."""
    for name, table in TABLES[page].items():
        if f"<!-- {name}: written by `make docs` -->\n" not in text:
            raise SystemExit(f"docs/{page} has lost the mark of its table {name!r}")
        # Backslashes of a table are text, not references to groups of the pattern.
        text = re.sub(_BLOCK.format(name), table().replace("\\", r"\\"), text)
    return text


def rewrite() -> None:
    """Write the tables anew in every page that has some."""
    for page in TABLES:
        path = FOLDER / page
        path.write_text(rewritten(page, path.read_text("utf-8")), "utf-8")


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    ruled = "|" + "---|" * len(head) + "\n"
    written = [
        "| " + " | ".join(_cell(str(cell)) for cell in line) + " |\n" for line in (head, *rows)
    ]
    return written[0] + ruled + "".join(written[1:])


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _parameters() -> str:
    """Return the parameters of /v1/normalize, from the OpenAPI document; ``view`` stands at the
    batch, since the document gives rows an operation of their own.
    """
    paths = _openapi()["paths"]
    parameters = list(paths["/v1/normalize"]["post"]["parameters"])
    shape = [
        each
        for each in paths["/v1/normalize/batch"]["post"]["parameters"]
        if each["name"] == "view"
    ]
    place = 1 + [each["name"] for each in parameters].index("minConfidence")
    parameters[place:place] = shape
    return _table(
        ("parameter", "meaning"),
        ((f"`{each['name']}`", each["description"]) for each in parameters),
    )


def _members() -> str:
    """Return the members of a JSON request, from the request's schema."""
    members = _openapi()["components"]["schemas"]["ScrapedPage"]["properties"]
    return _table(
        ("member", "meaning"),
        ((f"`{name}`", member["description"]) for name, member in members.items()),
    )


def _openapi() -> Any:
    from service.http.about import openapi_bytes

    return json.loads(openapi_bytes())


def _problems() -> str:
    """Return every type of problem."""
    from service.http.problems import TYPES

    rows = ((row.status, f"`{row.address}`", row.meaning, row.advice) for row in TYPES)
    return _table(("status", "type", "what it means", "what to do"), rows)


def _refused() -> str:
    """Return what the server refuses."""
    from service.http.problems import REFUSED_BY_SERVER

    return _table(("status", "what it means"), REFUSED_BY_SERVER.items())


def _ninjs() -> str:
    """Return the members of a ninjs item."""
    from service.render.ninjs import MAPPED

    return _table(("ninjs 3.1", "from"), ((f"`{member}`", source) for member, source in MAPPED))


def _lost() -> str:
    """Return what a ninjs item cannot carry."""
    from service.render.ninjs import LOST

    return _table(("lost", "why"), LOST)


def _csl() -> str:
    """Return the members of a CSL-JSON item."""
    from service.render.csl import MEMBERS

    return _table(("CSL-JSON", "from"), ((f"`{member}`", source) for member, source in MEMBERS))


def _uncited() -> str:
    """Return what a CSL-JSON item cannot carry."""
    from service.render.csl import LOST

    return _table(("lost", "why"), LOST)


def _flat() -> str:
    """Return the columns of the flat view."""
    from schemas.flat import FlatResult

    rows = (
        (f"`{name}`", field.description or "") for name, field in FlatResult.model_fields.items()
    )
    return _table(("column", "meaning"), rows)


#: The vocabularies with their own column in the table of names, by how their names in sources.json
#: begin.
_VOCABULARIES = {
    "schema.org": ("ld+json:", "microdata:"),
    "Open Graph": ("meta:og:", "meta:article:"),
    "Dublin Core": ("meta:dc",),
    "Parse.ly": ("meta:parsely", "meta:sailthru"),
    "Highwire": ("meta:citation",),
}
_SHOWN_NAMES = 6


def _names() -> str:
    """Return the names under which a property is read, by vocabulary, from the table of sources."""
    from service.model import CORE_FIELDS
    from service.observe.sources import SOURCES

    def names(field: str, vocabulary: str) -> str:
        begin = _VOCABULARIES[vocabulary]
        plain = dict.fromkeys(
            name
            for (_, name), row in SOURCES.items()
            if row.field == field and row.id.startswith(begin)
        )
        # Names of meta elements come before the paths inside other nodes.
        shown = sorted(plain, key=lambda name: "/" in name)[:_SHOWN_NAMES]
        return ", ".join(f"`{name}`" for name in shown)

    rows = [
        (f"`{field}`", *(names(field, vocabulary) for vocabulary in _VOCABULARIES))
        for field in CORE_FIELDS
    ]
    return _table(("property", *_VOCABULARIES), rows)


def _peers() -> str:
    """Return Dateline beside every peer, F1 in %."""
    ours = json.loads((REPORTS / "accuracy.json").read_text("utf-8"))["corpora"]["gold"]["figures"]
    peers = json.loads(PEERS.read_text("utf-8"))["figures"]
    rows = [("**Dateline**", *(f"**{value:g}**" for value in ours.values()))]
    rows += [
        (peer, *(f"{theirs[name]:g}" if name in theirs else "–" for name in ours))
        for peer, theirs in peers.items()
    ]
    return _table(("", *ours), rows)


#: Page to name to table.
TABLES: dict[str, dict[str, Callable[[], str]]] = {
    "api.md": {
        "members": _members,
        "parameters": _parameters,
        "problems": _problems,
        "refused": _refused,
    },
    "other-shapes.md": {
        "flat": _flat,
        "ninjs": _ninjs,
        "lost": _lost,
        "csl": _csl,
        "uncited": _uncited,
    },
    "migrating.md": {"names": _names},
    "comparison.md": {"peers": _peers},
}
