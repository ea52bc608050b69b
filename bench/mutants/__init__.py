"""Mutation testing: whether a small fault in the code is seen by the tests of its module."""
