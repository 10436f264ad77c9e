"""What is approved never changes, whoever tries; nobody decides on their own pay; lines sum to totals (I4, I5, P4)."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from payroll.models import PayRun, Payslip, PayslipLine
from tests import factories as make
from tests.factories import pay

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed() -> PayRun:
    department = make.a_department()
    employee = make.an_employee("manager", department=department)
    run = pay.a_pay_run(pay.a_pay_period(department))
    pay.a_payslip(run, employee)
    return pay.approved(run, make.an_employee("head"), make.an_employee("director"))


@pytest.mark.parametrize("change", ["run", "slip", "line", "gone"])
def test_nothing_of_an_approved_run_changes(closed: PayRun, change: str) -> None:
    changes = {
        "run": lambda: PayRun.objects.update(total=1),
        "slip": lambda: Payslip.objects.update(total=1),
        "line": lambda: PayslipLine.objects.update(amount=F("amount") + 1),
        "gone": lambda: Payslip.objects.all().delete(),
    }
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        changes[change]()


def test_nobody_confirms_or_approves_their_own_pay() -> None:
    department = make.a_department()
    employee, other = make.an_employee("head", department=department), make.an_employee("director")
    run = pay.a_pay_run(pay.a_pay_period(department))
    pay.a_payslip(run, employee)
    for pair in ((employee, other), (other, employee), (other, other)):
        with pytest.raises(IntegrityError), transaction.atomic():
            pay.approved(run, *pair)


def test_a_payslip_without_one_of_its_lines_is_refused() -> None:
    department = make.a_department()
    run = pay.a_pay_run(pay.a_pay_period(department))
    slip = pay.a_payslip(run, make.an_employee("manager", department=department))
    with pytest.raises(IntegrityError, match="sum to its total"), transaction.atomic():
        slip.lines.all().delete()
        slip.save()
        connection.check_constraints()
