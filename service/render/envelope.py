"""The answer's envelope: what was decided, and as much of the reasons as the caller asked for.

============  ===================================  ===============================================
=================== explain       fields                               evidence
repairs ============  ===================================
===============================================  =================== ``none``      those read:
status, confidence       none                                             without explanation
``summary``   those read: all, candidates that     what a repair cites; for a conflict both sides
all say more than the value does ``full``      every one: all, every candidate      every
observation                                all ============  ===================================
===============================================  ===================
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Literal, get_args

from service.confidence import rounded
from service.model import Candidate, Evidence, Finding, Json, Repair, Resolution, Result
from service.records import replace

Explain = Literal["none", "summary", "full"]
EXPLAIN: tuple[Explain, ...] = get_args(Explain)

#: The probability from which a rival of the chosen value is shown without being asked for.
RIVAL = 0.01


def envelope(result: Result, explain: Explain, normalizer: Mapping[str, Json]) -> dict[str, Json]:
    """Return the answer for one page as a JSON object; every JSON Pointer in it resolves within
    it.
    """
    told = {
        name
        for name, resolution in result.fields.items()
        if explain == "full" or resolution.status != "absent" or name in result.questions
    }
    # A byline that names nobody leaves no author, so the finding about it points to the report.
    told.update(
        [field for finding in result.findings if (field := field_of(finding.path)) is not None]
    )
    shown = {
        name: _shown(resolution, explain)
        for name, resolution in result.fields.items()
        if name in told
    }
    fields: dict[str, Json] = {
        name: {
            **_report(result.fields[name], explain, indices),
            **_present(question=result.questions.get(name)),
        }
        for name, indices in shown.items()
    }
    document: dict[str, Json] = {"article": result.article, "fields": fields, "extra": result.extra}
    repairs: list[Json] = [
        {**_repair(repair, explain, name, shown[name]), "path": _place(repair.path, document)}
        for name in shown
        for repair in result.fields[name].repairs
    ]
    findings: list[Json] = [
        {**_finding(finding), "path": _place(finding.path, document)} for finding in result.findings
    ]
    return {
        **document,
        "repairs": repairs,
        "findings": findings,
        "status": result.status,
        **({"withheld": list(result.withheld)} if result.withheld else {}),
        "normalizer": normalizer,
    }


def of_fields(result: Result, names: Collection[str]) -> Result:
    """Return the result with these fields only; its status, the names of what is withheld and its
    findings about the whole page stay.
    """
    article = {
        name: value
        for name, value in result.article.items()
        if name in names or name in ("@context", "@type")
    }
    fields = {name: resolution for name, resolution in result.fields.items() if name in names}
    findings = tuple(
        finding for finding in result.findings if field_of(finding.path) in (None, *names)
    )
    return replace(result, article=article, fields=fields, findings=findings)


def field_of(path: str) -> str | None:
    """Return the field that the pointer of a finding is about; None for one about the whole
    page.
    """
    root, *steps = path.split("/")[1:] or [""]
    return _unescaped(steps[0]) if steps and root in ("article", "fields") else None


def _shown(resolution: Resolution, explain: Explain) -> tuple[int, ...]:
    """Return the indices of the evidence that is shown, in order; pointers count in this list."""
    if explain == "full":
        return tuple(range(len(resolution.evidence)))
    if explain == "none" or not (resolution.repairs or resolution.status == "conflict"):
        return ()
    cited = {index for repair in resolution.repairs for index in repair.evidence}
    if resolution.status == "conflict":
        cited |= {
            index
            for index, evidence in enumerate(resolution.evidence)
            if evidence.agrees is not None
        }
    return tuple(sorted(cited))


def _report(resolution: Resolution, explain: Explain, shown: tuple[int, ...]) -> dict[str, Json]:
    report: dict[str, Json] = {
        "status": resolution.status,
        "confidence": rounded(resolution.confidence),
    }
    if explain == "none":
        return report
    if resolution.edtf is not None:
        report |= _present(
            precision=resolution.precision, edtf=resolution.edtf, instant=resolution.instant
        )
    if resolution.zone is not None:
        zone = _present(offset=resolution.zone.offset, abbreviation=resolution.zone.abbreviation)
        report["zone"] = {**zone, "from": resolution.zone.origin}
    if explain == "full" or _is_open(resolution):
        candidates: list[Json] = [
            {
                "value": candidate.value,
                "probability": probability,
                **(_contributions(candidate) if explain == "full" else {}),
            }
            for candidate in resolution.candidates
            if (probability := rounded(candidate.probability)) > 0
        ]
        if candidates:
            report["candidates"] = candidates
    if shown:
        report["evidence"] = [_evidence(resolution.evidence[index]) for index in shown]
    return report


#: The contributions shown of one candidate, the largest.
_MOST_CONTRIBUTIONS = 6


def _contributions(candidate: Candidate) -> dict[str, Json]:
    """Return what made a candidate likely or not, the largest part first; nothing for fields that
    no judge weighs.
    """
    largest = sorted(candidate.contributions, key=lambda each: -abs(each[1]))[:_MOST_CONTRIBUTIONS]
    told: list[Json] = [
        {"what": what, "weight": round(weight, 2)} for what, weight in largest if round(weight, 2)
    ]
    return {"contributions": told} if told else {}


def _is_open(resolution: Resolution) -> bool:
    """Return whether the candidates say more than the value: it is withheld, disputed, without its
    minute, or has a rival.  Of an absent field none of them is likely.
    """
    if resolution.status == "absent":
        return False
    if resolution.status in ("ambiguous", "conflict") or resolution.precision == "hour":
        return True
    return bool(
        [
            1
            for each in resolution.candidates
            if each.probability >= RIVAL and each.value != resolution.value
        ]
    )


def _evidence(evidence: Evidence) -> dict[str, Json]:
    observation = evidence.observation
    return {
        "source": observation.source.id,
        "locator": observation.locator,
        "raw": observation.raw,
        **_present(
            reading=evidence.reading,
            rule=evidence.rule,
            agrees=evidence.agrees,
            why=evidence.why,
            capture=observation.capture,
        ),
    }


def _repair(
    repair: Repair, explain: Explain, field: str, shown: tuple[int, ...]
) -> dict[str, Json]:
    entry: dict[str, Json] = {
        "rule": repair.rule,
        "before": repair.before,
        "after": repair.after,
        "confidence": rounded(repair.confidence),
    }
    if explain == "none":
        return entry
    entry["explanation"] = repair.explanation
    entry["evidence"] = [
        _pointer("fields", field, "evidence", shown.index(index)) for index in repair.evidence
    ]
    if repair.removed:
        entry["removed"] = list(repair.removed)
    return entry | _present(proof=repair.proof)


def _finding(finding: Finding) -> dict[str, Json]:
    entry: dict[str, Json] = {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
    }
    return entry | _present(raw=finding.raw)


def _place(path: str, document: Json) -> str:
    """Return the pointer, or the nearest one that resolves: a withheld value is not in the article.

    A finding about such a value points to the field's report, and one without a report to the whole
    answer.
    """
    steps = [_unescaped(step) for step in path.split("/")[1:]]
    for candidate in (steps, ["fields", *steps[1:2]]):
        if _points(candidate, document):
            return _pointer(*candidate)
    return ""


def _points(steps: Sequence[str], document: Json) -> bool:
    """Return whether these steps resolve in the document."""
    value = document
    for step in steps:
        if isinstance(value, Mapping) and step in value:
            value = value[step]
        elif (
            isinstance(value, list | tuple)
            and step.isdecimal()
            and step.isascii()
            and int(step) < len(value)
        ):
            value = value[int(step)]
        else:
            return False
    return True


def _present(**members: Json) -> dict[str, Json]:
    """Return the members that have a value: what is not established is left out, never null."""
    return {name: value for name, value in members.items() if value is not None}


def _unescaped(step: str) -> str:
    return step.replace("~1", "/").replace("~0", "~")


def _pointer(*steps: str | int) -> str:
    """Return the JSON Pointer (RFC 6901) through these steps."""
    return "".join(["/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps])
