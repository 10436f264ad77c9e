"""Alive, ready and the figures: who may read what, and what is named when it does not work."""

import re
from datetime import timedelta

import pytest
from django.test import override_settings
from django.urls import reverse

from support_desk.shared import clock, health
from support_desk.shared.heartbeats import beat
from support_desk.shared.models import AuditWatermark, OutboxItem
from support_desk.shared.tasks import relay_outbox
from tests.factories import a_raw_mail, an_employee

pytestmark = pytest.mark.django_db


def test_alive_asks_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get(reverse("healthz"))
    assert (answer.status_code, answer.content) == (200, b"alive\n")


def test_ready_when_database_migrations_and_broker_are(client):
    answer = client.get(reverse("readyz"))
    assert answer.status_code == 200
    assert answer.json()["failing"] == []


def test_a_broker_that_is_away_is_named(client, monkeypatch):
    monkeypatch.setattr(health, "BROKER_SECONDS", 0.2)
    monkeypatch.setattr(health.current_app.conf, "broker_url", "redis://127.0.0.1:1/0")
    with health.current_app.connection_for_write() as connection:
        assert connection.as_uri().endswith("@127.0.0.1:1/0")
    answer = client.get(reverse("readyz"))
    assert (answer.status_code, answer.json()["failing"]) == (503, ["broker"])


@pytest.fixture
def pulses(db):
    """Every scheduled job has just run: a suite may take longer than they may be silent after the installation."""
    for name in health.heartbeat_names():
        with beat(name, clock.now()):
            pass


def test_what_waits_too_long_is_named_and_the_desk_stays_ready(client, pulses):
    now = clock.now()
    OutboxItem.objects.create(kind="test", key="old", created_at=now, available_at=now - timedelta(minutes=11))
    a_raw_mail(received_at=now - timedelta(minutes=6))
    AuditWatermark.objects.update_or_create(id=1, defaults={"sealed_at": now - timedelta(minutes=6)})
    answer = client.get(reverse("readyz"))
    assert answer.status_code == 200
    assert answer.json()["late"] == [
        "outbox_oldest_seconds",
        "scheduler_age_seconds",
        "mail_unread_oldest_seconds",
    ]


def test_every_figure_has_a_name_that_can_be_collected(client, pulses):
    lines = client.get("/metrics").content.decode().splitlines()
    figures = [line for line in lines if line and not line.startswith("#")]
    assert "support_desk_job_sla_sweep_age_seconds" in {line.split()[0] for line in figures}
    assert all(re.fullmatch(r"[a-zA-Z_:][a-zA-Z0-9_:]* [0-9.e+-]+", line) for line in figures)


def test_just_in_time_is_not_late(client, pulses):
    now = clock.now()
    OutboxItem.objects.create(kind="test", key="new", created_at=now, available_at=now - timedelta(minutes=9))
    assert client.get(reverse("readyz")).json()["late"] == []


def test_figures_are_for_this_machine_and_administrators(client):
    from_here = client.get(reverse("metrics"), REMOTE_ADDR="127.0.0.1")
    assert b"\nsupport_desk_outbox_waiting 0\n" in from_here.content
    assert client.get(reverse("metrics"), REMOTE_ADDR="192.0.2.7").status_code == 404
    behind_proxy = client.get(reverse("metrics"), REMOTE_ADDR="127.0.0.1", headers={"X-Forwarded-For": "192.0.2.7"})
    assert behind_proxy.status_code == 404


@override_settings(SECOND_FACTOR_ROLES=())
@pytest.mark.parametrize(("role", "status"), [("administrator", 200), ("director", 200), ("manager", 404)])
def test_figures_by_role(client, role, status):
    client.force_login(an_employee(role).user)
    assert client.get(reverse("metrics"), REMOTE_ADDR="192.0.2.7").status_code == status


def test_tasks_that_wait_for_a_worker_are_counted(db):
    def waiting() -> float:
        return next(each.value for each in health.gauges(clock.now()) if each.name == "broker_waiting")

    before = waiting()
    relay_outbox.delay()
    assert waiting() == before + 1


def test_a_broker_that_is_away_holds_no_known_number(monkeypatch):
    monkeypatch.setattr(health, "BROKER_SECONDS", 0.2)
    monkeypatch.setattr(health.current_app.conf, "broker_url", "redis://127.0.0.1:1/0")
    assert health.tasks_waiting() is None
