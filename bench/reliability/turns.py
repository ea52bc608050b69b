"""Large pages beside small ones: who is refused, who waits, and whether another order would serve
them better.
"""

from __future__ import annotations

import asyncio
import itertools
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import mean

from bench.reliability import pages
from bench.reliability.client import Tally, after, keep_asking, quantile, watch_probe
from bench.reliability.load import Section, ms
from bench.reliability.servers import Server, serving
from service.http.turns import Signal, Turn, Turns

#: The size of the large pages, in bytes.
LARGE = 510_000


class Arrival(Turns):
    """Plain order of arrival."""

    def enter(self, cost: float, signal: Signal) -> Turn:
        """Enter without a handicap; the page's expected cost still counts for those behind it."""
        turn = super().enter(0.0, signal)
        turn.cost = cost
        return turn


class Lanes(Turns):
    """Two lanes, each in order of arrival: large pages take at most one place."""

    #: The expected cost from which a page counts as large, in seconds.
    LARGE = 0.05

    def enter(self, cost: float, signal: Signal) -> Turn:
        """Enter the lane for pages of this cost."""
        self._look()
        self._numbers += 1
        turn = Turn(self._looked, self._numbers, cost, signal)
        self._waiting.append(turn)
        self._fill()
        return turn

    def expected_wait(self, cost: float) -> float:
        """Return the wait behind the pages of the same lane, each of which gets half of the
        process.
        """
        large = cost >= self.LARGE
        lane = [
            turn for turn in (*self._working, *self._waiting) if (turn.cost >= self.LARGE) == large
        ]
        self._look()
        if not lane:
            return 0.0
        left = [self._left(turn) for turn in lane if turn in self._working]
        return (sum(left) + sum(turn.cost for turn in lane if turn in self._waiting)) * self._places

    def _fill(self) -> None:
        for turn in list(self._waiting):
            large = turn.cost >= self.LARGE
            taken = sum(1 for other in self._working if (other.cost >= self.LARGE) == large)
            if taken < 1 and len(self._working) < self._places:
                self._waiting.remove(turn)
                turn.charged = self._charged
                self._working.append(turn)
                turn.signal.set()


#: The orders that are compared.
ORDERS: dict[str, type[Turns]] = {
    "shortest first, with ageing": Turns,
    "arrival": Arrival,
    "two lanes": Lanes,
}


class Woken:
    """A signal that does not block: the simulation polls it."""

    def __init__(self) -> None:
        self.on = False

    def set(self) -> None:
        """Mark the page as woken."""
        self.on = True

    def wait(self, timeout: float | None = None) -> bool:
        """Return whether the page was woken."""
        return self.on


@dataclass(slots=True)
class Client:
    """A client that asks for pages of one cost without a pause."""

    cost: float
    asks_at: float = 0.0
    came: float = 0.0
    left: float = 0.0
    turn: Turn | None = None
    waits: list[float] = field(default_factory=list)
    refused: int = 0
    #: The wait that was foretold for the page that waits, and by how much each was foretold
    #: wrongly.
    told: float | None = None
    wrong: list[float] = field(default_factory=list)


#: How a page's cost may differ from what was expected of it: a factor, drawn by chance.
Scatter = Callable[[random.Random], float]


def give_or_take_half(chance: random.Random) -> float:
    """Return a factor between a half and one and a half."""
    return chance.uniform(0.5, 1.5)


def simulated(
    order: type[Turns],
    clients: Sequence[Client],
    seconds: float,
    wait: float = 1.0,
    places: int = 2,
    scatter: Scatter = give_or_take_half,
) -> None:
    """Simulate clients of one process for ``seconds`` of simulated time, so that the result does
    not depend on the machine.

    A client that is refused, or has waited for longer than ``wait``, comes back a second later.
    """
    now, chance = 0.0, random.Random(1)
    turns = order(places, lambda: now)

    def refuse(client: Client) -> None:
        client.refused += 1
        client.turn, client.asks_at = None, now + 1.0

    while now < seconds:
        for client in clients:
            if client.turn is None and client.asks_at <= now:
                told = turns.expected_wait(client.cost)
                if told > wait:
                    refuse(client)
                else:
                    client.told = told
                    client.came, client.left = now, client.cost * scatter(chance)
                    client.turn = turns.enter(client.cost, Woken())
        working = [
            client for client in clients if client.turn is not None and client.turn.signal.wait()
        ]
        for client in working:
            if client.told is not None:
                client.wrong.append(abs(now - client.came - client.told))
                client.told = None
        waiting = [
            client
            for client in clients
            if client.turn is not None and not client.turn.signal.wait()
        ]
        moments = [now + client.left * len(working) for client in working]
        moments += [client.asks_at for client in clients if client.turn is None]
        moments += [client.came + wait for client in waiting]
        step = max(min(moments), now + 1e-6) - now
        now += step
        for client in working:
            client.left -= step / len(working)
            if client.left <= 1e-9 and client.turn is not None:
                turns.leave(client.turn)
                client.waits.append(now - client.came)
                client.turn, client.asks_at = None, now
        for client in waiting:
            if (
                client.turn is not None
                and not client.turn.signal.wait()
                and now >= client.came + wait
            ):
                turns.leave(client.turn)
                refuse(client)


