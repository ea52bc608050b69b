"""The documentation, and what keeps its examples true."""
