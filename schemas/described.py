"""The base of the models that are published as schemas, and validate nothing while the service
runs.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Described(BaseModel):
    """A part of an answer. What validates it is built on first need: building all of them took a
    twentieth of the start.
    """

    model_config = ConfigDict(defer_build=True)
