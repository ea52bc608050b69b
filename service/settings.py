"""Settings from the environment (``DATELINE_…``), read once at start; each has the default that the
documentation promises.
"""

from __future__ import annotations

import json
import os
import types
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

MIB = 1024 * 1024

PREFIX = "DATELINE_"

#: Variables of our prefix read elsewhere: gunicorn.conf.py the first two, the clients in examples/
#: and the benchmarks the rest.
OTHERS = ("HOST", "WORKERS", "URL", "KEY", "BATCH", "DATA", "EXAMPLES", "REPOSITORY")


class SettingsError(RuntimeError):
    """Raised for invalid settings; the message has a line for each variable, with what it should
    be.

    A RuntimeError, because gunicorn shows that as its message and other errors of the application
    as a traceback.
    """


class Settings(BaseModel):
    """Limits and thresholds of one running service; nothing else changes an answer."""

    model_config = ConfigDict(frozen=True)

    body_limit: int = Field(
        default=10 * MIB, ge=1, description="Bytes of a request body on the wire; beyond: 413."
    )
    decompressed_limit: int = Field(
        default=32 * MIB, ge=1, description="Bytes of a body once decompressed; beyond: 413."
    )
    json_depth: int = Field(
        default=64, ge=1, le=1000, description="Levels of a JSON request; beyond: 422."
    )
    pages_in_work: int = Field(
        default=2, ge=1, le=64, description="Pages in work at once in one process; the others wait."
    )
    admission_wait: float = Field(
        default=1.0,
        ge=0,
        le=60,
        description=(
            "Seconds that a request waits for its turn; at once where it would be more: 503."
        ),
    )
    batches: int = Field(
        default=4, ge=1, description="Batches streamed at once in one process; beyond: 503."
    )
    refusal_seconds: float = Field(
        default=1.0,
        ge=0,
        le=60,
        description=(
            "Seconds, more or less, that a 503 is held back: against clients that ask "
            "again at once."
        ),
    )
    retry_after: int = Field(
        default=1, ge=1, description="Seconds after which a refused client is told to try again."
    )
    page_seconds: float = Field(
        default=5.0, gt=0, description="Seconds of work (on a processor) on one page; beyond: 504."
    )
    bodies_held: int = Field(
        default=64 * MIB,
        ge=1,
        description=(
            "Bytes of bodies in memory at once in one process, as they come in; beyond: 503."
        ),
    )
    client_seconds: float = Field(
        default=10.0,
        gt=0,
        description=(
            "Seconds that a client may keep us waiting for its body or with taking its answer."
        ),
    )
    client_rate: int = Field(
        default=16 * 1024,
        ge=1,
        description="Bytes of a body that earn a client one more second; slower: 408.",
    )
    keep_alive: int = Field(
        default=10,
        ge=1,
        description="Seconds for the head of a request to come in, also on a connection kept open.",
    )
    connections: int = Field(
        default=2000,
        ge=1,
        description="Connections of one process; the next ones wait to be accepted.",
    )
    api_keys_file: Path | None = Field(
        default=None,
        description=(
            "File of API keys, a label and a hash a line (`dateline key`); without it "
            "everyone may ask."
        ),
    )
    cors_origins: tuple[str, ...] = Field(
        default=(),
        examples=['["https://tool.example"]'],
        description=(
            "Origins whose pages may call from a browser, as a JSON list; none unless named."
        ),
    )
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...] = Field(
        default=(),
        examples=['["10.0.0.0/8"]'],
        description=(
            "Proxies whose Forwarded or X-Forwarded-For is believed, as a JSON list of "
            "networks; none unless named."
        ),
    )
    metrics_port: int | None = Field(
        default=None,
        ge=1,
        le=65535,
        description="Port that answers /metrics and the probes and nothing else, without a key.",
    )
    traces: bool = Field(
        default=False,
        description=(
            "Whether requests are traced for OpenTelemetry, whose own `OTEL_…` variables "
            "say where to."
        ),
    )
    profiles: Path | None = Field(
        default=None,
        description=(
            "File of profiles (`dateline learn`), read again on SIGHUP; without it none is used."
        ),
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="What is logged."
    )
    line_limit: int = Field(
        default=10 * MIB,
        ge=1,
        description="Bytes of a line of a batch; beyond: that line's problem 413.",
    )
    captures: int = Field(
        default=1000, ge=1, description="Captures of one article in a request; beyond: 422."
    )
    captures_limit: int = Field(
        default=256 * MIB,
        ge=1,
        description="Bytes of all captures of a request, decompressed; beyond: 413.",
    )
    threshold_dates: float = Field(
        default=0.90,
        ge=0,
        le=1,
        description="Probability below which a date is withheld: a wrong one costs ten withheld.",
    )
    threshold_others: float = Field(
        default=0.50, ge=0, le=1, description="The same for every other field."
    )

    @field_validator("cors_origins", "trusted_proxies", mode="before")
    @classmethod
    def _of_json(cls, value: Any) -> Any:
        return json.loads(value) if isinstance(value, str) else value


