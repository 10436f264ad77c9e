"""The pages of reports to clients (W8, P2)."""

from datetime import timedelta

import pytest

from support_desk.shared.models import Job
from tests.factories import (
    NOW,
    a_client,
    a_contact,
    a_contract,
    a_message,
    a_project,
    a_report,
    a_task,
    a_ticket,
    an_approval,
    an_approved_task,
    an_employee,
    an_estimate,
    billed,
    contact_viewer,
)
from tickets.actions.reports.asking import ask_about_line
from tickets.models import ClientReport


@pytest.fixture
def office(db):
    return an_employee("office_manager")


def project_of(employee, **over):
    return a_project(department=employee.employments.get().department, **over)


class TestList:
    @pytest.mark.parametrize("rows", [1, 3])
    def test_takes_eight_statements_however_many_rows(self, visit, statements, office, rows):
        for _number in range(rows):
            a_report(project_of(office))
        # session, account, person; reports, figures, the job under way, clients without a report; the rail's figures
        assert statements(visit(office), "/reports/") == 8

    def test_holes_come_first_and_can_be_asked_for(self, visit, office):
        good, bad = project_of(office), project_of(office)
        billed(bad, client_text="")
        a_report(good), a_report(bad)
        page = visit(office).get("/reports/").content.decode()
        assert page.index(bad.client.name) < page.index(good.client.name)
        assert "October 2026: 1 hole to fill" in page
        holes = visit(office).get("/reports/", {"show": "holes"}).content.decode()
        assert bad.client.name in holes and good.client.name not in holes
        ready = visit(office).get("/reports/", {"show": "ready"}).content.decode()
        assert bad.client.name not in ready and good.client.name in ready

    @pytest.mark.parametrize("month", ["2026-09", "nonsense", "2026-13", "0000-00", ""])
    def test_a_month_without_reports_says_how_they_come(self, visit, office, month):
        assert visit(office).get("/reports/", {"month": month}).status_code == 200

    def test_one_click_builds_all_as_a_job(self, visit, office):
        billed(project_of(office))
        answer = visit(office).post("/reports/build/", {"month": "2026-10"})
        job = Job.objects.get()
        assert (answer.url, job.kind, job.total) == (f"/jobs/{job.pk}/", "reports.build", 1)
        visit(office).post("/reports/build/", {"month": "2026-10"})
        assert Job.objects.count() == 1
        assert job.title in visit(office).get("/reports/").content.decode()

    def test_all_without_holes_are_sent_by_a_job(self, visit, office):
        a_report(project_of(office))
        visit(office).post("/reports/send/", {"month": "2026-10"})
        assert Job.objects.get().kind == "reports.send"

    def test_a_manager_reads_the_sums_of_wholly_visible_reports_only(self, visit):
        client = a_client()
        mine, other = a_project(client), a_project(client)
        a_contract(mine, included_minutes=30)
        billed(mine, client_text="MY-LINE")
        billed(other, 77, client_text="OTHER-LINE")
        report = a_report(mine)
        browser = visit(mine.owner)
        assert "You see the lines of your own projects." in browser.get("/reports/").content.decode()
        page = browser.get(f"/reports/{report.pk}/").content.decode()
        assert "MY-LINE" in page and "OTHER-LINE" not in page and "Hours of the contracts" not in page
        assert browser.get(f"/reports/{report.pk}/pdf/").status_code == 404
        told = browser.get(f"/exports/report-lines/csv/?report={report.pk}")
        text = b"".join(told.streaming_content).decode()
        assert "MY-LINE" in text and "OTHER-LINE" not in text
        assert visit(an_employee("manager")).get(f"/reports/{report.pk}/").status_code == 404

    def test_who_has_no_business_with_reports_finds_none(self, visit):
        assert visit(an_employee("sales")).get("/reports/").status_code == 404


