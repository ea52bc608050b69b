"""The HTTP service: the only package that knows Flask and gunicorn.

In reading order: ``worker`` (connections), ``application`` and ``access`` (who may ask), ``api`` (a
body becomes a page, a result becomes a response), which asks ``negotiation``, ``limits``, ``pages``
and ``parameters``; ``admission`` with ``turns`` (when a page is worked on); ``problems`` (error
responses); ``telemetry``, ``metrics`` with ``process``, ``logs``, ``forwarded`` and ``tracing``
(what operators see); ``about``, ``openapi`` and ``web`` (what callers see of the service itself).
"""