def loaded() -> Settings:
    """Return the settings of the environment; SettingsError names every invalid variable.

    An empty variable is none: Compose and Kubernetes give those that are left out as "".
    """
    given = {
        name: value
        for name in Settings.model_fields
        if (value := os.environ.get(PREFIX + name.upper()))
    }
    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        found = {
            str(detail["loc"][0]): detail["input"] for detail in error.errors(include_url=False)
        }
        raise SettingsError(
            "\n".join(_fault(name, value) for name, value in found.items())
        ) from None


def whole_number(
    environment: Mapping[str, str], *names: str, default: Callable[[], int], least: int = 1
) -> int:
    """Return the value of the first of these variables that is set; SettingsError where it is no
    whole number.
    """
    for name in names:
        if value := environment.get(name):
            if value.isascii() and value.isdigit() and int(value) >= least:
                return int(value)
            raise SettingsError(
                f"{name}: should be a whole number from {least}, and is {value[:60]!r}"
            )
    return default()


def unknown(environment: Mapping[str, str]) -> list[str]:
    """Return a message for each variable that looks like a setting but is unknown:
    "DATELINE_BODY_LIMT: did you mean …?".
    """
    known = [name.upper() for name in Settings.model_fields] + list(OTHERS)
    given = sorted(name.removeprefix(PREFIX) for name in environment if name.startswith(PREFIX))
    return [_stranger(name, known) for name in given if name not in known]


def _stranger(name: str, known: list[str]) -> str:
    nearest = get_close_matches(name, known, n=1, cutoff=0.7)
    return f"{PREFIX}{name[:60]}: " + (
        f"did you mean {PREFIX}{nearest[0]}?" if nearest else "no such setting"
    )


def _fault(name: str, value: Any) -> str:
    return f"{PREFIX}{name.upper()}: should be {_expected(name)}, and is {str(value)[:60]!r}"


def _expected(name: str) -> str:
    """Return the values that a setting takes, in words."""
    member = Settings.model_fields[name]
    kind = member.annotation
    if member.examples:
        return f"a JSON list such as {member.examples[0]}"
    if get_origin(kind) is Literal:
        return "one of " + ", ".join(get_args(kind))
    if get_origin(kind) in (Union, types.UnionType):
        kind = get_args(kind)[0]
    if kind is bool:
        return "true or false"
    if kind is Path:
        return "the path of a file"
    bounds = {
        bound: value
        for part in member.metadata
        for bound in ("ge", "gt", "le")
        if (value := getattr(part, bound, None)) is not None
    }
    words = "a whole number" if kind is int else "a number"
    for bound, word in (("ge", "from"), ("gt", "above"), ("le", "to")):
        words += f" {word} {bounds[bound]:g}" if bound in bounds else ""
    return words
