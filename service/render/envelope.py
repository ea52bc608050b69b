"""The answer's envelope: what was decided, and as much of the reasons as the caller asked for.

============  =========================  ==================================================  ===================
explain       fields                     evidence                                            repairs
============  =========================  ==================================================  ===================
``none``      status, confidence         none                                                without explanation
``summary``   all, candidates            what a repair cites; for a conflict both sides      all
``full``      all, candidates            every observation                                   all
============  =========================  ==================================================  ===================
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, get_args

from service.model import Evidence, Finding, Json, Repair, Resolution, Result

Explain = Literal["none", "summary", "full"]
EXPLAIN: tuple[Explain, ...] = get_args(Explain)

#: The highest probability that is printed.
HIGHEST = 0.9999


def envelope(result: Result, explain: Explain, normalizer: Mapping[str, Json]) -> dict[str, Json]:
    """The answer for one page as a JSON object; every JSON Pointer in it resolves in it."""
    shown = {name: _shown(resolution, explain) for name, resolution in result.fields.items()}
    fields: dict[str, Json] = {name: _report(result.fields[name], explain, indices) for name, indices in shown.items()}
    document: dict[str, Json] = {"article": result.article, "fields": fields, "extra": result.extra}
    repairs: list[Json] = [
        {**_repair(repair, explain, name, shown[name]), "path": _place(repair.path, document)}
        for name, resolution in result.fields.items()
        for repair in resolution.repairs
    ]
    findings: list[Json] = [{**_finding(finding), "path": _place(finding.path, document)} for finding in result.findings]
    return {
        **document,
        "repairs": repairs,
        "findings": findings,
        "status": result.status,
        "normalizer": normalizer,
    }


def rounded(probability: float) -> float:
    """The probability with four decimals, rounded down and never 1: a promise is not rounded up.

    Cut in the decimal digits, since in binary 0.57 × 10,000 lies below 5,700.
    """
    if probability >= HIGHEST:
        return HIGHEST
    # Below a ten-thousandth the digits are written with an exponent; zero is an integer here, as JSON's canonical form has it.
    return float(repr(float(probability))[:6]) if probability >= 0.0001 else 0


def _shown(resolution: Resolution, explain: Explain) -> tuple[int, ...]:
    """The indices of the evidence that is shown, in order; a pointer counts in this list."""
    if explain == "none":
        return ()
    if explain == "full":
        return tuple(range(len(resolution.evidence)))
    cited = {index for repair in resolution.repairs for index in repair.evidence}
    if resolution.status == "conflict":
        cited |= {index for index, evidence in enumerate(resolution.evidence) if evidence.agrees is not None}
    return tuple(index for index in range(len(resolution.evidence)) if index in cited)


def _report(resolution: Resolution, explain: Explain, shown: tuple[int, ...]) -> dict[str, Json]:
    report: dict[str, Json] = {"status": resolution.status, "confidence": rounded(resolution.confidence)}
    if explain == "none":
        return report
    report |= _present(precision=resolution.precision, edtf=resolution.edtf, instant=resolution.instant)
    if resolution.zone is not None:
        zone = _present(offset=resolution.zone.offset, abbreviation=resolution.zone.abbreviation)
        report["zone"] = {**zone, "from": resolution.zone.origin}
    if resolution.candidates:
        report["candidates"] = [
            {"value": candidate.value, "probability": rounded(candidate.probability)} for candidate in resolution.candidates
        ]
    if shown:
        report["evidence"] = [_evidence(resolution.evidence[index]) for index in shown]
    return report


def _evidence(evidence: Evidence) -> dict[str, Json]:
    observation = evidence.observation
    return {
        "source": observation.source.id,
        "locator": observation.locator,
        "raw": observation.raw,
        **_present(reading=evidence.reading, rule=evidence.rule, agrees=evidence.agrees, why=evidence.why),
    }


def _repair(repair: Repair, explain: Explain, field: str, shown: tuple[int, ...]) -> dict[str, Json]:
    entry: dict[str, Json] = {
        "rule": repair.rule,
        "before": repair.before,
        "after": repair.after,
        "confidence": rounded(repair.confidence),
    }
    if explain == "none":
        return entry
    entry["explanation"] = repair.explanation
    entry["evidence"] = [_pointer("fields", field, "evidence", shown.index(index)) for index in repair.evidence]
    if repair.removed:
        entry["removed"] = list(repair.removed)
    return entry | _present(proof=repair.proof)


def _finding(finding: Finding) -> dict[str, Json]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        **_present(raw=finding.raw),
    }


def _place(path: str, document: Json) -> str:
    """The pointer, or the nearest one that points somewhere: a value that was withheld is not in the article.

    What concerns such a value points to the field's report, and what concerns neither to the whole answer.
    """
    steps = [step.replace("~1", "/").replace("~0", "~") for step in path.split("/")[1:]]
    for candidate in (steps, ["fields", *steps[1:2]]):
        if _points(candidate, document):
            return _pointer(*candidate)
    return ""


def _points(steps: Sequence[str], document: Json) -> bool:
    """Whether something stands at the end of these steps."""
    value = document
    for step in steps:
        if isinstance(value, Mapping) and step in value:
            value = value[step]
        elif isinstance(value, list | tuple) and step.isdecimal() and step.isascii() and int(step) < len(value):
            value = value[int(step)]
        else:
            return False
    return True


def _present(**members: Json) -> dict[str, Json]:
    """The members that have a value: what is not established is left out, never null."""
    return {name: value for name, value in members.items() if value is not None}


def _pointer(*steps: str | int) -> str:
    """The JSON Pointer (RFC 6901) through these steps."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)
