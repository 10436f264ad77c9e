"""Building and sending for all clients at once, step by step (W8)."""

from datetime import date

import pytest

from support_desk.shared.actions.jobs import run_step
from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.models import Job
from tests.factories import NOW, a_project, a_report, an_employee, billed, viewer
from tests.factories.reports import OCTOBER, holed
from tickets.actions.reports.jobs import start_building, start_sending
from tickets.models import ClientReport, ReportLine

pytestmark = pytest.mark.django_db


class TestJobs:
    def run(self, job):
        while run_step(job_id=job.pk, at=NOW):
            pass
        job.refresh_from_db()
        return job

    def test_all_clients_of_the_department_in_one_step(self, monkeypatch):
        monkeypatch.setattr("tickets.actions.reports.jobs.CLIENTS_A_STEP", 2)
        mine = [a_project() for _number in range(3)]
        department = mine[0].department
        for project in mine:
            project.department = department
            project.save()
            billed(project)
        billed(a_project())  # another department's
        by = viewer(an_employee("office_manager", department=department))
        job = start_building(month=OCTOBER, by=by, at=NOW)
        assert start_building(month=OCTOBER, by=by, at=NOW) == job
        assert (self.run(job).state, job.done, job.total) == ("done", 3, 3)
        assert ClientReport.objects.count() == 3
        assert self.run(start_building(month=OCTOBER, by=by, at=NOW)).state == "done"
        assert (ClientReport.objects.count(), ReportLine.objects.count()) == (3, 3)

    def test_a_month_that_has_not_begun_is_refused(self):
        with pytest.raises(Refused):
            start_building(month=date(2026, 12, 1), by=viewer(an_employee("director")), at=NOW)

    def test_a_month_that_is_not_over_is_built_and_not_sent(self):
        by = viewer(an_employee("director"))
        a_project()
        assert self.run(start_building(month=date(2026, 11, 1), by=by, at=NOW)).state == "done"
        with pytest.raises(Refused, match="not over"):
            start_sending(month=date(2026, 11, 1), by=by, at=NOW)

    def test_all_without_holes_are_sent_and_the_refused_stay(self):
        by = viewer(an_employee("director"))
        good, bad = a_report(), holed()
        nobody = a_report()
        nobody.client.contacts.update(is_active=False)
        job = self.run(start_sending(month=OCTOBER, by=by, at=NOW))
        assert (job.state, job.done, job.params["refused"]) == ("done", 2, 1)
        states = dict(ClientReport.objects.values_list("pk", "state"))
        assert states == {good.pk: "sent", bad.pk: "draft", nobody.pk: "draft"}

    def test_where_there_is_nothing_to_do_it_ends_at_once(self):
        by = viewer(an_employee("director"))
        for start in (start_building, start_sending):
            job = self.run(start(month=OCTOBER, by=by, at=NOW))
            assert (job.state, job.done) == ("done", 0)

    def test_who_may_not_build_starts_nothing(self):
        with pytest.raises(NotAllowed):
            start_building(month=OCTOBER, by=viewer(an_employee("manager")), at=NOW)
        assert not Job.objects.exists()
