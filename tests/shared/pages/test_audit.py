"""The audit trail as people read it (P5)."""

from datetime import timedelta

import pytest

from support_desk.shared import audit
from support_desk.shared.actions.seal_audit import seal_audit
from support_desk.shared.audit_trail import trail_row
from support_desk.shared.audit_words import known_actions, words_for
from support_desk.shared.models import AuditEntry
from support_desk.shared.ui.times import TimeWords
from support_desk.shared.viewer import Viewer
from tests.factories import NOW, a_department, a_project, a_ticket, an_employee, viewer
from tests.factories.promises import a_promise
from tickets.actions.handling import assign, set_priority
from tickets.models import Priority


@pytest.fixture
def head(db):
    return an_employee("head", name="Olga Mirskaya")


@pytest.fixture
def ticket(head):
    owner = an_employee("manager", department=head.headed_departments.get(), name="Anna Sheveleva")
    return a_ticket(a_project(owner=owner), subject="Ten corrections")


@pytest.mark.parametrize("rows", [1, 3])
def test_takes_seven_statements_however_many_entries(visit, statements, head, ticket, rows):
    for priority in (Priority.HIGH, Priority.URGENT, Priority.LOW)[:rows]:
        set_priority(ticket=ticket, priority=priority, by=viewer(head), at=NOW)
    # session, account, person; entries with their seals; the rail's figures; every so many seconds the operator's, for
    # which one asks who is here
    assert statements(visit(head), "/audit/") == 7


def test_says_what_was_done_with_readable_values(visit, head, ticket):
    set_priority(ticket=ticket, priority=Priority.URGENT, by=viewer(head), at=NOW)
    assign(ticket=ticket, to=None, by=viewer(head), at=NOW)
    page = visit(head).get("/audit/").content.decode()
    for part in ("Changed the priority", "Normal", "Urgent", "Assigned a ticket", "Anna Sheveleva", "Olga Mirskaya"):
        assert part in page, part
    assert "To be sealed" in page


@pytest.mark.usefixtures("no_open_transactions")
@pytest.mark.django_db(transaction=True)
def test_shows_its_place_in_the_chain_once_sealed(visit, head, ticket):
    set_priority(ticket=ticket, priority=Priority.URGENT, by=viewer(head), at=NOW)
    seal_audit(at=NOW)
    assert "Sealed, no. 1" in visit(head).get("/audit/").content.decode()


def test_filters(visit, head, ticket):
    set_priority(ticket=ticket, priority=Priority.URGENT, by=viewer(head), at=NOW)
    assign(ticket=ticket, to=None, by=viewer(head), at=NOW - timedelta(days=5))
    browser = visit(head)

    def deeds(**query):
        return [row.entry.action for row in browser.get("/audit/", query).context["page"].rows]

    both = ["ticket.assign", "ticket.priority"]
    assert deeds() == both
    assert deeds(who="mirskaya") == both and deeds(who="nobody") == []
    assert deeds(about=str(ticket.number)) == both and deeds(about=f"#{ticket.number}") == both
    assert deeds(about="ten corr") == both and deeds(about="1") == []
    assert deeds(action="ticket.assign") == ["ticket.assign"]
    assert deeds(first_day="2026-11-18") == ["ticket.priority"]
    assert deeds(last_day="2026-11-13") == ["ticket.assign"]
    assert deeds(first_day="nonsense", action="no.such", who="\x00") == both


def test_others_see_only_their_own_deeds_and_departments(visit, head, ticket, settings):
    settings.SECOND_FACTOR_ROLES = ()
    set_priority(ticket=ticket, priority=Priority.URGENT, by=viewer(head), at=NOW)
    for employee in (an_employee("head"), an_employee("manager"), an_employee("operator")):
        assert "Ten corrections" not in visit(employee).get("/audit/").content.decode()
    assert "Ten corrections" in visit(an_employee("director")).get("/audit/").content.decode()


def test_pages_by_cursor_newest_first(visit, head):
    department = a_department()
    for index in range(53):
        audit.record(
            action="ticket.open", target=department, by=viewer(head), at=NOW, after={"subject": f"n{index:02d}"}
        )
    browser = visit(head)
    first = browser.get("/audit/")
    second = browser.get(f"/audit/{first.context['older_url']}")
    assert first.context["page"].rows[0].changes[0].after == "n52"
    assert [row.changes[0].after for row in second.context["page"].rows] == ["n02", "n01", "n00"]


def test_hostile_values_are_shown_as_text(visit, head):
    hostile = {
        "subject": "<script>alert(1)</script>",
        "note": {"a": "<b>"},
        "list": ["<i>", None, True],
        "at": "2026-99T",
    }
    audit.record(action="odd.deed", target=a_department("<img src=x>"), by=viewer(head), at=NOW, after=hostile)
    page = visit(head).get("/audit/").content.decode()
    assert (
        "<script>alert" not in page
        and "<img src=x" not in page
        and "<b>" not in page.partition("odd.deed")[2][:900].replace("</b>", "")
    )
    assert "odd.deed" in page


def test_every_registered_deed_has_its_words(db):
    assert all(words and words != action for action, words in known_actions())
    assert words_for("unheard.of") == "unheard.of"


@pytest.mark.usefixtures("head")
def test_facts_that_are_no_fields_and_their_codes_are_worded(ticket):
    audit.record(
        action="clock.breach",
        target=a_promise(ticket, due_at=NOW),
        by=Viewer.system(NOW),
        at=NOW,
        after={"due": [NOW.isoformat()], "steps": ["warn", "breach", "manager"], "never_named": 1},
    )
    row = trail_row(AuditEntry.objects.get(action="clock.breach"), TimeWords(at=NOW))
    assert row.who == "the system"
    assert [(change.field, change.after) for change in row.changes] == [
        ("due", "Today 09:00"),
        ("steps", "warning, breach, Manager"),
        ("never named", "1"),
    ]
