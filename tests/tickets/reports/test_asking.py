"""A client asks about a line: the question lands in the line's ticket and waits for an answer (W8, T2)."""

from datetime import timedelta

import pytest

from support_desk.shared.errors import NotAllowed, Refused
from tests.factories import NOW, a_contact, a_project, a_report, a_ticket, billed, contact_viewer, viewer
from tickets.actions.reports.asking import ask_about_line
from tickets.models import LineQuestion, ReportLine, Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def line() -> ReportLine:
    return a_report(is_sent=True).lines.get()


def person_at(line):
    return contact_viewer(line.ticket.requester)


def test_the_question_is_a_letter_in_the_lines_ticket(line):
    question = ask_about_line(line=line, text=" What was this? ", by=person_at(line), at=NOW)
    message = question.message
    assert (message.ticket, message.direction, message.channel) == (line.ticket, "in", "portal")
    assert message.body_text == "> Report line of 05.10.2026, 60 min: Texts of the main page\n\nWhat was this?"
    line.ticket.refresh_from_db()
    assert line.ticket.waiting_since == NOW
    assert list(line.questions.all()) == [question]


def test_a_closed_ticket_opens_again_or_is_continued(line):
    Ticket.objects.update(status="closed", closed_at=NOW - timedelta(days=1))
    assert ask_about_line(line=line, text="Why?", by=person_at(line), at=NOW).message.ticket == line.ticket
    Ticket.objects.update(status="closed", closed_at=NOW - timedelta(days=15))
    continued = ask_about_line(line=line, text="And why?", by=person_at(line), at=NOW).message.ticket
    assert continued != line.ticket and continued.client == line.ticket.client


def test_in_a_merged_ticket_it_goes_where_the_messages_went(line):
    other = a_ticket(line.project)
    Ticket.objects.filter(pk=line.ticket_id).update(merged_into=other, status="closed", closed_at=NOW)
    assert ask_about_line(line=line, text="Why?", by=person_at(line), at=NOW).message.ticket == other


@pytest.mark.parametrize("text", ["", " \n", "x" * 4_001])
def test_what_asks_nothing_is_refused(line, text):
    with pytest.raises(Refused) as refused:
        ask_about_line(line=line, text=text, by=person_at(line), at=NOW)
    assert refused.value.field == "text"
    assert not LineQuestion.objects.exists()


def test_only_the_clients_own_people_and_only_what_was_sent(line):
    with pytest.raises(NotAllowed):
        ask_about_line(line=line, text="Why?", by=viewer(line.project.owner), at=NOW)
    with pytest.raises(ReportLine.DoesNotExist):
        ask_about_line(line=line, text="Why?", by=contact_viewer(a_contact()), at=NOW)
    draft = a_report()
    with pytest.raises(ReportLine.DoesNotExist):
        ask_about_line(line=draft.lines.get(), text="Why?", by=person_at(draft.lines.get()), at=NOW)
    assert not LineQuestion.objects.exists()


def test_a_line_of_a_colleagues_project_is_asked_about_too():
    """The report is the organisation's, whoever wrote the letter that began it."""
    project = a_project()
    billed(project)
    report = a_report(project, is_sent=True)
    other = contact_viewer(a_contact(project.client))
    assert ask_about_line(line=report.lines.get(), text="Why?", by=other, at=NOW).contact_id == other.contact_id
