"""What if upsales weighed 40 %? The answer beside what was paid, and nothing paid is touched (Y7)."""

import csv
import json
from io import StringIO
from urllib.parse import urlencode

import pytest
from django.db import connection

from tests import factories as make
from tests.factories import pay
from tests.payroll.what_if.closed import MONTHS, a_closed_month

pytestmark = pytest.mark.django_db
# session, account, person; months, payslips, versions, components, lines; departments, scenarios; the rail's figures,
# and every so many seconds the operator's two
STATEMENTS = 13
PAGE = "/director/what-if/"


@pytest.fixture
def department():
    return make.a_department("Support")


@pytest.fixture
def director():
    return make.an_employee("director", name="Nina Orlova")


@pytest.fixture
def version():
    return pay.a_pay_plan(name="Managers")


@pytest.fixture
def anna(department):
    return make.an_employee("manager", department=department, name="Anna Orlova")


@pytest.fixture
def boris(department):
    return make.an_employee("manager", department=department, name="Boris Titov")


@pytest.fixture
def months(department, version, anna, boris):
    """Anna sells little and Boris much, three months long."""
    people = {anna: {"sold": "2"}, boris: {"sold": "12", "output": "80"}}
    deciders = make.an_employee("head"), make.an_employee("head")
    return [a_closed_month(department, month, version, people, deciders) for month in MONTHS]


def changes(version, **change):
    return {"changes": json.dumps({str(version.plan_id): change})}


UPSALES = {"output": "0.2", "receivables": "0.15", "quality": "0.1", "upsales": "0.4", "deadlines": "0.15"}


def fields(version, **over):
    """The form as it is sent: weights in percent, everything else as it was."""
    weights = {"output": 35, "receivables": 20, "quality": 25, "upsales": 15, "deadlines": 5}
    said = {"edited": version.plan_id, "base": "60000", "variable": "40000", "offer_rate": "0"}
    said |= {"target-output": "100", "target-upsales": "10"}
    for code, weight in weights.items():
        said |= {f"weight-{code}": weight, f"kind-{code}": "linear"}
    return {**said, **over}


def plain(answer):
    return answer.content.decode().replace("\xa0", " ")


@pytest.mark.parametrize("rows", [1, 3])
def test_as_many_statements_whatever_is_paid(visit, statements, director, rows):
    """Each more is a department, a plan, a month and two people."""
    for number in range(rows):
        place, plan = make.a_department(), pay.a_pay_plan()
        people = {make.an_employee("manager", department=place): {} for _one in range(2)}
        a_closed_month(place, MONTHS[number], plan, people)
    browser = visit(director)
    assert statements(browser, PAGE) == STATEMENTS
    assert len(browser.get(PAGE).context["people"]) == 2 * rows


def test_who_would_gain_and_who_would_lose(visit, director, version, months):
    """A month of Anna: 40,000 × (0.35 × 0.9 + 0.2 + 0.25 + 0.15 × 0.2 + 0.05) = 33,800; with upsales at 0.4
    40,000 × (0.2 × 0.9 + 0.15 + 0.1 + 0.4 × 0.2 + 0.15) = 26,400: 7,400 less. Of Boris: 40,000 × (0.35 × 0.8 + 0.2 +
    0.25 + 0.15 × 1.2 + 0.05) = 38,400; then 40,000 × (0.2 × 0.8 + 0.15 + 0.1 + 0.4 × 1.2 + 0.15) = 41,600: 3,200 more.
    Three months: 3 × (3,200 − 7,400) = −12,600."""
    page = visit(director).get(PAGE, changes(version, weights=UPSALES))
    text = plain(page)
    assert "<h1>Boris Titov would gain, Anna Orlova would lose; pay falls by 12,600 ₽</h1>" in text
    people = [(one["name"], one["paid"], one["what_if"], one["difference"]) for one in page.context["people"]]
    assert people == [
        ("Boris Titov", "295,200", "304,800", "+9,600"),
        ("Anna Orlova", "281,400", "259,200", "−22,200"),
    ]
    lines = {name: one["difference"] for name, one in page.context["lines"]}
    assert (lines["Base"], lines["Upsales"], lines["Quality"]) == ("0", "+42,000", "−36,000")
    assert [one["difference"] for _month, one in page.context["months"]] == ["−4,200"] * 3


