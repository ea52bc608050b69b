"""How complex the engine is: ``python -m bench.complexity`` counts it and holds it to caps.

The engine is all that ``service.normalize`` imports (``modules.py``), counted as ``count.py`` says.
``--write`` writes bench/reports/complexity.md and complexity.json; ``--floors`` fails where
bench/complexity_floors.json is exceeded, and ``--lower`` lowers that file to today's figures; it
never raises one.
"""
