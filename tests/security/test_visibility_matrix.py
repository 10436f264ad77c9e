"""Every address × method × person × (own, department, foreign, absent) against the reviewed table (P2, P3).

An address that the table does not know fails here: write its line, and have it read by somebody else.
"""

import json
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client as Browser
from django.test.utils import override_settings
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from support_desk.shared.models import AuditEntry
from tests.security.table import TABLE, Line
from tests.security.table.rules import ALL, KEEPERS, READS, SEES
from tests.security.walking import Address, addresses
from tests.security.world import ABSENT, OWN, RELATIONS, World, build_world, canary

pytestmark = pytest.mark.slow
ADDRESSES = {address.key: address for address in addresses()}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
GATES = ("/accounts/login/",)


@pytest.fixture(scope="module")
def company(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """Built once for all letters, and never committed."""
    place = tmp_path_factory.mktemp("media")
    files = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": place}}
    there = override_settings(
        SECOND_FACTOR_ROLES=(), MEDIA_ROOT=place, STORAGES={**settings.STORAGES, "default": files}
    )
    with there, django_db_blocker.unblock(), transaction.atomic():
        yield build_world()
        transaction.set_rollback(True)


@pytest.fixture
def world(company: World, db: None) -> World:
    """As it was built: whatever a test leaves behind goes with its savepoint."""
    return company


def test_every_address_stands_in_the_table_and_the_table_knows_no_other() -> None:
    assert sorted(set(ADDRESSES) - {line.key for line in TABLE}) == [], "addresses without a line"
    assert sorted({line.key for line in TABLE} - set(ADDRESSES)) == [], "lines without an address"


@pytest.mark.parametrize("letter", list(ALL))
def test_everybody_finds_what_the_table_says_and_no_word_of_others(world: World, letter: str) -> None:
    browser = browser_of(world, letter)
    problems: list[str] = []
    seen: set[str] = set()
    for line in TABLE:
        for relation in relations_of(line, letter):
            problems += check(browser, world, line, letter, relation, seen)
    problems += [f"never saw {word}" for word in sorted(own_words(letter) - seen)]
    assert not problems, f"{len(problems)} problems\n" + "\n".join(problems)


@pytest.mark.parametrize("letter", ["M", "D"])
def test_methods_that_the_table_does_not_name_do_nothing(world: World, letter: str) -> None:
    browser = browser_of(world, letter)
    named = {(line.key, line.method) for line in TABLE}
    problems = []
    for line in {line.key: line for line in TABLE if line.opens != ALL}.values():
        for method in METHODS:
            if (line.key, method) in named:
                continue
            status, _text, traces = ask(browser, world, line, OWN, method=method)
            if traces or status == 500 or (status < 300 and method != "GET" and not line.key.startswith("admin")):
                problems.append(f"{method} {line.key}: {status}, {traces} traces")
    assert not problems, "\n".join(problems)


def relations_of(line: Line, letter: str) -> tuple[str, ...]:
    """What is asked for: of what does not exist three speak for all, and who has no door to the admin knocks once."""
    if not line.subject or (line.key.startswith("admin") and letter not in KEEPERS):
        return (OWN,)
    return (*RELATIONS, ABSENT) if letter in "MHD" else RELATIONS


def check(browser: Browser, world: World, line: Line, letter: str, relation: str, seen: set[str]) -> list[str]:
    """What is wrong with one answer."""
    status, text, traces = ask(browser, world, line, relation)
    seen |= {word for word in own_words(letter) if word in text}
    here = f"{line.method} {line.key}{'?' + line.query if line.query else ''} {relation}: {status}"
    problems = [f"{here} shows {word}" for word in leaks(text, letter, line)]
    if status == 500:
        problems.append(f"{here} crashed")
    finds = letter in line.opens and (not line.subject or letter in seers(line.subject, relation))
    if line.opens != ALL:
        is_out = status in (404, 410) or is_led_away(letter, status)
        if finds and is_out:
            problems.append(f"{here} is not found")
        if not finds and not is_out:
            problems.append(f"{here} is found")
    may_act = finds and letter in (line.opens if line.acts is None else line.acts)
    if traces and not may_act:
        problems.append(f"{here} did something")
    if line.does and may_act and relation == OWN and not traces:
        problems.append(f"{here} did nothing: {text[:200]}")
    return problems


def is_led_away(letter: str, status: int) -> bool:
    """Visitors go to the log-in; to them, clients and former colleagues the API says the same whatever they ask for."""
    return (letter == "N" and status in (302, 401)) or (letter in "CGN" and status == 403)


def own_words(letter: str) -> set[str]:
    """What a person must come across somewhere: without it, that nothing foreign was found would prove nothing."""
    return {canary(kind, OWN) for kind, readers in READS.items() if letter in readers[0]}


def seers(kind: str, relation: str) -> str:
    return "" if relation == ABSENT else SEES[kind][RELATIONS.index(relation)]


def leaks(text: str, letter: str, line: Line) -> list[str]:
    """Words of others in an answer."""
    return [
        canary(kind, relation)
        for kind, readers in READS.items()
        for index, relation in enumerate(RELATIONS)
        if letter not in readers[index] and letter not in line.shows.get(kind, "") and canary(kind, relation) in text
    ]


def ask(browser: Browser, world: World, line: Line, relation: str, method: str = "") -> tuple[int, str, int]:
    """Status, text and number of new audit rows of one request, which is undone afterwards."""
    path = path_of(ADDRESSES[line.key], line, world, relation)
    method = method or line.method
    sent: dict[str, Any] = {"HTTP_IDEMPOTENCY_KEY": "once"}
    if method != "GET":
        is_api = path.startswith("/api/")
        sent |= {"data": json.dumps(line.data), "content_type": "application/json"} if is_api else {"data": line.data}
    with transaction.atomic():
        if method in ("PUT", "PATCH", "DELETE") and "content_type" not in sent:
            sent |= {"data": "", "content_type": "text/plain"}
        response = getattr(browser, method.lower())(f"{path}?{line.query}" if line.query else path, **sent)
        text = text_of(response)
        traces = AuditEntry.objects.filter(pk__gt=world.last_trace).count()
        transaction.set_rollback(True)
    return status_of(response), text, traces


def path_of(address: Address, line: Line, world: World, relation: str) -> str:
    if line.path:
        return line.path
    kwargs = dict(line.fixed)
    for name in address.parameters:
        if name not in kwargs:
            kwargs[name] = world.ids[relation][line.subject]
    return plain_path(address, kwargs) if "/" in address.key else reverse(address.key, kwargs=kwargs)


def plain_path(address: Address, kwargs: dict[str, Any]) -> str:
    """The path of a route without a name."""
    path = address.route
    for name, value in kwargs.items():
        path = path.replace(f"<path:{name}>", str(value))
    return f"/{path}"


def status_of(response: Any) -> int:
    """A redirect to the log-in counts as 401."""
    location = response.headers.get("Location", "")
    return 401 if response.status_code == 302 and location.startswith(GATES) else int(response.status_code)


def text_of(response: Any) -> str:
    """Everything a reader could find in an answer: body, headers, and what is packed in a workbook."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if body[:2] == b"PK":
        packed = zipfile.ZipFile(BytesIO(body))
        body = b"\n".join(packed.read(name) for name in packed.namelist())
    return body.decode("utf-8", "replace") + str(response.headers)


def browser_of(world: World, letter: str) -> Browser:
    browser = Browser(raise_request_exception=False)
    user = world.people[letter]
    if user is not None:
        browser.force_login(user)
    return browser
