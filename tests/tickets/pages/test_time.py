"""A person's day: logging several lines at once, taking back, the stopwatch (W5, W7, Y0)."""

from datetime import date, timedelta

import pytest

from support_desk.shared.models import PeriodLock
from tests.factories import (
    NOW,
    a_department,
    a_project,
    a_ticket,
    a_time_entry,
    an_approved_task,
    an_employee,
    an_operation,
)
from tickets.models import TimeEntry, Timer
from tickets.queries.day import Totals

TODAY = NOW.date()


@pytest.fixture
def manager(db):
    return an_employee("manager", name="Anna Sheveleva")


@pytest.fixture
def ticket(manager):
    return a_ticket(a_project(owner=manager), subject="Ten corrections")


def lines(*rows, day=TODAY):
    """Form data of (ticket, operation, minutes) rows."""
    data = {"worked_on": str(day), "lines": str(len(rows))}
    for index, (ticket, operation, minutes) in enumerate(rows):
        values = {"ticket": ticket, "operation": operation, "minutes": minutes, "quantity": "1", "client_text": ""}
        data |= {f"line-{index}-{name}": str(value) for name, value in values.items()}
    return data


class TestDay:
    @pytest.mark.parametrize("rows", [1, 3])
    def test_takes_ten_statements_however_many_entries(self, visit, statements, manager, ticket, rows):
        for _index in range(rows):
            a_time_entry(ticket, manager)
        # session, account, person; operations, tasks, person, entries, week, tickets offered; the rail’s figures
        assert statements(visit(manager), "/time/") == 10

    def test_totals_and_productivity(self, visit, manager, ticket):
        a_time_entry(ticket, manager, actual_minutes=60, norm_minutes=75, billable_minutes=60)
        a_time_entry(ticket, manager, actual_minutes=30, norm_minutes=0, billable_minutes=0)
        page = visit(manager).get("/time/").content.decode()
        for shown in ("1 h 30 min", "1 h 15 min", "125\u00a0%"):
            assert shown in page, shown

    @pytest.mark.parametrize(
        ("norm", "normed", "percent"),
        [(0, 0, None), (90, 60, 150), (1, 3, 33), (1, 2, 50), (5, 8, 63), (15, -15, None)],
    )
    def test_productivity_is_rounded_and_has_no_value_without_hours(self, norm, normed, percent):
        assert Totals(norm=norm, normed_minutes=normed).productivity == percent

    def test_days_are_walked_and_none_to_come_is_shown(self, visit, manager):
        browser = visit(manager)
        page = browser.get("/time/", {"day": "2026-11-16"})
        assert page.context["page"].previous == date(2026, 11, 15)
        assert page.context["page"].following == date(2026, 11, 17)
        for odd in ("2030-01-01", "yesterday", "2026-13-45", ""):
            assert browser.get("/time/", {"day": odd}).context["page"].day == TODAY

    def test_the_week_sums_each_day(self, visit, manager, ticket):
        a_time_entry(ticket, manager, worked_on=TODAY - timedelta(days=1), actual_minutes=45)
        week = visit(manager).get("/time/").context["page"].week
        assert [each.minutes for each in week] == [0, 45, 0, 0, 0, 0, 0]
        assert week[0].day == date(2026, 11, 16) and week[2].is_shown


class TestOthersDays:
    @pytest.mark.parametrize("role", ["head", "office_manager"])
    def test_head_and_office_manager_look_into_their_department(self, visit, role):
        department = a_department()
        member = an_employee("manager", department=department, name="Pavel Dronov")
        a_time_entry(a_ticket(a_project(owner=member), subject="Matter of Pavel"), member)
        browser = visit(an_employee(role, department=department))
        page = browser.get("/time/", {"employee": member.pk}).content.decode()
        assert "Matter of Pavel" in page
        assert 'id="log"' not in page

    def test_nobody_else_does(self, visit, manager):
        stranger = an_employee("head")
        for employee in (manager.pk, 999_999, "x", "-1"):
            assert visit(stranger).get("/time/", {"employee": employee}).status_code == 404
        colleague = an_employee("manager", department=manager.employments.get().department)
        assert visit(colleague).get("/time/", {"employee": manager.pk}).status_code == 404