def test_what_an_address_leaves_open_is_as_it_was(visit, director, version, months):
    """Nulls, which a program may write, and a plan with zeros before its number."""
    empty = dict.fromkeys(("weights", "scales", "targets", "base", "variable", "offer_rate"))
    browser = visit(director)
    for said, kept in ((empty, {}), ({**empty, "weights": UPSALES}, {str(version.plan_id): {"weights": UPSALES}})):
        page = browser.get(PAGE, {"changes": json.dumps({f"00{version.plan_id}": said})})
        assert (page.status_code, page.context["asked"].changes) == (200, kept)


def test_the_form_says_the_same_in_percent_and_keeps_only_what_differs(visit, director, version, months):
    given = {f"weight-{code}": float(weight) * 100 for code, weight in UPSALES.items()}
    page = visit(director).get(PAGE, fields(version, **given))
    assert page.context["asked"].changes == {str(version.plan_id): {"weights": UPSALES}}
    assert "pay falls by 12,600 ₽" in plain(page) and "100 %, adds up" in plain(page)
    same = visit(director).get(PAGE, fields(version))
    assert same.context["asked"].changes == {} and "Change a weight and see who would gain" in plain(same)


def test_scales_targets_and_sums_are_changed_too(visit, director, version, months):
    """Upsales target 5 instead of 10: Anna has 2 of 5, 0.4; a scale pays nothing below half. Fund 50,000."""
    scale = {"table-upsales": "50 : 0; 100 : 100", "cap-upsales": "150", "kind-output": "steps", "gate-output": "50"}
    page = visit(director).get(PAGE, fields(version, **{"target-upsales": "5", "variable": "50000", **scale}))
    assert page.status_code == 200, page.context["form"].errors
    change = page.context["asked"].changes[str(version.plan_id)]
    assert change == {
        "scales": {
            "output": {"gate": "0.5"},
            "upsales": {"cap": "1.5", "table": [["0.5", "0"], ["1", "1"]]},
        },
        "targets": {"upsales": "5"},
        "variable": "50000.00",
    }
    # 60,000 + 50,000 × (0.35 × 0.9 + 0.2 + 0.25 + 0 + 0.05), three months
    assert page.context["people"][-1]["what_if"] == "302,250"
    again = visit(director).get(PAGE, {"changes": json.dumps(page.context["asked"].changes)})
    assert 'value="50 : 0; 100 : 100"' in plain(again)


@pytest.mark.parametrize(
    ("over", "said"),
    [
        ({"weight-upsales": 40}, "The weights sum to 125 percent, not to 100."),
        ({"table-output": "100 : 100; 80 : 50"}, "The points of a scale go up"),
        ({"table-output": "80 : 100; 100 : 50"}, "The scores of a scale do not fall: 0.5 is less than 1."),
        ({"table-output": "much"}, "Write points as 80 : 50; 100 : 100"),
        ({"cap-output": "10", "floor-output": "20"}, "The cap of a scale is below its floor."),
        ({"offer_rate": "250"}, "Upsales are paid once"),
        ({"base": "-1"}, "greater than or equal to 0"),
    ],
)
def test_terms_that_do_not_hold_together_are_refused_at_their_field(visit, director, version, months, over, said):
    page = visit(director).get(PAGE, fields(version, **over))
    assert page.status_code == 422
    assert said in plain(page) and page.context["asked"].changes == {}


def test_a_change_that_an_older_version_cannot_take_is_said(visit, director, department, anna):
    """The version of then paid upsales by a component: a rate beside it would pay them twice."""
    old = pay.a_pay_plan()
    a_closed_month(department, MONTHS[0], old, {anna: {}})
    browser, query = visit(director), changes(old, offer_rate="250.00")
    page, sheet = browser.get(PAGE, query), browser.get(f"{PAGE}csv/", query)
    assert page.status_code == 422 and "Upsales are paid once" in plain(page)
    assert page.context["finding"] == "", "nobody is said to gain nothing"
    assert (sheet.status_code, plain(sheet)[:21]) == (422, "Upsales are paid once")


