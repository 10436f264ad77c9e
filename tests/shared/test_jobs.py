"""Long work in steps: one run at a time, a dead worker's step is done again, a failure says a sentence."""

from datetime import timedelta

import pytest

from support_desk.shared.actions.jobs import is_silent, resume_job, run_step, start_job
from support_desk.shared.actions.profile import change_profile
from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.jobs_registry import STEPS
from support_desk.shared.models import AuditEntry, Job
from support_desk.shared.viewer import Viewer
from tests.factories import NOW, an_employee, viewer

pytestmark = pytest.mark.django_db
SILENCE = timedelta(minutes=2)


@pytest.fixture(autouse=True)
def _a_kind_of_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts to `total`; its title says what goes wrong."""

    def count(job: Job) -> bool:
        if job.title == "refused":
            raise Refused("Choose fewer rows.")
        if job.title == "broken":
            raise ZeroDivisionError
        job.done += 1
        return job.done == job.total

    monkeypatch.setitem(STEPS, "count", count)


def start(by: Viewer, title: str = "Counting", **params: int) -> Job:
    return start_job(kind="count", title=title, params=params, total=2, by=by, at=NOW)


def test_a_job_runs_step_by_step_to_its_end() -> None:
    job = start(viewer(an_employee()))
    assert [run_step(job_id=job.pk, at=NOW + timedelta(seconds=n)) for n in range(3)] == [True, False, False]
    job.refresh_from_db()
    assert (job.state, job.percent, job.started_at, job.finished_at) == ("done", 100, NOW, NOW + timedelta(seconds=1))


def test_a_second_click_gives_the_run_that_exists() -> None:
    by = viewer(an_employee())
    first = start(by, n=1)
    assert start(by, n=1) == first
    assert start(by, n=2) != first
    assert start(viewer(an_employee()), n=1) != first
    Job.objects.filter(pk=first.pk).update(state="done", finished_at=NOW)
    assert start(by, n=1) != first
    with pytest.raises(NotAllowed):
        start(Viewer.nobody(NOW))


@pytest.mark.parametrize(("title", "sentence"), [("refused", "Choose fewer rows."), ("broken", "Something went wrong")])
def test_a_failure_ends_the_job_with_a_sentence(title: str, sentence: str) -> None:
    job = start(viewer(an_employee()), title)
    assert run_step(job_id=job.pk, at=NOW) is False
    job.refresh_from_db()
    assert (job.state, job.finished_at) == ("failed", NOW)
    assert job.error.startswith(sentence)


def test_a_silent_job_is_handed_out_again_and_a_running_one_not() -> None:
    by = viewer(an_employee())
    job = start(by)
    run_step(job_id=job.pk, at=NOW)
    job.refresh_from_db()
    assert not is_silent(job, at=NOW + SILENCE - timedelta(seconds=1))
    with pytest.raises(Refused):
        resume_job(job=job, by=by, at=NOW)
    assert resume_job(job=job, by=by, at=NOW + SILENCE).heartbeat_at == NOW + SILENCE
    with pytest.raises(Job.DoesNotExist):
        resume_job(job=job, by=viewer(an_employee("director")), at=NOW + SILENCE)


def test_a_profile_is_changed_by_its_owner_alone() -> None:
    kim = an_employee()
    by = viewer(kim)
    for _ in range(2):
        assert change_profile(user=kim.user, by=by, at=NOW, theme="dark").theme == "dark"
    assert AuditEntry.objects.filter(action="profile.change").count() == 1
    with pytest.raises(NotAllowed):
        change_profile(user=kim.user, by=viewer(an_employee("administrator")), at=NOW, theme="light")
