"""Dateline: news metadata, put right."""

__version__ = "0.1.0"
