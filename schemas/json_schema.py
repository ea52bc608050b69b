"""JSON Schemas of the wire: one document per model, and all of them as components of the OpenAPI
document.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import (
    GenerateJsonSchema,
    JsonSchemaMode,
    JsonSchemaValue,
    models_json_schema,
)
from pydantic_core import core_schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class Plain(GenerateJsonSchema):
    """Schemas without what says nothing: a title that repeats a member's name, a default of
    null.
    """

    def field_title_should_be_set(self, schema: Any) -> bool:
        """False: "datePublished" needs no title "Datepublished"."""
        return False

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """The schema of the value without ``"default": null``, with which openapi-typescript asks
        for every member.
        """
        published = super().default_schema(schema)
        if published.get("default", ...) is None:
            del published["default"]
        return published


class Absent(Plain):
    """Schemas of answers, in which what is not established is left out and never null."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """The schema of the value: ``None`` in Python is a missing member on the wire."""
        return self.generate_inner(schema["schema"])


def document(model: type[BaseModel], address: str, *, answer: bool) -> dict[str, Any]:
    """The JSON Schema document of ``model``, published at ``address``."""
    generator = Absent if answer else Plain
    schema = model.model_json_schema(by_alias=True, schema_generator=generator)
    return {"$schema": DIALECT, "$id": address, **schema}


def components(with_nulls: list[type[BaseModel]], answers: list[type[BaseModel]]) -> dict[str, Any]:
    """The schemas of all models by name, as ``#/components/schemas`` of an OpenAPI document.

    ``with_nulls`` are those in which null may stand: requests, and rows of tables.
    """
    named: dict[str, Any] = {}
    mode: JsonSchemaMode = "validation"
    for models, generator in ((with_nulls, Plain), (answers, Absent)):
        _, definitions = models_json_schema(
            [(model, mode) for model in models],
            by_alias=True,
            ref_template="#/components/schemas/{model}",
            schema_generator=generator,
        )
        named.update(definitions.get("$defs", {}))
    return named