class TestPage:
    @pytest.mark.parametrize("rows", [1, 3])
    def test_takes_nine_statements_however_many_lines(self, visit, statements, office, rows):
        project = project_of(office)
        for _number in range(rows):
            a_contract(a_project(project.client, department=project.department))
            task = an_approved_task(a_ticket(project))
            billed(project, ticket=task.ticket, task=task)
        report = a_report(project)
        # session, account, person; report; lines, questions, tickets that may be opened, contracts; the rail's figures
        assert statements(visit(office), f"/reports/{report.pk}/") == 9

    def test_a_line_tells_its_story(self, visit, office):
        project = project_of(office)
        task = an_approved_task(a_ticket(project))
        billed(project, ticket=task.ticket, task=task)
        report = a_report(project)
        owners = visit(project.owner).get(f"/reports/{report.pk}/").content.decode()
        assert f"/tickets/{task.ticket.number}/" in owners and task.ticket.subject in owners
        page = visit(office).get(f"/reports/{report.pk}/").content.decode()
        assert "Texts of the main page" in page and str(task.ticket.number) in page
        assert task.ticket.subject not in page, "the office keeps reports without reading letters"
        assert f"{task.ticket.requester.name}, 18.11.2026, in the portal" in page and "2 h" in page

    def test_an_agreement_by_letter_names_who_wrote_and_who_recorded_it(self, visit, office):
        project = project_of(office)
        task = a_task(a_ticket(project), agreed_minutes=120)
        letter = a_message(task.ticket, author_name="Marina Belova")
        approval = an_approval(task.ticket, state="approved", decided_at=NOW, message=letter, recorded_by=project.owner)
        an_estimate(task, state="approved", approval=approval, finished_at=NOW)
        billed(project, ticket=task.ticket, task=task)
        page = visit(office).get(f"/reports/{a_report(project).pk}/").content.decode()
        assert "Marina Belova, 18.11.2026, by message" in page and f"recorded by {project.owner.name}" in page

    def test_text_is_written_in_place(self, visit, office):
        project = project_of(office)
        billed(project, client_text="")
        report = a_report(project)
        line = report.lines.get()
        address = f"/reports/lines/{line.pk}/"
        page = visit(office).get(f"/reports/{report.pk}/").content.decode()
        assert "No line for the client" in page and address in page
        refused = visit(office).post(address, {"text": " "}, headers={"HX-Request": "true"})
        assert refused.status_code == 422 and "Say in a few words" in refused.content.decode()
        row = visit(office).post(address, {"text": "<b>Banner</b>"}, headers={"HX-Request": "true"})
        assert row.status_code == 200 and "&lt;b&gt;Banner" in row.content.decode()
        assert visit(office).post(address, {"text": "Banner"}).url == f"/reports/{report.pk}/"
        assert visit(office).post(address, {"text": ""}).url == f"/reports/{report.pk}/"
        line.refresh_from_db()
        assert (line.text, line.hole) == ("Banner", "")

    def test_it_is_sent_once_nothing_is_missing(self, visit, office):
        project = project_of(office)
        billed(project, client_text="")
        report = a_report(project)
        browser = visit(office)
        browser.post(f"/reports/{report.pk}/send/")
        assert "Fill the holes first" in browser.get(f"/reports/{report.pk}/").content.decode()
        browser.post(f"/reports/lines/{report.lines.get().pk}/", {"text": "Banner"})
        browser.post(f"/reports/{report.pk}/send/")
        page = browser.get(f"/reports/{report.pk}/").content.decode()
        assert "The report was sent to" in page and "Write the line" not in page and "Send to the client" not in page

    def test_a_month_that_is_not_over_is_shown_and_not_sent(self, visit, office):
        project, month = project_of(office), NOW.date().replace(day=1)
        billed(project, 20, NOW.date())
        report = a_report(project, month)
        browser = visit(office)
        for path in (f"/reports/{report.pk}/", f"/reports/?month={month:%Y-%m}"):
            page = browser.get(path).content.decode()
            assert "The month is not over" in page and "/send/" not in page
        browser.post(f"/reports/{report.pk}/send/")
        assert "is not over yet" in browser.get(f"/reports/{report.pk}/").content.decode()
        report.refresh_from_db()
        assert report.state == "draft"

    def test_building_again_keeps_the_page_or_leads_to_the_month(self, visit, office):
        project = project_of(office)
        report = a_report(project)
        assert visit(office).post(f"/reports/{report.pk}/build/").url == f"/reports/{report.pk}/"
        project.tickets.update(client=a_client(), project=None)
        assert visit(office).post(f"/reports/{report.pk}/build/").url == "/reports/?month=2026-10"
        assert not ClientReport.objects.filter(pk=report.pk).exists()

    def test_a_question_stands_beside_its_line(self, visit, office):
        report = a_report(project_of(office), is_sent=True)
        person = contact_viewer(a_contact(report.client, name="Marina Belova"))
        question = ask_about_line(line=report.lines.get(), text="What was this?", by=person, at=NOW)
        page = visit(office).get(f"/reports/{report.pk}/").content.decode()
        assert "Marina Belova" in page and f">{question.message.ticket.number}<" in page
        owner = report.lines.get().project.owner
        page = visit(owner).get(f"/reports/{report.pk}/").content.decode()
        assert f"/tickets/{question.message.ticket.number}/" in page

    def test_late_work_is_marked(self, visit, office):
        project = project_of(office)
        a_report(project, is_sent=True)
        billed(project, 15, created_at=NOW + timedelta(hours=1))
        billed(project, 20, NOW.date())
        report = a_report(project, NOW.date().replace(day=1))
        page = visit(office).get(f"/reports/{report.pk}/").content.decode()
        assert page.count("earlier month") == 1

    def test_the_files(self, visit, office):
        project = project_of(office)
        billed(project, client_text="=cmd|calc")
        report = a_report(project)
        paper = visit(office).get(f"/reports/{report.pk}/pdf/")
        assert b"".join(paper.streaming_content)[:5] == b"%PDF-"
        assert paper.headers["Content-Type"] == "application/pdf"
        table = visit(office).get(f"/exports/report-lines/csv/?report={report.pk}")
        assert "'=cmd|calc" in b"".join(table.streaming_content).decode()
        for wanted in ("", "nonsense", "999999"):
            nothing = visit(office).get(f"/exports/report-lines/csv/?report={wanted}")
            assert b"".join(nothing.streaming_content).decode().count("\n") == 1


def test_a_month_that_was_sent_stays_as_it_was_sent(visit, office):
    project = project_of(office)
    contract = a_contract(project, included_minutes=30)
    report = a_report(project, is_sent=True)
    contract.included_minutes = 600
    contract.save()
    page = visit(office).get(f"/clients/{report.client_id}/hours/").content.decode()
    assert "1,250.00" in page and page.count(">Sent<") == 1
