"""Drafts of a month: every billed entry with its story, holes marked, months of contracts summed (W8, C2)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from support_desk.shared.errors import NotAllowed
from support_desk.shared.models import AuditEntry
from support_desk.shared.viewer import Viewer
from tests.factories import (
    NOW,
    a_client,
    a_contact,
    a_contract,
    a_project,
    a_task,
    a_ticket,
    an_approval,
    an_approved_task,
    an_employee,
    an_estimate,
    an_overrun,
    billed,
    viewer,
)
from tests.factories.reports import OCTOBER
from tickets.actions.logging_time import reverse_time
from tickets.actions.reports.building import build_reports
from tickets.actions.reports.sending import send_report
from tickets.models import ClientReport, Project, ReportLine, WorkPolicy

pytestmark = pytest.mark.django_db
SYSTEM = Viewer.system(NOW)
NOVEMBER = date(2026, 11, 1)


@pytest.fixture
def project() -> Project:
    return a_project()


def built(project, month=OCTOBER, by=SYSTEM):
    return build_reports(clients=[project.client_id], month=month, by=by, at=NOW)


def lines(report):
    return list(report.lines.order_by("worked_on", "pk"))


class TestLines:
    def test_every_billed_entry_of_the_month_is_a_line(self, project):
        first = billed(project, 60)
        billed(project, 0, actual_minutes=5)
        billed(project, 30, NOVEMBER)
        billed(project, 30, date(2026, 9, 30))
        billed(a_project())
        [report] = built(project)
        [line] = lines(report)
        assert (line.time_entry, line.minutes, line.text, line.hole) == (first, 60, "Texts of the main page", "")
        assert (line.ticket, line.project, line.worked_on) == (first.ticket, project, date(2026, 10, 5))
        assert (report.minutes, report.line_count, report.hole_count, report.state) == (60, 1, 0, "draft")

    def test_what_was_taken_back_stands_beside_it(self, project):
        entry = billed(project, 60)
        reverse_time(entry=entry, by=viewer(entry.employee), at=NOW)
        [report] = built(project)
        assert [line.minutes for line in lines(report)] == [60, -60]
        assert (report.minutes, report.hole_count) == (0, 0)

    def test_a_task_brings_its_agreement(self, project):
        task = an_approved_task(a_ticket(project), 120)
        billed(project, 90, ticket=task.ticket, task=task, client_text="")
        [report] = built(project)
        [line] = lines(report)
        estimate = task.estimates.get()
        assert (line.text, line.approval, line.agreed_minutes) == (estimate.client_text, estimate.approval, 120)
        assert line.hole == ""

    def test_a_charge_of_an_overrun_brings_its_own(self, project):
        task = an_approved_task(a_ticket(project), 120)
        approval = an_approval(task.ticket, 30)
        overrun = an_overrun(task, 30, state="agreed", approval=approval, client_text="More pages were asked for")
        billed(
            project,
            30,
            ticket=task.ticket,
            task=task,
            overrun=overrun,
            client_text="",
            actual_minutes=0,
            norm_minutes=0,
        )
        [line] = lines(built(project)[0])
        assert (line.text, line.approval) == ("More pages were asked for", approval)


class TestHoles:
    def test_a_line_without_a_text(self, project):
        billed(project, client_text="")
        [report] = built(project)
        assert (report.hole_count, lines(report)[0].hole) == (1, "text")

    @pytest.mark.parametrize(("minutes", "hole"), [(30, ""), (31, "approval")])
    def test_a_task_over_the_threshold_without_an_approval(self, project, minutes, hole):
        task = a_task(a_ticket(project))
        billed(project, minutes - 10, ticket=task.ticket, task=task)
        billed(project, 10, NOVEMBER, ticket=task.ticket, task=task)
        assert lines(built(project)[0])[0].hole == hole

    def test_the_threshold_is_the_departments_on_the_day_of_the_work(self, project):
        task = a_task(a_ticket(project))
        billed(project, 100, ticket=task.ticket, task=task)
        rule = {"department": project.department, "threshold_minutes": 120}
        WorkPolicy.objects.create(starts_on=date(2026, 10, 6), **rule)
        assert lines(built(project)[0])[0].hole == "approval"
        WorkPolicy.objects.create(starts_on=date(2026, 10, 5), **rule)
        assert lines(built(project)[0])[0].hole == ""

    def test_what_was_agreed_on_top_of_a_small_estimate_is_no_hole(self, project):
        """30 min need nobody's yes; the client's yes to 60 more carries what was logged after it (W2, W3)."""
        task = a_task(a_ticket(project), agreed_minutes=90)
        an_estimate(task, 30, state="approved", finished_at=NOW)
        first = billed(project, 30, ticket=task.ticket, task=task, created_at=NOW - timedelta(hours=2))
        approval = an_approval(
            task.ticket, 60, state="approved", decided_at=NOW - timedelta(hours=1), contact=task.ticket.requester
        )
        an_overrun(task, 60, state="agreed", approval=approval)
        billed(project, 60, ticket=task.ticket, task=task, created_at=NOW)
        [report] = built(project)
        assert [(line.approval, line.hole) for line in lines(report)] == [(None, ""), (approval, "")]
        assert (report.hole_count, lines(report)[0].time_entry) == (0, first)

    def test_what_is_over_the_agreement_without_an_approval_is_one(self, project):
        task = a_task(a_ticket(project), agreed_minutes=45)
        billed(project, 46, ticket=task.ticket, task=task)
        assert lines(built(project)[0])[0].hole == "approval"


class TestAgain:
    def test_a_draft_is_made_anew_and_keeps_what_was_written(self, project):
        billed(project, client_text="")
        [report] = built(project)
        report.lines.update(text="Written by hand")
        billed(project, 15)
        [again] = built(project)
        assert again == report
        assert [(line.text, line.hole) for line in lines(again)] == [
            ("Written by hand", ""),
            ("Texts of the main page", ""),
        ]
        assert (again.line_count, again.minutes) == (2, 75)

    def test_a_line_leaves_with_its_ticket(self, project):
        entry = billed(project)
        other = a_project()
        [report] = built(project)
        entry.ticket.client, entry.ticket.project = other.client, other
        entry.ticket.save()
        assert built(project) == []
        assert not ClientReport.objects.filter(pk=report.pk).exists() and not ReportLine.objects.exists()
        assert [line.time_entry for line in lines(built(other)[0])] == [entry]

    @pytest.mark.parametrize("together", [True, False])
    def test_a_line_goes_with_its_ticket_to_the_other_clients_draft(self, project, together):
        """Built together or the new client alone: nobody's draft keeps or lacks it, and both can be sent (W8)."""
        other = a_project()
        a_contact(project.client), a_contact(other.client)
        moving = billed(project, 25, ticket=a_ticket(project))
        billed(project, 60, ticket=a_ticket(project)), billed(other, 10)
        both = [project.client_id, other.client_id]
        build_reports(clients=both, month=OCTOBER, by=SYSTEM, at=NOW)
        moving.ticket.client, moving.ticket.project = other.client, other
        moving.ticket.save()
        asked = both if together else both[1:]
        assert len(build_reports(clients=asked, month=OCTOBER, by=SYSTEM, at=NOW)) == len(asked)
        told = {each.client_id: (each.minutes, each.line_count) for each in ClientReport.objects.all()}
        assert told == {project.client_id: (60, 1), other.client_id: (35, 2)}
        for report in ClientReport.objects.all():
            assert send_report(report=report, by=SYSTEM, at=NOW).state == "sent"

    def test_a_sent_report_stays_and_later_time_comes_in_the_next(self, project):
        billed(project, 60)
        sent = send_report(report=built(project)[0], by=SYSTEM, at=NOW)
        late = billed(project, 20, created_at=NOW + timedelta(hours=1))
        billed(project, 40, NOVEMBER)
        assert built(project) == []
        [following] = built(project, NOVEMBER)
        assert [line.time_entry_id for line in lines(following)][0:1] == [late.pk]
        assert following.minutes == 60
        assert [line.minutes for line in lines(sent)] == [60]

    def test_nothing_is_lost_and_nothing_told_twice(self, project):
        """Whatever is logged and sent in between, each entry is in one sent report in the end."""
        entries = []
        for index in range(6):
            month = date(2026, 5 + index, 1)
            for back in range(0, index + 1, 2):
                at = NOW + timedelta(minutes=index)
                entries.append(billed(project, 10, date(2026, 5 + index - back, 20), created_at=at))
            built(project, month)
            entries.append(billed(project, 5, date(2026, 5 + index, 21), created_at=NOW + timedelta(minutes=index)))
            draft = ClientReport.objects.get(month=month)
            send_report(report=draft, by=SYSTEM, at=NOW + timedelta(minutes=index, seconds=30))
        built(project, NOVEMBER)
        told = ReportLine.objects.values_list("time_entry", flat=True)
        assert sorted(told) == sorted(entry.pk for entry in entries)

    def test_months_before_the_first_report_can_still_be_built(self, project):
        old = billed(project, 30, date(2026, 3, 3), created_at=NOW - timedelta(days=200))
        billed(project, 60)
        send_report(report=built(project)[0], by=SYSTEM, at=NOW)
        assert built(project, NOVEMBER) == []
        assert [line.time_entry for line in lines(built(project, date(2026, 3, 1))[0])] == [old]


