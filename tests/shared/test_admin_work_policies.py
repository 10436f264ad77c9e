"""Rules of work in the admin: begun today or later, never changed once they hold (W2)."""

from datetime import timedelta
from typing import Any

import pytest

from support_desk.shared import clock
from support_desk.shared.errors import NotAllowed, Refused
from tests.factories import NOW, a_department, an_employee, viewer
from tests.shared.test_admin_saves import add, change, errors_of, keeper
from tickets.actions.catalogue import create_work_policy, update_work_policy
from tickets.models import WorkPolicy
from tickets.queries.work_policies import policy_on

__all__ = ["keeper"]
pytestmark = pytest.mark.django_db
RULES = {"threshold_minutes": 45, "used_percent": 80, "spare_percent": 50, "silent_days": 3, "reopen_days": 7}


def test_rules_begin_on_a_day_to_come_and_change_until_then(keeper: Any) -> None:
    soon = clock.now().date() + timedelta(days=10)
    department = a_department()
    add(keeper, "tickets_workpolicy", department=department.pk, starts_on=soon.isoformat(), **RULES)
    policy = WorkPolicy.objects.get()
    assert (policy.department, policy.threshold_minutes) == (department, 45)
    assert (policy.silent_days, policy.reopen_days) == (3, 7)
    for wrong in ({"silent_days": 0}, {"silent_days": 61}, {"reopen_days": 367}):
        assert errors_of(add(keeper, "tickets_workpolicy", department=department.pk,
                             starts_on=(soon + timedelta(days=1)).isoformat(), **{**RULES, **wrong}))  # fmt: skip
    change(keeper, "tickets_workpolicy", policy, **{**RULES, "threshold_minutes": 60})
    policy.refresh_from_db()
    assert policy.threshold_minutes == 60
    past = {"department": "", "starts_on": "2026-01-01", **RULES}
    assert list(errors_of(add(keeper, "tickets_workpolicy", **past))) == ["starts_on"]
    twice = {"department": department.pk, "starts_on": soon.isoformat(), **RULES}
    assert errors_of(add(keeper, "tickets_workpolicy", **twice))


def test_what_holds_is_not_changed() -> None:
    department = a_department()
    head = viewer(an_employee("head", department=department))
    policy = create_work_policy(department=department, starts_on=NOW.date(), by=head, at=NOW, threshold_minutes=20)
    with pytest.raises(Refused, match="in force"):
        update_work_policy(policy=policy, by=head, at=NOW, threshold_minutes=10)
    with pytest.raises(TypeError):
        create_work_policy(department=department, starts_on=NOW.date(), by=head, at=NOW, hours=1)  # type: ignore[call-arg] # the point


def test_who_keeps_which_rules() -> None:
    mine, other = a_department(), a_department()
    head, director = viewer(an_employee("head", department=mine)), viewer(an_employee("director"))
    for somebody, department in ((head, None), (head, other), (viewer(an_employee("manager")), mine)):
        with pytest.raises(NotAllowed):
            create_work_policy(department=department, starts_on=NOW.date(), by=somebody, at=NOW)
    create_work_policy(department=None, starts_on=NOW.date(), by=director, at=NOW, threshold_minutes=15)
    assert policy_on(mine, NOW.date()).threshold_minutes == 15
    assert policy_on(mine, NOW.date() - timedelta(days=1)).threshold_minutes == 30
