"""Somebody who leaves is paid on the last day, by a run of their own (Labour Code 140; Y5, P4)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from disputes.models import Posting
from payroll.actions.leaving import draft_leaver
from payroll.actions.minus import Minus
from payroll.actions.proposing import propose_addition
from payroll.actions.runs.approving import approve_run
from payroll.actions.runs.deciding import confirm_run
from payroll.actions.runs.drafting import people_to_pay
from payroll.actions.runs.freezing import PayNotReady
from payroll.domain.pay_record import answer_of, digest_of
from payroll.models import LineEvidence, PayAdjustment, PayRun, Payslip
from payroll.queries.adjustments.lists import adjustments_of
from payroll.queries.evidence.sources import rows_behind
from payroll.queries.runs.leavers import leavers_of
from support_desk.shared.errors import Conflict, NotAllowed, Refused
from tests import factories as make
from tests.factories.pay import a_pay_plan, an_adjustment, assigned
from tests.factories.pay_months import QUALITY, PayMonth, a_pay_month
from tests.factories.people import a_department, an_employee, viewer
from tests.factories.points import settled
from tests.factories.presence import an_absence, with_calendar
from tests.factories.timesheets import IN_NOVEMBER, OCTOBER, filled
from tests.plugins.pages import visit
from workload.models import CalendarYear, Employee, Timesheet, TimesheetDay

__all__ = ["visit"]
pytestmark = pytest.mark.django_db
THE_23RD = date(2026, 10, 23)


@pytest.fixture
def month() -> PayMonth:
    found = a_pay_month()
    Employee.objects.filter(name="Mila").update(left_on=THE_23RD)
    return found


def draft(month: PayMonth, by: str = "Hugo", who: str = "Mila") -> PayRun:
    return draft_leaver(employee=month.person(who), by=month.viewer(by), at=IN_NOVEMBER)


def confirm(month: PayMonth, run: PayRun) -> PayRun:
    return confirm_run(run=run, digest=run.digest, by=month.viewer("Hugo"), at=IN_NOVEMBER)


def points(employee: Employee, month: PayMonth, count: int) -> Posting:
    fields: dict[str, Any] = {"cause": "correction", "posted_at": IN_NOVEMBER, "reason": "Counted."}
    return Posting.objects.create(
        employee=employee, department=month.department, month=OCTOBER, points=count,
        posted_by=month.person("Dina"), **fields,
    )  # fmt: skip


def test_a_leaver_is_paid_up_to_the_last_day_with_the_points_so_far(month: PayMonth) -> None:
    mila, vera = month.person("Mila"), month.person("Vera")
    make.a_point_policy(month.department)
    won = points(mila, month, 3)
    points(vera, month, -3)
    dispute = make.a_dispute(vera, mila, opened_at=IN_NOVEMBER)
    run = draft(month)
    dispute.refresh_from_db()
    assert dispute.state == "lapsed"
    slip = Payslip.objects.get(employee=mila)
    # 17 of 22 days: 60,000 × 17 ÷ 22 and 40,000 × 17 ÷ 22, and three points of 100 from who stays.
    assert [(line.code, str(line.amount)) for line in slip.lines.all()] == [
        ("base", "46363.64"),
        ("quality", "30909.09"),
        ("settlement", "300.00"),
    ]
    assert answer_of(slip.inputs)["total"] == str(slip.total) == "77572.73"
    (told,) = LineEvidence.objects.filter(line__payslip=slip, line__code="settlement")
    assert (told.source, told.ids) == ("postings", [won.pk]), "no settlement has them yet"
    assert [row.figure for row in rows_behind(month.viewer("Dina"), slip, told).rows] == ["+3"]
    assert (run.kind, run.tier, run.state, run.errors) == ("leaver", "staff", "drafted", [])
    again = draft(month)
    assert PayRun.objects.get(pk=run.pk).state == "discarded" and again.total == run.total
    confirm(month, again)
    with pytest.raises(Conflict, match="confirmed already"):
        draft(month)
    approve_run(run=again, digest="", by=month.viewer("Dina"), at=IN_NOVEMBER)
    assert month.period.state == "open"
    paid_later = people_to_pay(month.period, at=IN_NOVEMBER)
    assert vera.pk in paid_later["staff"] and mila.pk not in paid_later["staff"]


def test_what_a_leaver_has_won_does_not_wait_for_the_pay_of_others(month: PayMonth) -> None:
    """The month is settled, and Vera's pay cannot be computed; some points were won in a department of before."""
    mila, vera = month.person("Mila"), month.person("Vera")
    sales = a_department(name="Sales")
    for place in (month.department, sales):
        make.a_point_policy(place)
    points(mila, month, 3)
    points(vera, month, -3)
    settlement = settled(month.department)
    before = Posting.objects.create(
        employee=mila, department=sales, month=OCTOBER, points=2, cause="correction", reason="Counted.",
        posted_at=IN_NOVEMBER, posted_by=month.person("Dina"),
    )  # fmt: skip
    vera.plan_assignments.all().delete()
    run = draft(month)
    line = Payslip.objects.get(run=run).lines.get(code="settlement")
    told = dict(LineEvidence.objects.filter(line=line).values_list("source", "ids"))
    assert told == {"settlement": [settlement.pk], "postings": [before.pk]}
    # Nobody has lost in Sales what was won there, so that its pool gives nothing.
    assert line.amount == Decimal("300.00") and run.errors == []


