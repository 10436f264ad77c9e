"""`/timesheets/`: the month of a department, a person's days, files (L5, P2)."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from openpyxl import load_workbook

from support_desk.shared.models import Job
from tests.factories import a_department, a_shift, a_time_entry, an_absence, an_employee, moscow, with_calendar
from tests.factories.timesheets import IN_NOVEMBER, OCTOBER, an_approved_calendar, closed, filled
from workload.models import Employee, Timesheet

pytestmark = pytest.mark.django_db
# session, account, person; the rail's figures; departments with their month; sheets; days; the filling under way; what
# concerns the viewer elsewhere
STATEMENTS = 9
URL = "/timesheets/2026-10/"


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(IN_NOVEMBER, tick=False):
        yield


@pytest.fixture
def department():
    made = a_department(name="Support")
    director = an_employee("director", name="Dina", department=a_department(name="Zentrale"))
    an_employee("head", department=made, name="Hugo", manager=director)
    with_calendar(made, an_approved_calendar(director))
    return made


@pytest.fixture
def office(department):
    return an_employee("office_manager", department=department, name="Olga")


@pytest.fixture
def worker(department):
    return an_employee("manager", department=department, name="Mila <b>")


def sheet_of(name):
    return Timesheet.objects.get(employee__name=name, month=OCTOBER)


@pytest.mark.parametrize("people", [1, 3])
def test_as_many_statements_whatever_the_number_of_people(visit, statements, department, office, people):
    for _ in range(people):
        an_absence(an_employee("manager", department=department), date(2026, 10, 5), type="unknown")
    filled(department)
    browser = visit(office)
    browser.get(URL)
    assert statements(browser, URL) == STATEMENTS


@pytest.mark.parametrize("people", [1, 3])
def test_a_sheet_takes_as_many_statements_whatever_its_corrections(
    visit, statements, department, office, worker, people
):
    filled(department)
    sheet, browser = sheet_of(worker.name), visit(office)
    for day in range(people):
        browser.post(
            f"/timesheets/sheets/{sheet.pk}/correct/", {"day": f"2026-10-0{day + 5}", "code": "Б", "reason": "Told"}
        )
    assert sheet.corrections.count() == people
    assert statements(browser, f"/timesheets/sheets/{sheet.pk}/") == 7


def test_hints_are_listed_before_closing(visit, department, office, worker):
    a_time_entry(None, worker, actual_minutes=90, worked_on=date(2026, 10, 10), department=department)
    filled(department)
    page = visit(office).get(URL)
    (hint,) = page.context["page"].hints
    assert hint.sentence == "Mila <b>, 10: Work is logged on a free day."
    form = visit(office).get(hint.url.partition("#")[0]).context["form"]
    assert (form.initial["code"], form.initial["minutes"]) == ("РВ", "1:30")


def test_the_head_is_found_by_who_stands_above_and_ones_own_by_who_keeps_another(visit, department, office):
    above = an_employee("manager", name="Anna", department=a_department(name="Sales"))
    Employee.objects.filter(name="Hugo").update(manager=above)
    filled(department)
    waiting = visit(above).get("/timesheets/").context["waiting"]
    assert [sheet.employee.name for sheet in waiting] == ["Hugo"]
    other = a_department(name="Other", head=Employee.objects.get(name="Olga"))
    found = visit(office).get(f"{URL}?department={other.pk}").context["concerning"]
    assert [sheet.employee.name for sheet in found] == ["Olga"]


def test_what_was_corrected_after_the_closing_stands_beside_the_figures(visit, department, office, worker):
    closed(department)
    browser = visit(office)
    told = {
        "day": "2026-10-05",
        "code": "Я",
        "minutes": "4",
        "away_code": "Б",
        "away_minutes": "4",
        "reason": "Late note",
    }
    browser.post(f"/timesheets/sheets/{sheet_of(worker.name).pk}/correct/", told)
    page = browser.get(URL)
    assert [(row.was, row.now, row.minutes) for row in page.context["page"].late] == [
        (("Я", "8"), ("Я/Б", "4/4"), -240)
    ]
    assert "Late note" in page.content.decode()
    sheet = load_workbook(BytesIO(b"".join(browser.get(f"{URL}t13/").streaming_content))).active
    texts = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert "05.10.2026: Я 8 → Я/Б 4/4. Late note (Olga)" in texts
    answer = browser.get(f"/exports/half-month/csv/?department={department.pk}&month=2026-10")
    (line,) = [row for row in b"".join(answer.streaming_content).decode().splitlines() if "Mila" in row]
    assert line.endswith(",05.10 Я/Б 4/4,-4.00")


def test_the_grid_shows_codes_hours_sums_and_what_keeps_it_open(visit, department, office, worker):
    an_absence(worker, date(2026, 10, 12), days=2, type="unknown")
    a_shift(office, moscow(20, day=date(2026, 10, 7)), hours=10)
    filled(department)
    page = visit(office).get(URL).content.decode()
    assert "Mila &lt;b&gt;" in page and "<b>НН</b>" in page and "<b>Я/Н</b>2/2" in page
    assert "4 things keep it open" in page
    assert "nobody knows why they were absent (НН) on 12, 13." in page
    assert 'data-label="Month">20<small>160' in page and "−16" in page


def test_an_empty_month_teaches_and_is_filled_as_a_job(visit, department, office):
    browser = visit(office)
    assert "No timesheets for this month yet" in browser.get(URL).content.decode()
    answer = browser.post(f"{URL}fill/", {"department": department.pk})
    job = Job.objects.get(kind="timesheets.fill")
    assert answer.url == f"/jobs/{job.pk}/" and job.total == 2
    assert "Timesheets of October 2026" in browser.get(URL).content.decode()


def test_who_keeps_nothing_finds_their_own(visit, department, worker):
    browser = visit(worker)
    assert "You have no timesheet yet" in browser.get("/timesheets/").content.decode()
    filled(department)
    sheet = sheet_of(worker.name)
    assert f"/timesheets/sheets/{sheet.pk}/" in browser.get("/timesheets/").content.decode()
    assert browser.get(URL).status_code == 404
    own = browser.get(f"/timesheets/sheets/{sheet.pk}/").content.decode()
    assert "Mark complete" in own and "Correct a day" not in own
    browser.post(f"/timesheets/sheets/{sheet.pk}/complete/")
    assert sheet_of(worker.name).state == "completed"


def test_who_keeps_a_department_is_led_to_its_month(visit, department, office):
    assert "October 2026" in visit(office).get("/timesheets/").content.decode()
    for asked in ("9999", "x", "-1"):
        assert visit(office).get(f"{URL}?department={asked}").status_code == 404


def test_corrected_approved_and_closed(visit, settings, department, office, worker):
    settings.SECOND_FACTOR_ROLES = ()
    filled(department)
    url = f"/timesheets/sheets/{sheet_of(worker.name).pk}/"
    form = visit(office).get(f"{url}?day=2026-10-06").context["form"]
    missed = {"away_code": "", "away_minutes": ""}
    assert form.initial == {"day": "2026-10-06", "code": "Я", "minutes": "8", "night_minutes": "", **missed}
    given = {"day": "2026-10-06", "code": "С", "minutes": "9:30", "night_minutes": "", "reason": "Agreed"}
    assert visit(office).post(f"{url}correct/", {**given, "minutes": "x"}).status_code == 422
    assert visit(office).post(f"{url}correct/", {**given, "minutes": "25"}).status_code == 422
    visit(office).post(f"{url}correct/", given)
    page = visit(office).get(f"{url}?day=2026-13-45").content.decode()
    assert "Я/С" in page and "8/1:30" in page and "Agreed" in page
    visit(worker).post(f"{url}complete/")
    department.refresh_from_db()
    head = department.head
    visit(head).post(f"{URL}approve/", {"department": department.pk})
    assert sheet_of(worker.name).state == "approved"
    refused = visit(office).post(f"{URL}close/", {"department": department.pk}, follow=True).content.decode()
    assert "The month stays open: The timesheet of Hugo is not approved" in refused
    visit(head).post(f"/timesheets/sheets/{sheet_of('Olga').pk}/approve/")
    visit(head.manager).post(f"/timesheets/sheets/{sheet_of('Hugo').pk}/approve/")
    done = visit(office).post(f"{URL}close/", {"department": department.pk}, follow=True).content.decode()
    assert "October 2026 is closed" in done and "Closed by Olga" in done and "Fill again" not in done


def test_opened_again_and_approved_on_its_page(visit, department, office, worker):
    filled(department)
    department.refresh_from_db()
    sheet = sheet_of(worker.name)
    visit(department.head).post(f"/timesheets/sheets/{sheet.pk}/approve/")
    assert "Approved by Hugo" in visit(worker).get(f"/timesheets/sheets/{sheet.pk}/").content.decode()
    visit(office).post(f"/timesheets/sheets/{sheet.pk}/reopen/")
    assert sheet_of(worker.name).state == "filled"


def test_a_late_correction_says_so(visit, department, office, worker):
    closed(department)
    url = f"/timesheets/sheets/{sheet_of(worker.name).pk}/"
    visit(office).post(f"{url}correct/", {"day": "2026-10-06", "code": "Б", "reason": "Sick note"})
    assert "after the closing" in visit(office).get(url).content.decode()
    assert "Corrected after the month was closed" in visit(office).get(URL).content.decode()


def test_the_form_t13_reads_back(visit, department, office, worker):
    an_absence(worker, date(2026, 10, 12), days=3, type="vacation")
    an_absence(
        worker,
        date(2026, 10, 19),
        type="personal",
        starts_at=moscow(9, day=date(2026, 10, 19)),
        ends_at=moscow(11, day=date(2026, 10, 19)),
    )
    worker.name = "=HYPERLINK(1)"
    worker.save()
    filled(department)
    answer = visit(office).get(f"{URL}t13/?department={department.pk}")
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    sheet = book.active
    rows = {row[1].value: row[0].row for row in sheet.iter_rows(min_row=13) if row[0].value}
    assert [name.split(",")[0] for name in rows] == ["'=HYPERLINK(1)", "Hugo", "Olga"]
    top = rows["'=HYPERLINK(1), Manager"]
    lines = [[sheet.cell(top + line, column).value for column in range(4, 22)] for line in range(4)]
    free, work, off = ("В", None), ("Я", 8), ("ОТ", None)
    october = [work, work, free, free, *[work] * 5, free, free, off, off, off, work]
    assert list(zip(lines[0][:15], lines[1][:15], strict=True)) == october
    assert (lines[0][15], lines[2][3], lines[3][3]) == ("X", "Я/ДО", "6/2")
    assert [lines[line][16] for line in range(4)] == [8, 64, 11, 86]
    assert (lines[0][17], lines[2][17]) == (19, 150)
    absences = [sheet.cell(top, column).value for column in range(22, 26)]
    assert absences == ["ОТ", "3 (24)", "ДО", "0 (2)"]
    assert sheet.cell(3, 1).value == "Структурное подразделение: Support"


def test_hours_of_the_half_months_as_a_file(visit, department, office, worker):
    an_absence(worker, date(2026, 10, 5), type="sickness")
    filled(department)
    visit(office).post(
        f"/timesheets/sheets/{sheet_of(worker.name).pk}/correct/", {"day": "2026-10-06", "code": "ОТ", "reason": "Told"}
    )
    answer = visit(office).get(f"/exports/half-month/csv/?department={department.pk}&month=2026-10")
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert [line for line in lines if "Mila" in line] == [
        '2026-10,Support,Mila <b>,Filled,9,72.00,11,88.00,160.00,176.00,0.00,"ОТ 1, Б 1",,0.00'
    ]
    assert b"Olga" not in b"".join(visit(worker).get("/exports/half-month/csv/").streaming_content)
