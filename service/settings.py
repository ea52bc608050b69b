"""Settings from the environment (``DATELINE_…``), read once at start; each has the default that the documentation promises."""

from __future__ import annotations

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

MIB = 1024 * 1024


class Settings(BaseSettings):
    """Limits and thresholds of one running service; nothing else changes an answer."""

    model_config = SettingsConfigDict(env_prefix="DATELINE_", frozen=True, extra="ignore")

    body_limit: int = Field(default=10 * MIB, ge=1, description="Bytes of a request body on the wire; beyond: 413.")
    decompressed_limit: int = Field(default=32 * MIB, ge=1, description="Bytes of a body once decompressed; beyond: 413.")
    json_depth: int = Field(default=64, ge=1, le=1000, description="Levels of a JSON request; beyond: 422.")
    threshold_dates: float = Field(
        default=0.90, ge=0, le=1, description="Probability below which a date is withheld: a wrong one costs ten withheld."
    )
    threshold_others: float = Field(default=0.50, ge=0, le=1, description="The same for every other field.")
