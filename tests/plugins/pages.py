"""Fixtures of tests that visit pages: a fixed noon, a logged-in browser, counted statements; a conftest names them."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import NOW
from workload.models import Employee

Visit = Callable[[Employee], Client]


@pytest.fixture(autouse=True)
def _wednesday_noon() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def visit(db: None) -> Visit:
    """A browser of somebody who is logged in."""

    def browser(employee: Employee) -> Client:
        client = Client()
        client.force_login(employee.user)
        return client

    return browser


@pytest.fixture
def statements() -> Callable[..., int]:
    """How many SQL statements a page takes, transaction control left out."""

    def count(client: Client, url: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(url)
            assert answer.status_code == 200, answer
        told = ("SAVEPOINT", "RELEASE", "ROLLBACK")
        asked = [query["sql"] for query in captured.captured_queries if not query["sql"].startswith(told)]
        print(*asked, sep="\n")  # noqa: T201 - shown when the count is not the expected one
        return len(asked)

    return count
