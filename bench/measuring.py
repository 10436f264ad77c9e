"""Asking a running server and keeping the times: one after another in turns, and eight at once."""

import http.client
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field

from bench.subjects import Ask, Subject

CLIENTS = 8
WARM_UP = 3
COUNTED = 12


class WrongAnswer(Exception):
    """The server answered something that is not worth measuring."""


@dataclass(slots=True)
class Figures:
    """Milliseconds of one subject; `database`, `server` and `cpu` are the least of several, which a busy machine spoils
    least: the database as our side waits for it, as PostgreSQL counts itself, and our own thread's work. `a_second`
    with eight clients at once."""

    name: str
    times: list[float] = field(default_factory=list)
    database: float = float("inf")
    server: float = float("inf")
    cpu: float = float("inf")
    statements: int = 0
    size: int = 0
    a_second: float = 0

    @property
    def median(self) -> float:
        return statistics.median(self.times)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.times, n=20)[-1]

    def summary(self) -> dict[str, object]:
        kept = asdict(self) | {"median": self.median, "p95": self.p95, "best": min(self.times)}
        del kept["times"]
        return kept


class Server:
    """A kept-alive connection to the server under test."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(self, ask: Ask, **more: str) -> tuple[float, http.client.HTTPResponse, bytes]:
        """(milliseconds, answer, body). Raises WrongAnswer on another status than expected."""
        start = time.perf_counter()
        self.connection.request("POST" if ask.body else "GET", ask.path, ask.body, {**ask.headers, **more})
        answer = self.connection.getresponse()
        body = answer.read()
        milliseconds = 1000 * (time.perf_counter() - start)
        if answer.status != ask.expected:
            raise WrongAnswer(f"{ask.path}: {answer.status} {body[:300]!r}")
        return milliseconds, answer, body


def measure(subjects: list[Subject], *, port: int, rounds: int, seconds: float) -> list[Figures]:
    """Every subject in each round, so that a noisy moment hits all of them; then the rate of each."""
    server = Server(port)
    figures = {subject.name: Figures(subject.name) for subject in subjects}
    for subject in subjects:
        for _time in range(WARM_UP):
            server.ask(next(subject.asks))
        count_statements(server, subject, figures[subject.name])
    for _round in range(rounds):
        for subject in subjects:
            milliseconds, _answer, _body = server.ask(next(subject.asks))
            figures[subject.name].times.append(milliseconds)
    for subject in subjects:
        figures[subject.name].a_second = rate(subject, port=port, seconds=seconds)
    return list(figures.values())


def count_statements(server: Server, subject: Subject, figures: Figures) -> None:
    """The largest count and size, and the least time, of several requests."""
    for _time in range(COUNTED):
        _milliseconds, answer, body = server.ask(next(subject.asks), **{"X-Bench": "client"})
        figures.statements = max(figures.statements, int(answer.headers["X-Statements"]))
        figures.database = min(figures.database, float(answer.headers["X-Database-Ms"]))
        figures.cpu = min(figures.cpu, float(answer.headers["X-Cpu-Ms"]))
        figures.size = max(figures.size, len(body))
        _milliseconds, answer, _body = server.ask(next(subject.asks), **{"X-Bench": "server"})
        figures.server = min(figures.server, float(answer.headers["X-Server-Ms"]))


def rate(subject: Subject, *, port: int, seconds: float) -> float:
    """Answers a second with eight clients at once."""
    asks = [next(subject.asks) for _number in range(400)]
    end = time.monotonic() + seconds

    def client(number: int) -> int:
        server, done = Server(port), 0
        for ask in asks[number::CLIENTS]:
            if time.monotonic() > end:
                break
            server.ask(ask)
            done += 1
        return done

    start = time.monotonic()
    with ThreadPoolExecutor(CLIENTS) as pool:
        answers = sum(pool.map(client, range(CLIENTS)))
    return answers / (time.monotonic() - start)
