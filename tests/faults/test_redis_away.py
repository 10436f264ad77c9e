"""While Redis is away pages are read and deeds are done; what waited for it is done once it is back."""

import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client
from redis import Redis

from support_desk.embedded.layout import Layout
from support_desk.embedded.valkey import Valkey
from support_desk.shared.models import Notice
from tests.factories import a_project, a_ticket, an_employee
from tests.factories.api import a_token
from tests.faults.site import Site, running_site, wait_until
from tickets.models import Message
from workload.models import Employee

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


class OwnRedis:
    """A Valkey that this test may kill."""

    def __init__(self, folder: Path) -> None:
        self.server = Valkey(Layout(folder))
        self.server.layout.sockets.mkdir(mode=0o700, exist_ok=True)
        self.server.data.mkdir(parents=True)

    def start(self) -> None:
        command = self.server.program()
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_until(self.server.answers)

    def flush(self) -> None:
        with Redis.from_url(self.server.url) as server:
            server.flushall()

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[OwnRedis]:
    own = OwnRedis(tmp_path / "own")
    own.start()
    yield own
    own.kill()


@pytest.fixture
def site(process_environment: Callable[..., dict[str, str]], redis: OwnRedis) -> Iterator[Site]:
    manager = an_employee("manager")
    browser = Client()
    browser.force_login(manager.user)
    with running_site(process_environment(REDIS_URL=redis.server.url)) as site:
        site.token = a_token(manager)
        site.cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in browser.cookies.items())
        yield site


def test_nothing_is_refused_and_nothing_is_lost(site: Site, redis: OwnRedis) -> None:
    project = a_project(owner=Employee.objects.get())
    ticket = a_ticket(project, assignee=an_employee("manager", department=project.department, name="Vera Orlova"))
    pages = ("/queue/", f"/tickets/{ticket.number}/", "/time/", "/notices/")
    assert [site.page(path) for path in pages] == [200] * 4
    redis.kill()
    assert [site.page(path) for path in pages] == [200] * 4
    assert site.note(ticket.number, "@Vera, while it is away") == 201
    assert site.page("/readyz") == 503
    redis.start()
    wait_until(lambda: site.page("/readyz") == 200)
    assert site.note(ticket.number, "Back again") == 201
    assert list(Message.objects.order_by("id").values_list("body_text", flat=True)) == site.journal
    assert list(Notice.objects.values_list("user__employee__name", flat=True)) == ["Vera Orlova"]


def test_a_flushed_redis_logs_nobody_out(site: Site, redis: OwnRedis) -> None:
    assert site.page("/queue/") == 200
    redis.flush()
    assert site.page("/queue/") == 200
