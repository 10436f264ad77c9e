"""`/pay/facts/`, the list that is loaded from a file, and the API (Y2)."""

from datetime import date

import pytest

from payroll.models import PayFact
from support_desk.shared.actions.imports import load_import, upload_import
from tests.factories import NOW, a_client, a_department, an_employee, viewer
from tests.factories.api import api_of
from tests.factories.files import xlsx_bytes
from tests.factories.pay import a_pay_fact, a_pay_period
from tests.payroll.queries.measures.test_measures import moved

pytestmark = pytest.mark.django_db
URL = "/api/v1/pay-facts/"
# session, account, person; the three of a head’s rail; then the rows and their sums
STATEMENTS = 8
COLUMNS = ("E-mail", "Kind", "Day", "Points or rubles", "What", "Client", "Source", "Number in the source")


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.SECOND_FACTOR_ROLES = ()


@pytest.fixture
def head():
    return an_employee("head", department=a_department(), name="Vera")


@pytest.fixture
def anna(head):
    return an_employee("manager", department=head.employments.get().department, name="Anna", email="anna@desk.test")


@pytest.mark.parametrize("rows", [1, 3])
def test_a_month_is_listed_with_its_sums(visit, statements, head, anna, rows):
    for _one in range(rows):
        a_pay_fact(anna, "due", "1000")
    wrong = a_pay_fact(anna, "offer", "7", title="Wrong offer")
    a_pay_fact(anna, "offer", "-7", reverses=wrong, reason="No", title="Wrong offer")
    browser = visit(head)
    assert statements(browser, "/pay/facts/?month=2026-10") == STATEMENTS
    page = browser.get("/pay/facts/?month=2026-10").content.decode()
    assert f"{rows},000.00" in page
    assert (page.count("Wrong offer"), "Taken back" in page) == (1, True)
    assert "SEO audit" not in browser.get("/pay/facts/").content.decode()
    assert "No facts this month" in browser.get("/pay/facts/?month=2026-09").content.decode()
    assert browser.get("/pay/facts/?month=2026-13").status_code == 404
    narrowed = browser.get(f"/pay/facts/?month=2026-10&kind=offer&employee={anna.pk}").content.decode()
    assert ("Wrong offer" in narrowed, "SEO audit" in narrowed) == (True, False)


def test_entered_by_hand_once_and_taken_back_with_a_reason(visit, head, anna):
    a_client(name="Romashka")
    browser = visit(head)
    data = {
        "kind": "offer", "employee": anna.pk, "happened_on": "2026-11-17", "amount": "2.5", "title": "SEO audit",
        "client": "romashka", "idempotency_key": "once",
    }  # fmt: skip
    for wrong in ({"client": "Nobody"}, {"happened_on": "2026-12-01"}):
        refused = browser.post("/pay/facts/new/", {**data, **wrong})
        assert (refused.status_code, PayFact.objects.count()) == (422, 0)
    assert visit(anna).get("/pay/facts/new/").status_code == 404
    for _twice in range(2):
        assert browser.post("/pay/facts/new/", data).status_code == 302
    fact = PayFact.objects.get()
    assert (fact.client.name, fact.created_by) == ("Romashka", head)
    address = f"/pay/facts/{fact.pk}/"
    assert "Take it back" not in visit(anna).get(address).content.decode()
    assert "Take it back" in browser.get(address).content.decode()
    assert browser.post(f"{address}take-back/", {"reason": ""}).status_code == 422
    assert browser.post(f"{address}take-back/", {"reason": "Another client"}).status_code == 302
    assert "Another client" in visit(anna).get(address).content.decode()


def test_what_another_department_pays_is_not_taken_back_once_its_month_is_frozen(visit, head, anna):
    other = a_department()
    fact = a_pay_fact(anna)
    moved(anna, other, date(2026, 10, 20))
    browser, address = visit(head), f"/pay/facts/{fact.pk}/"
    assert "Take it back" in browser.get(address).content.decode()
    a_pay_period(other)
    assert "Take it back" not in browser.get(address).content.decode()
    refused = browser.post(f"{address}take-back/", {"reason": "Another client"})
    assert (refused.status_code, PayFact.objects.count()) == (422, 1)
    assert "are frozen" in refused.content.decode()


def bring(by, *rows):
    run = upload_import(
        kind="pay-facts", content=xlsx_bytes([COLUMNS, *rows]), name="facts.xlsx", by=viewer(by), at=NOW
    )
    return run, [(one["row"], one["column"]) for one in run.errors]


def test_a_file_is_loaded_whole_once_nothing_in_it_is_wrong(head, anna):
    stranger = an_employee("manager", email="stranger@desk.test")
    good = ["anna@desk.test", "accepted offer, points", "17.11.2026", "2,5", "SEO audit", "", "CRM", "A-1"]
    other = ["anna@desk.test", "due", "2026-11-16", "1 234.50", "Invoice 7", "", "", ""]
    _run, wrong = bring(
        head, good, good, ["nobody@desk.test", "due", "2026-11-16", "5", "Invoice", "Nobody", "", ""],
        [stranger.user.email, "collected", "2026-11-16", "5", "Invoice", "", "", ""],
    )  # fmt: skip
    assert sorted(wrong) == [(3, "reference"), (4, "client"), (4, "email"), (5, "email")]
    _run, wrong = bring(head, ["anna@desk.test", "gift", "2026-11-16", "-1", "Invoice", "", "", ""])
    assert wrong == [(2, "kind"), (2, "amount")]
    run, wrong = bring(head, good, other)
    assert not wrong
    load_import(run=run, by=viewer(head), at=NOW)
    assert sorted(PayFact.objects.values_list("kind", "amount")) == [("due", 1234.5), ("offer", 2.5)]


def test_over_the_api_told_once_read_by_whom_it_concerns_and_taken_back(head, anna):
    api = api_of(head)
    body = {
        "employee": anna.pk, "kind": "collected", "happened_on": "2026-11-10", "amount": "900.00", "title": "Invoice 7",
        "source_name": "1C", "reference": "7", "url": "https://books.example/7",
    }  # fmt: skip
    made = api.post(URL, body, format="json")
    assert (made.status_code, made.json()["department"]["name"]) == (201, head.employments.get().department.name)
    assert api.post(URL, body, format="json").json()["code"] == "conflict"
    assert api_of(anna).post(URL, body, format="json").status_code == 403
    [row] = api_of(anna).get(URL, {"month": "2026-11-30", "kind": "collected"}).json()["results"]
    assert (row["source_name"], row["amount"], row["created_by"]["name"]) == ("1C", "900.00", "Vera")
    assert api_of(an_employee("manager")).get(f"{URL}{row['id']}/").status_code == 404
    back = api.post(f"{URL}{row['id']}/take-back/", {"reason": "Paid late"}, format="json").json()
    assert (back["reverses"], back["amount"]) == (row["id"], "-900.00")
    assert date.fromisoformat(back["happened_on"]) == date(2026, 11, 10)
