"""How gunicorn serves the application: in the foreground, on PORT, one worker a core; read from the
working directory.
"""

import errno
import math
import os
import shutil
import socket
import sys
import tempfile
from pathlib import Path
from typing import Any

from service import settings as _of_service
from service.http.crew import CREW, STUCK

#: Where a container's share of the machine stands: control groups version 2, and version 1.
CGROUPS = Path("/sys/fs/cgroup")


def cores(cgroups: Path = CGROUPS) -> int:
    """The cores that this process may keep busy: in a container that is limited to 1.5 of 64,
    two.
    """
    present = (
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    )
    share = _share(cgroups)
    return present if share is None else max(1, min(present, math.ceil(share)))


def _share(cgroups: Path) -> float | None:
    """The cores' worth of time that the container may use; None without a limit."""
    try:
        if (cgroups / "cpu.max").exists():
            quota, period = (cgroups / "cpu.max").read_text().split()
        else:
            quota, period = (
                (cgroups / "cpu" / f"cpu.cfs_{name}_us").read_text().strip()
                for name in ("quota", "period")
            )
        return None if quota in ("max", "-1") else int(quota) / int(period)
    except (OSError, ValueError):
        return None


try:
    _settings = _of_service.loaded()
    _workers = _of_service.whole_number(
        os.environ, "DATELINE_WORKERS", "WEB_CONCURRENCY", default=cores
    )
    _port = _of_service.whole_number(os.environ, "PORT", default=lambda: 8000, least=0)
except _of_service.SettingsError as _error:
    sys.exit(str(_error))

# In memory, since a slow disk must stop neither the heartbeat nor a count; the root file system may
# be read-only.
_memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else tempfile.gettempdir()

# Open to this machine alone, unless it is told otherwise (the image is: DATELINE_HOST=0.0.0.0).
_host = os.environ.get("DATELINE_HOST") or "127.0.0.1"
_host = f"[{_host}]" if ":" in _host else _host

wsgi_app = "service.app:create_app()"
bind = [f"{_host}:{port}" for port in (_port, _settings.metrics_port) if port is not None]

# gunicorn believes what comes from the loopback interface, which in a pod is any sidecar; ours are
# named or believed nothing.
forwarded_allow_ips = ",".join(map(str, _settings.trusted_proxies))
forwarder_headers = ""

# One process uses one core.
workers = _workers
worker_class = "service.http.worker.Worker"
worker_connections = _settings.connections
# The time for a request's head, also the first one's: whoever dribbles it is cut off.
keepalive = _settings.keep_alive

# The tables are loaded once and shared by the workers; a fault in them stops the start.
preload_app = True


backlog = 256
# Beats are once a second. A worker that works without end in C is killed by its own alarm
# (service/http/worker.py); this is for one that stands still without working.
timeout = 10
graceful_timeout = 30
max_requests = 20_000
max_requests_jitter = 2_000

worker_tmp_dir = _memory
# gunicorn 27 opens a control socket under the home directory, which a read-only container has not.
control_socket_disable = True

logger_class = "service.http.logs.ServerLog"
loglevel = _settings.log_level

# Where the workers share their counts; service.http.metrics makes it.
os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", f"{_memory}/dateline-{os.getpid()}")


def _must_be_free(address: Any) -> None:
    """Stop the start if somebody else listens there; gunicorn would try for five seconds."""
    if not isinstance(address, tuple):
        return
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(address)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                name = "DATELINE_METRICS_PORT" if address[1] == _settings.metrics_port else "PORT"
                sys.exit(f"port {address[1]} is taken; choose another: {name}=9000 make serve")


def on_starting(server: Any) -> None:
    """Say which variables look like settings and are none; no more, since orchestrators make such
    names themselves.
    """
    # Sockets may be inherited, from systemd or from the server that this one replaces.
    if not {"LISTEN_FDS", "GUNICORN_FD"} & os.environ.keys():
        for address in server.cfg.address:
            _must_be_free(address)
    for words in _of_service.unknown(os.environ):
        server.log.warning("%s", words)


def when_ready(_server: Any) -> None:
    """Load what is loaded on first need once, for all workers; then the tables are no garbage, and
    stay in shared memory.
    """
    from service.app import settle
    from service.model import Page
    from service.normalize import normalize

    normalize(
        Page(
            text=(
                "The ferries sail again on Monday, the harbour master said after the "
                "storm had passed."
            )
        )
    )
    settle()


def on_reload(server: Any) -> None:
    """On SIGHUP: read the profiles again, before the new workers are made; the old ones finish what
    they have begun.
    """
    from service.app import reload_profiles

    level, words = reload_profiles(server.app.wsgi())
    server.log.log(level, "%s", words)


def pre_fork(server: Any, worker: Any) -> None:
    """Give the new worker the lowest place in the crew that no living one has."""
    taken = {other.place for other in server.WORKERS.values()}
    worker.place = next(place for place in range(1, len(taken) + 2) if place not in taken)
    CREW.make_room(worker.place)


def post_fork(_server: Any, worker: Any) -> None:
    """Count under the worker's place."""
    from service.http import metrics

    metrics.take_place(worker.place)


def child_exit(server: Any, worker: Any) -> None:
    """Forget what only held while the worker lived, however it died, and say so if it was stuck."""
    from service.http import metrics

    metrics.leave_place(worker.place)
    silent = CREW.clear(worker.place) or 0.0
    if worker.aborted or silent > STUCK:
        metrics.STUCK.inc()
        server.log.error("worker %s was stuck, and is replaced", worker.pid)


def on_exit(_server: Any) -> None:
    """Leave nothing in memory."""
    shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)