class TestLogging:
    def test_several_lines_at_once(self, visit, manager, ticket):
        operation = an_operation(18)
        answer = visit(manager).post(
            "/time/add/", lines((ticket.number, operation.pk, 20), (ticket.number, operation.pk, 3))
        )
        assert answer.headers["Location"] == "/time/?day=2026-11-18"
        kept = TimeEntry.objects.order_by("id").values_list("actual_minutes", "norm_minutes", "billable_minutes")
        assert list(kept) == [(20, 18, 20), (3, 18, 0)]

    def test_empty_lines_are_passed_over_and_a_chosen_ticket_may_be_written_out(self, visit, manager, ticket):
        row = (f"{ticket.number} Ten corrections", an_operation().pk, 20)
        assert visit(manager).post("/time/add/", lines(("", "", ""), row)).status_code == 302
        assert TimeEntry.objects.get().ticket == ticket

    def test_one_bad_line_keeps_all_out_and_is_named(self, visit, manager, ticket):
        operation = an_operation()
        answer = visit(manager).post(
            "/time/add/", lines((ticket.number, operation.pk, 20), (ticket.number, operation.pk, 2000))
        )
        assert answer.status_code == 422
        assert not TimeEntry.objects.exists()
        good, bad = answer.context["form"].lines
        assert not good.errors and list(bad.errors) == ["minutes"]
        assert 'name="line-0-minutes" value="20"' in answer.content.decode()

    def test_what_an_action_refuses_stands_at_its_line_and_field(self, visit, manager, ticket):
        good, foreign = an_operation(), an_operation(department=a_department())
        answer = visit(manager).post("/time/add/", lines((ticket.number, good.pk, 20), (ticket.number, foreign.pk, 20)))
        assert list(answer.context["form"].lines[1].errors) == ["operation"]
        assert not TimeEntry.objects.exists()

    def test_a_closed_month_is_refused_at_the_date(self, visit, manager, ticket):
        PeriodLock.objects.create(department_id=ticket.department_id, month=date(2026, 10, 1), closed_at=NOW)
        answer = visit(manager).post(
            "/time/add/", lines((ticket.number, an_operation().pk, 20), day=date(2026, 10, 30))
        )
        assert answer.status_code == 422
        assert list(answer.context["form"].head.errors) == ["worked_on"]

    @pytest.mark.parametrize("typed", ["1", "abc", "99999999999999999999", ""])
    def test_an_unknown_ticket_is_named(self, visit, manager, ticket, typed):
        answer = visit(manager).post("/time/add/", lines((typed, an_operation().pk, 20)))
        assert list(answer.context["form"].lines[0].errors) == ["ticket"]

    def test_a_foreign_ticket_reads_as_unknown(self, visit, manager):
        foreign = a_ticket(subject="CANARY")
        answer = visit(manager).post("/time/add/", lines((foreign.number, an_operation().pk, 20)))
        assert answer.status_code == 422 and b"CANARY" not in answer.content

    def test_nothing_filled_in_is_said(self, visit, manager):
        assert b"Fill in at least one line." in visit(manager).post("/time/add/", lines(("", "", ""))).content

    def test_the_same_form_sent_twice_logs_once(self, visit, manager, ticket):
        data = lines((ticket.number, an_operation().pk, 20)) | {"idempotency_key": "one-form"}
        for _try in range(2):
            assert visit(manager).post("/time/add/", data).status_code == 302
        assert TimeEntry.objects.count() == 1

    def test_another_line_on_request_up_to_twenty(self, visit, manager):
        browser = visit(manager)
        assert 'name="line-4-ticket"' in browser.get("/time/line/", {"lines": "4"}).content.decode()
        assert browser.get("/time/line/", {"lines": "20"}).status_code == 204
        assert browser.get("/time/line/", {"lines": "<x>"}).status_code == 200


