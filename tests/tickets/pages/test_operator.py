"""The operator's page: what stands on it and why, in which order, for whom, and what it costs."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from support_desk.shared.models import Heartbeat
from tests.factories import (
    NOW,
    a_calendar,
    a_client,
    a_contact,
    a_department,
    a_lead,
    a_mailbox,
    a_message,
    a_missed_call,
    a_policy,
    a_project,
    a_raw_mail,
    a_ticket,
    an_employee,
    viewer,
)
from tests.factories.presence import a_cover_span, a_shift, an_absence, an_away_mark, moscow
from tests.factories.promises import a_promise
from tickets.actions.mail.fetch_account import sealed
from tickets.models import FetchState, MissedCall, Priority, RawMail, Ticket, TicketStatus
from tickets.queries.operator.desk import desk_of
from tickets.queries.operator.figures import figures
from tickets.queries.operator.rows import operator_rows
from tickets.queries.operator.rules import Kind, Why
from tickets.queries.sla_health import HEARTBEAT, LATE_AFTER

HTMX = {"HTTP_HX_REQUEST": "true"}
KINDS = {Ticket: {Kind.TICKET, Kind.PROMISE}, MissedCall: {Kind.CALL}, RawMail: {Kind.MAIL}}


@pytest.fixture
def department(db):
    return a_department("Support")


@pytest.fixture
def operator(department):
    return an_employee("operator", department=department, name="Olga Mirskaya")


@pytest.fixture
def manager(department):
    return an_employee("manager", department=department, name="Anna Sheveleva")


@pytest.fixture
def project(manager):
    return a_project(a_client("Kedr Furniture"), manager, name="Online store")


def waiting(of, hours=1, *, late=False, **over):
    """A ticket whose client has waited for so many hours; `late`: longer than the threshold."""
    at = NOW - timedelta(hours=hours)
    ticket = a_ticket(of, created_at=at, **over)
    a_message(ticket, "in", at)
    ticket.operator_at = NOW - timedelta(minutes=1) if late else NOW + timedelta(hours=1)
    ticket.save()
    return ticket


def rows_of(visit, person, query=""):
    page = visit(person).get(f"/operator/{query}")
    assert page.status_code == 200
    return page.context["rows"]


def only_row(visit, person, query=""):
    (row,) = rows_of(visit, person, query)
    return row


def said(row):
    return [(reason.label, reason.note) for reason in row.reasons]


MANY_TICKETS = """
INSERT INTO tickets_ticket (subject, client_id, project_id, requester_name, requester_address, department_id,
  assignee_id, channel, status, priority, tags, is_lead, is_automatic, flag, waiting_since, operator_at, next_due_at,
  next_due_kind, is_breached, preview, message_count, created_at, last_message_at, closed_at)
SELECT 'Many', %(client)s, %(project)s, '', '', %(department)s, %(owner)s, 'email',
  CASE WHEN waits THEN 'open' ELSE 'closed' END, 2, '{}', false, false, '',
  CASE WHEN waits THEN %(at)s - n * interval '1 minute' END, CASE WHEN n %% 80 = 0 THEN %(at)s END,
  CASE WHEN waits THEN %(at)s + n * interval '1 minute' END, CASE WHEN waits THEN 'resolution' ELSE '' END,
  false, '', 1, %(at)s, %(at)s, CASE WHEN NOT waits THEN %(at)s END
FROM generate_series(1, 20000) AS n, LATERAL (SELECT n %% 40 = 0 AS waits) AS each
"""
THEIR_CLOCKS = """
INSERT INTO tickets_clock (ticket_id, kind, state, started_at, promised_for, finished_at, plan, plan_steps,
  steps_done, end_reason)
