"""The pages for people: try it, the reference of the interface, and a page for every rule, finding and problem.

Nothing here decides anything: the try-it page sends what is pasted to ``/v1/normalize`` and shows the answer, and the other
pages are the tables of the engine and the OpenAPI document, laid out.  No page loads anything from elsewhere, and none has a
script or a style inside of it, so that the strictest Content-Security-Policy holds.
"""

from service.web.pages import web

__all__ = ["web"]
