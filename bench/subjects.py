"""What is measured: requests of a logged-in manager and of an API token, over changing tickets and words."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, cycle
from urllib.parse import quote

from django.test import Client

from support_desk.shared import clock
from support_desk.shared.actions.tokens import create_token
from support_desk.volume.words import RUSSIAN, rare_words
from tickets.models import Ticket
from workload.models import Employee
from workload.queries.viewers import viewer_of_employee

SCOPES = ("tickets:read", "tickets:write")


@dataclass(frozen=True, slots=True)
class Ask:
    """One request; `expected` is the status that counts as an answer."""

    path: str
    headers: dict[str, str]
    body: bytes | None = None
    expected: int = 200


@dataclass(frozen=True, slots=True)
class Subject:
    """Something to measure. `most_times_floor` and `most_statements` are its bars, 0 where it has none."""

    name: str
    asks: Iterator[Ask]
    most_times_floor: float = 0
    most_statements: int = 0
    most_database_ms: float = 0


def subjects() -> list[Subject]:
    """The floor first; every other is compared with it."""
    manager, head = somebody("manager"), somebody("head")
    mine, whole = cookies_of(manager), cookies_of(head)
    numbers = cycle(numbers_for(manager))
    common, rare = cycle(RUSSIAN[::9]), cycle(rare_words()[::40])
    token = token_of(head)
    return [
        Subject("floor", forever("/bench/floor/", whole)),
        Subject("queue of a manager", forever("/queue/", mine), 2, 8, 3),
        Subject("queue of a department", forever("/queue/?view=all", whole), 2, 8, 3),
        Subject("unanswered of a department", forever("/queue/?view=unanswered", whole), 2, 8, 3),
        Subject("operator page of a department", forever("/operator/", whole), 2, 8, 3),
        Subject("ticket page", (Ask(f"/tickets/{next(numbers)}/", mine) for _ in count()), 2, 10, 3),
        Subject("search, a common word", searches(common, whole), most_database_ms=50),
        Subject("search, a name", searches(rare, whole), most_database_ms=50),
        Subject("search, a common word and a name", searches(pairs(common, rare), whole), most_database_ms=50),
        Subject("API: list of tickets", forever("/api/v1/tickets/", token), most_statements=5),
        Subject("API: create a ticket", creations(token, head)),
    ]


def somebody(role: str) -> Employee:
    """Of those in the role whoever has most to do."""
    people = Employee.objects.filter(role_assignments__role=role).order_by("id")
    if role == "head":
        return people[0]
    return max(people[:30], key=lambda person: Ticket.objects.live().filter(assignee=person).count())


def cookies_of(person: Employee) -> dict[str, str]:
    """Headers of somebody who is logged in."""
    browser = Client()
    browser.force_login(person.user)
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in browser.cookies.items())
    return {"Cookie": cookie, "Accept-Language": "en"}


def token_of(person: Employee) -> dict[str, str]:
    at = clock.now()
    by = viewer_of_employee(person, at)
    expires_at = at.replace(year=at.year + 1, day=1)
    _token, secret = create_token(name="bench", scopes=SCOPES, expires_at=expires_at, by=by, at=at)
    return {"Authorization": f"Bearer {secret}"}


def numbers_for(person: Employee) -> list[int]:
    """Live tickets and old ones of somebody, in turns."""
    own = Ticket.objects.filter(assignee=person).order_by("-last_message_at").values_list("number", flat=True)
    return list(own[:200])


def forever(path: str, headers: dict[str, str]) -> Iterator[Ask]:
    return (Ask(path, headers) for _ in count())


def creations(token: dict[str, str], head: Employee) -> Iterator[Ask]:
    """Each of them a new ticket of a stranger, under a key of its own."""
    department = head.headed_departments.values_list("id", flat=True)[0]
    begun = clock.now().timestamp() * 1_000_000
    for number in count():
        body = {
            "subject": f"Bench {number}",
            "body": "The form is silent since this morning. " * 5,
            "requester_address": f"somebody{number}@else.test",
            "requester_name": "Somebody",
            "department": department,
        }
        headers = {**token, "Content-Type": "application/json", "Idempotency-Key": f"bench-{begun:.0f}-{number}"}
        yield Ask("/api/v1/tickets/", headers, json.dumps(body).encode(), expected=201)


def pairs(first: Iterator[str], second: Iterator[str]) -> Iterator[str]:
    return (f"{one} {other}" for one, other in zip(first, second, strict=False))


def searches(words: Iterator[str], headers: dict[str, str]) -> Iterator[Ask]:
    return (Ask(f"/search/?q={quote(each)}", headers) for each in words)
