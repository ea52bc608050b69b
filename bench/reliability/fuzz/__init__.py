"""Fuzzing: hypothesis combines tokens, atheris follows the branches that it reaches."""
