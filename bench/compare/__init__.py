"""Dateline beside the peers on the same pages in one run: accuracy, cost as a ratio to the parse,
latency.
"""