def test_what_a_leaver_loses_stays_within_a_fifth_of_their_pay(month: PayMonth) -> None:
    make.a_point_policy(month.department)
    points(month.person("Mila"), month, -500)
    draft(month)
    slip = Payslip.objects.get(employee__name="Mila")
    # 50,000 are asked; a fifth of 77,272.73 is 15,454.54.
    assert slip.lines.get(code="settlement").amount == Decimal("-15454.54")
    assert any("guarded share" in template for template, _params in slip.remarks)


def test_who_leaves_is_not_paid_early_nor_by_themselves_nor_twice(month: PayMonth) -> None:
    with pytest.raises(NotAllowed):
        draft(month, by="Vera")
    with pytest.raises(Refused, match="last day of this person"):
        draft(month, who="Vera")
    Employee.objects.filter(name="Hugo").update(left_on=IN_NOVEMBER.date())
    with pytest.raises(NotAllowed, match="own pay"):
        draft(month, who="Hugo")
    Employee.objects.filter(name="Hugo").update(left_on=THE_23RD)
    Employee.objects.filter(name="Vera").update(left_on=date(2026, 11, 30))
    with pytest.raises(Refused, match="not come yet"):
        draft(month, by="Dina", who="Vera")
    stranger = make.an_employee(name="Stas", left_on=THE_23RD)
    stranger.employments.all().delete()
    with pytest.raises(Refused, match="no department"):
        draft(month, by="Dina", who="Stas")
    assert draft(month, by="Dina", who="Hugo").tier == "head"
    assert [(one.employee.name, one.is_due) for one in leavers_of(month.viewer("Dina"))] == [
        ("Vera", False),
        ("Hugo", True),
        ("Mila", True),
    ]
    month.freeze(by="Dina")
    month.draft(by="Dina")
    with pytest.raises(Conflict, match="draft of the department"):
        draft(month, by="Dina")
    assert leavers_of(month.viewer("Dina"))[-1].is_due is False


def test_a_closed_month_pays_no_leaver(month: PayMonth) -> None:
    month.freeze()
    month.draft()
    month.confirm()
    month.approve()
    period = month.period
    period.state, period.closed_at = "closed", IN_NOVEMBER
    period.save()
    with pytest.raises(Refused, match="nothing was added since"):
        draft(month)


def approve(month: PayMonth, run: PayRun) -> PayRun:
    confirm(month, run)
    return approve_run(run=run, digest="", by=month.viewer("Dina"), at=IN_NOVEMBER)


def agreed(month: PayMonth, amount: str, **over: Any) -> PayAdjustment:
    by: dict[str, Any] = {"state": "agreed", "decided_by": month.person("Dina"), "decided_at": IN_NOVEMBER}
    return an_adjustment(month.person("Mila"), amount, month=over.pop("month", date(2026, 11, 1)), **by, **over)


