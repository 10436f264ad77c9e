"""Who hears that an absence waits for them, and what cannot go round a signature (L2)."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from support_desk.shared.errors import Refused
from support_desk.shared.models import Notice
from tests.factories import NOW, a_department, an_absence, an_employee, moscow, viewer
from workload.actions.absence_checks import Days
from workload.actions.absence_decisions import approve_absence
from workload.actions.absences import record_absence, request_absence
from workload.domain.make_ups import Span
from workload.forms.absences import AbsenceForm
from workload.models import Absence, Department, Employee, LeaveSlip
from workload.queries.absence_card import absence_card
from workload.queries.employees import zone_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 7)


@pytest.fixture
def department() -> Department:
    made = a_department()
    an_employee("head", department=made, name="Hugo")
    made.refresh_from_db()
    return made


@pytest.fixture
def worker(department: Department) -> Employee:
    return an_employee("manager", department=department)


def told() -> list[tuple[str, str]]:
    return list(Notice.objects.order_by("pk").values_list("kind", "user__name"))


def test_sickness_and_hours_are_told_to_who_decides_until_they_have(worker: Employee, department: Department) -> None:
    assert department.head is not None
    ill = record_absence(employee=worker, days=Days(NOW.date(), NOW.date()), by=viewer(worker), at=NOW)
    hours = Days(DAY, DAY, time(10), time(12))
    request_absence(employee=worker, type="personal", days=hours, by=viewer(worker), at=NOW)
    assert told() == [("absence.recorded", "Hugo"), ("absence.waits", "Hugo")]
    assert "sickness" not in repr(Notice.objects.values_list("facts", flat=True))
    approve_absence(absence=ill, by=viewer(department.head), at=NOW)
    assert told() == [("absence.waits", "Hugo"), ("absence.decided", worker.name)]


def test_what_the_head_enters_tells_the_head_nothing(worker: Employee, department: Department) -> None:
    assert department.head is not None
    record_absence(employee=worker, days=Days(DAY, DAY), by=viewer(department.head), at=NOW)
    assert told() == []


def test_hours_of_a_vacation_are_signed_like_its_days(worker: Employee, department: Department) -> None:
    hours, by = Days(DAY, DAY, time(0), time(23, 59)), viewer(worker)
    with pytest.raises(Refused) as refused:
        request_absence(employee=worker, type="vacation", days=hours, by=by, at=NOW)
    assert refused.value.field == "cover"
    cover = an_employee("manager", department=department)
    absence = request_absence(employee=worker, type="vacation", days=hours, cover=cover, by=by, at=NOW)
    assert LeaveSlip.objects.get().absence == absence
    with pytest.raises(Refused):
        approve_absence(absence=absence, by=viewer(Employee.objects.get(name="Hugo")), at=NOW)


def test_who_decides_sees_on_which_days_the_cover_is_away(worker: Employee, department: Department) -> None:
    assert department.head is not None
    cover = an_employee("manager", department=department)
    absence = an_absence(worker, DAY, days=5, state="requested", cover=cover)
    an_absence(cover, DAY - timedelta(days=3), days=5)
    shown = Absence.objects.select_related("employee", "cover", "slip").get(pk=absence.pk)
    assert absence_card(viewer(department.head), shown).cover_away == [(DAY, DAY + timedelta(days=1))]
    assert absence_card(viewer(worker), shown).cover_away == []


def test_make_up_hours_are_read_by_the_clock_of_the_person(worker: Employee) -> None:
    """Whatever the zone of who fills in the form."""
    data = {"type": "personal", "starts_on": DAY, "ends_on": DAY, "from_time": "10:00", "until_time": "12:00"}
    hours = {"make_up_on": DAY, "make_up_from": "18:00", "make_up_until": "20:00"}
    form = AbsenceForm({**data, **hours}, people=[])
    assert form.is_valid(), form.errors
    assert form.make_ups(zone_of(worker, NOW)) == [Span(moscow(18, day=DAY), moscow(20, day=DAY))]
    worker.timezone = "Asia/Vladivostok"
    assert zone_of(worker, NOW) == ZoneInfo("Asia/Vladivostok")