class TestTotals:
    def test_the_month_of_each_contract(self, project):
        contract = a_contract(project, included_minutes=60, rate_amount=Decimal("1000.00"))
        second = a_contract(a_project(project.client), included_minutes=600)
        a_contract(a_project(project.client), included_minutes=0)
        billed(project, 67)
        [report] = built(project)
        told = {each.contract_id: each for each in report.contracts.all()}
        assert set(told) == {contract.pk, second.pk}
        found = told[contract.pk]
        assert (found.included_minutes, found.used_minutes, found.beyond_minutes) == (60, 67, 7)
        assert (found.beyond_amount, report.beyond_minutes, report.beyond_amount) == (
            Decimal("116.67"), 7, Decimal("116.67"),
        )  # fmt: skip

    def test_what_was_carried_over_pays_first(self, project):
        a_contract(project, included_minutes=60, rollover_months=1, starts_on=date(2026, 9, 10))
        billed(project, 10, date(2026, 9, 12))
        billed(project, 120)
        [report] = built(project)
        found = report.contracts.get()
        assert (found.carried_minutes, found.beyond_minutes) == (50, 10)


class TestCost:
    @pytest.mark.parametrize("count", [1, 3])
    def test_statements_do_not_grow_with_the_clients(self, django_assert_num_queries, count):
        clients = []
        for _index in range(count):
            served = a_project(a_client())
            a_contract(served)
            billed(served)
            clients.append(served.client_id)
        # former clients; lock; lines; drafts; holes, sums, contracts, minutes used, old and new months of contracts,
        # sums written; savepoints; the trail
        with django_assert_num_queries(14):
            assert len(build_reports(clients=clients, month=OCTOBER, by=SYSTEM, at=NOW)) == count


def test_who_may_build(project):
    billed(project)
    department = project.department
    for role in ("manager", "specialist", "operator", "sales", "accountant", "administrator"):
        with pytest.raises(NotAllowed):
            built(project, by=viewer(an_employee(role, department=department)))
    for role in ("office_manager", "head", "director"):
        assert len(built(project, by=viewer(an_employee(role, department=department)))) == 1
    entry = AuditEntry.objects.filter(action="report.build").latest("id")
    assert entry.after == {"month": "2026-10-01", "minutes": 60, "lines": 1, "holes": 0}