def test_what_is_added_in_favour_of_who_has_left_is_paid_by_further_pay(month: PayMonth, visit: Any) -> None:
    """A correction, an addition, and points that came after the last payslip; to the byte as computed anew."""
    mila = month.person("Mila")
    slip = Payslip.objects.get(run=approve(month, draft(month)))
    make.a_point_policy(month.department)
    points(mila, month, 3)
    points(month.person("Vera"), month, -3)
    settlement = settled(month.department)
    month.freeze()
    month.draft()
    approve(month, PayRun.objects.get(kind="month", tier="staff", state="drafted"))
    corrected = agreed(month, "1200.00", corrects=slip.lines.get(code="quality"))
    agreed(month, "500.50")
    minus = agreed(month, "-100.00", ground="counting", consented_on=OCTOBER)
    listed = adjustments_of(month.viewer("Dina"))
    assert {one.pk for one in listed if one.is_stranded} == {minus.pk}
    [row] = leavers_of(month.viewer("Hugo"))
    assert (row.is_due, row.waits) == (True, Decimal("2000.50"))
    run = draft(month)
    assert (draft(month).total, PayRun.objects.get(pk=run.pk).state) == (run.total, "discarded")
    run = PayRun.objects.get(kind="leaver", state="drafted")
    further = Payslip.objects.get(run=run)
    assert (further.month, further.sections, further.base) == (date(2026, 11, 1), [], 0)
    assert [(line.code, str(line.amount), line.adjustment_month) for line in further.lines.all()] == [
        ("settlement", "300.00", None),
        ("correction", "1200.00", OCTOBER),
        ("addition", "500.50", None),
    ]
    assert LineEvidence.objects.get(line__payslip=further, source="settlement").ids == [settlement.pk]
    assert digest_of(further.inputs, answer_of(further.inputs)) == further.digest and run.total == further.total
    with time_machine.travel(IN_NOVEMBER, tick=False):
        hugo = visit(month.person("Hugo"))
        for name, args in (
            ("pay-leavers", []),
            ("payslip", [mila.pk, "2026-11"]),
            ("payslip-file", [mila.pk, "2026-11", "pdf"]),
        ):
            assert hugo.get(reverse(name, args=args)).status_code == 200, name
        page = hugo.get(reverse("pay-month", args=[month.department.pk, "2026-11"])).content.decode()
        assert "Further pay of Mila" in page
    approve(month, run)
    corrected.refresh_from_db()
    assert corrected.payslip == further
    with pytest.raises(Refused, match="nothing was added since"):
        draft(month)


def test_nothing_is_taken_from_who_has_left_and_nothing_added_before_the_last_payslip(month: PayMonth) -> None:
    def add(amount: str) -> PayAdjustment:
        return propose_addition(
            employee=month.person("Mila"), amount=Decimal(amount), reason="Counted anew", month=date(2026, 11, 1),
            minus=Minus("counting"), by=month.viewer("Hugo"), at=IN_NOVEMBER,
        )  # fmt: skip

    with pytest.raises(Refused, match="gets no further payslip"):
        add("100.00")
    approve(month, draft(month))
    assert add("100.00").month == date(2026, 11, 1)
    with pytest.raises(Refused, match="no pay to take from"):
        add("-100.00")


def test_nobody_is_paid_by_hours_that_nobody_has_signed() -> None:
    """Filled only, a day without a known reason, an absence that is not decided, a year that is not approved."""
    department = a_department(name="Sales")
    director = an_employee("director")
    mila = an_employee("manager", department=department, left_on=THE_23RD, name="Mila")
    with_calendar(department)
    assigned(mila, a_pay_plan(QUALITY))
    filled(department)
    sheet = Timesheet.objects.get(employee=mila)
    day = TimesheetDay.objects.filter(sheet=sheet, day=date(2026, 10, 12))
    day.update(code="НН", minutes=0)
    an_absence(mila, date(2026, 10, 14), state="requested")
    with pytest.raises(PayNotReady) as refused:
        draft_leaver(employee=mila, by=viewer(director, IN_NOVEMBER), at=IN_NOVEMBER)
    assert [check.code for check in refused.value.checks] == ["timesheets", "unknown", "absences", "calendar"]
    assert "12 October" in str(refused.value) and not PayRun.objects.exists()
    sheet.state, sheet.approved_at = "approved", IN_NOVEMBER
    sheet.save()
    day.update(code="Я", minutes=480)
    mila.absences.update(state="approved", decided_at=IN_NOVEMBER)
    calendar = department.calendar
    CalendarYear.objects.update_or_create(
        calendar=calendar, year=2026, defaults={"approved_at": IN_NOVEMBER, "approved_by": director}
    )
    run = draft_leaver(employee=mila, by=viewer(director, IN_NOVEMBER), at=IN_NOVEMBER)
    assert run.errors == [] and run.people_count == 1