def test_a_plan_measured_by_members_sets_no_targets(visit, director, department, anna):
    """Members are measured by their own plans; weights and sums of their head's are tried like everybody's."""
    heads = pay.a_pay_plan((("output", "0.6", None), ("quality", "0.4", None)), measures="department")
    a_closed_month(department, MONTHS[0], heads, {anna: {}})
    page = visit(director).get(PAGE)
    assert "target-output" not in page.context["asked"].form.fields and "Sums and targets" in plain(page)


def test_where_pay_breaks_even_and_what_it_leads_to(visit, director, version, months):
    """At the weight that was paid it costs what it did; and the link there changes nothing of the sum."""
    browser = visit(director)
    page = browser.get(PAGE, {**changes(version, variable="41000.00"), "even": "upsales"})
    cost = page.context["cost"]
    assert cost["words"].startswith("Pay costs what it did where “Upsales” weighs")
    ((text, query),) = cost["even"]
    tried = browser.get(f"{PAGE}?{query}")
    assert abs(tried.context["whole"]["value"]) < 500_00 and tried.context["cost"]["now"] == text


def test_one_person_month_by_month_down_to_the_payslip(visit, director, version, months, anna):
    browser = visit(director)
    page = plain(browser.get(f"{PAGE}people/{anna.pk}/", changes(version, weights=UPSALES)))
    assert "<h1>Anna Orlova would lose 22,200 ₽</h1>" in page
    assert f'href="/pay/{anna.pk}/2026-10/">October 2026</a>' in page and "86,400.00" in page
    assert browser.get(f"{PAGE}people/{director.pk}/").status_code == 404


def test_files_have_a_row_a_line_of_pay(visit, director, version, months):
    browser, query = visit(director), urlencode({**changes(version, weights=UPSALES), "months": 1})
    text = browser.get(f"{PAGE}csv/?{query}").getvalue().decode().lstrip("\ufeff")
    rows = list(csv.reader(StringIO(text)))
    assert rows[1] == ["2026-10-01", "Support", "Anna Orlova", "Managers", "Base", "60000.00", "60000.00", "0.00"]
    assert len(rows) == 1 + 2 * 6
    assert sum(float(row[-1]) for row in rows[1:]) == -4200
    assert b"".join(browser.get(f"{PAGE}xlsx/?{query}")).startswith(b"PK")
    assert browser.get(f"{PAGE}pdf/").status_code == 404


def test_months_and_departments_that_are_closed(visit, director, version, months, department):
    browser = visit(director)
    assert len(browser.get(PAGE, {"months": 1}).context["months"]) == 1
    assert browser.get(PAGE, {"department": department.pk}).context["people_count"] == 2
    empty = browser.get(PAGE, {"department": make.a_department().pk})
    assert "No month of pay is closed yet" in plain(empty)
    for bad in (
        {"months": 5},
        {"months": "x"},
        {"changes": "{"},
        {"changes": '{"1": {"wages": {}}}'},
        {"department": 0},
    ):
        assert browser.get(PAGE, bad).status_code == 404


def test_it_is_the_directors_alone(visit, department, months):
    for roles in (("manager",), ("head",), ("administrator",), ("accountant",)):
        browser = visit(make.an_employee(*roles, department=department if roles == ("manager",) else None))
        assert [browser.get(f"{PAGE}{part}").status_code for part in ("", "csv/", "people/1/")] == [404, 404, 404]


def test_nothing_that_is_paid_changes_by_a_byte(visit, director, version, months):
    """Every row of every table of pay but scenarios, its transaction too, before and after all that the page does."""
    before = bytes_of_pay()
    browser = visit(director)
    query = changes(version, weights=UPSALES, base="70000.00")
    assert browser.get(PAGE, query).status_code == 200
    for kind in ("csv", "xlsx"):
        assert b"".join(browser.get(f"{PAGE}{kind}/", query))
    assert browser.post(f"{PAGE}scenarios/", {"name": "More upsales", **query}).status_code == 302
    assert bytes_of_pay() == before and len(before) > 5


def bytes_of_pay() -> dict[str, list[tuple[object, ...]]]:
    tables = [name for name in connection.introspection.table_names() if name.startswith("payroll_")]
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(set(tables) - {"payroll_payscenario"}):
            cursor.execute(f'SELECT xmin::text, t::text FROM "{table}" t ORDER BY 2')
            found[table] = cursor.fetchall()
    return found
