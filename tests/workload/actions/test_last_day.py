"""Back earlier, away longer, another cover: what changes about an absence in force (L2, L4, W7)."""

from datetime import date

import pytest

from support_desk.shared.errors import IllegalTransition, NotAllowed, PeriodClosed, Refused, Unconfirmed
from support_desk.shared.models import AuditEntry, Notice, PeriodLock
from tests.factories import NOW, a_department, a_shift, an_absence, an_employee, moscow, viewer
from workload.actions.cover_replacing import replace_cover
from workload.actions.last_day import change_last_day
from workload.models import Absence, Department, Employee
from workload.queries.presence import presence_of

pytestmark = pytest.mark.django_db
LATE, TODAY = date(2026, 10, 28), NOW.date()


@pytest.fixture
def department() -> Department:
    made = a_department()
    an_employee("head", department=made)
    made.refresh_from_db()
    return made


@pytest.fixture
def worker(department: Department) -> Employee:
    return an_employee("manager", department=department)


@pytest.fixture
def sick(worker: Employee, department: Department) -> Absence:
    """From 28 October until 25 November, October being closed; the cover is there."""
    cover = an_employee("manager", department=department)
    PeriodLock.objects.create(department_id=department.pk, month=date(2026, 10, 1), closed_at=NOW)
    return an_absence(worker, LATE, days=29, type="sickness", cover=cover)


def changed(absence: Absence, ends_on: date, **over: object) -> Absence:
    by = viewer(Employee.objects.get(headed_departments__isnull=False))
    return change_last_day(**{"absence": absence, "ends_on": ends_on, "by": by, "at": NOW, **over})  # type: ignore[arg-type]  # as the action takes them


def test_back_earlier_though_the_first_month_is_closed(sick: Absence, worker: Employee) -> None:
    back = changed(sick, date(2026, 11, 17))
    assert back.ends_at == moscow(0, day=TODAY)
    assert presence_of([worker.pk], NOW)[worker.pk].state == "here"
    assert set(Notice.objects.values_list("kind", "user")) == {
        ("absence.decided", worker.user_id),
        ("absence.covers", sick.cover.user_id if sick.cover else 0),
    }
    assert "sickness" not in repr(AuditEntry.objects.get(action="absence.last_day").after)
    changed(sick, date(2026, 11, 17))
    assert AuditEntry.objects.filter(action="absence.last_day").count() == 1, "the same day again is nothing"


def test_what_changes_lies_in_open_months_and_in_order(sick: Absence) -> None:
    with pytest.raises(PeriodClosed):
        changed(sick, date(2026, 10, 30))
    changed(sick, date(2026, 10, 31))
    for day in (date(2026, 10, 27), date(2030, 1, 1)):
        with pytest.raises(Refused) as refused:
            changed(sick, day)
        assert refused.value.field == "ends_on"


def test_away_longer_until_the_next_absence_and_past_days_are_confirmed(worker: Employee) -> None:
    ill = an_absence(worker, date(2026, 11, 12), days=2, type="sickness", state="recorded")
    a_shift(worker, moscow(9, day=date(2026, 11, 16)))
    with pytest.raises(Unconfirmed):
        changed(ill, date(2026, 11, 20))
    an_absence(worker, date(2026, 11, 23), type="personal", state="requested")
    with pytest.raises(Refused, match="another absence") as refused:
        changed(ill, date(2026, 11, 23), confirmed=True)
    assert refused.value.field == "ends_on"
    assert changed(ill, date(2026, 11, 22), confirmed=True).ends_on == date(2026, 11, 22)


def test_who_decides_changes_what_is_in_force_and_of_days(sick: Absence, worker: Employee) -> None:
    with pytest.raises(NotAllowed):
        changed(sick, TODAY, by=viewer(worker))
    hours = {"from_time": "10:00", "until_time": "11:00", "starts_at": moscow(10, day=date(2026, 12, 1))}
    kept = {"ends_at": moscow(11, day=date(2026, 12, 1)), "type": "personal"}
    for absence in (
        an_absence(worker, date(2026, 12, 1), **hours, **kept),
        an_absence(worker, date(2026, 12, 2), state="requested"),
    ):
        with pytest.raises(IllegalTransition):
            changed(absence, date(2026, 12, 3))
    vacation = an_absence(worker, date(2026, 12, 7), days=5)
    with pytest.raises(Refused, match="asked for as another absence"):
        changed(vacation, date(2026, 12, 14))
    assert changed(vacation, date(2026, 12, 9)).ends_on == date(2026, 12, 9)


def test_another_cover_answers_from_now_on_and_is_told(sick: Absence, worker: Employee, department: Department) -> None:
    other, by = an_employee("manager", department=department), viewer(by_head(department))
    for _time in range(2):
        assert replace_cover(absence=sick, cover=other, by=by, at=NOW).cover == other
    assert presence_of([worker.pk], NOW)[worker.pk].cover_id == other.pk
    assert Notice.objects.get().user_id == other.user_id
    assert AuditEntry.objects.filter(action="absence.cover").count() == 1
    an_absence(by_head(department), TODAY, days=30)
    with pytest.raises(Refused, match="absent all that time") as refused:
        replace_cover(absence=sick, cover=by_head(department), by=by, at=NOW)
    assert refused.value.field == "cover"
    over = an_absence(worker, date(2026, 10, 5), cover=other)
    with pytest.raises(IllegalTransition):
        replace_cover(absence=over, cover=by_head(department), by=by, at=NOW)


def test_a_cover_named_for_what_was_recorded_counts_at_once(worker: Employee, department: Department) -> None:
    ill = an_absence(worker, TODAY, days=3, type="sickness", state="recorded")
    other = an_employee("manager", department=department)
    replace_cover(absence=ill, cover=other, by=viewer(by_head(department)), at=NOW)
    assert presence_of([worker.pk], NOW)[worker.pk].cover_id == other.pk


def by_head(department: Department) -> Employee:
    assert department.head is not None, "the department of these tests has one"
    return department.head
