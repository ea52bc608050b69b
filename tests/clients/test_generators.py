"""The maintained generators make clients of /openapi.json that compile and read real answers.

Each stands in an environment of its own, which `make generators` installs; without it its tests are
skipped.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.programs import program

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".generators" / "python" / "bin"
NODE = ROOT / ".generators" / "typescript" / "node_modules" / ".bin"

PAGE = {
    "html": '<html lang="en"><meta name="date" content="2022-40-25"><meta name="keywords" '
    'content="talks, Geneva, talks">'
    "<h1>Envoys return</h1><p>By Ana Ruiz | Friday, 25 February 2022 02:40 PM EST</p></html>",
    "metadata": {"qq": 1},
}


def installed(folder: Path, name: str) -> str:
    """The path of a generator; skips where it is not installed, or what runs it is not here."""
    if folder == NODE:
        program("node")
    if not (folder / name).exists():
        pytest.skip(f"{name} is not installed (`make generators` does)")
    return str(folder / name)


def run(*command: str, cwd: Path) -> str:
    """What the command prints, its warnings included; it must succeed."""
    environment = {
        **os.environ,
        "PATH": f"{PYTHON}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(cwd),
    }
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def folder(client: FlaskClient, tmp_path: Path) -> Path:
    """A folder with the document, an answer of each amount of reasons, a row and a problem, as they
    are served.
    """
    (tmp_path / "openapi.json").write_bytes(client.get("/openapi.json").data)
    for explain in ("none", "summary", "full"):
        (tmp_path / f"{explain}.json").write_bytes(
            client.post(f"/v1/normalize?explain={explain}", json=PAGE).data
        )
    (tmp_path / "row.json").write_bytes(client.post("/v1/normalize?view=flat", json=PAGE).data)
    (tmp_path / "problem.json").write_bytes(client.post("/v1/normalize", json={"titel": "x"}).data)
    return tmp_path


def enums(schema: Any, place: str = "") -> dict[str, list[str]]:
    """Every choice of the schema by its place."""
    if isinstance(schema, list):
        return {
            key: found
            for n, item in enumerate(schema)
            for key, found in enums(item, f"{place}/{n}").items()
        }
    if not isinstance(schema, dict):
        return {}
    inner = {
        key: found
        for name, item in schema.items()
        for key, found in enums(item, f"{place}/{name}").items()
    }
    return inner | ({place: schema["enum"]} if isinstance(schema.get("enum"), list) else {})


def test_every_choice_of_the_models_has_a_name(client: FlaskClient) -> None:
    """A choice inside a member would be called Status1 or FieldType2 by the generators; none is
    longer than a menu.
    """
    found = enums(client.get("/openapi.json").get_json()["components"]["schemas"])
    assert len(found) > 5
    assert [place for place in found if place.count("/") > 1] == []
    assert max(map(len, found.values())) < 20


def test_zones_are_a_format(client: FlaskClient) -> None:
    """Of 597 names a generated client would make a class of so many members."""
    paths = client.get("/openapi.json").get_json()["paths"]
    (zone,) = [
        row for row in paths["/v1/normalize"]["post"]["parameters"] if row["name"] == "assumeZone"
    ]
    assert zone["schema"] == {"type": "string", "format": "iana-time-zone"}
    assert "IANA" in zone["description"]


READ_WITH_CLASSES = """
import json
import sys
from dateline import Client
from dateline.api.pages import normalize, normalize_flat
from dateline.models import FlatResult, PageStatus, Problem, Result, ScrapedPage

def read(name, model):
    return model.from_dict(json.load(open(name + ".json")))

for name in ("none", "summary", "full"):
    answer = read(name, Result)
    assert answer.status is PageStatus.REPAIRED
    assert answer.article.date_published == "2022-02-25T14:40:00-05:00"
    assert [author.name for author in answer.article.author] == ["Ana Ruiz"]
    assert answer.to_dict() == json.load(open(name + ".json"))
assert read("row", FlatResult).authors == ["Ana Ruiz"]
assert "unknown_member" in [error.code for error in read("problem", Problem).errors]

