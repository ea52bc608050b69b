"""The client as a distribution: its generated half is of today, and it works where nothing of the
service is installed.
"""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from scripts import client_models

ROOT = Path(__file__).parents[2]
CLIENT = ROOT / "clients" / "python"


def test_the_typed_answers_are_of_today() -> None:
    """What `make client` would write stands there."""
    if not client_models.GENERATOR.exists():
        pytest.skip("datamodel-codegen is not installed (`make generators` does)")
    assert client_models.models() == client_models.MODELS.read_text("utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which pip has installed the client, with what it needs beside it and nothing of
    the service.
    """
    source, site = tmp_path_factory.mktemp("source") / "python", tmp_path_factory.mktemp("site")
    # pip builds in the source's own folder.
    shutil.copytree(
        CLIENT, source, ignore=shutil.ignore_patterns("build", "*.egg-info", "__pycache__")
    )
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-index",
        "--no-deps",
    ]
    subprocess.run(
        [*pip, "--no-build-isolation", "--target", site, source], check=True, timeout=120
    )
    return site


def test_the_whole_package_is_installed(site: Path) -> None:
    """Every module, and the mark that says it is typed."""
    installed = {path.name for path in (site / "dateline_client").iterdir()} - {"__pycache__"}
    assert installed == {path.name for path in (CLIENT / "dateline_client").iterdir()} - {
        "__pycache__"
    }
    assert "py.typed" in installed


ASK = """
import sys
from dateline_client import Dateline, PageAnswer

assert "service" not in sys.modules and "scrapy" not in sys.modules
with Dateline(sys.argv[1]) as client:
    print(client.normalize(text="Envoys return\\n\\n25 February 2022 14:40\\n").article.date_published)
    print([type(line).__name__ for line in client.normalize_many([{"text": "x"}, {}])])
"""


def test_the_installed_client_asks_a_service(site: Path, service: str) -> None:
    """From a folder of its own, without this repository on the path."""
    environment = {**os.environ, "PYTHONPATH": str(site)}
    command = [sys.executable, "-P", "-W", "error", "-c", ASK, service]
    done = subprocess.run(
        command, cwd=site, env=environment, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.splitlines() == ["2022-02-25T14:40:00", "['PageAnswer', 'PageProblem']"], (
        done.stderr
    )


def test_it_needs_what_it_says(site: Path) -> None:
    """httpx and pydantic, Scrapy only if asked for; and it cannot be published by accident."""
    (metadata,) = importlib.metadata.distributions(name="dateline-client", path=[str(site)])
    assert sorted(metadata.requires or ()) == [
        "httpx>=0.28",
        "pydantic>=2.10",
        'scrapy>=2.14; extra == "scrapy"',
    ]
    described = tomllib.loads((CLIENT / "pyproject.toml").read_text("utf-8"))
    assert "Private :: Do Not Upload" in described["project"]["classifiers"]
