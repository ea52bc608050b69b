"""Date texts of other projects' tests: ``python -m bench.suites`` posts each as a page's byline.

The texts and what they mean are those of dateparser, dateutil and Recognizers-Text, in 25 languages
(``../shared/suites``): nobody chose them with Dateline in mind.  What no news page prints is left
out, by kind and with the reason, in bench/suites_left_out.json; it still counts among all.
``--write`` writes bench/reports/suites.md, ``--floors`` fails where a figure lies beyond
bench/suites_floors.json, ``--errors`` lists what is not right.
"""

from __future__ import annotations

import argparse
import hashlib
import html
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from bench.bytes import answer
from bench.data import required_data_dir
from bench.floors import read as floors_of
from bench.stamps import seal
from schemas.page import instant
from service import __version__
from service.model import Page

REPORT = Path(__file__).parent / "reports" / "suites.md"
FLOORS = Path(__file__).with_name("suites_floors.json")
LEFT_OUT = Path(__file__).with_name("suites_left_out.json")
VERDICTS = ("right", "wrong", "wrong clock", "withheld")
HEAD = """
# Date texts of other projects' tests

Made by `python -m bench.suites --write`: Dateline {version}, {texts} texts of the tests of
dateparser, dateutil and Recognizers-Text, {digest}. Each is the byline of a small page that says
nothing else about its date, fetched when the suite says. *wrong clock*: the day is right, the
clock is not. Of all, {right:g} % are right and {wrong:g} % wrong, a wrong clock counted as wrong;
without what is left out below, {kept_right:g} % and {kept_wrong:g} %.
"""


class Tried(NamedTuple):
    """A text of a suite with what was answered, how sure, and what that is worth."""

    case: dict[str, Any]
    given: str
    sure: float
    verdict: str


def page(case: dict[str, Any]) -> Page:
    """Return the page whose byline a text is."""
    language = case["language"]
    tag = f' lang="{language}"' if language else ""
    return Page(
        url="https://news.example/story",
        html=f'<!DOCTYPE html><html{tag}><head><meta charset="utf-8"><title>Envoys return</title>'
        f'</head><body><article><h1>Envoys return</h1><p class="byline"><span class="published">'
        f"{html.escape(case['text'])}</span></p></article></body></html>",
        metadata={"language": language} if language else {},
        fetched_at=instant(case["fetchedAt"]),
    )


def tried(case: dict[str, Any]) -> Tried:
    """Return what is answered for a text."""
    said = json.loads(answer(page(case)))
    given = said["article"].get("datePublished") or ""
    sure = said["fields"].get("datePublished", {}).get("confidence", 0.0)
    return Tried(case, given, sure, verdict(case, given))


def verdict(case: dict[str, Any], given: str) -> str:
    """Return what an answer is worth.

    A clock is compared where both have one: the suites write midnight for none, and count relative
    dates to the second.
    """
    expected = case["expected"]
    if not given:
        return "withheld"
    if given[:10] != expected[:10]:
        return "wrong"
    no_clock = expected[11:16] in ("", "00:00") or case["suite"].endswith("relative")
    is_right = no_clock or len(given) <= len("2022-02-25") or given[11:16] == expected[11:16]
    return "right" if is_right else "wrong clock"


