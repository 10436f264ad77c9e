"""A payslip that explains itself: the page, its lines, what they were measured by, files (Y0, Y4, P2)."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from disputes.domain.minus_limits import Limit
from payroll.domain.settlement_remarks import LIMITED
from payroll.models import LineEvidence, Payslip
from payroll.queries.slips.proofs import proofs_of
from support_desk.shared.ui.figures import number
from tests import factories as make
from tests.factories.pay import an_objection
from tests.factories.payslips import FEBRUARY, a_draft, a_manager_plan, a_paid_month, a_story, sold
from tests.factories.points import posted, settled
from tests.factories.promises import a_promise
from tests.plugins.paper import words_of_pdf
from workload.domain.months import month_after

pytestmark = pytest.mark.django_db
# Session, account, person and the rail; then for whom one stands in, payslips, lines and versions of plans. Ten are
# allowed.
STATEMENTS = 8
Source = LineEvidence.Source


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.SECOND_FACTOR_ROLES = ()


@pytest.fixture
def department():
    return make.a_department(name="Support")


@pytest.fixture
def anna(department):
    return make.an_employee("manager", department=department, name="Anna")


@pytest.fixture
def head(department):
    return make.an_employee("head", department=department, name="Vera")


@pytest.fixture
def director():
    return make.an_employee("director", name="Nina")


@pytest.fixture
def people(head, director):
    return head, director


def path(slip: Payslip, rest: str = "") -> str:
    return f"/pay/{slip.employee_id}/{slip.month:%Y-%m}/{rest}"


def position(slip: Payslip, code: str) -> int:
    return slip.lines.get(code=code).position


def test_it_says_what_it_comes_to_and_what_was_left(visit, anna, people):
    """91,326.32 is 56,842.11 of the base; results 11,823.16 + 6,972.63 + 7,275.79 + 5,002.10 + 3,410.53.
    Upsales at 0.60 leave 40 % of 37,894.74 × 15 %: 2,273.68."""
    slip = a_paid_month(anna, people, version=a_manager_plan())
    page = visit(anna).get("/pay/", follow=True)
    assert page.redirect_chain[-1][0] == path(slip)
    text = " ".join(page.content.decode().split())
    assert f"{number(slip.total, 2)} ₽; upsales left 2,273.68 ₽ on the table" in text
    for words in (
        "144 of 152 h", "weight 30 %, 104 % of target", "6 of 10 points",
        "96 % of clocks met", "Approved", "plan “Manager”, version 1", "Confirmed by Vera",
        "Approved by Nina", "the same to the byte", "1.21", "No limit acted",
    ):  # fmt: skip
        assert words in text, words


@pytest.mark.parametrize("months", [1, 3])
def test_it_takes_as_many_statements_with_more_months(visit, statements, anna, people, months):
    version = a_manager_plan()
    evidence = {"quality": {key: [1, 2] for key in (Source.COMPLAINTS, Source.FINDINGS, Source.REWORK)[:months]}}
    for back in range(months, -1, -1):
        month = month_after(FEBRUARY, -back)
        slip = a_paid_month(anna, people, month=month, version=version, evidence=evidence)
    browser = visit(anna)
    browser.get(path(slip))
    assert statements(browser, path(slip)) == STATEMENTS


def test_a_line_opens_to_its_formula_its_score_and_the_rows_that_counted(visit, anna, people):
    offers = sold(anna, ("Lumen Optics: SEO audit", "2"), ("Pole Agro: newsletter", "3"), ("Tea House: photos", "1"))
    slip = a_paid_month(anna, people, version=a_manager_plan(), evidence={"upsales": {Source.OFFERS: offers}})
    place = position(slip, "upsales")
    part = visit(anna).get(path(slip, f"lines/{place}/"), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    for words in ("40,000.00", "144", "0.60<small>score", "3,410.5", "SEO audit", "add up to", "60\N{NO-BREAK SPACE}%"):
        assert words in part, words
    whole = visit(anna).get(path(slip, f"lines/{place}/")).content.decode()
    assert "<html" in whole and "SEO audit" in whole


def test_every_source_is_read_by_its_own_rules_and_what_is_hidden_still_counts(visit, anna, people, department):
    """Tickets of a project that is somebody else's now: the clocks counted, the tickets are not told of."""
    mine = make.a_ticket(make.a_project(owner=anna, department=department), subject="Mine")
    others = make.a_ticket(make.a_project(owner=make.an_employee("manager"), department=make.a_department()))
    clocks = [a_promise(ticket, make.NOW).pk for ticket in (mine, others, others)]
    slip = a_paid_month(anna, people, evidence={"deadlines": {Source.CLOCKS: clocks}})
    part = visit(anna).get(path(slip, f"lines/{position(slip, 'deadlines')}/")).content.decode()
    assert "Mine" in part and "3 counted" in part and "2 more counted that are not yours to open now." in part
    assert others.subject not in part


