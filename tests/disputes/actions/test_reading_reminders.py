"""People are reminded of what they have not read, each time once, and the head is told once (D2)."""

from datetime import date, timedelta

import pytest

from disputes.actions.regulations.reminding import remind_readers
from support_desk.shared.models import Notice
from support_desk.shared.notices import words_of
from tests import factories as make
from tests.factories import NOW
from workload.models import Employment

pytestmark = pytest.mark.django_db
PUBLISHED = NOW


@pytest.fixture
def department():
    return make.a_department("Sales")


@pytest.fixture
def reader(department):
    return make.an_employee("manager", department=department, name="Mara")


def published(department=None, code="R-12", **over):
    rule = make.a_regulation(department, owner=make.an_employee(), code=code)
    return make.a_version(rule, is_draft=True, starts_on=date(2026, 11, 30), **over)


def publish(version, at=PUBLISHED):
    version.published_at, version.published_by = at, version.regulation.owner
    version.save()
    return version


def told(person, kind="regulation.unread"):
    return [notice.deliver_at for notice in Notice.objects.filter(user=person.user, kind=kind).order_by("deliver_at")]


def test_after_three_and_seven_days_then_every_week_at_nine_and_never_twice(department, reader):
    publish(published(department))
    for hours in range(0, 24 * 16, 8):
        for _twice in range(2):
            remind_readers(at=PUBLISHED + timedelta(hours=hours))
    # Noon in Moscow is when it was published; the day of the reminder begins there at nine.
    nine = PUBLISHED.replace(hour=6)
    days = [(one - nine).days for one in told(reader)]
    assert days == [3, 7, 14] and {one.hour for one in told(reader)} == {6}


def test_who_has_read_is_left_alone_and_all_that_is_unread_is_said_at_once(department, reader):
    first, second = publish(published(department)), publish(published(code="C-1"))
    remind_readers(at=PUBLISHED + timedelta(days=3))
    notice = Notice.objects.get(user=reader.user)
    assert words_of(notice).title == "2 rules wait to be read by you"
    assert words_of(notice).body == "C-1: Answering clients' letters\nR-12: Answering clients' letters"
    make.acknowledged(first, reader, at=PUBLISHED + timedelta(days=4))
    make.acknowledged(second, reader, at=PUBLISHED + timedelta(days=4))
    remind_readers(at=PUBLISHED + timedelta(days=8))
    assert len(told(reader)) == 1


def test_who_comes_later_is_told_on_the_first_day(department):
    publish(published(department))
    came_on = date(2026, 12, 1)
    new = make.an_employee(department=department, hired_on=came_on)
    moved = make.an_employee()
    term = moved.employments.get()
    Employment.objects.filter(pk=term.pk).update(ends_on=came_on - timedelta(days=1))
    Employment.objects.create(employee=moved, department=department, position=term.position, starts_on=came_on)
    remind_readers(at=PUBLISHED + timedelta(days=12, hours=8))
    assert told(new) == told(moved) == []
    remind_readers(at=PUBLISHED + timedelta(days=13))
    assert len(told(new)) == len(told(moved)) == 1


def test_a_former_version_and_an_ended_rule_ask_nobody(department, reader):
    old = make.a_version(make.a_regulation(department, owner=reader))
    new = make.a_version(old.regulation, starts_on=NOW.date() - timedelta(days=20))
    make.acknowledged(new, reader)
    ended = make.a_version(make.a_regulation(department, owner=reader, is_active=False, ended_on=NOW.date()))
    assert ended.published_at is not None
    remind_readers(at=NOW)
    assert told(reader) == []


def test_the_head_is_told_once_after_a_week(department, reader):
    head = make.an_employee("head", department=department, name="Hanna")
    version = publish(published(department))
    make.acknowledged(version, head, at=PUBLISHED)
    remind_readers(at=PUBLISHED + timedelta(days=6))
    assert told(head, "regulation.readers") == []
    for day in (7, 8, 30):
        remind_readers(at=PUBLISHED + timedelta(days=day))
    notice = Notice.objects.get(user=head.user, kind="regulation.readers")
    assert words_of(notice).title == "1 of 2 has not read R-12"
    assert words_of(notice).body.endswith("Mara")


def test_the_head_hears_of_a_department_each_and_of_the_first_names(department, reader):
    publish(published(code="C-1"))
    head = make.an_employee("head", department=department)
    for _ in range(5):
        make.an_employee(department=department)
    remind_readers(at=PUBLISHED + timedelta(days=7))
    notice = Notice.objects.get(user=head.user, kind="regulation.readers")
    assert words_of(notice).title == "7 of 7 have not read C-1"
    assert words_of(notice).body.endswith("and others")


@pytest.mark.parametrize("rows", [1, 3])
def test_as_many_statements_whatever_the_number(department, django_assert_num_queries, rows):
    for number in range(rows):
        publish(published(department, code=f"R-{number}"))
        make.an_employee(department=department)
    with django_assert_num_queries(6):  # a savepoint, versions, readings, people, notices
        remind_readers(at=PUBLISHED + timedelta(days=3))
