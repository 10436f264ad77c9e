"""Why a row is on the operator’s page, and who answers (S4, L4)."""

from datetime import timedelta

import pytest

from tests.factories import (
    NOW,
    a_calendar,
    a_client,
    a_contact,
    a_lead,
    a_mailbox,
    a_message,
    a_missed_call,
    a_policy,
    a_raw_mail,
    a_ticket,
    an_employee,
)
from tests.factories.presence import a_cover_span, a_shift, an_absence, an_away_mark, moscow
from tests.factories.promises import a_promise
from tests.tickets.pages.operator.rows import only_row, rows_of, said, waiting


class TestWhyARowIsHere:
    def test_over_the_threshold_and_not_a_moment_before(self, visit, operator, project):
        waiting(project)
        late = waiting(project, 2, late=True, sla_policy=a_policy(unanswered=60))
        row = only_row(visit, operator)
        assert row.number == late.number
        assert said(row) == [("Over the threshold", "threshold 1 h")]
        assert 'data-state="breached"' in row.wait

    @pytest.mark.parametrize(("seconds", "is_here"), [(-1, True), (0, True), (1, False)])
    def test_at_the_instant_itself(self, visit, operator, project, seconds, is_here):
        ticket = waiting(project)
        ticket.operator_at = NOW + timedelta(seconds=seconds)
        ticket.save()
        assert bool(rows_of(visit, operator)) is is_here

    def test_a_clients_own_threshold_is_told(self, visit, operator, project):
        project.client.unanswered_minutes = 30
        project.client.save()
        waiting(project, 1, late=True, sla_policy=a_policy(unanswered=60))
        assert said(only_row(visit, operator)) == [("Over the threshold", "threshold 30 min")]

    def test_the_wait_is_told_in_working_time(self, visit, operator, project):
        calendar = a_calendar(hours=(("11:00", "18:00"),))
        policy = a_policy(unanswered=60)
        waiting(project, 5, late=True, sla_policy=policy, calendar=calendar)
        row = only_row(visit, operator)
        assert said(row) == [("Over the threshold", "threshold 1 h")]
        assert "Late, 1 h<" in row.wait
        assert 'title="Today 07:00"' in row.wait

    def test_without_a_policy_at_once(self, visit, operator, project):
        waiting(project, 0, late=True)
        assert said(only_row(visit, operator)) == [("No SLA policy applies", "shown at once")]

    def test_absent_until(self, visit, operator, manager, project):
        an_absence(manager, days=12)
        waiting(project)
        row = only_row(visit, operator)
        assert said(row) == [("Manager absent", "absent until 30 Nov")]
        assert "vacation" not in visit(operator).get("/operator/").content.decode().lower()

    def test_away_until_with_what_they_do(self, visit, operator, manager, project):
        an_away_mark(manager, minutes=150)
        waiting(project)
        assert said(only_row(visit, operator)) == [("Manager away", "away until 14:30 (meeting)")]

    def test_off_shift_until(self, visit, operator, manager, project):
        a_shift(manager, moscow(9, day=(NOW + timedelta(days=5)).date()))
        waiting(project)
        assert said(only_row(visit, operator)) == [("Off shift", "off shift until Mon 09:00")]

    def test_back_again_the_row_is_gone(self, visit, operator, manager, project):
        an_away_mark(manager, NOW - timedelta(hours=1), minutes=60)
        waiting(project)
        assert rows_of(visit, operator) == []

    def test_who_has_left_is_nobodys_manager(self, visit, operator, manager, project):
        waiting(project)
        manager.left_on = NOW.date() - timedelta(days=1)
        manager.save()
        assert said(only_row(visit, operator)) == [("Manager absent", "works here no more")]

    @pytest.mark.parametrize("has_left", [False, True])
    def test_an_assignee_of_another_department_or_of_none(self, visit, operator, project, has_left):
        specialist = an_employee("specialist", name="Denis Orlov")
        ticket = waiting(project, assignee=specialist)
        assert rows_of(visit, operator) == []
        if has_left:
            yesterday = NOW.date() - timedelta(days=1)
            specialist.employments.update(ends_on=yesterday)
            specialist.left_on = yesterday
            specialist.save()
        else:
            an_absence(specialist, days=12)
        row = only_row(visit, operator, "?why=away")
        assert said(row) == [("Manager absent", "works here no more" if has_left else "absent until 30 Nov")]
        assert "Denis Orlov" in row.who
        assert "nobody covers" in row.who
        browser = visit(operator)
        assert browser.get(f"/operator/{ticket.number}/").context["normal"] == "Denis Orlov"
        assert "Denis Orlov" not in browser.get("/operator/people/").content.decode()

    def test_nobodys_letter_has_no_manager_even_when_nobody_is_here(self, visit, operator, department):
        an_away_mark(operator)
        a_message(a_lead(department), "in", NOW)
        assert said(only_row(visit, operator)) == [("New lead", "sender is not a contact")]
        assert rows_of(visit, operator, "?why=away") == []

    def test_an_unassigned_ticket_follows_the_projects_owner(self, visit, operator, manager, project):
        waiting(project, assignee=None)
        assert rows_of(visit, operator) == []
        an_away_mark(manager)
        assert said(only_row(visit, operator))[0][0] == "Manager away"

    def test_a_lead_waits_at_once_and_leaves_with_its_answer(self, visit, operator, department):
        lead = a_lead(department)
        assert rows_of(visit, operator) == []
        a_message(lead, "in", NOW)
        row = only_row(visit, operator)
        assert said(row) == [("New lead", "sender is not a contact")]
        assert "You, as operator" in row.who
        a_message(lead, "out", NOW)
        assert rows_of(visit, operator) == []

    def test_flagged_and_nobodys(self, visit, operator, department, project):
        waiting(project, 2, flag="choose_project")
        a_message(a_lead(department, is_lead=False), "in", NOW)
        first, second = rows_of(visit, operator)
        assert said(first) == [("Flagged", "Choose the project")]
        assert said(second) == [("Nobody’s", "no project, nobody answers")]

    def test_a_promise_overdue_and_one_that_is_warned_of(self, visit, operator, project):
        overdue = a_promise(a_ticket(project), due_at=NOW - timedelta(hours=1))
        near = a_promise(a_ticket(project), due_at=NOW + timedelta(hours=1), warned_at=NOW)
        a_promise(a_ticket(project), due_at=NOW + timedelta(hours=1), warned_at=NOW + timedelta(seconds=1))
        first, second = rows_of(visit, operator)
        assert (first.number, second.number) == (overdue.ticket.number, near.ticket.number)
        assert said(first) == [("Promise overdue", "since 11:00")]
        assert said(second) == [("Promise falls due", "answer by 13:00")]
        assert 'data-state="breached"' in first.wait
        assert 'data-state="soon"' in second.wait

    def test_a_promise_that_was_kept_is_gone(self, visit, operator, project):
        promise = a_promise(a_ticket(project), due_at=NOW - timedelta(hours=1))
        promise.ticket.promised_until = None
        promise.ticket.save()
        assert rows_of(visit, operator) == []

    def test_a_missed_call(self, visit, operator, department):
        contact = a_contact(a_client("Pole Agro"), name="Viktor Chernov")
        call = a_missed_call(department, NOW - timedelta(minutes=48), contact=contact, note="48 s of ringing")
        row = only_row(visit, operator)
        assert (row.title, row.about) == ("Call from Viktor Chernov", f"Pole Agro · {call.number}")
        assert said(row) == [("Missed call", "no call back for 48 min. 48 s of ringing")]

    def test_a_letter_in_quarantine(self, visit, operator, department):
        a_raw_mail(a_mailbox(department), state="quarantined", reason="too_large")
        assert said(only_row(visit, operator)) == [("Not parsed", "Larger than a letter may be")]

    def test_every_reason_is_told_the_first_alone_would_do(self, visit, operator, manager, project):
        an_away_mark(manager)
        waiting(project, 3, late=True, sla_policy=a_policy(unanswered=60))
        assert [label for label, _note in said(only_row(visit, operator))] == ["Over the threshold", "Manager away"]