def test_rows_are_paged_twelve_at_a_time(visit, statements, anna, people):
    offers = sold(anna, *((f"Offer number {number}", "1") for number in range(14)))
    slip = a_paid_month(anna, people, evidence={"upsales": {Source.OFFERS: offers}})
    rows = path(slip, f"lines/{position(slip, 'upsales')}/offers/")
    first, second = (visit(anna).get(f"{rows}?from={start}").content.decode() for start in (0, 12))
    assert ("Offer number 11" in first, "Offer number 12" in first) == (True, False)
    assert ("Offer number 11" in second, "Offer number 13" in second) == (False, True)
    assert "Offer number 0" in visit(anna).get(f"{rows}?from=junk").content.decode()
    assert visit(anna).get(rows.replace("offers", "clocks")).status_code == 404
    assert visit(anna).get(path(slip, "lines/99/")).status_code == 404


def test_a_draft_is_read_by_who_confirms_it_and_never_by_whose_it_is(visit, anna, head, director):
    slip = a_draft(anna)
    assert visit(anna).get(path(slip)).status_code == 404
    assert visit(anna).get(path(slip, f"lines/{slip.lines.get(code='base').position}/")).status_code == 404
    assert visit(anna).get(path(slip, "pdf/")).status_code == 404
    for reader in (head, director):
        text = visit(reader).get(path(slip)).content.decode()
        assert "Anna" in text and "sees this payslip once it is approved" in text
    assert visit(make.an_employee("manager")).get(path(slip)).status_code == 404
    assert "No payslip yet" in visit(anna).get("/pay/").content.decode()


def test_two_sections_a_correction_and_a_minus_each_say_what_they_are(visit, anna, people):
    """Halves of the month under two plans; points took 200 of 500 settled, no more than the variable part."""
    case = a_story()
    half = {**case["sections"][0]["period"], "worked_hours": "72", "worked_days": 9}
    first = {**case["sections"][0], "period": half}
    second = {"plan": {"base": "70000.00", "variable": "0.00", "components": []}, "period": half, "facts": {}}
    additions = [{"code": "correction", "amount": "1240.00", "reason": "2.5 h returned", "month": "2026-01"}]
    case = {"sections": [first, second], "settlement": "-200.00", "additions": additions}
    slip = a_paid_month(anna, people, case=case)
    text = visit(anna).get(path(slip)).content.decode()
    for words in ("Settlement of points", "2.5 h returned", "1 Feb", "points took", "72 of 152 h"):
        assert words in text, words


