"""The catalogue: every rule that can repair a value and every finding that can be reported."""

from __future__ import annotations

from pydantic import Field

from schemas.described import Described
from schemas.result import Severity


class RuleExample(Described):
    """A value as it was found, and as it is answered."""

    before: str
    after: str


class RuleEntry(Described):
    """One rule: the damage it names, and why the world does it."""

    id: str = Field(
        description="The name that `repairs[].rule` shows.", examples=["minute_in_month_slot"]
    )
    field: str = Field(description="The article property it concerns.")
    damage: str = Field(description="What goes wrong.")
    cause: str = Field(description="Why it goes wrong.")
    example: RuleExample
    catalogue: list[str] = Field(description="Other names of the same damage.")


class FindingEntry(Described):
    """One kind of finding: what it means, and what to do about it."""

    code: str = Field(description="The code that `findings[].code` shows.")
    severity: Severity
    meaning: str
    advice: str


class RuleBook(Described):
    """Everything that this version can repair or report."""

    rules: list[RuleEntry]
    findings: list[FindingEntry]