def orders(_scale: float) -> Section:
    """Simulate the orders: one process with two places, large pages of 100 ms beside small ones of
    5 ms.
    """
    section = Section(
        "Whose turn it is",
        "Simulated with the code that decides: one process, two places, a minute; "
        "clients that ask without a pause for pages "
        "of 100 ms or of 5 ms, give or take half. Whoever is refused comes back after a second.",
        ("order", "large", "small", "large answered", "refused", "p50 ms", "p99 ms",
         "small answered", "refused", "p50 ms",
         "p99 ms"),
    )  # fmt: skip
    for large, small in ((2, 8), (8, 8), (8, 64), (2, 128)):
        for name, order in ORDERS.items():
            wide, narrow = (
                [Client(0.1) for _ in range(large)],
                [Client(0.005) for _ in range(small)],
            )
            simulated(order, [*wide, *narrow], 60)
            section.rows.append((name, large, small, *_waits(wide), *_waits(narrow)))
    return section


class AsOverrun(Turns):
    """An overdue page is expected to need as long again as it has overrun."""

    def _left(self, turn: Turn) -> float:
        return abs(turn.charged + turn.cost - self._charged)


class AsHad(Turns):
    """An overdue page is expected to need as long again as it has had."""

    def _left(self, turn: Turn) -> float:
        had = self._charged - turn.charged
        return turn.cost - had if had < turn.cost else had


#: What is expected of a page that is overdue.
OVERDUE: dict[str, type[Turns]] = {
    "ends now": Turns,
    "as long as overrun": AsOverrun,
    "as long as it has had": AsHad,
}
#: How costs scatter; each about the expected one on the mean.
SCATTERS: dict[str, Scatter] = {
    "give or take half": give_or_take_half,
    "log-normal": lambda chance: chance.lognormvariate(-0.32, 0.8),
    "one in fifty twentyfold": lambda chance: (
        20.0 if chance.random() < 0.02 else 0.62 * give_or_take_half(chance)
    ),
}


def overdue(_scale: float) -> Section:
    """Simulate what may be expected of a page that takes longer than it should."""
    section = Section(
        "Pages that are overdue",
        "Simulated as above, a minute each, by how far costs scatter about what is "
        "expected and by what is expected of a page "
        "that has already taken longer. Foretold wrongly: the mean difference between "
        "the wait foretold and the wait.",
        (
            "costs",
            "an overdue page",
            "large",
            "small",
            "large answered",
            "small answered",
            "refused",
            "foretold wrongly, ms",
        ),
    )
    for costs, scatter in SCATTERS.items():
        for large, small in ((8, 8), (8, 64), (12, 0)):
            for name, order in OVERDUE.items():
                wide, narrow = (
                    [Client(0.1) for _ in range(large)],
                    [Client(0.005) for _ in range(small)],
                )
                clients = [*wide, *narrow]
                simulated(order, clients, 60, scatter=scatter)
                answered = (sum(len(client.waits) for client in kind) for kind in (wide, narrow))
                wrong = mean(error for client in clients for error in client.wrong)
                refused = sum(client.refused for client in clients)
                section.rows.append((costs, name, large, small, *answered, refused, ms(wrong)))
    return section


def _waits(clients: Sequence[Client]) -> tuple[int, int, float, float]:
    times = sorted(wait for client in clients for wait in client.waits)
    return (
        len(times),
        sum(client.refused for client in clients),
        ms(quantile(times, 0.5)),
        ms(quantile(times, 0.99)),
    )


async def _together(
    server: Server, large: int, small: int, seconds: float
) -> tuple[Tally, Tally, Tally]:
    """Return the answers to large pages, to small ones and to a probe beside them."""
    big, little, probes, until = Tally(), Tally(), Tally(), after(seconds)
    wide, narrow = itertools.cycle(pages.large(LARGE)), itertools.cycle(pages.made())
    await asyncio.gather(
        *(keep_asking(server.port, wide, until, big) for _ in range(large)),
        *(keep_asking(server.port, narrow, until, little) for _ in range(small)),
        watch_probe(server.port, until, probes),
    )
    return big, little, probes


def turns(scale: float) -> Section:
    """Measure large pages alone, and beside small ones."""
    section = Section(
        "Large pages, and small ones beside them",
        f"Connections that ask for pages of {LARGE // 1000} KB without a pause, alone "
        "and beside others that ask for small "
        "ones; two workers. Whoever is refused is so after the second for which a "
        "refusal is held back.",
        ("large", "small", "large answered", "refused", "p50 ms", "p99 ms", "small answered",
         "refused", "p50 ms", "p99 ms",
         "probe p99 ms"),
    )  # fmt: skip
    with serving() as server:
        asyncio.run(_together(server, 2, 2, 2))
        for large, small in ((4, 0), (8, 0), (16, 0), (4, 16), (16, 16)):
            big, little, probes = asyncio.run(_together(server, large, small, 8 * scale))
            section.rows.append(
                (large, small, *_cells(big), *_cells(little), ms(quantile(probes.times(200), 0.99)))
            )
            if (large, small) == (4, 0):
                section.held["four clients: nobody refused"] = set(big.statuses()) == {200}
            section.held[f"probes' p99 within 1 s beside {large} and {small}"] = (
                quantile(probes.times(200), 0.99) <= 1
            )
    return section


def _cells(tally: Tally) -> tuple[int, int, float, float]:
    good, statuses = tally.times(200), tally.statuses()
    return statuses[200], statuses[503], ms(quantile(good, 0.5)), ms(quantile(good, 0.99))
