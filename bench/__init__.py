"""Measurements that anyone can run again: each module is a command, and its report is committed."""
