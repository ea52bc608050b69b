"""Dateline: news metadata, repaired."""

__version__ = "0.1.0"