def test_the_limit_that_is_named_is_the_one_that_acted(visit, anna, people, department):
    """A tenth of 91,326.32, which the month itself has come to, and not of the 5,000 that mend another one."""
    make.a_point_policy(department, guard_percent=10)
    posted(people[0], anna, 2, month=FEBRUARY)
    settled(department, month=FEBRUARY)
    additions = [{"code": "correction", "amount": "5000.00", "reason": "2.5 h returned", "month": "2026-01"}]
    slip = a_paid_month(anna, people, case={**a_story(), "settlement": "-200.00", "additions": additions})
    text = visit(anna).get(path(slip)).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "points took 200.00 ₽ of at most 9,132.63 ₽, 10 % of the pay" in text


def test_points_that_were_limited_say_so_to_whoever_reads_the_payslip(anna, people):
    """Of somebody who left before the month was settled nobody has a settlement: what was stored says it."""
    slip = a_paid_month(anna, people, case={**a_story(), "settlement": "-200.00"})
    lines = list(slip.lines.all())
    slip.remarks = [[LIMITED[Limit.GUARD], {"nominal": "-500.00", "amount": "-200.00"}]]
    assert proofs_of(slip, lines)[0][1:] == ("A limit acted", "points took 200.00\N{NO-BREAK SPACE}₽")
    slip.remarks = []
    assert proofs_of(slip, lines)[0][1:] == ("No limit acted", "points took 200.00\N{NO-BREAK SPACE}₽")


def test_an_objection_stands_on_its_line(visit, anna, people):
    slip = a_paid_month(anna, people)
    an_objection(slip.lines.get(code="upsales"), text="One offer is missing.")
    assert "Objection open" in visit(anna).get(path(slip)).content.decode()
    part = visit(anna).get(path(slip, f"lines/{position(slip, 'upsales')}/")).content.decode()
    assert "One offer is missing." in part


def test_on_paper_and_in_a_spreadsheet_without_formulas(visit, anna, people):
    slip = a_paid_month(anna, people, version=a_manager_plan("=Manager"))
    browser = visit(anna)
    paper = [b"".join(browser.get(path(slip, "pdf/")).streaming_content) for _ in range(2)]
    assert paper[0] == paper[1]
    words = words_of_pdf(paper[0])
    assert "Payslip of Anna" in words and "Upsales" in words and "Total, gross" in words
    sheet = load_workbook(BytesIO(b"".join(browser.get(path(slip, "xlsx/")).streaming_content))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[0] for row in rows] == [
        "Line", "Base for hours worked", "Output", "Receivables", "Deadlines", "Quality", "Upsales", "Total, gross",
    ]  # fmt: skip
    assert rows[-1][3] == float(slip.total)
    assert browser.get(path(slip, "odt/")).status_code == 404


def test_the_head_reads_the_members_behind_the_figures(visit, anna, head, director):
    boris = make.an_employee("manager", department=anna.employments.get().department, name="Boris")
    a_paid_month(boris, (head, director))
    figures = [[anna.pk, "100", "50"], [boris.pk, "80", "100"]]
    others = (director, make.an_employee("director"))
    slip = a_paid_month(head, others, tier="head", evidence={"output": {Source.MEMBERS: figures}})
    part = visit(head).get(path(slip, f"lines/{position(slip, 'output')}/")).content.decode()
    assert part.index("Anna") < part.index("Boris") and "50 of 100" in part
    assert f"/pay/{boris.pk}/2026-02/" in part and f"/pay/{anna.pk}/2026-02/" not in part


def test_points_lead_to_their_disputes(visit, anna, people, department):
    """Two points against Anna, settled as 200 rubles; what she corrected is read as its reason."""
    make.a_point_policy(department, kind="rating")
    posted(people[0], anna, 2, month=FEBRUARY)
    month = settled(department, month=FEBRUARY)
    case = {**a_story(), "settlement": "-200.00"}
    slip = a_paid_month(anna, people, case=case, evidence={"settlement": {Source.SETTLEMENT: [month.pk]}})
    part = visit(anna).get(path(slip, f"lines/{position(slip, 'settlement')}/")).content.decode()
    assert "\N{MINUS SIGN}2" in part and "/disputes/" in part
