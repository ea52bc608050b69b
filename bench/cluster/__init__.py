"""A Spark cluster of two workers on this machine: what a record costs there, and how evenly the
work is spread.
"""
