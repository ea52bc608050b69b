"""The OpenAPI document prepared for readers: operations with parameters, samples and answers, and
tables of members.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

Object: TypeAlias = Mapping[str, Any]

#: A choice of more values than this is not spelled out; there are 14 types of problems.
MOST_VALUES = 12

#: The mark of the samples' heredocs, which end at the first line that is the mark alone; no sample
#: contains it.
MARK = "PAGE"


@dataclass(frozen=True, slots=True)
class Member:
    """A parameter, or a member of an object: its name, its type in words, and its meaning."""

    name: str
    kind: str
    description: str
    required: bool
    place: str = ""


@dataclass(frozen=True, slots=True)
class Sample:
    """A request that can be run as shown."""

    method: str
    path: str
    media_type: str = ""
    body: str = ""

    def curl(self, origin: str) -> str:
        """Return the request as a shell command."""
        command = f"curl -s {shlex.quote(origin + self.path)}"
        if not self.body:
            return command
        body = self.body if self.body.endswith("\n") else self.body + "\n"
        return (
            f"{command} -H 'Content-Type: {self.media_type}' --data-binary @- "
            f"<<'{MARK}'\n{body}{MARK}"
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """A status that an operation can answer with: when it does, and the media types."""

    status: str
    description: str
    media_types: tuple[str, ...]
    headers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """One path with one method."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[Member, ...]
    samples: tuple[Sample, ...]
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """An object of requests or answers, with its members."""

    name: str
    description: str
    members: tuple[Member, ...]


def operations(document: Object) -> dict[str, list[Operation]]:
    """Return the operations of the document by the description of their tag, in the document's
    order.
    """
    grouped: dict[str, list[Operation]] = {tag["name"]: [] for tag in document["tags"]}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            grouped[operation["tags"][0]].append(_operation(path, method, operation))
    titles = {tag["name"]: tag["description"] for tag in document["tags"]}
    return {titles[name]: found for name, found in grouped.items() if found}


def shapes(document: Object) -> list[Shape]:
    """Return the objects of the document, sorted by name."""
    schemas = document["components"]["schemas"]
    choices = {
        f"#/components/schemas/{name}": schema
        for name, schema in schemas.items()
        if "enum" in schema
    }
    return [
        Shape(name, schema.get("description", ""), tuple(_members(_spelled(schema, choices))))
        for name, schema in sorted(schemas.items())
        if schema.get("properties")
    ]


def _spelled(schema: Any, choices: Object) -> Any:
    """Return the schema with its named choices spelled out: "stated | normalized | …" instead of
    "FieldStatus".
    """
    if isinstance(schema, list):
        return [_spelled(each, choices) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("$ref") in choices:
        return {
            **{name: each for name, each in schema.items() if name != "$ref"},
            "enum": choices[schema["$ref"]]["enum"],
        }
    return {name: _spelled(each, choices) for name, each in schema.items()}


def _operation(path: str, method: str, operation: Object) -> Operation:
    parameters = operation.get("parameters", [])
    return Operation(
        operation["operationId"],
        method.upper(),
        path,
        operation["summary"],
        operation.get("description", ""),
        tuple(_parameter(each) for each in parameters),
        tuple(_samples(path, method.upper(), operation, parameters)),
        tuple(_answer(status, answer) for status, answer in sorted(operation["responses"].items())),
    )


def _parameter(parameter: Object) -> Member:
    kind = kind_in_words(parameter["schema"])
    return Member(
        parameter["name"],
        kind,
        parameter.get("description", ""),
        parameter.get("required", False),
        parameter["in"],
    )


def _answer(status: str, answer: Object) -> Answer:
    return Answer(
        status,
        answer["description"],
        tuple(answer.get("content", {})),
        tuple(answer.get("headers", {})),
    )


def _samples(
    path: str, method: str, operation: Object, parameters: Sequence[Object]
) -> Iterator[Sample]:
    """Yield a sample for each body that has an example in the document; for a GET, the path
    itself.
    """
    if method == "GET":
        yield Sample(method, _filled(path, parameters))
    for media_type, content in operation.get("requestBody", {}).get("content", {}).items():
        for example in content.get("examples", {}).values():
            value = example["value"]
            body = (
                value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=2)
            )
            yield Sample(method, path, media_type, body)


def _filled(path: str, parameters: Sequence[Object]) -> str:
    """Return the path with an example for each parameter: "/problems/{slug}" becomes
    "/problems/malformed-body".
    """
    for parameter in parameters:
        if parameter["in"] == "path":
            schema = parameter["schema"]
            path = path.replace(
                "{" + parameter["name"] + "}", schema.get("examples", schema.get("enum"))[0]
            )
    return path


def _members(schema: Object) -> Iterator[Member]:
    required = schema.get("required", ())
    for name, member in schema["properties"].items():
        yield Member(name, kind_in_words(member), member.get("description", ""), name in required)


def kind_in_words(schema: Object) -> str:
    """Return the type of a value in words.

    >>> kind_in_words({"anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "null"}]})
    'list of string'
    >>> kind_in_words({"$ref": "#/components/schemas/Author"})
    'Author'
    """
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "anyOf" in schema:
        return " or ".join(
            dict.fromkeys(
                kind_in_words(each) for each in schema["anyOf"] if each.get("type") != "null"
            )
        )
    if "const" in schema:
        return json.dumps(schema["const"])
    if "enum" in schema:
        return _choice(
            [str(value) for value in schema["enum"]], schema.get("examples", schema["enum"])[0]
        )
    return _plain_kind(schema)


def _choice(values: Sequence[str], example: object) -> str:
    return (
        " | ".join(values)
        if len(values) <= MOST_VALUES
        else f"one of {len(values)} names, such as {example}"
    )


def _plain_kind(schema: Object) -> str:
    kind = schema.get("type", "any JSON")
    if kind == "array":
        return "list of " + kind_in_words(schema.get("items", {}))
    if isinstance(kind, list):
        return " or ".join(kind)
    return "date and time with offset" if schema.get("format") == "date-time" else str(kind)