SELECT id, 'promise', 'met', created_at, created_at, created_at, '{}', '{}', 0, '' FROM tickets_ticket
"""


def fill_with_tickets(project):
    """Mostly closed ones, as after years; one in forty waits, every other one of those beyond its threshold."""
    named = {"client": project.client_id, "project": project.pk, "department": project.department_id}
    with connection.cursor() as cursor:
        cursor.execute(MANY_TICKETS, {**named, "owner": project.owner_id, "at": NOW})
        cursor.execute(THEIR_CLOCKS)
        cursor.execute("ANALYZE tickets_ticket, tickets_clock")


def plan_of(ask):
    """How the database goes about the one statement of `ask`."""
    with CaptureQueriesContext(connection) as captured:
        ask()
    (query,) = captured.captured_queries
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {query['sql']}")
        return "\n".join(row[0] for row in cursor.fetchall())


class TestWhyARowIsHere:
    def test_over_the_threshold_and_not_a_moment_before(self, visit, operator, project):
        waiting(project)
        late = waiting(project, 2, late=True, sla_policy=a_policy(unanswered=60))
        row = only_row(visit, operator)
        assert row.number == late.number
        assert said(row) == [("Over the threshold", "waits 2 h, threshold 1 h")]
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
        assert said(only_row(visit, operator)) == [("Over the threshold", "waits 1 h, threshold 30 min")]

    def test_the_wait_is_told_in_working_time(self, visit, operator, project):
        calendar = a_calendar(hours=(("11:00", "18:00"),))
        policy = a_policy(unanswered=60)
        waiting(project, 5, late=True, sla_policy=policy, calendar=calendar)
        row = only_row(visit, operator)
        assert said(row) == [("Over the threshold", "waits 1 h, threshold 1 h")]
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


class TestOrderAndPages:
    def test_the_oldest_wait_stands_first_whatever_the_kind(self, visit, operator, department, project):
        call = a_missed_call(department, NOW - timedelta(hours=2))
        late = waiting(project, 3, late=True)
        lead = a_lead(department)
        a_message(lead, "in", NOW - timedelta(hours=1))
        rows = rows_of(visit, operator)
        assert [row.id for row in rows] == [f"t{late.number}", f"call{call.pk}", f"t{lead.number}"]

    def test_pages_show_each_row_once(self, visit, operator, department, project):
        for index in range(60):
            waiting(project, index // 7, late=True)
            a_missed_call(department, NOW - timedelta(hours=index // 7))
        browser, seen, cursor, sizes = visit(operator), [], "", []
        while True:
            page = browser.get("/operator/", {"cursor": cursor})
            seen += [row.id for row in page.context["rows"]]
            sizes.append(len(page.context["rows"]))
            cursor = page.context["older"]
            if not cursor:
                break
        assert sizes == [50, 50, 20]
        assert len(set(seen)) == 120

    @pytest.mark.parametrize(
        "odd", ["x", "%00", "W10", "WzEsMiwzXQ", "a" * 5000, "WyIyMDI2LTAxLTAxVDAwOjAwOjAwIiwxLDFd"]
    )
    def test_a_cursor_that_is_not_ours_shows_the_first_page(self, visit, operator, project, odd):
        waiting(project, late=True)
        assert len(rows_of(visit, operator, f"?cursor={odd}")) == 1


class TestTiles:
    def test_each_tile_counts_and_shows_its_own(self, visit, operator, manager, department, project):
        away = an_employee("manager", department=department)
        an_away_mark(away)
        waiting(project, 3, late=True)
        waiting(a_project(owner=away), 2)
        a_message(a_lead(department), "in", NOW)
        a_missed_call(department)
        a_promise(a_ticket(project), due_at=NOW)
        a_raw_mail(a_mailbox(department), state="quarantined", reason="empty")
        page = visit(operator).get("/operator/")
        assert page.context["headline"] == "6 matters need a person now"
        assert [tile.value for tile in page.context["tiles"]] == ["6", "1", "1", "1", "1", "1", "1"]
        for why in list(Why)[1:]:
            assert len(rows_of(visit, operator, f"?why={why.value}")) == 1, why
        assert len(rows_of(visit, operator, "?why=nonsense")) == 6

    def test_a_hundred_is_many(self, visit, operator, department):
        for _index in range(101):
            a_missed_call(department)
        page = visit(operator).get("/operator/")
        assert page.context["headline"] == "99+ matters need a person now"
        assert page.context["tiles"][4].value == "99+"

    @pytest.mark.parametrize("why", list(Why))
    def test_an_empty_one_teaches(self, visit, operator, why):
        page = visit(operator).get(f"/operator/?why={why.value}").content.decode()
        assert 'class="empty"' in page


class TestWhoSeesIt:
    @pytest.mark.parametrize("role", ["manager", "specialist", "sales", "office_manager"])
    def test_others_find_no_such_page(self, visit, department, role):
        browser = visit(an_employee(role, department=department))
        assert browser.get("/operator/").status_code == 404
        assert browser.get("/operator/people/").status_code == 404

    def test_no_row_of_another_department(self, visit, operator, department):
        other = a_department()
        stranger = an_employee("manager", department=other, name="zqcanary")
        an_absence(stranger)
        waiting(a_project(a_client("zqcanary"), stranger), 3, late=True, subject="zqcanary")
        a_message(a_lead(other, subject="zqcanary"), "in", NOW)
        a_missed_call(other, note="zqcanary")
        a_raw_mail(a_mailbox(other), state="quarantined", reason="zqcanary")
        a_promise(a_ticket(a_project(owner=stranger), subject="zqcanary"), due_at=NOW)
        browser = visit(operator)
        for why in Why:
            page = browser.get("/operator/", {"why": why.value})
            assert page.context["rows"] == []
            assert "zqcanary" not in page.content.decode()
        assert page.context["headline"] == "Nobody waits for you"
        assert "zqcanary" not in browser.get("/operator/people/").content.decode()

    def test_a_ticket_of_ones_own_elsewhere_is_not_the_desks(self, visit, operator):
        waiting(a_project(), 3, late=True, assignee=operator)
        assert rows_of(visit, operator) == []

    def test_the_head_sees_their_department(self, visit, department, project):
        head = an_employee("head", department=department)
        waiting(project, late=True)
        assert "Answer" in visit(head).get("/operator/").content.decode()

    def test_the_director_sees_every_department_and_only_reads(self, visit, project, department, settings):
        settings.SECOND_FACTOR_ROLES = ()
        director = an_employee("director")
        waiting(project, 2, late=True)
        waiting(a_project(), 1, late=True)
        a_missed_call(department)
        page = visit(director).get("/operator/")
        assert len(page.context["rows"]) == 3
        html = page.content.decode()
        assert "data-row-key" not in html
        assert "Log a missed call" not in html

    def test_automatic_mail_and_closed_tickets_are_nowhere(self, visit, operator, project):
        waiting(project, late=True, is_automatic=True)
        waiting(project, late=True, status=TicketStatus.CLOSED, closed_at=NOW)
        assert rows_of(visit, operator) == []

    def test_words_of_strangers_are_text(self, visit, operator, department):
        lead = a_lead(department, requester_name="<script>alert(1)</script>", subject="<b>x</b>")
        a_message(lead, "in", NOW)
        a_missed_call(department, note="<i>y</i>")
        page = visit(operator).get("/operator/").content.decode()
        assert "<script>alert" not in page
        assert "<b>x</b>" not in page
        assert "<i>y</i>" not in page


class TestTheStatement:
    def test_it_shows_nothing_that_the_viewer_may_not_see(self, department, manager, project):
        """The page's SQL says P2 in its own words: everything it finds is in `visible_to` as well."""
        an_away_mark(manager)
        other = a_project()
        for owned in (project, other):
            waiting(owned, 2, late=True)
            waiting(owned, 1)
            a_promise(a_ticket(owned), due_at=NOW)
            a_missed_call(owned.department)
            a_raw_mail(a_mailbox(owned.department), state="quarantined", reason="empty")
            a_message(a_lead(owned.department), "in", NOW)
        both = an_employee("operator", "head", department=department)
        other.department.head = both
        other.department.save()
        for person in (an_employee("operator", department=department), both, an_employee("director")):
            by = viewer(person)
            found = operator_rows(desk_of(by)).rows
            keys = {kind: {row["key"] for row in found if row["kind"] in kinds} for kind, kinds in KINDS.items()}
            assert all(keys.values())
            for model, seen in keys.items():
                assert seen <= set(model.objects.visible_to(by).values_list("pk", flat=True)), (person, model)
            assert len(found) == figures(desk_of(by)).counts[Why.ALL]

    def test_it_reads_tickets_and_clocks_by_index(self, operator, manager, project):
        """With many tickets, whatever the tile, no table is read from end to end."""
        an_away_mark(manager)
        fill_with_tickets(project)
        desk = desk_of(viewer(operator))
        place = operator_rows(desk).older
        for ask in (
            lambda: operator_rows(desk),
            lambda: operator_rows(desk, cursor=place),
            lambda: operator_rows(desk, why=Why.AWAY),
            lambda: operator_rows(desk, why=Why.PROMISES),
            lambda: figures(desk),
        ):
            plan = plan_of(ask)
            for table in ("tickets_ticket", "tickets_clock", "tickets_message"):
                assert f"Seq Scan on {table} " not in plan, plan


