"""What a cluster gets: every overlay built and validated, alerts and dashboard held to the metrics
that there are.

No network is needed.  kustomize and promtool are Debian's packages (``.ci/tools`` installs them);
where one is absent the tests that need it are skipped and say so.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from service.http.metrics import METRICS
from service.settings import Settings
from tests.programs import program

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
MONITORING = DEPLOY / "components" / "monitoring"
SCHEMA = json.loads((Path(__file__).parent / "monitoring.schema.json").read_text("utf-8"))

#: The base with one component each, and what is applied as it stands.
BUILT = (
    "overlays/trial",
    "overlays/production",
    "components/keys",
    "components/traces",
    "components/monitoring",
)


def built(name: str, folder: Path) -> list[dict[str, Any]]:
    """The objects of an overlay, or of the base with a component."""
    place = DEPLOY / name
    if name.startswith("components/"):
        paths = {part: os.path.relpath(DEPLOY / part, folder.resolve()) for part in ("base", name)}
        wanted = {
            "kind": "Kustomization",
            "resources": [paths["base"]],
            "components": [paths[name]],
        }
        (folder / "kustomization.yaml").write_text(
            yaml.safe_dump({"apiVersion": "kustomize.config.k8s.io/v1beta1", **wanted})
        )
        place = folder
    run = subprocess.run([program("kustomize"), "build", place], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return list(yaml.safe_load_all(run.stdout))


def of_kind(objects: list[dict[str, Any]], kind: str) -> dict[str, Any]:
    """The one object of a kind."""
    (found,) = [each for each in objects if each["kind"] == kind]
    return found


def validated(objects: list[dict[str, Any]], version: str, folder: Path) -> None:
    """Nothing, if every object is what that version of Kubernetes, or the operator of Prometheus,
    takes, to the last member.
    """
    own = [each for each in objects if each["apiVersion"] == "monitoring.coreos.com/v1"]
    for each in own:
        jsonschema.validate(each, SCHEMA)
    path = folder / "objects.yaml"
    path.write_text(yaml.safe_dump_all([each for each in objects if each not in own]))
    command = [
        sys.executable,
        "-m",
        "kubernetes_validate",
        "--strict",
        "--kubernetes-version",
        version,
        str(path),
    ]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "Couldn't find" not in run.stdout + run.stderr


@pytest.mark.parametrize("version", ["1.30", "1.37"])
@pytest.mark.parametrize("name", BUILT)
def test_what_is_applied_is_valid(name: str, version: str, tmp_path: Path) -> None:
    """Each overlay and each component."""
    validated(built(name, tmp_path), version, tmp_path)


def loaded(path: Path) -> Any:
    """The one document of a file."""
    return yaml.safe_load(path.read_text("utf-8"))


def test_base_is_valid_without_kustomize(tmp_path: Path) -> None:
    """The files of the base, and the operator's objects, as they stand: this is tested
    everywhere.
    """
    names = loaded(DEPLOY / "base" / "kustomization.yaml")["resources"]
    assert sorted(names) == sorted(
        path.name for path in (DEPLOY / "base").glob("*.yaml") if path.name != "kustomization.yaml"
    )
    objects = [loaded(DEPLOY / "base" / name) for name in names]
    objects += [loaded(MONITORING / name) for name in ("servicemonitor.yaml", "rules.yaml")]
    validated(objects, "1.37", tmp_path)


@pytest.mark.parametrize("slip", ["endpoint", "selectors", "jobLabels"])
def test_a_slip_in_a_monitor_is_found(slip: str) -> None:
    """The kept schema can fail."""
    monitor = loaded(MONITORING / "servicemonitor.yaml")
    monitor["spec"][slip] = monitor["spec"].pop(slip + "s" if slip == "endpoint" else slip[:-1])
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(monitor, SCHEMA)


def test_production_scales_by_the_wait_and_asks_for_keys(tmp_path: Path) -> None:
    """The autoscaler's metric is one of ours, and its target well within what a page may wait; the
    keys are a Secret.
    """
    objects = built("overlays/production", tmp_path)
    pods = [
        each["pods"]
        for each in of_kind(objects, "HorizontalPodAutoscaler")["spec"]["metrics"]
        if each["type"] == "Pods"
    ]
    assert [each["metric"]["name"] for each in pods] == ["dateline_admission_expected_seconds"]
    assert (
        int(pods[0]["target"]["averageValue"].removesuffix("m")) / 1000
        <= Settings().admission_wait / 2
    )
    pod = of_kind(objects, "Deployment")["spec"]["template"]["spec"]
    variables = {each["name"]: each["value"] for each in pod["containers"][0]["env"]}
    assert variables == {
        "DATELINE_METRICS_PORT": "9090",
        "DATELINE_API_KEYS_FILE": "/etc/dateline/keys",
    }
    assert [volume["secret"]["secretName"] for volume in pod["volumes"] if "secret" in volume] == [
        "dateline-keys"
    ]


def test_traces_are_the_only_way_out(tmp_path: Path) -> None:
    """Without them the pod may open no connection; with them one to the collector, and the question
    for its name.
    """
    egress = of_kind(built("components/traces", tmp_path), "NetworkPolicy")["spec"]["egress"]
    assert [sorted({port["port"] for port in rule["ports"]}) for rule in egress] == [[4318], [53]]
    assert loaded(DEPLOY / "base" / "network.yaml")["spec"]["egress"] == []


def test_settings_in_the_manifests_exist(tmp_path: Path) -> None:
    """Every variable of ours is a setting, with a value that it takes."""
    names = set()
    for name in BUILT:
        container = of_kind(built(name, tmp_path), "Deployment")["spec"]["template"]["spec"][
            "containers"
        ][0]
        given = {
            each["name"]: each["value"]
            for each in container["env"]
            if each["name"].startswith("DATELINE_")
        }
        names |= set(given)
        Settings(**{name.removeprefix("DATELINE_").lower(): value for name, value in given.items()})
    assert names == {"DATELINE_METRICS_PORT", "DATELINE_API_KEYS_FILE", "DATELINE_TRACES"}
    assert {name.removeprefix("DATELINE_").lower() for name in names} <= set(Settings.model_fields)


# ------------------------------------------------------------------ alerts and the dashboard

RULES: list[dict[str, Any]] = loaded(MONITORING / "rules.yaml")["spec"]["groups"][0]["rules"]
DASHBOARD: dict[str, Any] = json.loads((MONITORING / "dashboard.json").read_text("utf-8"))
SAMPLES = {metric.name + end for metric in METRICS for end in ("", "_bucket", "_count", "_sum")}
LABELS = {label for metric in METRICS for label in metric.labels} | {
    "namespace",
    "pod",
    "job",
    "le",
}


def queries() -> Iterator[tuple[str, str]]:
    """Every query of the alerts and the dashboard, by where it stands."""
    yield from ((rule["alert"], rule["expr"]) for rule in RULES)
    yield from (
        (panel["title"], target["expr"])
        for panel in DASHBOARD["panels"]
        for target in panel["targets"]
    )


def test_queries_ask_for_what_there_is() -> None:
    """A renamed metric or label breaks the alert that asks for it here, and not on the night when
    it should have called.
    """
    for place, query in queries():
        names = set(re.findall(r"\b(?:dateline|process)_\w+", query))
        assert names <= SAMPLES, place
        assert names or "up{" in query, place
        grouped = ",".join(re.findall(r"(?:by|ignoring) \(([^)]*)\)", query))
        matched = re.findall(r"[{,](\w+)=", query)
        assert {
            *matched,
            *(name.strip() for name in grouped.split(",") if name.strip()),
        } <= LABELS, place


def test_every_alert_has_its_section() -> None:
    """An alert says where to read what to do, and there it stands; no section is about an alert
    that is gone.
    """
    text = (ROOT / "docs" / "operating.md").read_text("utf-8")
    assert re.findall(r"^### (Dateline\w+)$", text, re.M) == [rule["alert"] for rule in RULES]
    assert [rule["annotations"]["runbook"] for rule in RULES] == [
        f"docs/operating.md#{rule['alert'].lower()}" for rule in RULES
    ]


def test_dashboard_is_whole() -> None:
    """Panels have a number and a place each, a description, and the data source that its reader
    chooses.
    """
    panels = DASHBOARD["panels"]
    places = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in panels]
    assert len({panel["id"] for panel in panels}) == len(set(places)) == len(panels) >= 12
    for panel in panels:
        assert panel["description"]
        assert panel["datasource"]["uid"] == "${datasource}"
        assert [target["refId"] for target in panel["targets"]] == list(
            "ABCDEF"[: len(panel["targets"])]
        )
    assert {each["name"] for each in DASHBOARD["templating"]["list"]} == {"datasource", "namespace"}


def promtool(folder: Path, *arguments: str) -> None:
    """Nothing, if promtool is content."""
    run = subprocess.run(
        [program("promtool"), *arguments], cwd=folder, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_promtool_reads_every_query(tmp_path: Path) -> None:
    """The alerts as they stand, and the dashboard's queries as rules."""
    shown = [
        {
            "record": f"shown:{number}",
            "expr": query.replace("$namespace", ".*").replace("$__rate_interval", "5m"),
        }
        for number, (_, query) in enumerate(queries())
    ]
    groups = [{"name": "alerts", "rules": RULES}, {"name": "shown", "rules": shown}]
    (tmp_path / "rules.yml").write_text(yaml.safe_dump({"groups": groups}))
    promtool(tmp_path, "check", "rules", "--lint-fatal", "rules.yml")