class TestTakingBack:
    def test_a_reversal_and_its_undo(self, visit, manager, ticket):
        entry = a_time_entry(ticket, manager)
        browser = visit(manager)
        answer = browser.post(f"/time/{entry.pk}/reverse/", headers={"HX-Request": "true"})
        assert f"/time/{entry.pk}/again/" in answer.headers["HX-Trigger"]
        assert sum(TimeEntry.objects.values_list("actual_minutes", flat=True)) == 0
        for _click in range(2):
            browser.post(f"/time/{entry.pk}/again/", headers={"HX-Request": "true"})
        assert sum(TimeEntry.objects.values_list("actual_minutes", flat=True)) == 20
        assert TimeEntry.objects.count() == 3

    def test_without_script_too(self, visit, manager, ticket):
        entry = a_time_entry(ticket, manager)
        assert visit(manager).post(f"/time/{entry.pk}/reverse/").status_code == 302
        assert entry.reversal.actual_minutes == -20

    def test_a_head_takes_back_what_a_member_logged_but_does_not_log_it_again(self, visit):
        department = a_department()
        member = an_employee("manager", department=department)
        entry = a_time_entry(a_ticket(a_project(owner=member)), member)
        browser = visit(an_employee("head", department=department))
        answer = browser.post(f"/time/{entry.pk}/reverse/?employee={member.pk}", headers={"HX-Request": "true"})
        assert "again" not in answer.headers["HX-Trigger"]
        assert browser.post(f"/time/{entry.pk}/again/", headers={"HX-Request": "true"}).status_code == 422
        assert TimeEntry.objects.count() == 2

    def test_a_foreign_entry_is_not_found(self, visit, manager):
        entry = a_time_entry()
        for deed in ("reverse", "again"):
            assert visit(manager).post(f"/time/{entry.pk}/{deed}/").status_code == 404


class TestStopwatch:
    def test_runs_on_every_page_and_stops_into_the_form(self, visit, manager, ticket):
        browser = visit(manager)
        browser.post("/time/timer/start/", {"ticket": ticket.number})
        Timer.objects.update(started_at=NOW - timedelta(minutes=16, seconds=4))
        assert "16:04" in browser.get("/clients/").content.decode()
        answer = browser.post("/time/timer/stop/")
        assert answer.headers["Location"] == f"/time/?ticket={ticket.number}&minutes=17#log"
        page = browser.get(answer.headers["Location"]).content.decode()
        assert f'value="{ticket.number}"' in page and 'value="17"' in page
        assert not Timer.objects.exists()

    def test_leads_back_only_to_our_own_pages(self, visit, manager, ticket):
        for address in ("https://elsewhere.test/", "//elsewhere.test/", "javascript:alert(1)", "queue"):
            answer = visit(manager).post("/time/timer/start/", {"ticket": ticket.number, "next": address})
            assert answer.headers["Location"] == f"/tickets/{ticket.number}/"
        answer = visit(manager).post("/time/timer/start/", {"ticket": ticket.number, "next": "/queue/?view=mine"})
        assert answer.headers["Location"] == "/queue/?view=mine"

    def test_a_foreign_ticket_and_a_stop_without_a_start(self, visit, manager):
        assert visit(manager).post("/time/timer/start/", {"ticket": a_ticket().number}).status_code == 404
        assert visit(manager).post("/time/timer/stop/").headers["Location"] == "/time/"


def test_a_manager_logs_on_the_task_that_the_link_names(visit, manager):
    """From the page of a task: the time is never billed beside it because somebody else does the task (W3, W5)."""
    task = an_approved_task(a_ticket(a_project(owner=manager)))
    page = visit(manager).get(f"/time/?ticket={task.ticket.number}&task={task.pk}").content.decode()
    assert f'<option value="{task.pk}" selected' in page
    data = lines((task.ticket.number, an_operation(kind="control").pk, 60)) | {"line-0-task": str(task.pk)}
    assert visit(manager).post("/time/add/", data).status_code == 302
    assert TimeEntry.objects.get(ticket=task.ticket).task == task


def test_a_task_that_is_not_there_is_refused_and_not_passed_over(visit, manager, ticket):
    data = lines((ticket.number, an_operation().pk, 60)) | {"line-0-task": "99999999"}
    answer = visit(manager).post("/time/add/", data)
    assert answer.status_code == 422
    assert "No time is logged on this task any more" in answer.content.decode()
    assert not TimeEntry.objects.exists()
