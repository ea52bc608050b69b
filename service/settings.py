"""Settings from the environment (``DATELINE_…``), read once at start; each has the default that the documentation promises."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

MIB = 1024 * 1024


class Settings(BaseSettings):
    """Limits and thresholds of one running service; nothing else changes an answer."""

    model_config = SettingsConfigDict(env_prefix="DATELINE_", env_ignore_empty=True, frozen=True, extra="ignore")

    body_limit: int = Field(default=10 * MIB, ge=1, description="Bytes of a request body on the wire; beyond: 413.")
    decompressed_limit: int = Field(default=32 * MIB, ge=1, description="Bytes of a body once decompressed; beyond: 413.")
    json_depth: int = Field(default=64, ge=1, le=1000, description="Levels of a JSON request; beyond: 422.")
    pages_in_work: int = Field(default=2, ge=1, le=64, description="Pages in work at once in one process; beyond: 503.")
    admission_wait: float = Field(default=0.05, ge=0, le=60, description="Seconds that a request waits for a place; then: 503.")
    pages_waiting: int = Field(default=8, ge=1, description="Requests that may wait for their turn; the next ones: 503.")
    batches: int = Field(default=4, ge=1, description="Batches streamed at once in one process; beyond: 503.")
    refusal_seconds: float = Field(
        default=1.0,
        ge=0,
        le=60,
        description="Seconds, more or less, that a 503 is held back: against clients that ask again at once.",
    )
    retry_after: int = Field(default=1, ge=1, description="Seconds after which a refused client is told to try again.")
    page_seconds: float = Field(default=5.0, gt=0, description="Seconds of work (on a processor) on one page; beyond: 504.")
    bodies_held: int = Field(
        default=64 * MIB, ge=1, description="Bytes of bodies in memory at once in one process, as they come in; beyond: 503."
    )
    client_seconds: float = Field(
        default=10.0, gt=0, description="Seconds that a client may keep us waiting for its body or with taking its answer."
    )
    client_rate: int = Field(
        default=16 * 1024, ge=1, description="Bytes of a body that earn a client one more second; slower: 408."
    )
    keep_alive: int = Field(
        default=10, ge=1, description="Seconds for the head of a request to come in, also on a connection kept open."
    )
    connections: int = Field(default=2000, ge=1, description="Connections of one process; the next ones wait to be accepted.")
    api_keys_file: Path | None = Field(
        default=None, description="File of API keys, a label and a hash a line (`dateline key`); without it everyone may ask."
    )
    cors_origins: tuple[str, ...] = Field(
        default=(), description="Origins whose pages may call from a browser, as a JSON list; none unless named."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(default="info", description="What is logged.")
    line_limit: int = Field(default=10 * MIB, ge=1, description="Bytes of a line of a batch; beyond: that line's problem 413.")
    threshold_dates: float = Field(
        default=0.90, ge=0, le=1, description="Probability below which a date is withheld: a wrong one costs ten withheld."
    )
    threshold_others: float = Field(default=0.50, ge=0, le=1, description="The same for every other field.")
