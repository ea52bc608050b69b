"""How gunicorn serves the application: in the foreground, on PORT, one worker a core; read from the working directory."""

import os
from pathlib import Path


def _cores() -> int:
    """The cores that this process may use, which in a container are fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


wsgi_app = "service.app:create_app()"
bind = f"0.0.0.0:{os.environ.get('PORT') or 8000}"

# One process uses one core; threads only let slow clients and health checks wait beside a page that is being read.
workers = int(os.environ.get("DATELINE_WORKERS") or os.environ.get("WEB_CONCURRENCY") or _cores())
worker_class = "gthread"
threads = 16

# The tables are loaded once and shared by the workers; a fault in them stops the start.
preload_app = True


def when_ready(_server: object) -> None:
    """Before the workers are forked: the tables are no garbage, and stay in memory that the workers share."""
    from service.app import settle

    settle()


backlog = 256
timeout = 60
graceful_timeout = 30
max_requests = 20_000
max_requests_jitter = 2_000

# Heartbeat files on a disk stall a worker when the disk does.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None
# gunicorn 27 opens a control socket under the home directory, which a read-only container has not.
control_socket_disable = True
