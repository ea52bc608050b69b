"""Replicas need nothing in common but their settings and the file of profiles: each gives the same
bytes.
"""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

from tests.http import serving
from tests.profiles.conftest import learned, page

HEADERS = {"Content-Type": "application/json"}


def test_any_replica_gives_the_same_bytes(tmp_path: Path) -> None:
    """Pages go to two replicas in turn and the other way round; once one of them is gone the other
    answers the same.
    """
    path = tmp_path / "profiles.json"
    path.write_bytes(learned([page(number) for number in range(20)]))
    asked = [
        json.dumps({"url": one.url, "html": (one.html or b"").decode()}).encode()  # type: ignore[union-attr]
        for one in (
            page(100 + number, stamp)
            for number, stamp in enumerate(("2022-10-25", None, "", "2022-40-25"))
        )
    ]
    replicas = [
        serving.start(workers=1, DATELINE_PROFILES=str(path), PYTHONHASHSEED=seed) for seed in "12"
    ]
    try:
        answers = [
            [
                replicas[(number + turn) % 2].ask("POST", "/v1/normalize", body, HEADERS)
                for number, body in enumerate(asked)
            ]
            for turn in range(2)
        ]
        os.kill(replicas[0].process.pid, signal.SIGKILL)
        alone = [replicas[1].ask("POST", "/v1/normalize", body, HEADERS) for body in asked]
    finally:
        for replica in replicas:
            serving.stop(replica)
    told = [[(status, body) for status, _, body in each] for each in (*answers, alone)]

    assert told[0] == told[1] == told[2]
    assert {status for status, _ in told[0]} == {200}
    assert all(json.loads(body)["normalizer"]["profiles"] for _, body in told[0])
