"""A mailbox that stops answering is told once to those who can do something about it."""

from datetime import timedelta

import pytest

from support_desk.shared.models import Notice
from tests.at_once import run_at_once
from tests.factories import a_department, a_mailbox, an_employee
from tests.factories.people import NOW
from tickets.actions.mail.alarm import tell_silent_mailboxes
from tickets.actions.mail.fetch_account import sealed
from tickets.models import FetchState, Mailbox

SINCE = NOW - timedelta(minutes=6)


def a_failing_mailbox(department, since=SINCE) -> Mailbox:
    mailbox = a_mailbox(
        department,
        is_polled=True,
        imap_host="imap.desk.test",
        imap_username="support",
        sealed_password=sealed("secret"),
        fetched_from=NOW.date(),
    )
    FetchState.objects.create(
        mailbox=mailbox, watched_since=NOW - timedelta(days=1), answered_at=since, failure="no_answer",
        failing_since=since, failures=3,
    )  # fmt: skip
    return mailbox


@pytest.mark.django_db
def test_operators_head_and_administrators_are_told_once():
    department = a_department()
    told = [an_employee(role, department=department) for role in ("operator", "head")]
    told.append(an_employee("administrator"))
    an_employee("manager", department=department)
    an_employee("operator")
    mailbox = a_failing_mailbox(department)
    assert tell_silent_mailboxes(at=NOW) == 3
    assert tell_silent_mailboxes(at=NOW + timedelta(minutes=1)) == 0
    assert {notice.user_id for notice in Notice.objects.all()} == {person.user_id for person in told}
    assert Notice.objects.first().facts == {"address": mailbox.address, "since": SINCE.isoformat()}


@pytest.mark.django_db
def test_another_silence_is_told_anew_and_a_short_one_not_at_all(django_assert_num_queries):
    department = a_department()
    an_employee("operator", department=department)
    a_failing_mailbox(department, since=NOW - timedelta(minutes=4))
    with django_assert_num_queries(1):
        assert tell_silent_mailboxes(at=NOW) == 0
    assert tell_silent_mailboxes(at=NOW + timedelta(minutes=2)) == 1
    FetchState.objects.update(failing_since=NOW + timedelta(hours=1))
    assert tell_silent_mailboxes(at=NOW + timedelta(hours=2)) == 1


@pytest.mark.django_db(transaction=True)
def test_three_who_look_at_once_tell_once():
    department = a_department()
    an_employee("operator", department=department)
    a_failing_mailbox(department)
    run_at_once(*[lambda: tell_silent_mailboxes(at=NOW)] * 3)
    assert Notice.objects.count() == 1
