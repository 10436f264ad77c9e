"""`/pay/months/`: checks, progress, the people beside last month, and the buttons of who may (Y5)."""

from collections.abc import Iterator

import pytest
import time_machine
from django.urls import reverse

from payroll.models import PlanAssignment
from support_desk.shared.actions.jobs import run_step
from support_desk.shared.models import Job
from tests.factories import a_department, an_absence, an_employee
from tests.factories.pay_months import PayMonth, a_pay_month
from tests.factories.timesheets import IN_NOVEMBER, OCTOBER
from workload.models import Employee

pytestmark = pytest.mark.django_db
OF_THE_LIST = 11
OF_A_DRAFT = 25


@pytest.fixture(autouse=True)
def _in_november(settings: object) -> Iterator[None]:
    settings.SECOND_FACTOR_ROLES = ()  # type: ignore[attr-defined]  # pytest-django's
    with time_machine.travel(IN_NOVEMBER, tick=False):
        yield


@pytest.fixture
def month() -> PayMonth:
    return a_pay_month()


def page_of(month: PayMonth) -> str:
    return reverse("pay-month", args=[month.department.pk, OCTOBER])


def post(client, name: str, *args: object, **data: str):
    return client.post(reverse(name, args=args), data, follow=True).content.decode()


def work_off() -> None:
    for job in Job.objects.filter(state="queued"):
        while run_step(job_id=job.pk, at=IN_NOVEMBER):
            pass


def test_the_head_and_the_director_take_a_month_to_its_end(visit, month):
    hugo, dina = visit(month.person("Hugo")), visit(month.person("Dina"))
    place = (month.department.pk, OCTOBER)
    assert "To be checked" in hugo.get(reverse("pay-months")).content.decode()
    seen = hugo.get(page_of(month)).content.decode()
    assert "look through the facts and freeze them" in seen and "disabled" not in seen
    assert "October 2026: the facts are frozen, draft the pay" in post(hugo, "pay-month-freeze", *place)
    assert "October 2026 is being drafted" in post(hugo, "pay-month-draft", *place)
    poll = hugo.get(reverse("pay-month-progress", args=place), headers={"HX-Request": "true"})
    assert "0 / 3" in poll.content.decode()
    work_off()
    assert hugo.get(reverse("pay-month-progress", args=place)).headers["HX-Refresh"] == "true"
    run = month.run()
    seen = hugo.get(page_of(month)).content.decode()
    assert "Confirm this pay" in seen and "The head’s own pay" not in seen and "Mila" in seen
    assert "Waits to be confirmed by" in dina.get(page_of(month)).content.decode()
    assert "is confirmed and waits to be approved" in post(hugo, "pay-run-confirm", run.pk, digest=run.digest)
    assert "Approve this pay" in dina.get(page_of(month)).content.decode()
    assert "Approved." in post(dina, "pay-run-approve", run.pk, digest=run.digest)
    sent = post(dina, "pay-run-send-back", month.run("head").pk, note="Wait for the bonus.")
    assert "Sent back: Wait for the bonus." in sent and "Draft the rest" in sent
    assert month.period.state == "frozen"


def test_a_heads_manager_confirms_the_staff_on_its_page_while_the_head_is_away(visit, month):
    boss = an_employee("manager", name="Boss", department=a_department(name="Board"))
    Employee.objects.filter(name="Hugo").update(manager=boss)
    month.freeze()
    month.draft()
    browser, slip = visit(boss), reverse("payslip", args=[month.person("Mila").pk, OCTOBER])
    assert browser.get(slip).status_code == 404
    an_absence(month.person("Hugo"), IN_NOVEMBER.date(), days=3, state="approved")
    seen = browser.get(page_of(month)).content.decode()
    assert seen.count("Confirm this pay") == 2 and "Mila" in seen, "of the staff, and of the head"
    assert page_of(month) in browser.get(reverse("pay-months")).content.decode()
    assert browser.get(slip).status_code == 200
    post(browser, "pay-run-confirm", month.run().pk, digest=month.run().digest)
    assert (month.run().confirmed_by, browser.get(slip).status_code) == (boss, 200)


def test_what_keeps_the_facts_open_stands_first_and_stops_the_button(visit, month):
    PlanAssignment.objects.filter(employee__name="Vera").delete()
    hugo = visit(month.person("Hugo"))
    seen = hugo.get(page_of(month)).content.decode()
    assert "Without a pay plan: Vera" in seen and "disabled" in seen
    assert "The facts stay open: Without a pay plan" in post(hugo, "pay-month-freeze", month.department.pk, OCTOBER)
    assert visit(month.person("Mila")).get(page_of(month)).status_code == 404
    assert visit(month.person("Mila")).get(reverse("pay-months")).status_code == 404


@pytest.mark.parametrize("more", [(), ("Anna", "Boris")])
def test_statements_do_not_grow_with_the_people(visit, statements, more):
    month = a_pay_month(*more)
    month.freeze()
    month.draft()
    dina = visit(month.person("Dina"))
    assert statements(dina, page_of(month)) == OF_A_DRAFT
    assert statements(dina, reverse("pay-months")) == OF_THE_LIST
