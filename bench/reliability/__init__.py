"""What the service does under load, faults and attack: ``python -m bench.reliability``."""
