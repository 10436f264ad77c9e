"""Lists as files: what one sees and nothing else, formulas harmless, long ones as a job in steps."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation
from openpyxl import load_workbook

from support_desk.shared.actions.jobs import resume_job, run_step, start_job
from support_desk.shared.errors import Refused
from support_desk.shared.exports import Column, Export, register, tables
from support_desk.shared.exports import steps as steps_module
from support_desk.shared.exports.cells import cell, harmless, written
from support_desk.shared.models import Job, StoredFile
from support_desk.shared.views import exports as exports_view
from tests.factories import (
    NOW,
    a_client,
    a_contact,
    a_department,
    a_mailbox,
    a_project,
    a_raw_mail,
    a_ticket,
    a_time_entry,
    an_employee,
    viewer,
)
from tickets.models import Client


@pytest.fixture
def manager(db):
    return an_employee("manager")


@pytest.fixture
def handed_out(monkeypatch):
    """Jobs as a broker would receive them after the commit."""
    kept = []
    from support_desk.shared import tasks

    monkeypatch.setattr(tasks.run_job, "delay_on_commit", kept.append)
    return kept


def text_of(answer):
    return b"".join(answer.streaming_content).decode("utf-8-sig")


def rows_of(answer, delimiter=","):
    return list(csv.reader(io.StringIO(text_of(answer)), delimiter=delimiter))


class TestCells:
    @pytest.mark.parametrize(
        "text", ["=1+1", "+7 495", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\u00a0=1", "=cmd|' /C calc'!A0"]
    )
    def test_what_a_spreadsheet_would_compute_gets_an_apostrophe(self, text):
        assert harmless(text).startswith("'")

    def test_plain_text_stays_and_control_characters_go(self):
        assert harmless("Kedr – 5 = five") == "Kedr – 5 = five"
        assert harmless("a\x00b\x07c\ud800d") == "abcd"
        assert len(harmless("x" * 50_000)) == 32_000

    def test_values_keep_their_kind(self, settings):
        settings.TIME_ZONE = "Europe/Moscow"
        noon = datetime(2026, 11, 18, 9, 0, 5, 77, tzinfo=UTC)
        assert cell(noon) == datetime(2026, 11, 18, 12, 0, 5)  # noqa: DTZ001 - a spreadsheet knows no zones
        assert [cell(each) for each in (True, 5, Decimal("1.50"), None, date(2026, 1, 2))] == [
            1,
            5,
            Decimal("1.50"),
            None,
            date(2026, 1, 2),
        ]
        assert [written(each) for each in (None, Decimal("1.50"), date(2026, 1, 2), cell(noon))] == [
            "",
            "1.50",
            "2026-01-02",
            "2026-11-18 12:00:05",
        ]


class TestAtOnce:
    def test_csv_of_the_clients_one_sees(self, visit, manager):
        a_project(a_client("=HYPERLINK(0)", tone_notes='Say "hello", twice'), manager, name="Store")
        a_project(a_client("CANARY"))
        answer = visit(manager).get("/exports/clients/csv/")
        assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
        assert answer.headers["Content-Disposition"] == 'attachment; filename="clients-2026-11-18.csv"'
        assert rows_of(answer) == [
            ["Client", "Active", "Language", "Projects", "Answered by", "Good to know"],
            ["'=HYPERLINK(0)", "1", "Russian", "Store", manager.name, 'Say "hello", twice'],
        ]

    def test_xlsx_holds_text_as_text_and_figures_as_figures(self, visit, manager):
        a_time_entry(a_ticket(a_project(a_client("=1+1"), manager)), manager)
        answer = visit(manager).get("/exports/time/xlsx/")
        sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
        heading, row = list(sheet.iter_rows())
        assert heading[0].value == "Date" and sheet.freeze_panes == "A2"
        assert (row[3].value, row[3].data_type) == ("'=1+1", "s")
        assert (row[7].value, row[7].data_type) == (20, "n")

    def test_in_russian_with_semicolons(self, visit, manager):
        manager.user.language = "ru"
        manager.user.save()
        a_project(a_client("Кедр"), manager, name="Магазин")
        lines = rows_of(visit(manager).get("/exports/clients/csv/"), delimiter=";")
        assert lines[1][0] == "Кедр" and len(lines[0]) == 6

    def test_the_pages_filters_hold_and_odd_ones_change_nothing(self, visit, manager):
        entry = a_time_entry(a_ticket(a_project(owner=manager)), manager, worked_on=date(2026, 11, 3))
        for query, count in (
            ({"from": "2026-11-01", "to": "2026-11-30"}, 1),
            ({"from": "2026-11-04"}, 0),
            ({"to": "2026-11-02"}, 0),
            ({"employee": entry.employee_id}, 1),
            ({"employee": entry.employee_id + 1}, 0),
            ({"from": "nonsense", "employee": "-1", "password": "x"}, 1),
        ):
            assert len(rows_of(visit(manager).get("/exports/time/csv/", query))) == 1 + count, query

    def test_every_list_can_be_had_and_no_other(self, visit, manager):
        a_ticket(a_project(owner=manager), subject="Mine")
        a_ticket(subject="CANARY")
        a_contact(name="CANARY")
        for key in ("clients", "contacts", "tickets", "time", "audit", "quarantine"):
            assert "CANARY" not in text_of(visit(manager).get(f"/exports/{key}/csv/"))
        for address in ("/exports/users/csv/", "/exports/clients/pdf/"):
            assert visit(manager).get(address).status_code == 404

    def test_contacts_of_one_client_with_all_their_addresses(self, visit, manager):
        client = a_client("Kedr")
        a_project(client, manager)
        anna = a_contact(client, "a@kedr.test", name="=Anna", position="Editor")
        anna.emails.create(email="anna@kedr.test")
        anna.phones.create(number="+74951234567")
        a_contact(client, "gone@kedr.test", is_active=False)
        other = a_contact(a_project(owner=manager).client, "b@elm.test", name="Boris")
        browser = visit(manager)
        assert rows_of(browser.get("/exports/contacts/csv/", {"client": client.pk})) == [
            ["Contact", "Client", "Position", "E-mail", "Phone"],
            ["'=Anna", "Kedr", "Editor", "a@kedr.test, anna@kedr.test", "'+74951234567"],
        ]
        everybody = rows_of(browser.get("/exports/contacts/csv/", {"client": "x"}))
        assert [row[0] for row in everybody[1:]] == ["'=Anna", other.name]
        assert f"/exports/contacts/csv/?client={client.pk}" in browser.get(f"/clients/{client.pk}/").content.decode()

    def test_quarantined_letters_for_who_triages_and_nobody_else(self, visit, manager):
        department = a_department()
        operator = an_employee("operator", department=department)
        letter = b"From: =?utf-8?b?0JDQvdC90LA=?= <anna@client.test>\r\nSubject: =1+1\r\n\r\nCANARY"
        a_raw_mail(a_mailbox(department), letter, state="quarantined", reason="too_large")
        titles, row = rows_of(visit(operator).get("/exports/quarantine/csv/"))
        assert titles == ["Received", "Mailbox", "Sender", "Subject", "Why it is here", "Size in bytes"]
        assert row[2:] == ["Анна <anna@client.test>", "'=1+1", "Larger than a letter may be", str(len(letter))]
        assert len(rows_of(visit(manager).get("/exports/quarantine/csv/"))) == 1
        assert "/exports/quarantine/xlsx/" in visit(operator).get("/quarantine/").content.decode()

    def test_times_are_those_of_the_readers_zone(self, visit, manager):
        manager.timezone = "Asia/Vladivostok"
        manager.save()
        a_ticket(a_project(owner=manager), created_at=NOW, last_message_at=NOW)
        assert "2026-11-18 19:00:00" in text_of(visit(manager).get("/exports/tickets/csv/"))


class TestLong:
    @pytest.fixture(autouse=True)
    def _short_steps(self, monkeypatch):
        monkeypatch.setattr(exports_view, "AT_ONCE", 2)
        monkeypatch.setattr(steps_module, "ROWS_A_STEP", 2)

    @pytest.fixture
    def five(self, manager):
        for index in range(5):
            a_project(a_client(f"Client {index}" if index else "=1+1"), manager)

    def work_off(self, job_id, limit=20):
        steps = 1
        while run_step(job_id=job_id, at=NOW):
            steps += 1
            assert steps < limit
        return steps

    def test_is_offered_first_and_started_by_a_post(self, visit, manager, five, handed_out):
        browser = visit(manager)
        assert b"more than 5,000 rows" in browser.get("/exports/clients/csv/").content
        assert not Job.objects.exists()
        answer = browser.post("/exports/clients/csv/")
        job = Job.objects.get()
        assert answer.headers["Location"] == f"/jobs/{job.pk}/"
        assert (job.total, job.state, handed_out) == (5, "queued", [str(job.pk)])

    def test_a_second_click_starts_nothing(self, visit, manager, five, handed_out):
        for _click in range(2):
            visit(manager).post("/exports/clients/csv/")
        assert Job.objects.count() == 1

    @pytest.mark.parametrize("file_format", ["csv", "xlsx"])
    def test_runs_in_steps_to_a_whole_file(self, visit, manager, five, handed_out, file_format):
        browser = visit(manager)
        browser.post(f"/exports/clients/{file_format}/")
        job = Job.objects.get()
        assert self.work_off(job.pk) == 4
        job.refresh_from_db()
        assert (job.state, job.done, job.total, job.finished_at) == ("done", 5, 5, NOW)
        answer = browser.get(f"/jobs/{job.pk}/file/")
        content = b"".join(answer.streaming_content)
        if file_format == "csv":
            names = [row[0] for row in csv.reader(io.StringIO(content.decode("utf-8-sig")))]
        else:
            names = [row[0].value for row in load_workbook(io.BytesIO(content)).active.iter_rows()]
        assert names == ["Client", "'=1+1", "Client 1", "Client 2", "Client 3", "Client 4"]
        assert StoredFile.objects.get().size == len(content)

    def test_a_step_done_twice_writes_its_rows_once(self, visit, manager, five, handed_out):
        visit(manager).post("/exports/clients/csv/")
        job = Job.objects.get()
        run_step(job_id=job.pk, at=NOW)
        before = Job.objects.get().params
        run_step(job_id=job.pk, at=NOW)
        Job.objects.update(params=before, done=2)  # the worker died after writing the file, before its commit
        self.work_off(job.pk)
        assert len(rows_of(visit(manager).get(f"/jobs/{job.pk}/file/"))) == 6

    def test_rights_are_those_of_the_moment(self, visit, manager, five, handed_out):
        visit(manager).post("/exports/clients/csv/")
        other = an_employee("manager")
        for client in Client.objects.all():
            client.projects.update(owner=other)
        self.work_off(Job.objects.get().pk)
        assert len(rows_of(visit(manager).get(f"/jobs/{Job.objects.get().pk}/file/"))) == 1

    def test_the_page_polls_until_the_end_and_is_its_owners(self, visit, manager, five, handed_out):
        browser = visit(manager)
        browser.post("/exports/clients/csv/")
        job = Job.objects.get()
        assert 'hx-trigger="every 2s"' in browser.get(f"/jobs/{job.pk}/").content.decode()
        self.work_off(job.pk)
        over = browser.get(f"/jobs/{job.pk}/", headers={"HX-Request": "true"}).content.decode()
        assert "hx-trigger" not in over and "<html" not in over and f"/jobs/{job.pk}/file/" in over
        stranger = visit(an_employee("director", "head"))
        for path in ("", "file/"):
            assert stranger.get(f"/jobs/{job.pk}/{path}").status_code in (302, 404)


class TestJobs:
    @pytest.fixture
    def failing(self, monkeypatch):
        export = Export(key="failing", title="x", columns=(Column("x", str),), rows=lambda viewer, query: 1 / 0)
        monkeypatch.setitem(tables._exports, "failing", export)
        register(export)

    def a_job(self, manager, key="clients", language="en"):
        request = {"export": key, "format": "csv", "query": {}, "language": language}
        return start_job(kind="export", title="Clients", params=request, total=1, by=viewer(manager), at=NOW)

    def test_a_failure_is_said_and_ends_the_job(self, manager, failing, handed_out, caplog):
        job = self.a_job(manager, "failing")
        assert run_step(job_id=job.pk, at=NOW) is False
        job.refresh_from_db()
        assert job.state == "failed" and job.error.startswith("Something went wrong on our side.")
        assert "ZeroDivisionError" in caplog.text

    def test_a_refusal_is_said_in_its_own_words(self, manager, handed_out):
        job = self.a_job(manager, "gone")
        run_step(job_id=job.pk, at=NOW)
        assert Job.objects.get().error == "This list is no longer exported."

    def test_a_finished_job_does_nothing_more(self, manager, handed_out):
        job = self.a_job(manager)
        while run_step(job_id=job.pk, at=NOW):
            pass
        assert run_step(job_id=job.pk, at=NOW) is False
        assert StoredFile.objects.count() == 1

    def test_a_silent_job_is_continued_by_its_owner(self, visit, manager, handed_out):
        job = self.a_job(manager)
        with pytest.raises(Refused):
            resume_job(job=job, by=viewer(manager), at=NOW)
        Job.objects.update(created_at=datetime(2026, 11, 18, 8, 57, tzinfo=UTC))
        assert "Nothing has happened for two minutes." in visit(manager).get(f"/jobs/{job.pk}/").content.decode()
        assert visit(an_employee("manager")).post(f"/jobs/{job.pk}/resume/").status_code == 404
        visit(manager).post(f"/jobs/{job.pk}/resume/")
        assert handed_out == [str(job.pk)] * 2

    def test_headings_speak_the_language_it_was_asked_in(self, manager, handed_out):
        job = self.a_job(manager, language="ru")
        with translation.override("en"):
            while run_step(job_id=job.pk, at=NOW):
                pass
        job.refresh_from_db()
        with job.result.content.open("rb") as kept:
            assert b";" in kept.read()
