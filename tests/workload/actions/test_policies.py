"""Rules of rosters, load and onboarding: by date, by who may, never backwards (L1, L7, L9)."""

from dataclasses import replace
from datetime import date

import pytest

from support_desk.shared.errors import NotAllowed, PeriodClosed, Refused
from support_desk.shared.models import AuditEntry, PeriodLock
from tests.factories import NOW, a_department, an_employee, viewer
from workload.actions.policies import set_workload_policy
from workload.domain.policies import STANDARD
from workload.queries.policies import rules_of

pytestmark = pytest.mark.django_db
FROM, LATER = date(2026, 11, 1), date(2026, 12, 1)


def test_the_head_sets_the_rules_of_the_department_from_a_day_on() -> None:
    department = a_department()
    head = viewer(an_employee("head", department=department))
    set_workload_policy(department=department, starts_on=FROM, rules=replace(STANDARD, submit_day=10), by=head, at=NOW)
    set_workload_policy(department=department, starts_on=LATER, rules=STANDARD, by=head, at=NOW)
    again = replace(STANDARD, submit_day=11, ramp=(50, 100))
    set_workload_policy(department=department, starts_on=FROM, rules=again, by=head, at=NOW)
    assert (rules_of(department.pk, FROM), rules_of(department.pk, LATER)) == (again, STANDARD)
    entry = AuditEntry.objects.filter(action="workload_policy.set").latest("id")
    assert (entry.before["submit_day"], entry.after["submit_day"], entry.after["ramp"]) == (10, 11, [50, 100])


def test_only_the_company_sets_the_rules_for_all() -> None:
    head, director = an_employee("head"), an_employee("director")
    with pytest.raises(NotAllowed):
        set_workload_policy(department=None, starts_on=FROM, rules=STANDARD, by=viewer(head), at=NOW)
    with pytest.raises(NotAllowed):
        set_workload_policy(department=a_department(), starts_on=FROM, rules=STANDARD, by=viewer(head), at=NOW)
    rules = replace(STANDARD, idle_percent=50)
    set_workload_policy(department=None, starts_on=FROM, rules=rules, by=viewer(director), at=NOW)
    assert rules_of(a_department().pk, LATER) == rules


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("submit_day", 29),
        ("submit_day", 0),
        ("months_ahead", 4),
        ("overload_percent", 60),
        ("overload_percent", 1001),
        ("ramp", ()),
        ("ramp", (100, 201)),
    ],
)
def test_what_makes_no_sense_is_refused_by_its_name(field: str, value: object) -> None:
    with pytest.raises(Refused) as refused:
        wrong, director = replace(STANDARD, **{field: value}), viewer(an_employee("director"))
        set_workload_policy(department=None, starts_on=FROM, rules=wrong, by=director, at=NOW)
    assert refused.value.field == field


def test_rules_never_change_what_was_counted_by_them() -> None:
    director, department = viewer(an_employee("director")), a_department()
    with pytest.raises(Refused) as refused:
        set_workload_policy(department=None, starts_on=date(2026, 10, 31), rules=STANDARD, by=director, at=NOW)
    assert refused.value.field == "starts_on"
    PeriodLock.objects.create(department_id=department.pk, month=FROM, closed_at=NOW)
    for concerned in (department, None):
        with pytest.raises(PeriodClosed):
            set_workload_policy(department=concerned, starts_on=FROM, rules=STANDARD, by=director, at=NOW)
    set_workload_policy(department=a_department(), starts_on=FROM, rules=STANDARD, by=director, at=NOW)
