"""OpenTelemetry traces, an extra (``dateline[traces]``) that is off by default: a span for each
request and for each step.

A request's span follows the caller's W3C ``traceparent``.  Spans hold names, statuses and sizes:
nothing of a page, a query, a header or a key, and no exception's message, which can quote a page.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

from flask import Flask, Response, g, request

from service import __version__, steps
from service.http import telemetry
from service.settings import Settings, SettingsError

#: The packages that the extra installs.
NEEDED = ("opentelemetry.sdk.trace", "opentelemetry.exporter.otlp.proto.http")


def check(settings: Settings) -> None:
    """Raise SettingsError when traces are asked for and their libraries are not installed."""
    if settings.traces and not all(_present(name) for name in NEEDED):
        raise SettingsError(
            "DATELINE_TRACES: needs what the extra installs: pip install 'dateline[traces]'"
        )


def _present(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def export() -> Any:
    """Return a tracer provider that exports to where OpenTelemetry's variables say
    (OTEL_EXPORTER_OTLP_ENDPOINT and the like).

    Called in the worker: the thread that sends does not survive a fork.
    """
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    os.environ.setdefault("OTEL_SERVICE_NAME", "dateline")
    provider = TracerProvider(resource=Resource.create({"service.version": __version__}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return provider


def trace(app: Flask, provider: Any) -> None:
    """Trace the application's requests and their steps with this provider."""
    from opentelemetry import context
    from opentelemetry.trace import SpanKind, Status, StatusCode, set_span_in_context
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    tracer = provider.get_tracer("dateline", __version__)
    propagator = TraceContextTextMapPropagator()

    @contextmanager
    def watched(name: str) -> Iterator[None]:
        with tracer.start_as_current_span(
            name, record_exception=False, set_status_on_exception=False
        ):
            yield

    def begin() -> None:
        caller = propagator.extract(
            {name: request.headers.get(name, "") for name in ("traceparent", "tracestate")}
        )
        method, route = telemetry.method(request), telemetry.route(request)
        attributes = {"http.request.method": method, "http.route": route}
        g.span = tracer.start_span(f"{method} {route}", caller, SpanKind.SERVER, attributes)
        g.span_token = context.attach(set_span_in_context(g.span, caller))
        made = g.span.get_span_context()
        g.trace = {"trace_id": f"{made.trace_id:032x}", "span_id": f"{made.span_id:016x}"}

    def end(response: Response) -> Response:
        span, token = g.span, g.span_token
        span.set_attribute("http.response.status_code", response.status_code)
        if response.status_code >= 500:
            span.set_status(Status(StatusCode.ERROR))

        def close() -> None:
            span.end()
            context.detach(token)

        # The pages of a batch are worked on while the response is sent, which is after this.
        response.call_on_close(close)
        return response

    # Directly after the request's own beginning, so that a request refused for lack of a key has a
    # span too.
    app.before_request_funcs[None].insert(1, begin)
    app.after_request(end)
    steps.watch(watched)
