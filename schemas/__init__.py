"""The wire: what a caller sends and what comes back, as pydantic models and nothing else.

Imports nothing of ours.  ``page`` is the request, ``article`` the profile of schema.org that is
emitted, ``result`` the envelope around it, ``rules`` the catalogue, ``problem`` every error.
"""