# Series as promtool writes them: a value, its growth a step, and the number of steps (of a minute).
FIRING: dict[str, tuple[dict[str, str], str]] = {
    "DatelineRefuses": (
        {
            'dateline_shed_total{namespace="news"}': "0+60x30",
            'dateline_requests_total{namespace="news",route="/v1/normalize",status="200"}': "0+600x30",
        },
        "20m",
    ),
    "DatelineQueueLong": (
        {'dateline_admission_expected_seconds{namespace="news",pod="a"}': "0.8x40"},
        "30m",
    ),
    "DatelineFails": (
        {'dateline_requests_total{namespace="news",status="500"}': "0x10 1x30"},
        "12m",
    ),
    "DatelineSiteChanged": (
        {'dateline_drift_total{namespace="news",habit="order"}': "0x10 1x30"},
        "12m",
    ),
    "DatelineWorkerGrows": (
        {
            (
                'process_resident_memory_bytes{job="dateline",namespace="news",pod="a",worker="1"}'
            ): "600000000x40"
        },
        "20m",
    ),
    "DatelineAbsent": ({'up{job="dateline",pod="a"}': "1x5 0x20"}, "12m"),
    "DatelineVersionsDiffer": (
        {
            'dateline_build_info{namespace="news",version="1",rules="a",pod="a"}': "1x120",
            'dateline_build_info{namespace="news",version="1",rules="b",pod="b"}': "1x120",
        },
        "90m",
    ),
}


@pytest.mark.parametrize("alert", FIRING)
def test_alert_fires_and_is_silent_before(alert: str, tmp_path: Path) -> None:
    """On series that it is made for; and not at once, before anything has happened."""
    series, when = FIRING[alert]
    (tmp_path / "rules.yml").write_text(
        yaml.safe_dump({"groups": [{"name": "alerts", "rules": RULES}]})
    )
    test = {
        "interval": "1m",
        "input_series": [{"series": name, "values": values} for name, values in series.items()],
        "promql_expr_test": [
            {"expr": f'count(ALERTS{{alertname="{alert}",alertstate="firing"}})', "eval_time": when,
             "exp_samples": [{"labels": "{}", "value": 1}]},
            {"expr": f'count(ALERTS{{alertname="{alert}",alertstate="firing"}})', "eval_time": "1m",
            "exp_samples": []},
        ],
    }  # fmt: skip
    (tmp_path / "test.yml").write_text(
        yaml.safe_dump({"rule_files": ["rules.yml"], "tests": [test]})
    )
    promtool(tmp_path, "test", "rules", "test.yml")
