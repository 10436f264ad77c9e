"""Roles by date: nobody gives one to themselves, and a change ends the person's sessions (P4)."""

from datetime import date

import pytest
from django.test import Client as Browser

from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.models import AuditEntry
from support_desk.shared.viewer import Viewer
from tests.factories import NOW, a_department, an_employee, viewer
from workload.actions.roles import end_role, give_role
from workload.models import Employee, RoleAssignment
from workload.queries.viewers import viewer_of_employee

pytestmark = pytest.mark.django_db
TODAY, YESTERDAY = date(2026, 11, 18), date(2026, 11, 17)


@pytest.fixture
def administrator() -> Viewer:
    return viewer(an_employee("administrator"))


def roles_now(employee: Employee) -> set[str]:
    return set(viewer_of_employee(employee, NOW).roles)


def test_a_role_holds_from_today_until_it_is_taken(administrator: Viewer) -> None:
    kim = an_employee("manager")
    given = give_role(employee=kim, role="director", by=administrator, at=NOW)
    assert roles_now(kim) == {"manager", "director"}
    end_role(assignment=given, by=administrator, at=NOW)
    assert roles_now(kim) == {"manager"}
    end_role(assignment=RoleAssignment.objects.get(employee=kim), by=administrator, at=NOW)
    assert roles_now(kim) == set()
    assert RoleAssignment.objects.get(employee=kim).ends_on == YESTERDAY
    trail = AuditEntry.objects.of_scope(f"employee:{kim.pk}").order_by("id")
    assert [entry.action for entry in trail] == ["role.give", "role.end", "role.end"]


def test_taking_what_has_ended_changes_nothing(administrator: Viewer) -> None:
    held = RoleAssignment.objects.get(employee=an_employee("manager"))
    RoleAssignment.objects.filter(pk=held.pk).update(ends_on=YESTERDAY)
    end_role(assignment=held, by=administrator, at=NOW)
    assert not AuditEntry.objects.filter(action="role.end").exists()


def test_nobody_gives_or_takes_a_role_of_their_own() -> None:
    keeper = an_employee("administrator", "director")
    for act in (
        lambda: give_role(employee=keeper, role="accountant", by=viewer(keeper), at=NOW),
        lambda: end_role(assignment=keeper.role_assignments.first(), by=viewer(keeper), at=NOW),
    ):
        with pytest.raises(NotAllowed, match="own case"):
            act()
    assert roles_now(keeper) == {"administrator", "director"}


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"starts_on": YESTERDAY}, "starts_on"),
        ({"starts_on": TODAY, "ends_on": YESTERDAY}, "ends_on"),
        ({"starts_on": TODAY, "ends_on": TODAY}, "role"),
        ({"starts_on": date(2026, 12, 1)}, "role"),
    ],
)
def test_bad_days_are_refused(administrator: Viewer, days: dict[str, date], field: str) -> None:
    with pytest.raises(Refused) as refused:
        give_role(employee=an_employee("manager"), role="manager", by=administrator, at=NOW, **days)
    assert refused.value.field == field


def test_a_role_returns_after_it_has_ended(administrator: Viewer) -> None:
    kim = an_employee("manager")
    kim.role_assignments.update(ends_on=date(2026, 11, 30))
    give_role(
        employee=kim, role="manager", by=administrator, at=NOW, starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 31)
    )
    assert kim.role_assignments.count() == 2


def test_who_has_left_gets_no_role(administrator: Viewer) -> None:
    gone = an_employee("manager")
    gone.employments.update(ends_on=YESTERDAY)
    with pytest.raises(Refused, match="has left"):
        give_role(employee=gone, role="operator", by=administrator, at=NOW)


def test_a_head_gives_ordinary_roles_in_the_own_department_only() -> None:
    department = a_department()
    head = viewer(an_employee("head", department=department))
    kim = an_employee("manager", department=department)
    give_role(employee=kim, role="operator", by=head, at=NOW)
    for person, role in ((kim, "accountant"), (an_employee("manager"), "operator")):
        with pytest.raises(NotAllowed):
            give_role(employee=person, role=role, by=head, at=NOW)


def test_a_change_of_roles_ends_the_persons_sessions_and_nobody_elses(administrator: Viewer) -> None:
    kim, other = an_employee("manager"), an_employee("manager")
    browsers = {person.pk: Browser() for person in (kim, other)}
    for person in (kim, other):
        browsers[person.pk].force_login(person.user)
    give_role(employee=kim, role="operator", by=administrator, at=NOW)
    away = browsers[kim.pk].get("/accounts/password/change/")
    assert away.status_code == 302
    assert away.headers["Location"].startswith("/accounts/login/")
    assert browsers[other.pk].get("/accounts/password/change/").status_code != 404
    assert "_auth_user_id" in browsers[other.pk].session


def test_a_new_password_ends_the_sessions_too() -> None:
    kim = an_employee("manager")
    browser = Browser()
    browser.force_login(kim.user)
    kim.user.set_password("quite another one 17")
    kim.user.save()
    assert browser.get("/accounts/password/change/").headers["Location"].startswith("/accounts/login/")


def test_the_catalogues_open_and_close_with_the_role(administrator: Viewer) -> None:
    kim = an_employee("manager")
    given = give_role(employee=kim, role="head", by=administrator, at=NOW)
    kim.user.refresh_from_db()
    assert kim.user.is_staff
    end_role(assignment=given, by=administrator, at=NOW)
    kim.user.refresh_from_db()
    assert not kim.user.is_staff
