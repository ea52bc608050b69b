"""``dateline learn``, ``dateline profile`` and ``--profiles``, as a crawler's owner uses them."""

from __future__ import annotations

import json
from functools import reduce
from pathlib import Path

import pytest

from service.cli import main
from service.profiles import profile, state

from .conftest import page, told


def test_learned_in_parts_and_at_once_is_the_same(tmp_path: Path, pages_file: Path) -> None:
    """Two machines' halves, merged from their states, give the bytes of one run over all; on one
    process or two.
    """
    lines = pages_file.read_bytes().splitlines(keepends=True)
    for name, part in (("a", lines[::2]), ("b", [*lines[1::2], *lines[:3]])):
        (tmp_path / f"{name}.ndjson").write_bytes(b"".join(part))
        assert (
            main(
                [
                    "learn",
                    str(tmp_path / f"{name}.ndjson"),
                    "-o",
                    str(tmp_path / f"{name}.json"),
                    "-q",
                    "-j",
                    "1",
                ]
            )
            == 0
        )
    states = [f"--profiles={tmp_path / name}.json.state" for name in "ab"]
    assert main(["learn", "-o", str(tmp_path / "merged.json"), "-q", *states]) == 0
    assert (
        main(["learn", str(pages_file), "-o", str(tmp_path / "whole.json"), "-q", "-j", "2"]) == 0
    )

    assert (tmp_path / "merged.json").read_bytes() == (tmp_path / "whole.json").read_bytes()
    assert (tmp_path / "merged.json.state").read_bytes() == (
        tmp_path / "whole.json.state"
    ).read_bytes()
    assert not list(tmp_path.glob("*.pages.*"))


def test_map_and_reduce_give_the_same_bytes(tmp_path: Path, pages_file: Path) -> None:
    """What a cluster does, a state for each page and pairs of them merged in any order, is what the
    command does.
    """
    assert main(["learn", str(pages_file), "-o", str(tmp_path / "p.json"), "-q", "-j", "1"]) == 0
    states = [state.of([one]) for one in reversed(told([page(number) for number in range(20)]))]
    whole = reduce(lambda a, b: state.merged([a, b]), states)

    assert b"".join(profile.lines_of(whole)) == (tmp_path / "p.json").read_bytes()


def test_a_page_that_fails_is_told_of_and_the_rest_is_learned(
    tmp_path: Path, pages_file: Path
) -> None:
    """The exit code says that something failed, the list what; the profile is there."""
    broken = tmp_path / "broken.ndjson"
    broken.write_bytes(pages_file.read_bytes() + b'{"text": "no address"}\n{\n')

    assert main(["learn", str(broken), "-o", str(tmp_path / "p.json"), "-q", "-j", "1"]) == 1
    assert set(profile.loaded(tmp_path / "p.json")) == {"news.example"}
    assert (tmp_path / "p.json.bad.ndjson").read_bytes().count(b"\n") == 1


