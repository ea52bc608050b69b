"""The corruption bench: known moments rendered through every known damage, and how often the engine
finds them again.

It is the engine's independent judge: nothing here comes from ``service/``, and only score.py calls
it.
"""
