"""Taking people on, changing them, and what is refused (P1)."""

from datetime import date

import pytest

from support_desk.shared.errors import NotAllowed, PeriodClosed, Refused
from support_desk.shared.models import AuditEntry, PeriodLock
from support_desk.shared.viewer import Viewer
from tests.factories import NOW, a_department, an_employee, viewer
from workload.actions.employees import Place, hire_employee, update_employee
from workload.models import Department, Employee, Position, RoleAssignment
from workload.queries.viewers import viewer_of_employee

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 16)


@pytest.fixture
def department() -> Department:
    return a_department()


@pytest.fixture
def place(department: Department) -> Place:
    return Place(department, Position.objects.create(name="Editor"), MONDAY)


@pytest.fixture
def director() -> Viewer:
    return viewer(an_employee("director"))


def test_hiring_makes_account_person_term_and_roles(place: Place, director: Viewer) -> None:
    kim = hire_employee(
        name=" Kim Oak ", email="Kim@Desk.test", place=place, by=director, at=NOW,
        roles=["manager", "head", "manager"], phone="101", language="ru",
    )  # fmt: skip
    seen = viewer_of_employee(kim, NOW)
    assert (kim.name, kim.user.email, kim.user.language, kim.phone) == ("Kim Oak", "kim@desk.test", "ru", "101")
    assert (seen.roles, seen.department_ids) == ({"manager", "head"}, {place.department.pk})
    assert not kim.user.has_usable_password()
    kim.user.refresh_from_db()
    assert kim.user.is_staff
    trail = AuditEntry.objects.of_scope(f"employee:{kim.pk}").order_by("id")
    assert [entry.action for entry in trail] == ["employee.hire", "role.give", "role.give"]
    assert {entry.department_id for entry in trail} == {place.department.pk}


def test_an_ordinary_role_opens_no_catalogues(place: Place, director: Viewer) -> None:
    kim = hire_employee(name="Kim", email="k@desk.test", place=place, by=director, at=NOW, roles=["manager"])
    kim.user.refresh_from_db()
    assert not kim.user.is_staff


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"email": "none"}, "email"),
        ({"name": " "}, "name"),
        ({"timezone": "Mars"}, "timezone"),
        ({"roles": ["king"]}, "role"),
        ({"roles": ["client_contact"]}, "role"),
    ],
)
def test_bad_input_is_refused_by_its_field(place: Place, director: Viewer, changed: dict, field: str) -> None:
    with pytest.raises(Refused) as refused:
        hire_employee(**{"name": "Kim", "email": "k@desk.test", "place": place, "by": director, "at": NOW, **changed})
    assert refused.value.field == field
    assert not Employee.objects.filter(name="Kim").exists()


def test_an_address_is_one_accounts(place: Place, director: Viewer) -> None:
    an_employee(email="kim@desk.test")
    with pytest.raises(Refused, match="account with this address") as refused:
        hire_employee(name="Kim", email="KIM@desk.test", place=place, by=director, at=NOW)
    assert refused.value.field == "email"


def test_nobody_is_hired_into_a_closed_month(place: Place, director: Viewer) -> None:
    PeriodLock.objects.create(department_id=place.department.pk, month=date(2026, 11, 1), closed_at=NOW)
    with pytest.raises(PeriodClosed) as refused:
        hire_employee(name="Kim", email="k@desk.test", place=place, by=director, at=NOW)
    assert refused.value.field == "hired_on"


def test_heads_and_office_managers_hire_for_their_department_and_give_ordinary_roles(place: Place) -> None:
    for n, role in enumerate(("head", "office_manager")):
        own = viewer(an_employee(role, department=place.department))
        email = f"k{n}@desk.test"
        with pytest.raises(NotAllowed) as refused:
            hire_employee(name="Kim", email=email, place=place, by=own, at=NOW, roles=["director"])
        assert refused.value.field == "role"
        kim = hire_employee(name="Kim", email=f"own{n}@desk.test", place=place, by=own, at=NOW, roles=["operator"])
        assert RoleAssignment.objects.get(employee=kim).role == "operator"
        with pytest.raises(NotAllowed):
            elsewhere = Place(a_department(), place.position, MONDAY)
            hire_employee(name="Kim", email=f"far{n}@desk.test", place=elsewhere, by=own, at=NOW)


def test_a_head_by_the_departments_row_alone_manages_it_too(place: Place) -> None:
    deputy = an_employee("manager")
    place.department.head = deputy
    place.department.save()
    assert hire_employee(name="Kim", email="k@desk.test", place=place, by=viewer(deputy), at=NOW)


def test_managers_hire_nobody(place: Place) -> None:
    with pytest.raises(NotAllowed):
        hire_employee(name="Kim", email="k@desk.test", place=place, by=viewer(an_employee("manager")), at=NOW)


def test_a_person_is_changed_and_the_account_bears_the_name(director: Viewer) -> None:
    kim, mentor = an_employee("manager"), an_employee("manager")
    update_employee(employee=kim, by=director, at=NOW, name=" Kim Elm ", mentor=mentor, timezone="Asia/Omsk")
    kim.refresh_from_db()
    assert (kim.name, kim.user.name, kim.mentor, kim.timezone) == ("Kim Elm", "Kim Elm", mentor, "Asia/Omsk")
    update_employee(employee=kim, by=director, at=NOW, phone="7")
    assert AuditEntry.objects.of_scope(f"employee:{kim.pk}").count() == 2


def test_nobody_becomes_their_own_manager_through_others(director: Viewer) -> None:
    first, second, third = (an_employee("manager") for _ in range(3))
    update_employee(employee=second, by=director, at=NOW, manager=first)
    update_employee(employee=third, by=director, at=NOW, manager=second)
    with pytest.raises(Refused) as refused:
        update_employee(employee=first, by=director, at=NOW, manager=third)
    assert refused.value.field == "manager"
    update_employee(employee=second, by=director, at=NOW, manager=None)


def test_nobody_chooses_who_decides_on_them_or_becomes_the_one(department: Department, director: Viewer) -> None:
    head, kim = an_employee("head", department=department), an_employee("manager", department=department)
    office = an_employee("office_manager", department=department)
    for employee, manager, by in ((head, kim, head), (head, kim, office), (kim, office, office)):
        with pytest.raises(NotAllowed):
            update_employee(employee=employee, by=viewer(by), at=NOW, manager=manager)
    update_employee(employee=kim, by=viewer(office), at=NOW, manager=head)
    update_employee(employee=head, by=director, at=NOW, manager=an_employee("director"))


def test_whoever_hires_does_not_name_themselves_the_manager(place: Place) -> None:
    head, office = (an_employee(role, department=place.department) for role in ("head", "office_manager"))
    for by in (head, office):
        with pytest.raises(NotAllowed) as refused:
            hire_employee(name="Kim", email="k@desk.test", place=place, by=viewer(by), at=NOW, manager=by)
        assert refused.value.field == "manager"
    kim = hire_employee(name="Kim", email="k@desk.test", place=place, by=viewer(office), at=NOW, manager=head)
    assert kim.manager == head


def test_who_has_left_is_only_the_companys_to_change(department: Department) -> None:
    gone = an_employee("manager", department=department)
    gone.employments.update(ends_on=date(2026, 10, 31))
    with pytest.raises(NotAllowed):
        update_employee(employee=gone, by=viewer(an_employee("head", department=department)), at=NOW, phone="7")


def test_a_client_sees_no_employee_to_change() -> None:
    with pytest.raises(Employee.DoesNotExist):
        update_employee(employee=an_employee(), by=Viewer.nobody(NOW), at=NOW, phone="7")
