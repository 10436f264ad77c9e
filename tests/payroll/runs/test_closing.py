"""A month of pay: frozen, drafted, confirmed, approved, closed; and who may do what of it (Y5, P4, I5)."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, InternalError, transaction

from payroll.actions.runs.approving import approve_run
from payroll.actions.runs.deciding import send_back
from payroll.actions.runs.drafting import start_draft
from payroll.actions.runs.freezing import PayNotReady, freeze_period, thaw_period
from payroll.domain.pay_record import answer_of
from payroll.models import PayRun, Payslip, PlanAssignment
from support_desk.shared.actions.jobs import run_step
from support_desk.shared.errors import Conflict, IllegalTransition, NotAllowed, PeriodClosed, Refused
from support_desk.shared.models import AuditEntry, Notice
from tests.factories.pay import an_adjustment
from tests.factories.pay_months import PayMonth, a_pay_month
from tests.factories.people import a_department, an_employee, give_roles, viewer
from tests.factories.timesheets import IN_NOVEMBER, OCTOBER
from workload.models import Substitute

pytestmark = pytest.mark.django_db


@pytest.fixture
def month() -> PayMonth:
    return a_pay_month()


def noticed(kind: str) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("user__employee__name", flat=True))


def test_a_month_goes_from_checks_to_closed_by_two_people(month: PayMonth) -> None:
    assert month.freeze().state == "frozen" and month.freeze().frozen_by == month.person("Hugo")
    job = month.draft()
    assert (job.state, job.done, job.error) == ("done", 3, "")
    staff, head = month.run(), month.run("head")
    assert (staff.people_count, staff.total, staff.errors) == (2, Decimal("200000.00"), [])
    assert (head.people_count, head.state) == (1, "drafted")
    slip = Payslip.objects.get(employee__name="Mila")
    assert answer_of(slip.inputs)["total"] == "100000.00" == str(slip.total)
    assert [(line.code, line.section, line.amount) for line in slip.lines.all()] == [
        ("base", 0, Decimal("60000.00")),
        ("quality", 0, Decimal("40000.00")),
    ]
    assert {row.source for row in slip.lines.get(code="base").evidence.all()} == {"timesheets"}
    assert noticed("pay.drafted") == {"Hugo", "Dina"}, "the head confirms the staff, who stands above him his own"
    assert month.confirm(digest=staff.digest).state == "confirmed"
    assert noticed("pay.confirmed") == {"Dina"}
    assert month.approve(digest=staff.digest).state == "approved"
    assert month.period.state == "frozen", "the head's own is not approved yet"
    assert noticed("pay.approved") == {"Mila", "Vera"}
    substitute = an_employee("manager", name="Stas", department=a_department())
    Substitute.objects.create(person=month.person("Dina"), stands_in=substitute, starts_on=OCTOBER)
    month.confirm("head", by="Dina")
    month.approve("head", by="Stas")
    assert month.period.state == "closed"
    trail = AuditEntry.objects.filter(action__startswith="pay.").order_by("pk").values_list("action", flat=True)
    assert list(trail) == [
        "pay.freeze", "pay.draft", "pay.finish", "pay.finish", "pay.confirm", "pay.approve", "pay.confirm",
        "pay.approve", "pay.close",
    ]  # fmt: skip


def test_what_is_approved_stays_whatever_is_tried(month: PayMonth) -> None:
    month.freeze()
    month.draft()
    month.confirm()
    slip = Payslip.objects.get(employee__name="Mila")
    approved = month.approve()
    assert month.approve().approved_at == approved.approved_at, "approving again is approving once"
    for change in (
        lambda: Payslip.objects.filter(pk=slip.pk).update(total=1),
        lambda: PayRun.objects.filter(pk=slip.run_id).update(note="Mine"),
        lambda: slip.lines.all().delete(),
    ):
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
            change()
    with pytest.raises(IllegalTransition, match="approved"):
        thaw_period(period=month.period, by=month.viewer("Hugo"), at=IN_NOVEMBER)
    with pytest.raises(IllegalTransition):
        send_back(run=approved, note="No", by=month.viewer("Dina"), at=IN_NOVEMBER)
    again = month.draft()
    assert (again.total, month.run().pk) == (1, approved.pk), "only what is not approved is drafted anew"


def test_what_is_not_ready_is_a_list_and_freezes_nothing(month: PayMonth) -> None:
    PlanAssignment.objects.filter(employee__name="Vera").update(starts_on=date(2026, 11, 12))
    november, hugo = date(2026, 11, 1), month.viewer("Hugo")
    month.department.calendar.years.update(approved_by=None, approved_at=None)
    with pytest.raises(PayNotReady) as refused:
        freeze_period(department=month.department, month=november, by=hugo, at=IN_NOVEMBER)
    assert [check.code for check in refused.value.checks] == ["timesheets", "calendar", "plans"]
    assert "Vera (1–11 November)" in str(refused.value)
    with pytest.raises(NotAllowed):
        month.freeze(by="Mila")
    assert not AuditEntry.objects.filter(action="pay.freeze").exists()


def test_nobody_decides_on_their_own_pay_nor_twice_on_that_of_others(month: PayMonth) -> None:
    month.freeze()
    month.draft()
    with pytest.raises(PayRun.DoesNotExist):
        month.confirm(by="Mila")
    give_roles(month.person("Vera"), ["director"], since=OCTOBER)
    with pytest.raises(NotAllowed, match="own pay"):
        month.confirm(by="Vera")
    with pytest.raises(PayRun.DoesNotExist):
        month.confirm("head", by="Hugo")
    with pytest.raises(NotAllowed, match="head of the department confirms"):
        month.confirm(by="Dina")
    month.confirm()
    with pytest.raises(NotAllowed, match="has confirmed"):
        month.approve(by="Hugo")
    month.confirm("head", by="Dina")
    with pytest.raises(NotAllowed, match="has confirmed"):
        month.approve("head")
    assert not month.run("head").approved_by_id


def test_a_draft_is_repeated_sent_back_and_opened_again(month: PayMonth) -> None:
    thaw_period(period=month.freeze(), by=month.viewer("Hugo"), at=IN_NOVEMBER)
    with pytest.raises(Refused, match="Freeze"):
        month.draft()
    month.freeze()
    month.draft()
    first = month.run()
    addition = an_adjustment(
        month.person("Mila"), "500.00", month=OCTOBER, state="agreed", decided_by=month.person("Dina"),
        decided_at=IN_NOVEMBER,
    )  # fmt: skip
    month.draft()
    second = month.run()
    assert PayRun.objects.get(pk=first.pk).state == "discarded" and not first.payslips.exists()
    assert second.total - first.total == 500 and second.digest != first.digest
    addition.refresh_from_db()
    assert addition.payslip == Payslip.objects.get(employee__name="Mila")
    assert [row.ids for row in addition.payslip.lines.get(code="addition").evidence.all()] == [[addition.pk]]
    with pytest.raises(Conflict, match="drafted anew"):
        month.confirm(digest=first.digest)
    month.confirm(digest=second.digest)
    with pytest.raises(Refused, match="Send it back before"):
        month.draft()
    with pytest.raises(IllegalTransition, match="Send it back before"):
        thaw_period(period=month.period, by=month.viewer("Hugo"), at=IN_NOVEMBER)
    with pytest.raises(Refused, match="what is wrong"):
        send_back(run=second, note=" ", by=month.viewer("Dina"), at=IN_NOVEMBER)
    send_back(run=second, note="The offers of the 14th are missing.", by=month.viewer("Dina"), at=IN_NOVEMBER)
    addition.refresh_from_db()
    assert addition.payslip is None, "it waits again"
    assert noticed("pay.sent_back") == {"Hugo"}
    thaw_period(period=month.period, by=month.viewer("Hugo"), at=IN_NOVEMBER)
    assert month.period.state == "open" and not Payslip.objects.exists()


def test_a_person_without_a_plan_stops_the_run_by_name(month: PayMonth) -> None:
    month.freeze()
    PlanAssignment.objects.filter(employee__name="Vera").update(ends_on=date(2026, 10, 20))
    month.draft()
    run = month.run()
    assert [employee for employee, _why in run.errors] == [month.person("Vera").pk] and run.people_count == 1
    assert not noticed("pay.drafted") >= {"Hugo"}
    with pytest.raises(Refused, match="could not be computed"):
        month.confirm()


def test_a_draft_that_is_overtaken_gives_up_and_a_killed_one_goes_on(
    month: PayMonth, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("payroll.actions.runs.drafting.PEOPLE_A_STEP", 1)
    month.freeze()
    hugo = month.viewer("Hugo")
    job = start_draft(period=month.period, by=hugo, at=IN_NOVEMBER)
    assert start_draft(period=month.period, by=hugo, at=IN_NOVEMBER) == job, "a second click"
    assert run_step(job_id=job.pk, at=IN_NOVEMBER)
    with pytest.MonkeyPatch.context() as killed:
        killed.setattr("payroll.actions.runs.writing.LineEvidence.objects.bulk_create", _dies)
        with pytest.raises(KeyboardInterrupt), transaction.atomic():
            run_step(job_id=job.pk, at=IN_NOVEMBER)
    assert Payslip.objects.count() == 1, "the step is undone whole"
    while run_step(job_id=job.pk, at=IN_NOVEMBER):
        pass
    assert Payslip.objects.count() == 3 and month.run().state == "drafted"
    late = start_draft(period=month.period, by=hugo, at=IN_NOVEMBER)
    thaw_period(period=month.period, by=hugo, at=IN_NOVEMBER)
    assert run_step(job_id=late.pk, at=IN_NOVEMBER) is False
    late.refresh_from_db()
    assert "drafted anew" in late.error


def _dies(*_args: object, **_more: object) -> None:
    raise KeyboardInterrupt


def test_a_closed_month_takes_no_draft_and_a_substitute_approves_only_what_the_director_may_not(
    month: PayMonth,
) -> None:
    substitute = an_employee("manager", name="Stas", department=a_department())
    Substitute.objects.create(person=month.person("Dina"), stands_in=substitute, starts_on=OCTOBER)
    month.freeze()
    month.draft()
    month.confirm()
    with pytest.raises(PayRun.DoesNotExist):
        approve_run(run=month.run(), digest="", by=viewer(substitute, IN_NOVEMBER), at=IN_NOVEMBER)
    month.approve()
    month.confirm("head", by="Dina")
    month.approve("head", by="Stas")
    with pytest.raises(PeriodClosed):
        start_draft(period=month.period, by=month.viewer("Hugo"), at=IN_NOVEMBER)
    assert month.freeze().state == "closed"
