"""What seldom happens to a month of pay: nobody left to pay, all in error, heads away, programs (Y5, P4)."""

from datetime import date, timedelta
from typing import NoReturn

import pytest

from payroll.actions.runs.deciding import send_back
from payroll.actions.runs.drafting import start_draft
from payroll.actions.runs.freezing import freeze_period, thaw_period
from payroll.models import PayRun, PlanAssignment
from payroll.queries.runs.checks import checks_of, stops
from payroll.queries.runs.people import confirmers_of
from support_desk.shared.errors import IllegalTransition, NotAllowed, Refused
from support_desk.shared.viewer import Viewer
from tests.factories import a_complaint, a_message, a_project, a_ticket, an_absence
from tests.factories.pay import a_pay_plan, an_adjustment, assigned
from tests.factories.pay_months import PayMonth, a_pay_month
from tests.factories.points import posted, settled
from tests.factories.timesheets import IN_NOVEMBER, OCTOBER
from workload.domain.refusals import BadInput
from workload.models import Employee

pytestmark = pytest.mark.django_db


@pytest.fixture
def month() -> PayMonth:
    return a_pay_month()


def names(people: set[int]) -> set[str]:
    return set(Employee.objects.filter(pk__in=people).values_list("name", flat=True))


def test_a_month_stays_frozen_while_somebody_waits_for_another_draft(month: PayMonth) -> None:
    posted(month.person("Mila"), month.person("Vera"), 1)
    settled(month.department)
    month.freeze()
    month.draft()
    month.confirm()
    send_back(run=month.run("head"), note="Later.", by=month.viewer("Dina"), at=IN_NOVEMBER)
    month.approve()
    assert month.period.state == "frozen", "the head is not paid yet"
    with pytest.raises(NotAllowed, match="not a program"):
        freeze_period(department=month.department, month=OCTOBER, by=Viewer.system(IN_NOVEMBER), at=IN_NOVEMBER)


def test_a_draft_begins_anew_where_no_worker_was_heard_of_and_pays_nobody_twice(month: PayMonth) -> None:
    hugo, later = month.viewer("Hugo"), IN_NOVEMBER + timedelta(minutes=3)
    job = start_draft(period=month.freeze(), by=hugo, at=IN_NOVEMBER)
    again = start_draft(period=month.period, by=hugo, at=later)
    assert again.pk != job.pk and PayRun.objects.filter(state="discarded").count() == 2
    thaw_period(period=month.period, by=hugo, at=later)
    with pytest.raises(IllegalTransition, match="cannot be done now"):
        thaw_period(period=month.period, by=hugo, at=later)
    month.freeze()
    PlanAssignment.objects.update(plan=None)
    with pytest.raises(Refused, match="Nobody is left"):
        start_draft(period=month.period, by=hugo, at=later)


def test_a_month_in_which_nobody_can_be_computed_names_everybody(month: PayMonth, monkeypatch) -> None:
    def refuse(_inputs: object) -> NoReturn:
        raise BadInput("sections[0].plan", "The weights of a plan sum to 1.")

    month.freeze()
    monkeypatch.setattr("payroll.actions.runs.writing.worked_off", refuse)
    month.draft()
    assert [sentence for _who, sentence in month.run().errors] == [
        "sections[0].plan: The weights of a plan sum to 1."
    ] * 2
    assert month.run().people_count == 0


def test_while_the_head_is_away_the_next_level_confirms_as_well(month: PayMonth) -> None:
    month.freeze()
    month.draft()
    assert names(confirmers_of(month.run(), IN_NOVEMBER)) == {"Hugo"}
    an_absence(month.person("Hugo"), date(2026, 11, 9), days=3, state="approved")
    assert names(confirmers_of(month.run(), IN_NOVEMBER)) == {"Hugo", "Dina"}
    Employee.objects.filter(name="Hugo").update(manager=None)
    assert names(confirmers_of(month.run("head"), IN_NOVEMBER)) == {"Dina"}, "above whom there is nobody: the director"


def test_what_wants_a_look_stops_nothing(month: PayMonth) -> None:
    mila = month.person("Mila")
    an_adjustment(mila, month=OCTOBER, proposed_by=month.person("Hugo"))
    a_complaint(a_message(a_ticket(a_project(owner=mila))), happened_on=date(2026, 10, 20))
    for other in Employee.objects.filter(plan_assignments=None, employments__department=month.department):
        assigned(other)  # paid elsewhere
    unread = whose_plan_is_new(month)
    looked = {check.code: check.sentence for check in checks_of(month.department, OCTOBER, IN_NOVEMBER)}
    assert "1 addition or correction waits" in looked["adjustments"] and "1 complaint is not" in looked["complaints"]
    assert f"points take nothing: {unread}." in looked["read"]
    assert stops(checks_of(month.department, OCTOBER, IN_NOVEMBER)) == []
    assert month.freeze().state == "frozen"


def whose_plan_is_new(month: PayMonth) -> str:
    """Whose plan is another one since October, which they have not read."""
    PlanAssignment.objects.filter(employee__name="Vera").update(ends_on=date(2026, 9, 30))
    assigned(month.person("Vera"), a_pay_plan(), starts_on=OCTOBER)
    return "Vera"