class TestWhoAnswers:
    def test_the_normal_answerer_and_who_covers_by_which_rule(self, visit, operator, manager, department, project):
        cover = an_employee("manager", department=department, name="Timur Gareev")
        an_absence(manager, days=12, cover=cover)
        a_cover_span(project, cover, level="named")
        waiting(project)
        who = only_row(visit, operator).who
        assert "Anna Sheveleva" in who
        assert "Timur Gareev answers: named cover" in who

    def test_a_ticket_that_was_taken_names_the_one_who_took_it(self, visit, operator, manager, project):
        an_away_mark(manager)
        ticket = waiting(project)
        a_cover_span(project, level="head")
        a_cover_span(ticket, operator, level="taken")
        assert "you answer: took it for the absence" in only_row(visit, operator).who

    def test_a_cover_that_has_ended_is_not_named(self, visit, operator, manager, project):
        an_away_mark(manager)
        a_cover_span(project, starts_at=NOW - timedelta(hours=2), ends_at=NOW)
        waiting(project)
        assert "nobody covers" in only_row(visit, operator).who

    def test_a_policy_may_hide_it_while_the_named_cover_is_present(self, visit, operator, manager, project):
        an_absence(manager)
        policy = a_policy(unanswered=60, hides_covered=True)
        ticket = waiting(project, sla_policy=policy)
        assert len(rows_of(visit, operator)) == 1
        span = a_cover_span(project, level="named")
        assert rows_of(visit, operator) == []
        span.level = "operator"
        span.save()
        assert len(rows_of(visit, operator)) == 1
        span.level = "named"
        span.save()
        ticket.operator_at = NOW
        ticket.save()
        assert said(only_row(visit, operator))[0][0] == "Over the threshold"

    def test_the_named_cover_of_the_owner_hides_no_absence_of_another(self, visit, operator, department, project):
        specialist = an_employee("specialist", department=department)
        an_absence(specialist)
        waiting(project, sla_policy=a_policy(unanswered=60, hides_covered=True), assignee=specialist)
        a_cover_span(project, level="named")
        assert said(only_row(visit, operator))[0][0] == "Manager absent"