class TestCost:
    # session, account, person; who is here, rows, tiles; the rail's figures
    STATEMENTS = 7
    # without tiles and rail
    UNCHANGED = 5

    @pytest.mark.parametrize("rows", [1, 3, 51])
    def test_takes_seven_statements_however_many_rows(self, visit, statements, operator, manager, project, rows):
        an_away_mark(manager)
        policy = a_policy(unanswered=60)
        for hours in range(rows):
            waiting(project, hours, late=True, sla_policy=policy)
            a_missed_call(project.department)
        assert statements(visit(operator), "/operator/") == self.STATEMENTS

    def test_empty_too(self, visit, statements, operator):
        assert statements(visit(operator), "/operator/") == self.STATEMENTS

    @pytest.mark.parametrize("why", list(Why))
    def test_every_tile(self, visit, statements, operator, project, why):
        waiting(project, late=True)
        an_away_mark(project.owner)
        assert statements(visit(operator), f"/operator/?why={why.value}") == self.STATEMENTS

    @pytest.mark.parametrize("rows", [1, 3])
    def test_the_people_beside_take_five(self, visit, statements, operator, department, rows):
        for _index in range(rows):
            waiting(a_project(owner=an_employee("manager", department=department)))
        assert statements(visit(operator), "/operator/people/") == 5

    @pytest.mark.django_db(transaction=True)
    def test_an_unchanged_list_is_not_drawn_again(self, visit, operator, project, django_assert_num_queries):
        ticket = waiting(project, late=True)
        browser = visit(operator)
        seen = browser.get("/operator/").context["seen"]
        with django_assert_num_queries(self.UNCHANGED):
            again = browser.get("/operator/", {"seen": seen}, **HTMX)
        assert (again.status_code, again.content) == (204, b"")
        a_message(ticket, "out", NOW)
        changed = browser.get("/operator/", {"seen": seen}, **HTMX)
        assert changed.status_code == 200
        assert b"<html" not in changed.content
        assert b"operator-live" in changed.content

    # A Cyrillic letter is two bytes, of the rows as of the frame around them.
    @pytest.mark.parametrize(("language", "kilobytes"), [("en", 60), ("ru", 66)])
    def test_fifty_rows_weigh_little(self, visit, operator, manager, department, language, kilobytes):
        store = a_project(a_client("Аптеки «Вита»"), manager, name="Программа лояльности")
        cover = an_employee("manager", department=department, name="Тимур Гареев")
        an_absence(manager, days=12, cover=cover)
        a_cover_span(store, cover, level="named")
        policy = a_policy(unanswered=60)
        subject = "Не начисляются бонусы по картам"
        for hours in range(51):
            waiting(store, hours, late=True, subject=subject, priority=Priority.HIGH, sla_policy=policy)
        page = visit(operator).get("/operator/", HTTP_ACCEPT_LANGUAGE=language)
        assert len(page.context["rows"]) == 50
        assert len(page.content) <= kilobytes * 1024, len(page.content)


