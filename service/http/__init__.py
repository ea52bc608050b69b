"""HTTP begins and ends here: the only room that knows Flask and gunicorn.

A reader's way through: ``worker`` (connections), ``application`` and ``access`` (who may ask), ``api`` (a body becomes a page,
a result becomes a response), which asks ``negotiation``, ``limits``, ``pages`` and ``parameters``; ``admission`` with ``turns``
(when a page is worked on); ``problems`` (what is answered otherwise); ``telemetry`` with ``process``, ``forwarded`` and
``tracing`` (what operators see); ``openapi`` and ``web`` (what callers see).
"""
