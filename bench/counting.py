"""Counts the statements of a request, their time and its own work, only where the benchmark asks for it."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from psycopg.errors import Diagnostic

DURATION = re.compile(r"([0-9.]+) ms")
CONTROL = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")


class Counter:
    """An execute wrapper: statements but transaction control, and their milliseconds."""

    def __init__(self) -> None:
        self.statements, self.milliseconds = 0, 0.0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        start = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.milliseconds += 1000 * (time.perf_counter() - start)
            self.statements += not sql.startswith(CONTROL)


class ServerTime:
    """Milliseconds that PostgreSQL itself says it spent, transaction control included."""

    def __init__(self) -> None:
        self.milliseconds = 0.0

    def hear(self, told: Diagnostic) -> None:
        """Receives a notice: with `log_duration` the server tells of each step how long it took."""
        if told.severity_nonlocalized == "LOG" and (found := DURATION.search(told.message_primary or "")):
            self.milliseconds += float(found[1])


@contextmanager
def server_time() -> Iterator[ServerTime]:
    """The server's own figure for what happens inside. Needs a role that may set `log_duration`, as the embedded
    server's has. Telling it costs the client time, so nothing else is measured meanwhile."""
    clock = ServerTime()
    with connection.cursor() as cursor:
        cursor.execute("SET client_min_messages TO log")
        cursor.execute("SET log_duration TO on")
    wire = connection.connection
    wire.add_notice_handler(clock.hear)
    try:
        yield clock
    finally:
        wire.remove_notice_handler(clock.hear)
        with connection.cursor() as cursor:
            cursor.execute("RESET log_duration")
            cursor.execute("RESET client_min_messages")


class CountingMiddleware:
    """With `X-Bench: client` the answer tells `X-Statements`, `X-Database-Ms` and `X-Cpu-Ms`; with `X-Bench: server`
    it tells `X-Server-Ms`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        wanted = request.headers.get("X-Bench")
        if wanted == "server":
            return self.with_server_time(request)
        return self.with_counts(request) if wanted else self.get_response(request)

    def with_server_time(self, request: HttpRequest) -> HttpResponse:
        with server_time() as clock:
            response = self.get_response(request)
        response.headers["X-Server-Ms"] = f"{clock.milliseconds:.2f}"
        return response

    def with_counts(self, request: HttpRequest) -> HttpResponse:
        counter, begun = Counter(), time.thread_time()
        with connection.execute_wrapper(counter):
            response = self.get_response(request)
        response.headers["X-Cpu-Ms"] = f"{1000 * (time.thread_time() - begun):.2f}"
        response.headers["X-Statements"] = str(counter.statements)
        response.headers["X-Database-Ms"] = f"{counter.milliseconds:.2f}"
        return response