class TestTheWayThere:
    def test_the_operators_home_is_here(self, visit, operator):
        assert visit(operator).get("/").headers["Location"] == "/operator/"

    def test_the_heads_home_is_not_but_the_rail_leads_here(self, visit, department, project):
        head = an_employee("head", department=department)
        waiting(project, late=True)
        a_missed_call(department)
        page = visit(head).get("/queue/")
        (place,) = [place for group in page.context["rail"] for place in group.items if place.url == "/operator/"]
        assert (place.count, place.tone, place.key, place.tab) == (2, "bad", "o", 2)

    def test_the_rail_counts_letters_of_the_absent_and_the_page_also_those_off_shift(self, visit, operator, department):
        absent, off_shift = (an_employee("manager", department=department) for _index in range(2))
        an_absence(absent)
        a_shift(off_shift, moscow(9, day=(NOW + timedelta(days=1)).date()))
        for person in (absent, off_shift):
            waiting(a_project(owner=person))

        def figure(address):
            rail = visit(operator).get(address).context["rail"]
            return next(place.count for group in rail for place in group.items if place.url == "/operator/")

        assert figure("/queue/") == 1
        assert figure("/operator/") == 2

    def test_a_manager_has_no_such_place(self, visit, manager):
        page = visit(manager).get("/queue/")
        assert "/operator/" not in [place.url for group in page.context["rail"] for place in group.items]


