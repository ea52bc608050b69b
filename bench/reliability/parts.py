"""The measurements by name: each is a function that gives a section of the report."""

from __future__ import annotations

from collections.abc import Callable

from bench.reliability.connections import beside, connections, replaced, stops
from bench.reliability.endurance import described, fuzz
from bench.reliability.faults import attacked, hostile, killed, reloaded, stopped
from bench.reliability.load import Section, load, slow
from bench.reliability.memory import REQUESTS, memory
from bench.reliability.turns import orders, overdue, turns

PARTS: dict[str, Callable[[float], Section]] = {
    "load": load,
    "turns": turns,
    "orders": orders,
    "overdue": overdue,
    "slow": slow,
    "connections": connections,
    "stops": stops,
    "replaced": replaced,
    "beside": beside,
    "killed": killed,
    "stopped": stopped,
    "reloaded": reloaded,
    "attacked": attacked,
    "hostile": hostile,
    "memory": lambda scale: memory(round(REQUESTS * scale)),
    "fuzz": fuzz,
    "described": described,
}
