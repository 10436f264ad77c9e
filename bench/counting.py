"""Counts the statements of a request, their time and its own work, only where the benchmark asks for it."""

import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

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


class CountingMiddleware:
    """With the header `X-Bench` the answer tells `X-Statements`, `X-Database-Ms` and `X-Cpu-Ms`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "X-Bench" not in request.headers:
            return self.get_response(request)
        counter, begun = Counter(), time.thread_time()
        with connection.execute_wrapper(counter):
            response = self.get_response(request)
        response.headers["X-Cpu-Ms"] = f"{1000 * (time.thread_time() - begun):.2f}"
        response.headers["X-Statements"] = str(counter.statements)
        response.headers["X-Database-Ms"] = f"{counter.milliseconds:.2f}"
        return response
