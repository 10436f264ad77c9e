"""No word of ours, of drafts, or of other clients stands anywhere in the portal (P2)."""

from datetime import date

import pytest
from django.urls import reverse

from support_desk.shared import clock
from tests.factories import (
    NOW,
    a_client,
    a_contact,
    a_contract,
    a_message,
    a_missed_call,
    a_project,
    a_task,
    a_ticket,
    a_time_entry,
    an_approval,
    an_attachment,
    an_employee,
    an_estimate,
    an_item,
    an_overrun,
)
from tests.plugins.paper import words_of, words_of_pdf, words_of_xlsx
from tests.tickets.portal.rows import a_report, a_report_line
from tickets.models import ClientReport, Draft, Ticket
from tickets.urls.portal import urlpatterns

SECRET = "zqsecret"
SEEN = ("zqseen-subject", "zqseen-letter", "zqseen-estimate", "zqseen-criterion", "zqseen-line", "zqseen-file")


@pytest.fixture
def ticket(project, contact):
    """One of ours, with everything about it that is not for the client."""
    ticket = a_ticket(project, requester=contact, subject="zqseen-subject", tags=[SECRET], flag=SECRET)
    letter = a_message(ticket, "in", body_text="zqseen-letter")
    an_attachment(letter, name="zqseen-file.txt")
    an_attachment(a_message(ticket, "internal", body_text=f"{SECRET} note"), name=f"{SECRET}.txt")
    a_message(ticket, "out", clock.now(), body_text=f"{SECRET} not sent yet")
    a_message(ticket, "out", channel="phone", body_text=f"{SECRET} what was said")
    an_item(letter, text=f"{SECRET} item", answer_text=f"{SECRET} half an answer")
    Draft.objects.create(ticket=ticket, user=project.owner.user, kind="reply", body=SECRET, saved_at=NOW)
    a_time_entry(ticket, client_text=f"{SECRET} not reported yet", actual_minutes=77)
    a_missed_call(project.department, note=SECRET)
    return ticket


@pytest.fixture
def approval(ticket):
    mentor = an_employee("specialist", name=f"{SECRET} Mentor", department=ticket.department)
    task = a_task(
        ticket, title=f"{SECRET} title", formulation=f"{SECRET} formulation", acceptance_criteria="zqseen-criterion"
    )
    asked = an_approval(ticket)
    an_estimate(
        task, 120, state="client", approval=asked, client_text="zqseen-estimate", note=SECRET, comment=SECRET,
        mentor=mentor, mentor_at=NOW,
    )  # fmt: skip
    an_overrun(task, 30, state="client", approval=asked, explanation=f"{SECRET} explanation")
    return asked


@pytest.fixture
def report(ticket):
    sent = a_report(ticket.client, date(2026, 10, 1))
    a_report_line(sent, ticket, text="zqseen-line")
    draft = a_report(ticket.client, date(2026, 9, 1), state="draft", sent_at=None)
    a_report_line(draft, ticket, text=f"{SECRET} unsent")
    return sent


@pytest.fixture
def others(project):
    """Another client of the same manager, with one of everything."""
    client = a_client(f"{SECRET} client", tone_notes=SECRET)
    theirs = a_project(client, project.owner, name=f"{SECRET} project")
    a_contract(theirs, number=f"{SECRET}-1")
    contact = a_contact(client, f"{SECRET}@other.test", name=f"{SECRET} contact")
    foreign = a_ticket(theirs, requester=contact, subject=f"{SECRET} subject", status="resolved")
    letter = a_message(foreign, "in", body_text=f"{SECRET} letter")
    file = an_attachment(letter, name=f"{SECRET}.pdf")
    asked = an_approval(foreign, words=SECRET)
    sent = a_report(client, date(2026, 10, 1))
    line = a_report_line(sent, foreign, text=SECRET)
    return {
        "number": foreign.number,
        "message_id": letter.pk,
        "file_id": file.file_id,
        "approval_id": asked.pk,
        "report_id": sent.pk,
        "line_id": line.pk,
    }


def addresses(ids):
    """Every address of the portal, with the ids that it takes; how to come in stands in another test."""
    for pattern in urlpatterns:
        if pattern.name != "portal-enter":
            names = pattern.pattern.converters
            yield bool(names), reverse(pattern.name, kwargs={name: ids[name] for name in names})


FORM = {"subject": "New", "text": "New", "body": "New", "comment": "New", "language": "en", "password": "x"}


