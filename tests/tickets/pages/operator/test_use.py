"""The way to the operator’s page, its alarms, and taking over on it."""

from datetime import timedelta

import pytest
import time_machine

from support_desk.shared.models import Heartbeat
from tests.factories import (
    NOW,
    a_mailbox,
    a_missed_call,
    a_project,
    an_employee,
)
from tests.factories.presence import a_cover_span, a_shift, an_absence, an_away_mark, moscow
from tests.tickets.pages.operator.rows import waiting
from tickets.actions.mail.fetch_account import sealed
from tickets.models import FetchState
from tickets.queries.sla_health import HEARTBEAT, LATE_AFTER


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

    def test_the_rail_counts_letters_of_the_absent_and_of_those_off_shift_as_the_page_does(
        self, visit, operator, department
    ):
        absent, off_shift = (an_employee("manager", department=department) for _index in range(2))
        an_absence(absent)
        a_shift(off_shift, moscow(9, day=(NOW + timedelta(days=1)).date()))
        for person in (absent, off_shift):
            waiting(a_project(owner=person))

        def figure(address):
            rail = visit(operator).get(address).context["rail"]
            return next(place.count for group in rail for place in group.items if place.url == "/operator/")

        assert figure("/queue/") == 2
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
