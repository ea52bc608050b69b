"""What the pages for people are made of (their routes: ``service/http/web.py``): templates, assets, examples, the reference.

Nothing here decides anything: the try-it page sends what is pasted to ``/v1/normalize`` and shows the answer, and the other
pages are the tables of the engine and the OpenAPI document, laid out.  No page loads anything from elsewhere, and none has a
script or a style inside of it, so that the strictest Content-Security-Policy holds.
"""