@pytest.mark.parametrize("method", ["get", "post"])
def test_nothing_that_is_not_theirs_stands_in_any_answer(marina, ticket, approval, report, others, method):
    contract = a_contract(ticket.project)
    ticket.client.tone_notes = SECRET
    ticket.client.save()
    letter = ticket.messages.get(direction="in")
    own = {
        "number": ticket.number,
        "message_id": letter.pk,
        "file_id": letter.attachments.get().file_id,
        "approval_id": approval.pk,
        "report_id": report.pk,
        "line_id": report.lines.get().pk,
    }
    data = {"data": FORM} if method == "post" else {}
    said = ""
    for _has_ids, url in addresses(own):
        answer = getattr(marina, method)(url, follow=True, **data)
        assert answer.status_code != 500, url
        text = b"".join(answer.streaming_content) if answer.streaming else answer.content
        found = words_of(text, answer.headers.get("Content-Type", "")) + str(answer.headers)
        assert SECRET not in found, url
        said += found
    for has_ids, url in addresses(others):
        if has_ids:
            assert getattr(marina, method)(url, **data).status_code in (404, 405), url
    if method == "get":
        assert [word for word in SEEN if word not in said] == []
        assert contract.number in said


def test_files_of_a_report_tell_its_lines_and_nothing_of_ours(marina, ticket, approval, report):
    """The internal columns of the desk's own file, who recorded an agreement, and lines of drafts are not in them."""
    clerk = an_employee("manager", name=f"{SECRET} Clerk", department=ticket.department)
    letter = ticket.messages.get(direction="in")
    recorded = an_approval(ticket, state="approved", decided_at=NOW, message=letter, recorded_by=clerk, words=SECRET)
    sent = a_report(ticket.client, date(2026, 8, 1), state="draft", sent_at=None, sent_by=clerk, built_by=clerk)
    a_report_line(sent, ticket, text="zqseen-line", approval=recorded, agreed_minutes=45)
    ClientReport.objects.filter(pk=sent.pk).update(state="sent", sent_at=NOW)
    paper = marina.get(f"/portal/reports/{sent.pk}/pdf/")
    table = marina.get(f"/portal/reports/{sent.pk}/xlsx/")
    told = {"pdf": words_of_pdf(b"".join(paper.streaming_content)), "xlsx": words_of_xlsx(b"".join(table))}
    for words in told.values():
        assert "zqseen-line" in words and str(ticket.number) in words
        assert SECRET not in words
    assert "What is missing" not in told["xlsx"] and "45" in told["xlsx"]
    assert paper.headers["Content-Disposition"] == 'attachment; filename="report-2026-08.pdf"'
    assert table.headers["Content-Disposition"] == 'attachment; filename="report-2026-08.xlsx"'
    draft = ticket.client.reports.get(state="draft")
    for kind in ("pdf", "xlsx"):
        assert marina.get(f"/portal/reports/{draft.pk}/{kind}/").status_code == 404


def test_formulas_in_a_file_do_not_run(marina, ticket):
    sent = a_report(ticket.client, date(2026, 8, 1))
    a_report_line(sent, ticket, text="=1+1")
    table = marina.get(f"/portal/reports/{sent.pk}/xlsx/")
    assert "'=1+1" in words_of_xlsx(b"".join(table))


def test_the_desk_has_no_such_list_to_export(visit, report, project):
    assert visit(project.owner).get("/exports/report/xlsx/").status_code == 404


def test_a_file_of_a_note_is_not_theirs(marina, ticket):
    note = ticket.messages.get(direction="internal")
    assert marina.get(f"/portal/files/{note.attachments.get().file_id}/").status_code == 404
    assert marina.get(f"/portal/messages/{note.pk}/").status_code == 404


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_yes_that_comes_too_early_tells_nothing_of_our_work(marina, ticket, headers):
    ticket.items.all().delete()
    Ticket.objects.filter(pk=ticket.pk).update(status="resolved", resolved_at=NOW)
    a_task(ticket, title=f"{SECRET} title", status="submitted")
    answer = marina.post(f"/portal/tickets/{ticket.number}/confirm/", follow=True, headers=headers)
    assert SECRET not in answer.content.decode() + str(answer.headers)
    assert "We are still working on this." in answer.content.decode()
    assert Ticket.objects.get(pk=ticket.pk).status == "resolved"
