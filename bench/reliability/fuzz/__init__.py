"""Inputs that nobody thought of: hypothesis puts tokens together, atheris follows the branches that it reaches."""
