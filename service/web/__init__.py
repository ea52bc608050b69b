"""The parts of the pages for people (their routes: ``service/http/web.py``): templates, assets,
examples, the reference.

The try-it page sends what is pasted to ``/v1/normalize`` and shows the answer; the other pages
display the engine's tables and the OpenAPI document.  No page loads anything from elsewhere, and
none has an inline script or style, so that the strictest Content-Security-Policy holds.
"""