def cases(folder: Path) -> list[dict[str, Any]]:
    """Return the texts of the suites, in their order."""
    lines = (folder / "suites" / "dates.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def kinds_left_out() -> dict[str, dict[str, Any]]:
    """Return the kinds of texts that are left out: the reason, and the texts by their ids."""
    found: dict[str, dict[str, Any]] = json.loads(LEFT_OUT.read_text("utf-8"))
    return found


def run(folder: Path) -> list[Tried]:
    """Return what is answered for each text."""
    with ProcessPoolExecutor(2) as pool:
        return list(pool.map(tried, cases(folder), chunksize=32))


def figures(found: Sequence[Tried]) -> dict[str, float]:
    """Return the report's figures, in percent of all texts and of those that are not left out."""
    ids = {each for kind in kinds_left_out().values() for each in kind["ids"]}
    kept = [each for each in found if each.case["id"] not in ids]
    right, wrong = _shares(found)
    kept_right, kept_wrong = _shares(kept)
    return {"right": right, "wrong": wrong, "kept right": kept_right, "kept wrong": kept_wrong}


def _shares(found: Sequence[Tried]) -> tuple[float, float]:
    """Return the shares of right and of wrong answers, in percent."""
    counts = Counter([each.verdict for each in found])
    wrong = counts["wrong"] + counts["wrong clock"]
    return tuple([round(100 * n / len(found), 2) for n in (counts["right"], wrong)])  # type: ignore[return-value]


def table(found: Sequence[Tried]) -> list[str]:
    """Return the report's table: a row for each suite and for each language."""
    groups: dict[str, list[Tried]] = {}
    for each in found:
        groups.setdefault(each.case["suite"], []).append(each)
    for each in sorted(found, key=lambda one: one.case["language"] or ""):
        groups.setdefault(each.case["language"] or "none said", []).append(each)
    lines = ["| texts | all | " + " | ".join(VERDICTS) + " |", "|---" * (len(VERDICTS) + 2) + "|"]
    for name, group in {"all": list(found), **groups}.items():
        counts = Counter([each.verdict for each in group])
        shown = " | ".join(str(counts[verdict]) for verdict in VERDICTS)
        lines.append(f"| {name} | {len(group)} | {shown} |")
    return lines


def left_out(found: Sequence[Tried]) -> list[str]:
    """Return the report's list of what is left out: each kind with its reason and its texts."""
    by_id = {each.case["id"]: each for each in found}
    lines = ["", "## Left out: no date that a news page prints", ""]
    for kind, row in kinds_left_out().items():
        texts = ", ".join(f"`{' '.join(by_id[each].case['text'].split())}`" for each in row["ids"])
        lines.append(f"- {kind} ({len(row['ids'])}): {row['reason']} {texts}.")
    return lines


def wrong(found: Sequence[Tried]) -> list[str]:
    """Return the report's list of what is answered otherwise than the suite expects."""
    lines = ["", "## Answered otherwise", "", "| text | language | suite says | answered | sure |"]
    lines.append("|---" * 5 + "|")
    for each in found:
        if each.verdict.startswith("wrong"):
            case = each.case
            lines.append(
                f"| `{case['text']}` | {case['language'] or ''} | {case['expected']} "
                f"| {each.given} | {each.sure:.2f} |"
            )
    return lines


def beyond(given: dict[str, float], floors: dict[str, float]) -> list[str]:
    """Return a line for each figure beyond its floor: shares of wrong answers may not rise, those
    of right ones not fall.
    """
    return [
        f"{name}: {given[name]:g}, where {floor:g} is the floor"
        for name, floor in floors.items()
        if (given[name] > floor if "wrong" in name else given[name] < floor)
    ]


def parser() -> argparse.ArgumentParser:
    """Return the command's options."""
    found = argparse.ArgumentParser(prog="python -m bench.suites", description=__doc__)
    found.add_argument("--floors", action="store_true", help="fail beyond suites_floors.json")
    found.add_argument("--write", action="store_true", help="write the report")
    found.add_argument("--errors", action="store_true", help="list what is not right")
    return found


def main(arguments: Iterable[str] | None = None) -> int:
    """Run the command."""
    options = parser().parse_args(None if arguments is None else list(arguments))
    folder = required_data_dir()
    found = run(folder)
    said = figures(found)
    if options.errors:
        for each in [each for each in found if each.verdict != "right"]:
            case = each.case
            print(
                each.verdict, case["id"], case["suite"], case["language"], case["text"],
                case["expected"], each.given, each.sure, sep=" | ",
            )  # fmt: skip
    print(", ".join(f"{name} {value:g} %" for name, value in said.items()))
    if options.write:
        _write(folder, found, said)
    bad = beyond(said, floors_of(FLOORS)) if options.floors else []
    print("\n".join(bad), file=sys.stderr)
    print(f"{len(bad)} figures beyond their floors")
    return int(bool(bad))


def _write(folder: Path, found: Sequence[Tried], said: dict[str, float]) -> None:
    digest = hashlib.sha256((folder / "suites" / "dates.jsonl").read_bytes()).hexdigest()[:32]
    head = HEAD.lstrip().format(
        version=__version__,
        texts=len(found),
        digest=f"sha-256:{digest}",
        **{name.replace(" ", "_"): value for name, value in said.items()},
    )
    lines = [head, *table(found), *left_out(found), *wrong(found), ""]
    REPORT.write_text("\n".join(lines), "utf-8")
    seal(REPORT)


if __name__ == "__main__":
    raise SystemExit(main())
