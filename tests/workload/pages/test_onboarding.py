"""`/onboarding/` and its API: one's own plan, those of one's juniors, the head's list (L9)."""

from datetime import date

import pytest

from support_desk.shared.ui.figures import duration
from tests.factories import (
    a_department,
    an_employee,
    an_instruction,
    an_onboarding_plan,
    with_calendar,
)
from workload.models import OnboardingPlan

pytestmark = pytest.mark.django_db
# session, account, person; the rail's figures; the own plan; plans of others, their service (5), who may have one
STATEMENTS = 12
# Of one plan: itself, its steps, the person's department, their service (5)
STATEMENTS_OF_ONE = 12
# Who asks (3), and the page of rows
STATEMENTS_OF_INSTRUCTIONS = 4


@pytest.fixture
def department():
    return with_calendar(a_department())


@pytest.fixture
def head(department):
    return an_employee("head", department=department)


@pytest.fixture
def junior(department):
    mentor = an_employee("manager", department=department, name="Mara")
    return an_employee("manager", department=department, mentor=mentor, name="Jan", hired_on=date(2026, 10, 16))


@pytest.mark.parametrize("rows", [1, 3])
def test_as_many_statements_whatever_the_number_of_plans(visit, statements, department, rows):
    office = an_employee("office_manager", department=department)
    for _ in range(rows):
        an_onboarding_plan(an_employee("manager", department=department), rows)
    assert statements(visit(office), "/onboarding/") == STATEMENTS


@pytest.mark.parametrize("rows", [1, 3])
def test_one_plan_takes_as_many_statements_whatever_its_steps(visit, statements, junior, rows):
    plan = an_onboarding_plan(junior, rows)
    assert statements(visit(junior), f"/onboarding/{plan.pk}/") == STATEMENTS_OF_ONE


def test_an_empty_page_teaches_and_the_head_is_told_who_is_new(visit, junior, head):
    assert "There is no plan for you" in visit(junior).get("/onboarding/").content.decode()
    page = visit(head).get("/onboarding/").content.decode()
    assert "1 person is new and has no plan yet:" in page and "Jan" in page


def test_made_by_the_mentor_done_by_the_person_confirmed(visit, junior):
    an_instruction(title="Answer a letter", text="<b>First</b> read it.")
    an_instruction(title="Log a call", text="", link="https://desk.test/calls")
    browser = visit(junior.mentor)
    bad = browser.post("/onboarding/", {"employee": junior.pk, "starts_on": "2026-10-01", "daily_minutes": "120"})
    assert bad.status_code == 422 and "starts_on" in bad.context["form"].errors
    page = browser.post(
        "/onboarding/", {"employee": junior.pk, "starts_on": "2026-11-17", "daily_minutes": "30"}, follow=True
    )
    assert "Jan: 0 of 2 done" in page.content.decode()
    plan = OnboardingPlan.objects.get()
    own = visit(junior)
    text = own.get("/onboarding/").content.decode()
    assert "Your onboarding: 0 of 2 done" in text and "&lt;b&gt;First&lt;/b&gt; read it." in text
    # The second day is today, and stands before what is open from the first.
    assert "norm target 60 %" in text and text.index("Log a call") < text.index("Answer a letter")
    first = plan.items.get(rank=1)
    assert "1 of 2 done" in own.post(f"/onboarding/steps/{first.pk}/done/", follow=True).content.decode()
    assert "0 of 2 done" in own.post(f"/onboarding/steps/{first.pk}/done/", {"undo": "1"}, follow=True).content.decode()
    own.post(f"/onboarding/steps/{first.pk}/done/")
    page = browser.post(f"/onboarding/steps/{first.pk}/confirm/", {"note": "Well done"}, follow=True)
    assert "known" in page.content.decode() and "Well done" in page.content.decode()
    assert "Say why" not in browser.post(f"/onboarding/steps/{first.pk}/confirm/", {"note": "x" * 301}).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_instructions_take_as_many_statements_whatever_their_number(visit, statements, rows):
    for _ in range(rows):
        an_instruction()
    assert statements(visit(an_employee()), "/api/v1/instructions/") == STATEMENTS_OF_INSTRUCTIONS


def test_the_norm_target_of_the_month_is_told(visit, junior):
    plan = an_onboarding_plan(junior, 1)
    own = visit(junior)
    told = own.get(f"/api/v1/onboarding/{plan.pk}/service/").json()
    # Of 21 working days of eight hours ten lie before the 16th, on which the second month begins.
    target = (10 * 480 * 40 + 11 * 480 * 60) // 100
    assert told == {"month": 2, "percent": 60, "norm_minutes": 21 * 480, "target_minutes": target}
    assert f"this month {duration(target)}" in own.get("/onboarding/").content.decode()
    gone = an_employee(mentor=junior, hired_on=date(2026, 12, 1))
    later = own.get(f"/api/v1/onboarding/{an_onboarding_plan(gone, 1).pk}/service/")
    assert set(later.json().values()) == {None}


def test_renewing_and_closing(visit, junior, head):
    an_instruction()
    plan = an_onboarding_plan(junior, 1)
    browser = visit(head)
    browser.post(f"/onboarding/{plan.pk}/replan/", {"starts_on": "2026-11-23", "daily_minutes": "60"})
    assert list(plan.items.values_list("on", flat=True)) == [date(2026, 11, 23)] * 2
    page = browser.post(f"/onboarding/{plan.pk}/replan/", {"starts_on": "x", "daily_minutes": "60"}, follow=True)
    assert "Choose a day, and from 15 to 600 minutes." in page.content.decode()
    assert "Closed before its end" in browser.post(f"/onboarding/{plan.pk}/close/", follow=True).content.decode()
    assert visit(an_employee("head")).get(f"/onboarding/{plan.pk}/").status_code == 404


def test_the_api_makes_reads_and_moves_plans(visit, statements, junior):
    an_instruction(title="A")
    mentor, own = visit(junior.mentor), visit(junior)

    def send(browser, path, **data):
        return browser.post(f"/api/v1/onboarding/{path}", data, content_type="application/json")

    plan = send(mentor, "", employee=junior.pk, starts_on="2026-11-18").json()
    assert [(step["title"], step["on"]) for step in plan["steps"]] == [("A", "2026-11-18")]
    step = plan["steps"][0]["id"]
    assert send(own, f"{plan['id']}/confirm/", step=step).status_code in (403, 409)
    assert send(own, f"{plan['id']}/done/", step=99).json()["errors"]
    assert send(own, f"{plan['id']}/done/", step=step).json()["steps"][0]["done_at"]
    assert send(mentor, f"{plan['id']}/replan/", starts_on="2026-11-19").json()["steps"][0]["on"] == "2026-11-18"
    assert send(mentor, f"{plan['id']}/confirm/", step=step, note="Good").json()["state"] == "done"
    assert send(mentor, f"{plan['id']}/close/").status_code == 409
    assert len(mentor.get("/api/v1/onboarding/?state=done").json()["results"]) == 1
    assert statements(mentor, "/api/v1/onboarding/") == 6
