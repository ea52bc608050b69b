"""The typed answers of clients/python, made by datamodel-code-generator from what /openapi.json says.

`make client` writes them; a test holds the file to what is generated now.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from service.http.api import openapi_bytes

ROOT = Path(__file__).parents[1]
GENERATOR = ROOT / ".generators" / "python" / "bin" / "datamodel-codegen"
MODELS = ROOT / "clients" / "python" / "dateline_client" / "models.py"

#: What the client reads; the rest of the models is what these refer to.
READ = ("Result", "FlatResult", "Problem")

# The service has checked its values: a client that checked them again would break when a pattern is widened.
CONSTRAINTS = frozenset({"minLength", "pattern", "minimum", "maximum", "minItems", "format", "examples"})

HEADER = '''# ruff: noqa
"""What Dateline answers, as pydantic models.

Written by `make client` from the OpenAPI document of the service; not to be edited.
"""'''

OPTIONS = (
    "--input-file-type=openapi",
    "--output-model-type=pydantic_v2.BaseModel",
    "--target-python-version=3.11",
    "--snake-case-field",
    "--remove-special-field-name-prefix",
    "--enum-field-as-literal=all",
    "--collapse-root-models",
    # "Within v1 members may be added: ignore those you do not know."
    "--extra-fields=allow",
    "--strict-nullable",
    "--use-schema-description",
    "--use-field-description",
    "--use-inline-field-description",
    "--use-single-line-docstring",
    "--disable-timestamp",
    "--no-formatters",
)


def unconstrained(schema: Any, names: bool = False) -> Any:
    """The schema without its constraints; ``names`` says that the keys are members' names and no keywords."""
    if isinstance(schema, list):
        return [unconstrained(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {key: unconstrained(item, key == "properties") for key, item in schema.items() if names or key not in CONSTRAINTS}


def reached(schemas: dict[str, Any], roots: tuple[str, ...]) -> set[str]:
    """The names of these schemas and of all that they refer to."""
    found: set[str] = set()
    ahead = list(roots)
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead += re.findall(r"#/components/schemas/(\w+)", json.dumps(schemas[name]))
    return found


def models() -> str:
    """The module's text."""
    description = json.loads(openapi_bytes())
    schemas = description["components"]["schemas"]
    chosen = {name: unconstrained(schemas[name]) for name in sorted(reached(schemas, READ))}
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder) / "openapi.json", Path(folder) / "models.py"
        source.write_text(json.dumps({**description, "paths": {}, "components": {"schemas": chosen}}), "utf-8")
        files = (f"--input={source}", f"--output={made}", f"--custom-file-header={HEADER}")
        subprocess.run([GENERATOR, *OPTIONS, *files], check=True)
        text = made.read_text("utf-8")
    ruff = [sys.executable, "-m", "ruff", "format", "--stdin-filename", str(MODELS), "-"]
    return subprocess.run(ruff, input=text, text=True, check=True, capture_output=True, cwd=ROOT).stdout


if __name__ == "__main__":
    MODELS.write_text(models(), "utf-8")
