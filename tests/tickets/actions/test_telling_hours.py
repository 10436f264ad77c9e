"""Hints about a month's hours: at 80 % used, and when the last third begins with less than half used (C2)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from support_desk.shared.models import Notice
from support_desk.shared.notices import words_of
from tests.at_once import run_at_once
from tests.factories import a_contract, a_cover_span, a_department, a_project, a_ticket, a_time_entry, an_employee
from tickets.actions.hours.hinting import tell_hours
from tickets.models import Contract, WorkPolicy
from tickets.notifications.hours import used_words

LATE = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
EARLY = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)


@pytest.fixture
def contract(db) -> Contract:
    return a_contract(included_minutes=600)


def used(contract, minutes, day=date(2026, 11, 5)):
    a_time_entry(a_ticket(contract.project), worked_on=day, billable_minutes=minutes, actual_minutes=minutes)


def told():
    return [(notice.user_id, notice.kind) for notice in Notice.objects.order_by("id")]


@pytest.mark.parametrize(
    ("minutes", "at", "kind"),
    [
        (479, EARLY, None),
        (480, EARLY, "contract.used"),
        (601, LATE, "contract.used"),
        (299, LATE - timedelta(days=1), None),
        (299, LATE, "contract.spare"),
        (300, LATE, None),
    ],
)
def test_the_owner_is_told_from_the_boundary_on(contract, minutes, at, kind):
    used(contract, minutes)
    tell_hours(at=at)
    assert told() == ([(contract.project.owner.user_id, kind)] if kind else [])


def test_once_a_month_and_contract_whoever_answers_meanwhile(contract):
    used(contract, 500)
    assert tell_hours(at=EARLY) == 1
    cover = an_employee("manager", department=contract.project.department)
    a_cover_span(contract.project, cover, starts_at=EARLY)
    assert tell_hours(at=EARLY + timedelta(hours=1)) == 0
    used(contract, 300)
    assert tell_hours(at=EARLY + timedelta(days=2)) == 0
    used(contract, 700, date(2026, 12, 1))
    assert tell_hours(at=datetime(2026, 12, 2, 9, tzinfo=UTC)) == 1
    assert told()[1] == (cover.user_id, "contract.used")


def test_the_month_is_that_of_the_department(contract):
    """Midnight in Vladivostok is 14:00 UTC: there December has begun."""
    Contract.objects.update(project=a_project(department=a_department(timezone="Asia/Vladivostok")))
    contract.refresh_from_db()
    used(contract, 600, date(2026, 12, 1))
    assert tell_hours(at=datetime(2026, 11, 30, 13, 59, tzinfo=UTC)) == 1  # November is nearly over with nothing used
    assert tell_hours(at=datetime(2026, 11, 30, 14, 1, tzinfo=UTC)) == 1
    assert [kind for _user, kind in told()] == ["contract.spare", "contract.used"]


def test_the_shares_are_the_departments(contract):
    WorkPolicy.objects.create(department=contract.project.department, starts_on=date(2026, 1, 1), used_percent=90)
    used(contract, 539)
    assert tell_hours(at=EARLY) == 0
    used(contract, 1)
    assert tell_hours(at=EARLY) == 1


def test_nothing_is_said_of_what_is_no_longer_served(contract):
    used(contract, 600)
    for row, field in ((contract.project, "is_active"), (contract.project.client, "is_active")):
        setattr(row, field, False)
        row.save()
        assert tell_hours(at=EARLY) == 0
        setattr(row, field, True)
        row.save()
    Contract.objects.update(included_minutes=0)
    assert tell_hours(at=LATE) == 0


def test_the_hint_leads_to_the_letter_that_proposes(contract):
    tell_hours(at=LATE)
    notice = Notice.objects.get()
    words = words_of(notice)
    assert notice.url == f"/tickets/new/?project={contract.project_id}&propose=1"
    assert contract.project.name in words.title and "10 h" in words.body
    Notice.objects.all().delete()
    used(contract, 660)
    tell_hours(at=LATE)
    assert "1 h are beyond" in words_of(Notice.objects.get()).body
    assert "1 h 40 min are left" in used_words({**Notice.objects.get().facts, "used": 500}).body


@pytest.mark.parametrize("count", [1, 12])
def test_statements_do_not_grow_with_the_contracts(db, count):
    department = a_department()
    for number in range(count):
        used(a_contract(a_project(department=department), rollover_months=number % 2, starts_on=date(2026, 11, 1)), 700)
    with CaptureQueriesContext(connection) as asked:
        assert tell_hours(at=EARLY) == count
    told = [query["sql"] for query in asked.captured_queries if "SAVEPOINT" not in query["sql"]]
    # departments; contracts and minutes without rollover; contracts with it, and minutes where there are any; who was
    # told before; the notices
    assert len(told) == (7 if count > 1 else 6)


@pytest.mark.django_db(transaction=True)
def test_two_jobs_at_once_tell_once():
    contract = a_contract()
    used(contract, 600)
    deed = lambda: tell_hours(at=EARLY)  # noqa: E731 - the same deed twice
    assert sorted(run_at_once(deed, deed)) == [0, 1]
    assert len(told()) == 1
