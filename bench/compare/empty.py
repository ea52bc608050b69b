"""The baseline for the cost of HTTP: a minimal Flask route that reads the body and answers with as
many bytes.
"""

from __future__ import annotations

from flask import Flask, Response, request

from service.settings import Settings


def create_app() -> Flask:
    """Return an application that answers every POST, once it has read the body, with what was PUT
    last.
    """
    app = Flask(__name__)
    # the server's worker asks for its settings
    app.config["DATELINE"] = Settings()
    kept = [b""]

    @app.put("/v1/normalize")
    def keep() -> Response:
        kept[0] = request.get_data()
        return Response(status=204)

    @app.post("/v1/normalize")
    def answer() -> Response:
        request.get_data()
        return Response(kept[0], content_type="application/json")

    return app
