"""`/imports/`, its jobs and its API: one's own files alone, named cells, templates that load as they are."""

import io
from dataclasses import replace

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from openpyxl import load_workbook

from support_desk.shared.actions import imports as actions
from support_desk.shared.actions.jobs import run_step
from support_desk.shared.imports import find, kinds
from support_desk.shared.imports.checking import read
from support_desk.shared.imports.template_files import template_file
from support_desk.shared.models import ImportRun, Job
from tests.factories import NOW, a_department, an_employee
from tests.factories.files import csv_bytes
from workload.imports.rosters import ROSTERS
from workload.models import Shift

pytestmark = pytest.mark.django_db
# session, account, person; the rail's figures; the files
STATEMENTS = 5
HEADING = ("E-mail", "Day", "From", "Until")


@pytest.fixture
def office():
    """Nobody plans their own shifts: the rows are those of a colleague."""
    department = a_department("Support")
    an_employee("manager", department=department, email="anna@desk.test")
    return an_employee("office_manager", department=department, email="vera@desk.test")


def a_file(*rows: tuple[str, ...], name: str = "roster.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, csv_bytes(HEADING, *rows))


def a_row(day: int, *, email: str = "anna@desk.test") -> tuple[str, ...]:
    return (email, f"2026-12-{day:02}", "09:00", "18:00")


@pytest.mark.parametrize("rows", [1, 3])
def test_as_many_statements_whatever_the_number_of_files(visit, statements, office, rows):
    browser = visit(office)
    for day in range(1, rows + 1):
        browser.post("/imports/rosters/", {"file": a_file(a_row(day))})
    assert ImportRun.objects.count() == rows
    assert statements(browser, "/imports/") == STATEMENTS


def test_bring_see_mend_and_load(visit, office):
    browser = visit(office)
    assert "You have brought no file yet" in browser.get("/imports/").content.decode()
    page = browser.post("/imports/rosters/", {"file": a_file(a_row(1), a_row(2, email="x@y.test"))}, follow=True)
    text = page.content.decode()
    assert "1 thing to mend" in text and "Nobody here has this address." in text and "Load all rows" not in text
    page = browser.post("/imports/rosters/", {"file": a_file(a_row(1), a_row(2))}, follow=True)
    assert "2 rows, ready to be loaded" in page.content.decode()
    run = ImportRun.objects.first()
    for _click in range(2):
        page = browser.post(f"/imports/run/{run.pk}/load/", follow=True)
        assert "2 rows loaded" in page.content.decode()
    assert Shift.objects.count() == 2
    again = browser.post("/imports/rosters/", {"file": a_file(a_row(1), a_row(2))})
    assert again.status_code == 422 and "loaded already" in again.content.decode()
    assert visit(an_employee("office_manager")).get(f"/imports/run/{run.pk}/").status_code == 404


def test_wrong_headings_say_which_are_known(visit, office):
    wrong = SimpleUploadedFile("a.csv", b"Who;When\r\nvera;now\r\n")
    text = visit(office).post("/imports/rosters/", {"file": wrong}, follow=True).content.decode()
    assert "E-mail*, Day*, From*, Until*, Break, minutes, Reason" in text and "No column is called so." in text
    assert visit(office).post("/imports/rosters/", {}).status_code == 422


def test_who_loads_nothing_finds_nothing(visit):
    browser = visit(an_employee("manager"))
    for path in ("/imports/", "/imports/rosters/", "/imports/rosters/template/csv/"):
        assert browser.get(path).status_code == 404


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("kind", ["people", "rosters"])
def test_the_template_has_no_bad_cell_in_any_language(kind, language, file_format):
    with translation.override(language), template_file(find(kind), file_format) as file:
        made = file.read()
    reading = read(find(kind), made)
    assert (reading.problems, len(reading.rows)) == ([], 1)
    if file_format == "xlsx":
        assert load_workbook(io.BytesIO(made)).active.max_row == 2


def test_templates_are_files(visit, office):
    answer = visit(office).get("/imports/people/template/xlsx/")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="people.xlsx"'
    assert b"".join(answer.streaming_content)[:2] == b"PK"
    assert visit(office).get("/imports/people/template/pdf/").status_code == 404


def test_a_long_file_runs_as_a_job_with_progress(visit, office, monkeypatch):
    monkeypatch.setitem(kinds._importers, "rosters", replace(ROSTERS, at_once=1))
    monkeypatch.setattr("support_desk.shared.progress.EVERY", 1)
    browser = visit(office)
    browser.post("/imports/rosters/", {"file": a_file(*(a_row(day) for day in range(1, 5)))})
    run = ImportRun.objects.get()
    poll = browser.get(f"/imports/run/{run.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert run.state == "uploaded" and "every 2s" in poll and "The file is being checked" in poll
    assert run_step(job_id=run.job_id, at=NOW) is False
    assert cache.get(f"progress:{run.job_id}") == 2
    run.refresh_from_db()
    assert (run.state, run.job.state, run.job.done) == ("checked", "done", 4)
    browser.post(f"/imports/run/{run.pk}/load/")
    job = Job.objects.exclude(pk=run.job_id).get()
    assert run_step(job_id=job.pk, at=NOW) is False
    run.refresh_from_db()
    assert (run.state, Shift.objects.count()) == ("loaded", 4)
    actions.finish_import(run=run, by=actions.Viewer.system(NOW), at=NOW)
    assert Shift.objects.count() == 4


def test_a_job_names_what_was_wrong(visit, office, monkeypatch):
    monkeypatch.setitem(kinds._importers, "rosters", replace(ROSTERS, at_once=1))
    visit(office).post("/imports/rosters/", {"file": a_file(a_row(1), a_row(1), a_row(2))})
    run = ImportRun.objects.get()
    run_step(job_id=run.job_id, at=NOW)
    run.refresh_from_db()
    assert (run.state, run.errors[0]["row"]) == ("refused", 3)
    assert run.job.refusals == ["roster.csv: Nothing is loaded; the import names what is wrong."]


def test_the_api_answers_the_run_with_its_problems(visit, office):
    browser = visit(office)
    answer = browser.post("/api/v1/imports/", {"kind": "rosters", "file": a_file(a_row(1, email="x@y.test"))})
    assert answer.status_code == 201
    assert answer.json()["problems"] == [
        {"row": 2, "column": "email", "value": "x@y.test", "sentence": "Nobody here has this address."}
    ]
    run = browser.post("/api/v1/imports/", {"kind": "rosters", "file": a_file(a_row(1))}).json()
    loaded = browser.post(f"/api/v1/imports/{run['id']}/load/", "{}", content_type="application/json").json()
    assert (loaded["state"], loaded["row_count"]) == ("loaded", 1)
    refused = browser.post("/api/v1/imports/", {"kind": "rosters", "file": a_file(a_row(1))})
    assert refused.status_code == 409 or refused.status_code == 422
    assert len(browser.get("/api/v1/imports/").json()["results"]) == 2
