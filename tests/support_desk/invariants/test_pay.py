"""Pay that was closed breaks nothing; a slip behind the triggers is named (I4, I5)."""

import pytest
from django.db import connection

from support_desk.invariants.closed_pay import CLOSED_PAY
from support_desk.invariants.pay import PAYSLIPS
from tests.factories.pay_months import a_pay_month
from tests.factories.points import posted, settled

pytestmark = pytest.mark.django_db


def broken():
    return [f"{row.object}: {row.detail}" for one in (PAYSLIPS, CLOSED_PAY) for row in one.check()]


@pytest.fixture
def month():
    """Vera has lost a point to Mila; the staff is approved."""
    made = a_pay_month()
    posted(made.person("Mila"), made.person("Vera"), 1)
    settled(made.department)
    made.freeze()
    made.draft()
    made.confirm()
    made.approve()
    return made


def test_a_month_that_two_people_said_yes_to_breaks_nothing_and_each_slip_is_named(month):
    assert broken() == []
    for wrong, said in (
        ('UPDATE payroll_payslip SET inputs = inputs || \'{"settlement": "1.00"}\'', "comes to something else"),
        ("UPDATE payroll_payslip SET inputs = '{}'", "cannot be computed again"),
        ("UPDATE payroll_payslipline SET formula = 'x' WHERE code = 'base'", "has other lines"),
        ("UPDATE payroll_payslip SET total = total + 1", "its lines to"),
        ("DELETE FROM payroll_lineevidence; DELETE FROM payroll_payslipline; DELETE FROM payroll_payslip", "0 and 0"),
        ("UPDATE payroll_payrun SET digest = 'other'", "other payslips than its digest"),
        ("UPDATE disputes_settlementline SET amount = 5 WHERE amount > 0", "the settlement says 5.00"),
        ("UPDATE payroll_payperiod SET state = 'closed', closed_at = frozen_at", "is closed, and its run"),
        ("UPDATE payroll_payperiod SET state = 'open', frozen_at = NULL", "the facts of its month are open"),
        ("UPDATE payroll_payrun SET state = 'discarded'", "belongs to a run that is discarded"),
        ("ALTER TABLE payroll_payfact DISABLE TRIGGER append_only", "guard payroll_payfact.append_only"),
    ):
        with connection.cursor() as cursor:
            cursor.execute("SAVEPOINT sound")
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(wrong)
            assert any(said in row for row in broken()), (wrong, broken())
            cursor.execute("ROLLBACK TO SAVEPOINT sound")
