"""Access control: API keys for programs, allowed origins for browsers; both are off unless the
operator sets them.

A key is 32 random bytes, so one round of SHA-256 hides it as well as a slow hash would: there is
nothing to guess.  The file holds a label and a hash on each line.  Several keys are valid at once,
so a new one can be handed out before the old one goes.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import os
import re
import secrets
import time
from dataclasses import dataclass, field
from pathlib import Path

from flask import Request, Response, g, request
from flask.globals import request_ctx
from werkzeug.exceptions import NotFound

from service.http.problems import RequestError
from service.settings import Settings

log = logging.getLogger(__name__)

PROBES = frozenset(("/livez", "/readyz"))
#: What the interface is, for programs, as the pages say it for people: nothing of this installation
#: stands in it.
DESCRIPTION = frozenset(("/openapi.json", "/v1/rules", "/v1/schemas/<name>"))
#: Answered without a key: probes, the interface's description, and the pages for people, one of
#: which the 401 links to.
OPEN = PROBES | DESCRIPTION
OPEN_PAGES = "web"
#: Answered without a key on a port of its own, where the settings name one: the network decides who
#: reaches it.
METRICS = "/metrics"

_LINE = re.compile(r"(?P<label>[\w.@-]{1,64})\s+sha256:(?P<hash>[0-9a-f]{64})", re.ASCII)

# Seconds between checks of the file; a removed key is refused after at most that long.
_RECHECK = 1.0

#: What a page of this service may load: only what the service itself serves.  Nothing may frame it.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
PAGE_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def new_key(label: str) -> tuple[str, str]:
    """Return a new key and the line that adds it to the file of keys.

    >>> key, line = new_key("crawler-1")
    >>> line.startswith("crawler-1 sha256:"), key in line
    (True, False)
    """
    key = secrets.token_urlsafe(32)
    line = f"{label} sha256:{hashlib.sha256(key.encode('ascii')).hexdigest()}"
    if not _LINE.fullmatch(line):
        raise ValueError("a label is 1 to 64 letters, digits or any of . _ @ -")
    return key, line


def parsed_keys(text: str) -> dict[bytes, str]:
    """Return the label of each hash in the file.  ``ValueError`` names the malformed line by its
    number, without quoting it.
    """
    keys: dict[bytes, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.split("#", 1)[0].strip()
        if not stripped:
            continue
        entry = _LINE.fullmatch(stripped)
        if entry is None:
            raise ValueError(f"line {number} is not a label and sha256: with 64 hexadecimal digits")
        keys[bytes.fromhex(entry["hash"])] = entry["label"]
    return keys


@dataclass(slots=True)
class KeyFile:
    """The keys of a file, read again when the file changes.

    A file that cannot be read at the start stops the start.  If it breaks later, the known keys
    stay in force and the log has an error: a slip of the editor locks nobody out and lets nobody
    in.
    """

    path: Path
    _keys: dict[bytes, str] = field(default_factory=dict)
    _seen: tuple[int, int] | None = None
    _looked: float = 0.0

    def __post_init__(self) -> None:
        self._read()

    def label(self, key: str) -> str | None:
        """Return the label of a key, None if it is unknown; every hash is compared, so that the
        time taken reveals nothing.
        """
        if time.monotonic() - self._looked > _RECHECK:
            self._reread()
        digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()
        found = [label for known, label in self._keys.items() if hmac.compare_digest(known, digest)]
        return found[0] if found else None

    def _read(self) -> None:
        status = os.stat(self.path)
        self._seen, self._looked = (status.st_mtime_ns, status.st_ino), time.monotonic()
        self._keys = parsed_keys(self.path.read_text("utf-8"))

    def _reread(self) -> None:
        self._looked = time.monotonic()
        try:
            status = os.stat(self.path)
            if (status.st_mtime_ns, status.st_ino) != self._seen:
                self._read()
                log.info("API keys read again: %d", len(self._keys))
        except (OSError, ValueError) as error:
            log.error("API keys not read again, the former ones stay valid: %s", error)


class Door:
    """The check of keys and origins that every request passes before it is served."""

    def __init__(self, settings: Settings) -> None:
        self._keys = KeyFile(settings.api_keys_file) if settings.api_keys_file else None
        self._origins = frozenset(settings.cors_origins)
        # A string, because WSGI gives the port of the connection as one; the client cannot set it.
        self._metrics_port = str(settings.metrics_port or "none")

    def check(self) -> Response | None:
        """Return None to let the request pass, or the answer to a preflight; raises the problem
        ``unauthorized``.
        """
        incoming = request_ctx.request
        if self._preflight(incoming):
            return self._answered_preflight()
        route = "" if incoming.url_rule is None else incoming.url_rule.rule
        if self._metrics_port == incoming.environ.get("SERVER_PORT"):
            if route not in (*PROBES, METRICS):
                raise NotFound
            return None
        if self._keys is None or route in OPEN or incoming.blueprint == OPEN_PAGES:
            return None
        scheme, _, key = incoming.headers.get("Authorization", "").partition(" ")
        label = self._keys.label(key.strip()) if scheme.lower() == "bearer" else None
        if label is None:
            detail = "The request has no API key that is valid here."
            raise RequestError(
                "unauthorized", detail, headers={"WWW-Authenticate": 'Bearer realm="dateline"'}
            )
        g.key_label = label
        return None

    def _preflight(self, incoming: Request) -> bool:
        """Return whether this is a CORS preflight from an allowed origin; browsers send no key with
        it.
        """
        if incoming.method != "OPTIONS" or "Access-Control-Request-Method" not in incoming.headers:
            return False
        return self._origin(incoming) is not None

    def _answered_preflight(self) -> Response:
        answer = Response(status=204)
        answer.headers["Access-Control-Allow-Methods"] = "GET, POST"
        answer.headers["Access-Control-Allow-Headers"] = (
            "Authorization, Content-Type, Content-Encoding, X-Request-Id"
        )
        answer.headers["Access-Control-Max-Age"] = "600"
        return answer

    def _origin(self, incoming: Request) -> str | None:
        """Return the value of Access-Control-Allow-Origin for this request, or None."""
        if "*" in self._origins:
            return "*"
        origin = incoming.headers.get("Origin")
        return origin if origin in self._origins else None

    def say(self, response: Response) -> Response:
        """Return the response with its CORS and security headers."""
        response.headers.add("X-Content-Type-Options", "nosniff")
        if response.mimetype == "text/html":
            for name, value in PAGE_HEADERS.items():
                response.headers.setdefault(name, value)
        if self._origins:
            response.headers.add("Vary", "Origin")
            if (origin := self._origin(request)) is not None:
                response.headers["Access-Control-Allow-Origin"] = origin
                response.headers["Access-Control-Expose-Headers"] = (
                    "Content-Digest, Retry-After, X-Request-Id"
                )
        return response
