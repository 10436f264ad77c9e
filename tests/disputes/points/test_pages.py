"""`/points/`: my points, the month's report on page, paper and in a spreadsheet, policies, the kitty (M2, M5, D10)."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
import time_machine
from openpyxl import load_workbook

from disputes.actions.settlements.applying import apply_settlement
from disputes.models import KittyEntry, PointPolicy, Posting
from support_desk.shared.viewer import Viewer
from tests import factories as make
from tests.factories.points import FIRST_OF_NOVEMBER, OCTOBER, pay_of, posted, settled
from tests.plugins.paper import words_of_pdf
from workload.models import Substitute

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
# session, account, person and the rail; then what each page shows: report, kitty, policies, points, the running month
STATEMENTS = [8, 6, 6, 9, 14]
SYSTEM = Viewer.system(FIRST_OF_NOVEMBER)


@pytest.fixture(autouse=True)
def _in_november(settings):
    settings.SECOND_FACTOR_ROLES = ()
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def department():
    made = make.a_department(name="Support")
    make.a_point_policy(made, kind="kitty", starts_on=OCTOBER)
    return made


@pytest.fixture
def head(department):
    return make.an_employee("head", department=department, name="Hugo")


@pytest.fixture
def anna(department):
    return make.an_employee("manager", department=department, name="Anna <b>")


@pytest.fixture
def boris(department):
    return make.an_employee("manager", department=department, name="Boris")


@pytest.fixture
def director():
    return make.an_employee("director", name="Dina")


def report_url(department, month="2026-10", kind=""):
    return f"/points/report/{department.pk}/{month}/{kind}"


@pytest.mark.parametrize("people", [1, 3])
def test_as_many_statements_whatever_the_number_of_people(visit, statements, department, head, anna, people):
    for _ in range(people):
        other = make.an_employee("manager", department=department)
        posted(anna, other, 1)
        posted(anna, other, 1, month=date(2026, 11, 1))
    month = settled(department)
    apply_settlement(settlement=month, people=pay_of(month), by=SYSTEM, at=FIRST_OF_NOVEMBER)
    browser = visit(head)
    browser.get("/points/")
    pages = (
        report_url(department),
        "/points/kitty/",
        "/points/policies/",
        "/points/",
        report_url(department, "2026-11"),
    )
    assert [statements(browser, page) for page in pages] == STATEMENTS


def test_a_report_adds_up_and_names_people_to_the_department_only(visit, department, head, anna, boris, director):
    posted(anna, boris, 2)
    month = settled(department)
    apply_settlement(settlement=month, people=pay_of(month, Boris=15_000), by=SYSTEM, at=FIRST_OF_NOVEMBER)
    text = visit(head).get(report_url(department)).content.decode()
    assert "As published: withheld 200.00\u00a0₽ = paid 0.00\u00a0₽ + kitty 200.00\u00a0₽" in text
    assert "As applied: withheld 150.00\u00a0₽ = paid 0.00\u00a0₽ + kitty 150.00\u00a0₽" in text
    assert "Anna &lt;b&gt;" in text and "\u2212150.00\u00a0₽" in text and "no more than the variable part" in text
    colleague = visit(anna).get(report_url(department)).content.decode()
    assert "Boris" in colleague and "\u2212150.00" not in colleague and "\u2212200.00" not in colleague
    stranger = visit(make.an_employee("manager")).get(report_url(department)).content.decode()
    assert "Boris" not in stranger and "Names are shown inside the department" in stranger
    assert "150.00" in stranger
    assert "Boris" in visit(director).get(report_url(department)).content.decode()


def test_the_running_month_is_shown_as_it_would_be_settled(visit, department, head, anna, boris):
    posted(anna, boris, 2, month=date(2026, 11, 1))
    page = visit(boris).get(report_url(department, "2026-11")).content.decode()
    assert "so far" in page and "withheld 200.00\u00a0₽ = paid 0.00\u00a0₽ + kitty 200.00\u00a0₽" in page
    assert visit(boris).get(report_url(department, "2026-12")).status_code == 404
    assert visit(boris).get("/points/report/99999999/2026-11/").status_code == 404


def test_the_report_on_paper_and_in_a_spreadsheet(visit, department, head, anna, boris):
    posted(anna, boris, 2)
    settled(department)
    browser = visit(head)
    paper = b"".join(browser.get(report_url(department, kind="pdf/")).streaming_content)
    text = words_of_pdf(paper)
    assert "Points of Support, October 2026" in text and "Boris" in text and "withheld 200.00" in text
    assert b"".join(browser.get(report_url(department, kind="pdf/")).streaming_content) == paper
    sheet = load_workbook(BytesIO(b"".join(browser.get(report_url(department, kind="xlsx/")).streaming_content))).active
    rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows()]
    assert ("Points by person", "Boris", -2, -200, None, None) in [
        tuple(value or None for value in row) for row in rows
    ]
    assert ("Money", "Withheld", None, 200, None, None) in [tuple(value or None for value in row) for row in rows]
    stranger = visit(make.an_employee("manager"))
    sheet = load_workbook(
        BytesIO(b"".join(stranger.get(report_url(department, kind="xlsx/")).streaming_content))
    ).active
    assert "Boris" not in {cell.value for row in sheet.iter_rows() for cell in row}


def test_my_points_and_settled_months(visit, department, anna, boris):
    assert "No points yet" in visit(anna).get("/points/").content.decode()
    posted(anna, boris, 2)
    settled(department)
    posted(anna, boris, 1, month=date(2026, 11, 1))
    text = visit(anna).get("/points/").content.decode()
    assert "You have 1 point this month" in text and "3 points in all." in text
    assert report_url(department) in text and "when pay is frozen" in text
    assert "200.00" in visit(make.an_employee("manager")).get("/points/").content.decode(), "totals are for everybody"


def test_the_kitty_is_spent_and_never_overspent(visit, department, head, anna, boris):
    assert "The kitty is empty" in visit(head).get("/points/kitty/").content.decode()
    posted(anna, boris, 3)
    month = settled(department)
    apply_settlement(settlement=month, people=pay_of(month), by=SYSTEM, at=FIRST_OF_NOVEMBER)
    browser = visit(head)
    told = {"department": department.pk, "what": "Cake <i>", "spent_on": "2026-11-18"}
    refused = browser.post("/points/kitty/spend/", {**told, "amount": "300.01"})
    assert refused.status_code == 422 and "never overspent" in refused.content.decode()
    assert browser.post("/points/kitty/spend/", {**told, "amount": "x"}).status_code == 422
    assert browser.post("/points/kitty/spend/", {**told, "amount": "120.50"}).status_code == 302
    text = visit(anna).get("/points/kitty/").content.decode()
    assert (
        "179.50\u00a0₽ in the kitty of Support" in text and "Cake &lt;i&gt;" in text and "Enter a spending" not in text
    )
    visit(anna).post("/points/kitty/spend/", {**told, "amount": "1"})
    assert KittyEntry.objects.count() == 2
    stranger = visit(make.an_employee("manager"))
    assert stranger.get(f"/points/kitty/?department={department.pk}").status_code == 404
    assert stranger.get("/points/kitty/?department=x").status_code == 404


def test_a_double_click_posts_and_spends_once(visit, department, head, anna, boris, director):
    posted(anna, boris, 3)
    month = settled(department)
    apply_settlement(settlement=month, people=pay_of(month), by=SYSTEM, at=FIRST_OF_NOVEMBER)
    forms = (
        (director, "/points/correct/", "/points/correct/", {"employee": anna.pk, "points": "2", "reason": "Thanks."}),
        (
            head,
            "/points/kitty/",
            "/points/kitty/spend/",
            {"department": department.pk, "amount": "100", "what": "Cake", "spent_on": "2026-11-18"},
        ),
    )
    for person, page, target, told in forms:
        browser = visit(person)
        key = re.search(r'name="idempotency_key" value="([^"]+)"', browser.get(page).content.decode())
        for _ in range(2):
            assert browser.post(target, {**told, "idempotency_key": key[1]}).status_code == 302
    assert Posting.objects.filter(cause="correction").count() == 1
    assert KittyEntry.objects.filter(kind="spending").count() == 1


def test_policies_teach_and_are_set_for_a_month_to_come(visit, department, head, anna, director):
    text = visit(anna).get("/points/policies/").content.decode()
    assert "The four kinds" in text and "In force" in text and "Set a policy" not in text
    assert visit(anna).get("/points/policies/new/").status_code == 404
    browser = visit(head)
    form = browser.get("/points/policies/new/").context["form"]
    assert (form.initial["kind"], form.initial["starts_on"]) == ("kitty", date(2026, 12, 1))
    sent = {name: "" if value is None else value for name, value in form.initial.items()}
    sent |= {"department": department.pk, "rate": "55.50", "silence_counts": "", "starts_on": "2026-12-15"}
    refused = browser.post("/points/policies/new/", sent)
    assert refused.status_code == 422 and "first of a month" in refused.content.decode()
    assert browser.post("/points/policies/new/", {**sent, "starts_on": "2026-12-01"}).status_code == 302
    policy = PointPolicy.objects.get(department=department, starts_on=date(2026, 12, 1))
    assert (policy.rate, policy.silence_counts, policy.set_by) == (Decimal("55.50"), False, head)
    assert "To come" in browser.get("/points/policies/").content.decode()
    common = {**sent, "department": "", "starts_on": "2026-12-01"}
    assert browser.post("/points/policies/new/", common).status_code == 422
    assert visit(director).post("/points/policies/new/", common).status_code == 302


def test_the_substitute_finds_the_form_for_what_the_director_may_not(visit, anna, boris, director):
    Substitute.objects.create(person=director, stands_in=boris, starts_on=NOW.date())
    browser = visit(boris)
    assert "/points/correct/" in browser.get("/points/").content.decode()
    told = {"employee": anna.pk, "points": "2", "reason": "Counted twice."}
    assert "only what the director may not" in browser.post("/points/correct/", told).content.decode()
    assert browser.post("/points/correct/", {**told, "employee": director.pk}).status_code == 302
    assert Posting.objects.get().employee == director


def test_the_director_corrects_points(visit, anna, director):
    assert visit(anna).get("/points/correct/").status_code == 404
    browser = visit(director)
    assert str(anna.pk) in browser.get(f"/points/correct/?employee={anna.pk}").content.decode()
    told = {"employee": anna.pk, "points": "-2", "reason": "Counted twice."}
    assert browser.post("/points/correct/", {**told, "points": "0"}).status_code == 422
    assert browser.post("/points/correct/", told).status_code == 302
    assert Posting.objects.get().points == -2
    assert "Counted twice." in visit(anna).get("/points/").content.decode()