client, page = Client(base_url=sys.argv[1]), ScrapedPage(text="Envoys return")
assert normalize.sync(client=client, body=page).article.headline == "Envoys return"
assert normalize_flat.sync(client=client, body=page).headline == "Envoys return"
assert normalize.sync(client=client, body=ScrapedPage()).status == 422
"""


def test_openapi_python_client(folder: Path, service: str) -> None:
    """A package that asks a service, reads its answers and gives them back as they were; raw bodies
    alone are beyond it.
    """
    generator = installed(PYTHON, "openapi-python-client")
    said = run(
        generator,
        "generate",
        "--path",
        "openapi.json",
        "--output-path",
        "dateline",
        "--meta",
        "none",
        cwd=folder,
    )
    left_out = {"application/xhtml+xml", "text/html", "text/plain", "application/x-ndjson"}
    assert set(re.findall(r"Unsupported content[ _]type (\S+?)\)?[,\s]", said)) == left_out
    # a batch's answer is read as CSV's text; two routes take pages as they are, two take NDJSON
    # beside JSON
    assert said.count("WARNING") == 2 * 3 + 2, said
    assert "ERROR" not in said
    python = installed(PYTHON, "python")
    run(python, "-m", "compileall", "-q", "dateline", cwd=folder)
    run(python, "-c", READ_WITH_CLASSES, service, cwd=folder)


READ_WITH_PYDANTIC = """
from dateline import FlatResult, PageStatus, Problem, Result

for name in ("none", "summary", "full"):
    answer = Result.model_validate_json(open(name + ".json").read())
    assert answer.status is PageStatus.repaired
    assert answer.article.headline == "Envoys return"
    assert [author.name for author in answer.article.author] == ["Ana Ruiz"]
assert FlatResult.model_validate_json(open("row.json").read()).authors == ["Ana Ruiz"]
assert Problem.model_validate_json(open("problem.json").read()).status == 422
"""


def test_datamodel_code_generator(folder: Path) -> None:
    """A module of pydantic models that read real answers; no two are called alike and told apart by
    a number.
    """
    generator = installed(PYTHON, "datamodel-codegen")
    kind = "pydantic_v2.BaseModel"
    run(
        generator,
        "--input",
        "openapi.json",
        "--output",
        "dateline.py",
        "--output-model-type",
        kind,
        cwd=folder,
    )
    classes = re.findall(r"^class (\w+)", (folder / "dateline.py").read_text("utf-8"), re.M)
    assert {
        "Article",
        "FieldStatus",
        "FlatResult",
        "PageStatus",
        "Problem",
        "Result",
        "ScrapedPage",
    } <= set(classes)
    assert [name for name in classes if name[-1].isdigit()] == []
    run(installed(PYTHON, "python"), "-c", READ_WITH_PYDANTIC, cwd=folder)


#: What a caller of each operation reads, without a word on which of two shapes it is.
READ = """
type Json<Name extends "normalize" | "normalizeFlat"> =
  operations[Name]["responses"][200]["content"]["application/json"];
export const day = (answer: Json<"normalize">): string | undefined => answer.article.datePublished;
export const cell = (row: Json<"normalizeFlat">): string | null => row.date_published;
"""


def test_openapi_typescript(folder: Path) -> None:
    """Types that the compiler accepts, and that accept real answers letter for letter."""
    generator, compiler = installed(NODE, "openapi-typescript"), installed(NODE, "tsc")
    run(generator, "openapi.json", "--output", "dateline.ts", cwd=folder)
    kinds = {
        "none": "Result",
        "summary": "Result",
        "full": "Result",
        "row": "FlatResult",
        "problem": "Problem",
    }
    values = "".join(
        (
            f'export const {name}: components["schemas"]["{kind}"] = '
            f"{(folder / f'{name}.json').read_text('utf-8')};\n"
        )
        for name, kind in kinds.items()
    )
    page = f'export const page: components["schemas"]["ScrapedPage"] = {json.dumps(PAGE)};\n'
    (folder / "answers.ts").write_text(
        f'import type {{ components, operations }} from "./dateline";\n{values}{page}{READ}',
        "utf-8",
    )
    run(compiler, "--noEmit", "--strict", "answers.ts", cwd=folder)
