"""Deputies of the operator (L4)."""

import pytest

from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.models import AuditEntry
from tests.factories import NOW, a_department, an_employee, viewer
from workload.actions.deputies import set_deputies
from workload.models import DeputyOperator
from workload.queries.cover import benches

pytestmark = pytest.mark.django_db


def test_the_head_names_them_in_order_and_again_changes_nothing() -> None:
    department = a_department()
    head, operator = an_employee("head", department=department), an_employee("operator", department=department)
    first, second = (an_employee("manager", department=department) for _ in range(2))
    for _ in range(2):
        set_deputies(department=department, deputies=[second, first, second], by=viewer(head), at=NOW)
    bench = benches(NOW)[department.pk]
    assert (bench.operators, bench.deputies, bench.head) == ((operator.pk,), (second.pk, first.pk), head.pk)
    assert AuditEntry.objects.filter(action="department.deputies").count() == 1
    set_deputies(department=department, deputies=[], by=viewer(head), at=NOW)
    assert not DeputyOperator.objects.exists()


def test_only_who_keeps_the_department_and_only_people_who_are_here() -> None:
    department = a_department()
    gone = an_employee("manager", left_on=NOW.date().replace(day=1))
    with pytest.raises(NotAllowed):
        set_deputies(
            department=department, deputies=[], by=viewer(an_employee("operator", department=department)), at=NOW
        )
    with pytest.raises(Refused) as refusal:
        set_deputies(department=department, deputies=[gone], by=viewer(an_employee("director")), at=NOW)
    assert refusal.value.field == "deputies"


def test_nobody_names_themselves_or_somebody_of_another_department() -> None:
    department = a_department()
    office = an_employee("office_manager", department=department)
    with pytest.raises(NotAllowed):
        set_deputies(department=department, deputies=[office], by=viewer(office), at=NOW)
    with pytest.raises(Refused) as refusal:
        set_deputies(department=department, deputies=[an_employee("manager")], by=viewer(office), at=NOW)
    assert refusal.value.field == "deputies"
    assert not DeputyOperator.objects.exists()
