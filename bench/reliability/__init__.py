"""The service under load, faults and attack: ``python -m bench.reliability``."""
