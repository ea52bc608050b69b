"""Fixtures for all tests: the application, its client, and the reference data that lies beside the repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.app import create_app
from service.settings import Settings

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def app() -> Flask:
    """The application with the documented settings; an exception in it fails the test instead of answering 500."""
    app = create_app(Settings())
    app.testing = True
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client of the application, without a server between them."""
    return app.test_client()


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """The reference data (DATELINE_DATA, by default ../shared beside the repository); skips where there is none."""
    path = (ROOT / os.environ.get("DATELINE_DATA", "../shared")).resolve()
    if not path.is_dir():
        pytest.skip("no reference data: DATELINE_DATA names no folder")
    return path
