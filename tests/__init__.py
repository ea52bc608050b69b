"""Tests: cases, laws, pages, HTTP, contract."""