def test_an_output_that_exists_is_kept(
    tmp_path: Path, pages_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """--force replaces it, and --resume has nothing to do."""
    arguments = ["learn", str(pages_file), "-o", str(tmp_path / "p.json"), "-q", "-j", "1"]
    assert main(arguments) == 0
    assert main(arguments) == 2
    assert "exists: --force replaces it" in capsys.readouterr().err
    assert main([*arguments, "--resume"]) == 0
    assert main([*arguments, "--force"]) == 0


def test_a_run_that_was_stopped_goes_on(tmp_path: Path, pages_file: Path) -> None:
    """Between the last page and the sum nothing is lost: what the pages told is there."""
    whole = tmp_path / "whole.json"
    assert main(["learn", str(pages_file), "-o", str(whole), "-q", "-j", "1"]) == 0
    for path in tmp_path.glob("whole.*"):
        path.rename(tmp_path / path.name.replace("whole", "kept"))
    # a finished list of what the pages told, and no profile yet
    from service.answers import Form
    from service.batch.run import Plan, run
    from service.batch.sources import sources

    plan = Plan(
        tuple(sources([str(pages_file)])),
        tmp_path / "whole.json.pages.ndjson.gz",
        Form(),
        None,
        1,
        learning=True,
    )
    run(plan, lambda *_: None)

    assert main(["learn", str(pages_file), "-o", str(whole), "-q", "-j", "1", "--resume"]) == 0
    assert whole.read_bytes() == (tmp_path / "kept.json").read_bytes()


def test_sites_of_few_pages_are_left_out(tmp_path: Path, pages_file: Path) -> None:
    """--min-pages says how many."""
    assert (
        main(
            [
                "learn",
                str(pages_file),
                "-o",
                str(tmp_path / "p.json"),
                "-q",
                "-j",
                "1",
                "--min-pages",
                "21",
            ]
        )
        == 0
    )
    assert list(profile.loaded(tmp_path / "p.json")) == []


def test_a_profile_is_shown_and_compared(
    tmp_path: Path, pages_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line a habit; what differs between two files has a sign before it, and a host that is none
    the nearest way out.
    """
    path = tmp_path / "p.json"
    assert main(["learn", str(pages_file), "-o", str(path), "-q", "-j", "1"]) == 0
    edited = tmp_path / "edited.json"
    edited.write_text(
        path.read_text().replace(
            '"tags":{"example times":{', '"tags":{"example times":{"ignored":true,'
        )
    )

    assert main(["profile", "show", "www.news.example", "--profiles", str(path)]) == 0
    shown = capsys.readouterr().out
    assert "20 pages, 20 of them in the sample, 2021-03-01 to 2021-09-26" in shown
    assert (
        "dates / meta:article:published_time / formats / 0000-00-00 / rows / "
        "minute_in_month_slot: 20 pages"
    ) in shown
    assert main(["profile", "diff", "news.example", str(path), str(path)]) == 0
    assert main(["profile", "diff", "news.example", str(path), str(edited)]) == 1
    assert "(ignored)" in capsys.readouterr().out
    assert main(["profile", "show", "other.example", "--profiles", str(path)]) == 1
    assert "has no site other.example" in capsys.readouterr().err


def test_batch_and_normalize_use_it(
    tmp_path: Path, pages_file: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """The answers name the file's digest, on one process and on two, and a broken file is refused
    before anything is read.
    """
    path = tmp_path / "p.json"
    assert main(["learn", str(pages_file), "-o", str(path), "-q", "-j", "1"]) == 0
    lone = page(100, "2022-10-25", "")
    asked = tmp_path / "asked.ndjson"
    asked.write_text(json.dumps({"url": lone.url, "html": (lone.html or b"").decode()}) + "\n")  # type: ignore[union-attr]
    for jobs in "12":
        output = tmp_path / f"{jobs}.ndjson"
        assert (
            main(
                ["batch", str(asked), "-o", str(output), "-q", "-j", jobs, "--profiles", str(path)]
            )
            == 0
        )
        answer = json.loads(output.read_bytes())
        assert "datePublished" not in answer["article"]
        assert answer["normalizer"]["profiles"] == profile.loaded(path).digest
    capsysbinary.readouterr()
    posted = tmp_path / "asked.json"
    posted.write_bytes(asked.read_bytes())
    assert main(["normalize", str(posted), "--profiles", str(path), "--explain", "none"]) == 0
    assert b'"profiles":"sha-256:' in capsysbinary.readouterr().out
    with pytest.raises(SystemExit):
        main(["normalize", str(posted), "--profiles", str(path), "--profiles", str(path)])
    assert b"is given twice, and one file is read; merge them" in capsysbinary.readouterr().err
    path.write_text("{}")
    with pytest.raises(SystemExit):
        main(["normalize", str(posted), "--profiles", str(path)])
    assert b'has no member "sites"' in capsysbinary.readouterr().err
