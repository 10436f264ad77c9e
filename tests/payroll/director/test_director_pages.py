"""`/director/`, `/director/payroll/` and its files: approved pay only, corrections apart, a fixed number of statements
(Y8)."""

import csv
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from payroll.models import PayRun
from tests import factories as make
from tests.factories import pay
from tests.tickets.pages.operator.rows import waiting

pytestmark = pytest.mark.django_db
NOVEMBER = date(2026, 11, 1)
HOME, PAYROLL = 18, 9


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.SECOND_FACTOR_ROLES = ()


def paid(*people: str, month: date = pay.OCTOBER, department: Any = None, **over: Any) -> PayRun:
    """A department's month, approved by nobody of it."""
    department = department or make.a_department()
    run = pay.a_pay_run(pay.a_pay_period(department, month))
    for name in people:
        person = make.an_employee("manager", department=department, name=name)
        pay.a_payslip(run, person, case=pay.a_case(**over))
    return pay.approved(run, make.an_employee("head"), make.an_employee("director"))


@pytest.fixture
def director(client: Client) -> Client:
    person = make.an_employee("director", department=make.a_department(name="Management"))
    client.force_login(person.user)
    return client


def test_what_is_paid_is_summed_by_month_department_and_line(director: Client) -> None:
    paid("=Ann", "Bo")
    draft = pay.a_pay_run(pay.a_pay_period(make.a_department(name="Drafters")))
    pay.a_payslip(draft, make.an_employee("manager", name="Not Yet"))
    page = director.get("/director/payroll/").content.decode()
    assert "Pay of 2 people cost 200,000.00" in page
    assert "40 % of it was for results" in page
    assert "120,000.00" in page and "80,000.00" in page
    assert "Not Yet" not in page and "Drafters" in page  # named as not approved


def test_a_correction_stands_in_a_column_of_its_own(director: Client) -> None:
    addition = {"code": "correction", "amount": "500.00", "reason": "Hours that were forgotten", "month": "2026-09"}
    paid("Ann", additions=[addition])
    rows = list(csv.reader(StringIO(director.get("/director/payroll/csv/").getvalue().decode("utf-8-sig"))))
    assert [row[3:] for row in rows[1:]] == [
        ["Base", "60000.00", "", ""], ["Output", "40000.00", "", ""], ["Correction", "", "500.00", "2026-09-01"],
    ]  # fmt: skip
    page = director.get("/director/payroll/")
    (ann,) = page.context["people"]
    assert (ann.total, ann.corrections, ann.variable_share) == (100_500, 500, 40)
    assert page.context["whole"].amounts[-1] == ("Corrections", Decimal(500)) and page.context["whole"].share == 40


def test_a_department_shows_what_it_bears_and_of_whom(director: Client) -> None:
    sales, care = make.a_department(name="Sales"), make.a_department(name="Care")
    run = pay.a_pay_run(pay.a_pay_period(sales))
    slip = pay.a_payslip(run, make.an_employee("manager", department=sales, name="Ann"))
    slip.lines.filter(code="base").update(department=care)
    pay.approved(run, make.an_employee("head"), make.an_employee("director"))
    for department, borne in ((sales, 40_000), (care, 60_000)):
        page = director.get(f"/director/payroll/?department={department.pk}")
        assert [(one.name, one.total, one.department) for one in page.context["people"]] == [("Ann", borne, "Sales")]
        assert f"Pay of 1 person cost {borne:,}.00" in page.content.decode()


def test_people_stand_on_pages(director: Client) -> None:
    paid(*(f"Person {place:03}" for place in range(52)))
    first = director.get("/director/payroll/?months=3")
    assert len(first.context["people"]) == 50 and "?months=3&amp;page=2#people-title" in first.content.decode()
    assert [one.name for one in director.get("/director/payroll/?page=2").context["people"]] == [
        "Person 050", "Person 051",
    ]  # fmt: skip
    assert director.get("/director/payroll/?page=3").status_code == 404


def test_files_hold_every_line_and_no_formula(director: Client) -> None:
    paid("=Ann", "Bo")
    book = load_workbook(BytesIO(director.get("/director/payroll/xlsx/").getvalue()))
    rows = list(book.active.iter_rows(min_row=2, values_only=True))
    assert len(rows) == 4
    assert sum(Decimal(str(row[4])) for row in rows) == 200_000
    assert {row[2] for row in rows} == {"'=Ann", "Bo"}
    assert all(cell.data_type != "f" for row in book.active.iter_rows() for cell in row)


def test_the_home_shows_months_and_what_waits(director: Client) -> None:
    run = paid("Ann")
    confirmed = pay.a_pay_run(pay.a_pay_period(make.a_department(), NOVEMBER))
    pay.a_payslip(confirmed, make.an_employee("manager"))
    confirmed.state, confirmed.digest, confirmed.drafted_at = "confirmed", "0" * 64, pay.NOW
    confirmed.confirmed_by, confirmed.confirmed_at = run.confirmed_by, pay.NOW
    confirmed.save()
    page = director.get("/director/").content.decode()
    assert "1 thing waits for you" in page and "Pay runs to approve" in page
    assert f'href="/pay/months/{confirmed.period.department_id}/2026-11/"' in page  # one is opened at once
    assert "100,000.00" in page and "40\N{NO-BREAK SPACE}%" in page


def test_what_pays_the_director_waits_for_another_and_a_draft_of_heads_for_them(client: Client) -> None:
    boss = make.an_employee("director")
    for tier, state, person in (("staff", "confirmed", boss), ("head", "drafted", make.an_employee("head"))):
        run = pay.a_pay_run(pay.a_pay_period(make.a_department(), NOVEMBER), tier=tier)
        pay.a_payslip(run, person)
        run.state, run.digest, run.drafted_at = state, "0" * 64, pay.NOW
        if state == "confirmed":
            run.confirmed_by, run.confirmed_at = make.an_employee("head"), pay.NOW
        run.save()
    client.force_login(boss.user)
    assert [str(one.words) for one in client.get("/director/").context["tiles"]] == ["Pay runs to confirm"]


def test_the_directors_day_begins_with_what_waits_for_them(director: Client) -> None:
    waiting(make.a_project(make.a_client(), make.an_employee("manager")), late=True)
    forgotten = make.a_department(name="Forgotten")
    page = director.get("/", follow=True)
    assert page.redirect_chain == [("/director/", 302)]
    assert "Nothing waits for you" in page.content.decode()  # a late answer is nobody's decision
    assert f"/pay/months/{forgotten.pk}/" in page.content.decode()
    assert "Client unanswered past the threshold" in page.content.decode()


@pytest.mark.parametrize("people", [1, 3])
@pytest.mark.parametrize(("url", "number"), [("/director/", HOME), ("/director/payroll/", PAYROLL)])
def test_statements_do_not_grow(
    director: Client, url: str, number: int, people: int, django_assert_num_queries: Any
) -> None:
    for place in range(people):
        paid(f"Ann {place}", f"Bo {place}")
    director.get(url)
    with django_assert_num_queries(number):
        assert director.get(url).status_code == 200


@pytest.mark.parametrize("query", ["months=5", "months=x", "department=x", "department=-1"])
def test_what_is_not_offered_is_not_found(director: Client, query: str) -> None:
    assert director.get(f"/director/payroll/?{query}").status_code == 404


def test_the_accountant_takes_the_file_and_not_the_page(client: Client) -> None:
    paid("Ann")
    client.force_login(make.an_employee("accountant").user)
    assert client.get("/director/payroll/").status_code == 404
    assert "Ann" in client.get("/director/payroll/csv/").getvalue().decode()
