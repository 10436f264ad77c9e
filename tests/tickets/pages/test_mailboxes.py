"""`/mailboxes/`, its figure in the rail, the gauges and the settings in the admin (T1)."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from support_desk.shared.health import gauges
from tests.factories import NOW, a_department, a_mailbox, an_employee, viewer
from tickets.actions.mail.fetch_account import account_of, sealed
from tickets.models import FetchedUid, FetchState, Mailbox
from tickets.queries.badges import badges_for
from tickets.queries.mailboxes import due_mailbox_ids

MINUTE = timedelta(minutes=1)
KEEPERS = ("administrator", "director")
SECRET = "never to be seen"


@pytest.fixture
def department(db):
    return a_department()


def a_polled_mailbox(department, **state: Any) -> Mailbox:
    mailbox = a_mailbox(
        department, is_polled=True, imap_host="imap.example.com", imap_username="desk", sealed_password=sealed(SECRET),
        fetched_from=NOW.date(),
    )  # fmt: skip
    FetchState.objects.create(mailbox=mailbox, **{"watched_since": NOW, "answered_at": NOW, "tried_at": NOW, **state})
    return mailbox


def failing(since: timedelta) -> dict[str, Any]:
    return {"failure": "no_answer", "failing_since": NOW - since, "failures": 3, "answered_at": NOW - since}


def page_of(visit, *roles: str, **over: Any) -> str:
    return visit(an_employee(*roles, **over)).get("/mailboxes/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_takes_six_statements_however_many_mailboxes(visit, statements, department, rows):
    for _index in range(rows):
        held = a_polled_mailbox(department, waiting=2, oldest_waiting_at=NOW, **failing(9 * MINUTE))
        FetchedUid.objects.create(mailbox=held, generation=0, uid=1, state="held", attempts=1, next_try_at=NOW)
    # session, account, person; mailboxes; who is here for the operator's figure, the rail's figures
    assert statements(visit(an_employee("operator", department=department)), "/mailboxes/") == 6


def test_shows_what_waits_and_since_when(visit, department):
    mailbox = a_polled_mailbox(department, waiting=7, oldest_waiting_at=NOW - 12 * MINUTE)
    page = page_of(visit, "operator", department=department)
    assert mailbox.address in page and "Answers" in page
    assert "7 letters" in page and "the oldest since" in page
    assert "do not answer" not in page and "does not answer" not in page


def test_one_that_does_not_answer_stands_first_with_a_warning(visit, department):
    a_polled_mailbox(department)
    silent = a_polled_mailbox(department, failure_detail="<b>try later</b>", **failing(9 * MINUTE))
    page = page_of(visit, "head", department=department)
    assert "1 mailbox does not answer." in page
    assert "The mail server does not answer." in page
    assert "&lt;b&gt;try later" in page and "<b>try later" not in page
    assert page.index(f"mailbox-{silent.pk}") < page.index(f"mailbox-{Mailbox.objects.exclude(pk=silent.pk).get().pk}")


def test_one_failure_just_now_is_no_alarm(visit, department):
    a_polled_mailbox(department, **failing(MINUTE))
    page = page_of(visit, "operator", department=department)
    assert "Failed just now" in page and "mailbox does not answer." not in page


def test_a_mailbox_nobody_asks_any_more_is_an_alarm(visit, department):
    a_polled_mailbox(department, answered_at=NOW - 7 * MINUTE, watched_since=NOW - 8 * MINUTE)
    assert "the scheduler or the worker does not run" in page_of(visit, "operator", department=department)


def test_without_mailboxes_the_page_teaches(visit, settings, db):
    settings.SECOND_FACTOR_ROLES = ()
    assert "No mailbox yet" in page_of(visit, "administrator", is_staff=True)
    assert "New mailbox" not in page_of(visit, "operator")


def test_who_sees_which(visit, settings, department):
    settings.SECOND_FACTOR_ROLES = ()
    own, foreign = a_polled_mailbox(department), a_polled_mailbox(a_department())
    page = page_of(visit, "operator", department=department)
    assert own.address in page and foreign.address not in page
    for role in KEEPERS:
        page = page_of(visit, role, is_staff=True)
        assert own.address in page and foreign.address in page
    for role in ("manager", "specialist", "office_manager", "sales", "accountant"):
        assert visit(an_employee(role, department=department)).get("/mailboxes/").status_code == 404


def test_the_rail_counts_silent_ones_of_own_departments(department):
    a_polled_mailbox(department, **failing(9 * MINUTE))
    a_polled_mailbox(a_department(), **failing(9 * MINUTE))
    operator = viewer(an_employee("operator", department=department))
    assert badges_for(operator, sees_quarantine=False, sees_mailboxes=True).counts["mailboxes"] == 1


@pytest.mark.parametrize(
    ("state", "late"),
    [
        ({}, []),
        ({"waiting": 1, "oldest_waiting_at": NOW - 9 * MINUTE}, []),
        ({"waiting": 1, "oldest_waiting_at": NOW - 11 * MINUTE}, ["mail_unfetched_oldest_seconds"]),
        (failing(4 * MINUTE) | {"watched_since": NOW - MINUTE * 60}, []),
        (failing(6 * MINUTE) | {"watched_since": NOW - MINUTE * 60}, ["mailboxes_failing"]),
        (
            failing(11 * MINUTE) | {"watched_since": NOW - MINUTE * 60},
            ["mail_unfetched_oldest_seconds", "mailboxes_failing"],
        ),
    ],
)
def test_the_gauges_call_somebody_in_time(department, state, late):
    a_polled_mailbox(department, **state)
    found = {gauge.name: gauge for gauge in gauges(NOW) if gauge.name.startswith(("mail_unfetched", "mailboxes"))}
    assert [name for name, gauge in found.items() if gauge.is_late] == late


def test_a_mailbox_that_was_switched_off_alarms_nobody(department):
    mailbox = a_polled_mailbox(department, waiting=1, oldest_waiting_at=NOW - 60 * MINUTE, **failing(60 * MINUTE))
    Mailbox.objects.filter(pk=mailbox.pk).update(is_active=False)
    assert not [gauge for gauge in gauges(NOW) if gauge.name.startswith("mail") and gauge.value]
    assert due_mailbox_ids(NOW + 60 * MINUTE) == []


def test_the_admin_keeps_the_password_and_never_shows_it(visit, settings, department):
    settings.SECOND_FACTOR_ROLES = ()
    browser = visit(an_employee("administrator", is_staff=True))
    data = {
        "name": "help", "address": "help@desk.test", "department": department.pk, "display_name": "", "is_polled": "on",
        "imap_host": "imap.example.com", "imap_port": 993, "imap_security": "tls", "imap_username": "desk",
        "password": SECRET, "imap_folder": "INBOX", "poll_minutes": 1, "fetched_from": "",
    }  # fmt: skip
    refused = browser.post(reverse("admin:tickets_mailbox_add"), data | {"imap_host": "not a host"})
    assert SECRET not in refused.content.decode()
    assert refused.context["adminform"].form.errors == {
        "imap_host": ["Enter the server’s name alone, such as imap.example.com."]
    }
    browser.post(reverse("admin:tickets_mailbox_add"), data)
    mailbox = Mailbox.objects.get(name="help")
    assert account_of(mailbox).password == SECRET

    address = reverse("admin:tickets_mailbox_change", args=[mailbox.pk])
    page = browser.get(address).content.decode()
    assert SECRET not in page and mailbox.sealed_password not in page
    del data["name"]
    browser.post(address, data | {"password": "", "is_active": "on", "poll_minutes": 5})
    mailbox.refresh_from_db()
    assert (mailbox.poll_minutes, account_of(mailbox).password) == (5, SECRET)
    trail = browser.get(reverse("admin:shared_auditentry_changelist")).content.decode()
    assert "mailbox.update" in trail and SECRET not in trail
