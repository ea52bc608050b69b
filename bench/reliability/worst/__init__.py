"""The search for the page that costs most a byte: ``python -m bench.reliability.worst``."""
