"""Who is reminded on which day, and that it is once (L1)."""

from datetime import date

import pytest

from support_desk.shared import notices
from support_desk.shared.models import Notice
from tests.factories import a_department, a_shift, an_absence, an_employee, moscow
from tests.factories.rosters import a_roster
from workload.actions.rosters.reminding import remind_of_rosters
from workload.models import WorkloadPolicy

pytestmark = pytest.mark.django_db


def november(day: int, hour: int = 10):
    return moscow(hour, day=date(2026, 11, day))


def test_two_reminders_and_a_list_each_once() -> None:
    department = a_department()
    head = an_employee("head", department=department, name="Vera Head")
    a_roster(an_employee("manager", department=department), state="submitted")
    anna = an_employee("manager", department=department, name="Anna Orlova")
    an_employee("manager", department=department, left_on=date(2026, 11, 20))
    an_absence(an_employee("manager", department=department), date(2026, 11, 20), days=60, type="childcare")
    a_roster(head, state="submitted")
    told = [remind_of_rosters(at=november(day, hour)) for day in range(14, 27) for hour in (3, 23)]
    assert told == [0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, *[0] * 15]
    found = list(Notice.objects.order_by("id"))
    assert [(one.user, one.kind) for one in found] == [
        (anna.user, "roster.due"), (anna.user, "roster.due"), (head.user, "roster.missing"),
    ]  # fmt: skip
    assert [one.deliver_at for one in found] == [november(day, 9) for day in (15, 17, 19)]
    assert notices.words_of(found[0]).title == "Your roster for December 2026 is due on 18 November"
    words = notices.words_of(found[2])
    assert (words.title, words.body) == ("1 roster for December 2026 is missing", f"{department.name}: Anna Orlova")


def test_whose_month_somebody_has_planned_already_is_not_asked() -> None:
    department = a_department()
    planned, unplanned = (an_employee("manager", department=department) for _one in range(2))
    a_shift(planned, moscow(9, day=date(2026, 12, 1)))
    a_shift(unplanned, moscow(9, day=date(2026, 11, 30)))
    assert remind_of_rosters(at=november(15)) == 1
    assert Notice.objects.get().user == unplanned.user


def test_a_department_on_shift_work_is_a_month_earlier_and_one_without_a_head_has_no_list() -> None:
    department = a_department()
    WorkloadPolicy.objects.create(department=department, starts_on=date(2026, 1, 1), submit_day=10, months_ahead=2)
    an_employee("manager", department=department)
    an_employee("manager", department=a_department(is_active=False))
    assert remind_of_rosters(at=november(9)) == 1
    assert Notice.objects.get().facts["month"] == "2027-01-01"
    assert remind_of_rosters(at=november(11)) == 0
