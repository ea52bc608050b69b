"""Copies of one text: fingerprints that pages are asked for, and groups of rows that share a
text.
"""
