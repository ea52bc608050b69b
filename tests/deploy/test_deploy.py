"""What the service is shipped in: linted, validated, and as large as its container allows."""

from __future__ import annotations

import re
import runpy
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = Path(sysconfig.get_path("scripts"))
BASE = ROOT / "deploy" / "base"


def configuration() -> dict[str, Any]:
    """What gunicorn.conf.py sets; the folder of counts that it names in the environment is this
    process' own business.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PROMETHEUS_MULTIPROC_DIR", "unused")
        return runpy.run_path(str(ROOT / "gunicorn.conf.py"))


def test_dockerfile_is_linted() -> None:
    """hadolint finds nothing, not even in style."""
    run = subprocess.run(
        [SCRIPTS / "hadolint", "--failure-threshold", "style", ROOT / "Dockerfile"],
        capture_output=True,
        text=True,
    )
    assert (run.returncode, run.stdout) == (0, "")


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    """The objects of the base by kind."""
    objects = [yaml.safe_load(path.read_text("utf-8")) for path in BASE.glob("*.yaml")]
    return {each["kind"]: each for each in objects if each["kind"] != "Kustomization"}


def test_manifest_holds_what_it_takes(manifest: dict[str, Any]) -> None:
    """A deployment and what goes with it, which mean one another; no way out of the pod, and one in
    for each port.
    """
    assert set(manifest) == {
        "Deployment",
        "Service",
        "HorizontalPodAutoscaler",
        "NetworkPolicy",
        "PodDisruptionBudget",
    }
    labels = manifest["Deployment"]["spec"]["template"]["metadata"]["labels"]
    assert manifest["Service"]["spec"]["selector"] == labels
    assert (
        manifest["HorizontalPodAutoscaler"]["spec"]["scaleTargetRef"]["name"]
        == manifest["Deployment"]["metadata"]["name"]
    )
    assert manifest["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"] == labels
    pod = manifest["Deployment"]["spec"]["template"]["spec"]
    assert [each["labelSelector"]["matchLabels"] for each in pod["topologySpreadConstraints"]] == [
        labels,
        labels,
    ]
    ports = {port["name"]: port["containerPort"] for port in pod["containers"][0]["ports"]}
    assert {port["targetPort"] for port in manifest["Service"]["spec"]["ports"]} == set(ports)
    assert {"name": "DATELINE_METRICS_PORT", "value": str(ports["metrics"])} in pod["containers"][
        0
    ]["env"]
    policy = manifest["NetworkPolicy"]["spec"]
    assert policy["egress"] == []
    # Whoever may send pages may not scrape.
    assert {rule["ports"][0]["port"]: "from" in rule for rule in policy["ingress"]} == {
        "http": False,
        "metrics": True,
    }


def test_pod_is_restricted(manifest: dict[str, Any]) -> None:
    """What the "restricted" profile of the Pod Security Standards asks for."""
    pod = manifest["Deployment"]["spec"]["template"]["spec"]
    container = pod["containers"][0]["securityContext"]
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert container == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }


def test_pod_has_time_to_drain(manifest: dict[str, Any]) -> None:
    """The pod is killed only after the wait for the endpoints and the server's own grace."""
    pod = manifest["Deployment"]["spec"]["template"]["spec"]
    wait = int(pod["containers"][0]["lifecycle"]["preStop"]["exec"]["command"][1])
    grace = configuration()["graceful_timeout"]
    assert pod["terminationGracePeriodSeconds"] >= wait + grace


def test_compose_file_builds_this_and_waits_for_the_drain() -> None:
    """compose starts the same image, as hardened, and stops it no sooner."""
    service = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]["dateline"]
    assert (service["build"], service["read_only"], service["cap_drop"]) == (".", True, ["ALL"])
    assert int(service["stop_grace_period"].removesuffix("s")) > configuration()["graceful_timeout"]


def test_image_has_the_packages_version() -> None:
    """The label of the image says the version that the package says."""
    from service import __version__

    assert (
        re.search(r"^ARG VERSION=(\S+)$", (ROOT / "Dockerfile").read_text("utf-8"), re.M)[1]  # type: ignore[index]
        == __version__
    )


CGROUPS: dict[str, tuple[dict[str, str], float | None]] = {
    "version 2, one and a half": ({"cpu.max": "150000 100000\n"}, 1.5),
    "version 2, a tenth": ({"cpu.max": "10000 100000\n"}, 0.1),
    "version 2, no limit": ({"cpu.max": "max 100000\n"}, None),
    "version 1, two": (
        {"cpu/cpu.cfs_quota_us": "200000\n", "cpu/cpu.cfs_period_us": "100000\n"},
        2.0,
    ),
    "version 1, no limit": (
        {"cpu/cpu.cfs_quota_us": "-1\n", "cpu/cpu.cfs_period_us": "100000\n"},
        None,
    ),
    "none": ({}, None),
    "nonsense": ({"cpu.max": "\n"}, None),
}


@pytest.mark.parametrize(("files", "share"), CGROUPS.values(), ids=CGROUPS)
def test_workers_follow_the_containers_share(
    tmp_path: Path, files: dict[str, str], share: float | None
) -> None:
    """One worker for each core's worth of time that the container may use, at least one, and no
    more than there are cores.
    """
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    configured = configuration()
    present = configured["cores"](tmp_path / "absent")
    assert configured["_share"](tmp_path) == share
    assert configured["cores"](tmp_path) == (
        present if share is None else max(1, min(present, -int(-share // 1)))
    )