class TestAlarms:
    def test_nobody_looks_at_the_promises(self, visit, operator):
        beat = Heartbeat.objects.create(name=HEARTBEAT, started_at=NOW, finished_at=NOW - LATE_AFTER)
        assert "have not been looked at" not in visit(operator).get("/operator/").content.decode()
        beat.finished_at -= timedelta(seconds=1)
        beat.save()
        assert "have not been looked at for 3 min" in visit(operator).get("/operator/").content.decode()

    def test_a_mailbox_does_not_answer(self, visit, operator, department):
        mailbox = a_mailbox(
            department,
            is_polled=True,
            imap_host="imap.desk.test",
            imap_username="support",
            sealed_password=sealed("s"),
            fetched_from=NOW.date(),
        )
        state = FetchState.objects.create(mailbox=mailbox, watched_since=NOW, answered_at=NOW)
        assert "does not answer" not in visit(operator).get("/operator/").content.decode()
        state.failure, state.failing_since, state.failures = "no_answer", NOW - timedelta(minutes=6), 3
        state.save()
        assert "1 mailbox does not answer" in visit(operator).get("/operator/").content.decode()


class TestTakingOver:
    @pytest.fixture
    def ticket(self, manager, project):
        an_away_mark(manager)
        return waiting(project)

    def test_what_is_possible_depends_on_who_is_here(self, visit, operator, manager, project, ticket):
        def ways(number):
            form = visit(operator).get(f"/operator/{number}/").context["form"]
            return [value for value, _label in form.fields["how"].choices]

        assert ways(ticket.number) == ["take", "hand_over", "assign"]
        a_cover_span(ticket, operator, level="taken")
        assert ways(ticket.number) == ["hand_over", "assign", "give_back"]
        here = waiting(a_project(owner=an_employee("manager", department=project.department)))
        assert ways(here.number) == ["assign"]

    def test_only_who_is_here_is_offered(self, visit, operator, manager, ticket):
        form = visit(operator).get(f"/operator/{ticket.number}/").context["form"]
        assert [label for _value, label in form.fields["to"].choices][1:] == ["Olga Mirskaya · 0 open"]

    def test_taken_and_given_back(self, visit, operator, ticket):
        browser = visit(operator)
        assert browser.post(f"/operator/{ticket.number}/", {"how": "take"}).status_code == 204
        span = ticket.covers.get(level="taken", ends_at=None)
        assert span.cover == operator
        time_passes = NOW + timedelta(minutes=5)
        with time_machine.travel(time_passes, tick=False):
            assert browser.post(f"/operator/{ticket.number}/", {"how": "give_back"}).status_code == 204
        span.refresh_from_db()
        assert span.ends_at == time_passes

    def test_assigned_for_good(self, visit, operator, ticket):
        answer = visit(operator).post(f"/operator/{ticket.number}/", {"how": "assign", "to": operator.pk})
        assert answer.status_code == 204
        ticket.refresh_from_db()
        assert ticket.assignee == operator

    @pytest.mark.parametrize(
        ("sent", "field"),
        [({"how": "assign"}, "to"), ({"how": "hand_over", "to": "0"}, "to"), ({"how": "steal"}, "how"), ({}, "how")],
    )
    def test_what_cannot_be_comes_back_with_its_field(self, visit, operator, ticket, sent, field):
        answer = visit(operator).post(f"/operator/{ticket.number}/", sent)
        assert answer.status_code == 422
        assert field in answer.context["form"].errors

    def test_the_director_and_other_departments_find_nothing_to_do(self, visit, ticket, settings):
        settings.SECOND_FACTOR_ROLES = ()
        for person in (an_employee("director"), an_employee("operator")):
            assert visit(person).post(f"/operator/{ticket.number}/", {"how": "take"}).status_code == 404
        assert not ticket.covers.exists()
