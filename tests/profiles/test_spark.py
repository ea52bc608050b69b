"""Learning on a cluster: a list in parts stands for Spark's own, which tests/batch/test_spark.py
has where it is installed.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Any

from service.answers import Form, result_of
from service.batch import spark
from service.cli import main
from service.profiles import profile
from service.profiles.profile import Profiles

from ..batch.conftest import warc
from .conftest import page


class Parts:
    """An RDD of lists, with the operations that the job uses; a part is done twice, and states are
    merged in any order.
    """

    def __init__(self, parts: list[list[Any]]) -> None:
        self.parts = parts

    def flatMap(self, function: Callable[[Any], Iterable[Any]]) -> Parts:  # noqa: N802 (Spark's name)
        """Each element's elements."""
        return Parts([[each for one in part for each in function(one)] for part in self.parts])

    def map(self, function: Callable[[Any], Any]) -> Parts:
        """Each element's."""
        return Parts([[function(one) for one in part] for part in self.parts])

    def combineByKey(  # noqa: N802 (Spark's name)
        self,
        create: Callable[[Any], Any],
        add: Callable[[Any, Any], Any],
        merge: Callable[[Any, Any], Any],
    ) -> Parts:
        """One value a key: added up in each part, sent, and merged."""
        sent = []
        for part in [*self.parts, self.parts[0]]:
            held: dict[str, Any] = {}
            for key, value in part:
                held[key] = add(held[key], value) if key in held else create(value)
            sent += [(key, pickle.dumps(value)) for key, value in held.items()]
        Random(7).shuffle(sent)
        whole: dict[str, Any] = {}
        for key, data in sent:
            whole[key] = (
                merge(whole[key], pickle.loads(data)) if key in whole else pickle.loads(data)
            )
        return Parts([list(whole.items())])

    def values(self) -> Parts:
        """The values of pairs."""
        return Parts([[value for _, value in part] for part in self.parts])

    def collect(self) -> list[Any]:
        """All elements."""
        return [one for part in self.parts for one in part]


def archives(folder: Path) -> Iterator[str]:
    """Three WARC files with the site's pages."""
    html = {"Content_Type": "text/html; charset=utf-8"}
    for number in range(3):
        path = folder / f"{number}.warc.gz"
        pages = [page(n) for n in range(number, 20, 3)]
        path.write_bytes(
            warc(True, *((str(one.url), bytes(one.html or b""), html) for one in pages))  # type: ignore[arg-type]
        )
        yield str(path)


def test_a_cluster_learns_the_bytes_of_the_command(tmp_path: Path) -> None:
    """Files in parts, a part done twice as after a worker's death, states merged in any order."""
    names = list(archives(tmp_path))
    assert main(["learn", *names, "-o", str(tmp_path / "p.json"), "-q", "-j", "1"]) == 0
    found = spark.learned(Parts([[name] for name in names]))

    assert b"".join(found.lines()) == (tmp_path / "p.json.state").read_bytes()
    assert b"".join(profile.lines_of(found)) == (tmp_path / "p.json").read_bytes()


class Broadcast:
    """What Spark brings to every worker."""

    def __init__(self, value: bytes) -> None:
        self.value = value


def test_broadcast_profiles_answer_as_those_of_a_file(tmp_path: Path, known: Profiles) -> None:
    """A worker that has no file has the habits and the digest of the driver's."""
    names = list(archives(tmp_path))
    assert main(["learn", *names, "-o", str(tmp_path / "p.json"), "-q", "-j", "1"]) == 0
    data = (tmp_path / "p.json").read_bytes()
    shared = pickle.loads(
        pickle.dumps(spark.Shared(profile.of_bytes(data).digest, Broadcast(data)))
    )
    asked = page(100, "2022-10-25", "")

    assert result_of(asked, Form(profiles=shared)) == result_of(
        asked, Form(profiles=profile.of_bytes(data))
    )
    assert shared.digest == profile.loaded(tmp_path / "p.json").digest
