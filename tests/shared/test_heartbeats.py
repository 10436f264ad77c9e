"""The pulse of scheduled jobs and how a silent one is noticed."""

from datetime import timedelta

import pytest
import time_machine
from django.db.migrations.recorder import MigrationRecorder

from support_desk.shared import clock, health
from support_desk.shared.heartbeats import beat, begin, end
from support_desk.shared.models import Heartbeat
from tests.factories import NOW

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _one_job(monkeypatch):
    monkeypatch.setattr(health, "_heartbeats", {"sweep": HOUR})


def gauge(at):
    [found] = [each for each in health.gauges(at) if each.name == "job_sweep_age_seconds"]
    return found


def test_a_run_is_noted_with_what_it_did():
    with time_machine.travel(NOW + HOUR, tick=False), beat("sweep", NOW) as run:
        assert Heartbeat.objects.get().finished_at is None
        run.done = 7
    row = Heartbeat.objects.get(name="sweep")
    assert (row.started_at, row.finished_at, row.done, row.last_error) == (NOW, NOW + HOUR, 7, "")


def test_a_failed_run_leaves_its_words_and_ages_on():
    begin("sweep", NOW)
    end("sweep", NOW, 3)
    with pytest.raises(ValueError, match="no rows"), beat("sweep", NOW + HOUR):
        raise ValueError("no rows\x00")
    row = Heartbeat.objects.get()
    assert (row.started_at, row.finished_at, row.done) == (NOW + HOUR, NOW, 3)
    assert row.last_error == "ValueError: no rows"
    end("sweep", NOW + HOUR, 1)
    assert Heartbeat.objects.get().last_error == ""


def test_late_is_after_its_time_and_not_at_it():
    begin("sweep", NOW)
    end("sweep", NOW, 0)
    assert (gauge(NOW + HOUR).value, gauge(NOW + HOUR).is_late) == (3600, False)
    assert gauge(NOW + HOUR + timedelta(seconds=1)).is_late


def test_a_run_that_hangs_does_not_look_young():
    begin("sweep", NOW)
    end("sweep", NOW, 0)
    begin("sweep", NOW + 2 * HOUR)
    assert gauge(NOW + 2 * HOUR).is_late


def test_one_that_never_ran_counts_from_the_installation(client):
    MigrationRecorder.Migration.objects.update(applied=NOW)
    assert not gauge(NOW + HOUR).is_late
    assert gauge(NOW + HOUR + timedelta(seconds=1)).is_late


def test_readyz_names_it_and_stays_ready(client):
    MigrationRecorder.Migration.objects.update(applied=clock.now() - 2 * HOUR)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["late"]) == (200, ["job_sweep_age_seconds"])
    assert answer.json()["figures"]["job_sweep_age_seconds"] == pytest.approx(7200, abs=60)
    assert "job_sweep_age_seconds 7" in client.get("/metrics").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_all_jobs_take_two_statements(monkeypatch, django_assert_num_queries, rows):
    monkeypatch.setattr(health, "_heartbeats", {f"job{n}": HOUR for n in range(rows)})
    with django_assert_num_queries(2):
        assert len(list(health.heartbeat_gauges(NOW))) == rows
