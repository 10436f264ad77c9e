"""Every page of the portal: what it shows, in how many statements (W2, W8, C2)."""

from datetime import date, timedelta

import pytest

from tests.factories import (
    NOW,
    a_contract,
    a_message,
    a_task,
    a_ticket,
    a_time_entry,
    an_approval,
    an_attachment,
    an_estimate,
    an_overrun,
)
from tests.tickets.portal.rows import a_report, a_report_line

HOME, LIST, NEW, TICKET, APPROVAL, CONTRACT, REPORTS, REPORT, PROFILE = 8, 6, 6, 8, 8, 8, 6, 8, 7


def an_asked_approval(ticket, **over):
    approval = an_approval(ticket, **over)
    an_estimate(a_task(ticket), 120, state="client", approval=approval, client_text="Timetable")
    return approval


def fill(project, contact, number):
    """`number` of everything that waits for the client."""
    for _each in range(number):
        ticket = a_ticket(project, requester=contact, status="resolved", subject="Map of pick-up points")
        a_message(ticket, "in")
        an_asked_approval(a_ticket(project, requester=contact, status="waiting_client"))


@pytest.mark.parametrize("number", [1, 3])
def test_the_first_page(marina, contact, project, statements, number):
    a_contract(project)
    fill(project, contact, number)
    assert statements(marina, "/portal/") == HOME
    text = marina.get("/portal/").content.decode()
    assert text.count("Needs your approval") == number
    assert text.count("Map of pick-up points") == number
    assert "Kedr Furniture" in text
    assert "Marina Belova" in text
    assert "0 min" in text  # used so far


def test_the_first_page_of_who_has_nothing_to_answer(marina):
    assert "Nothing waits for you" in marina.get("/portal/").content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list(marina, contact, project, statements, number):
    for _each in range(number):
        a_message(a_ticket(project, requester=contact, subject="Pick-up points"), "in")
    a_ticket(project, subject="Long ago", status="closed", closed_at=NOW)
    assert statements(marina, "/portal/tickets/") == LIST
    text = marina.get("/portal/tickets/").content.decode()
    assert (text.count("Pick-up points"), "Long ago" in text) == (number, False)
    assert "Long ago" in marina.get("/portal/tickets/?show=closed").content.decode()


def test_the_list_goes_on_after_twenty(marina, project):
    for number in range(21):
        a_ticket(project, subject=f"Matter no {number:02}", created_at=NOW - timedelta(hours=number + 1))
    first = marina.get("/portal/tickets/")
    assert "Matter no 19" in first.content.decode()
    assert "Matter no 20" not in first.content.decode()
    assert "Matter no 20" in marina.get(f"/portal/tickets/{first.context['older_url']}").content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_a_ticket(marina, contact, project, statements, number):
    ticket = a_ticket(project, requester=contact)
    for _each in range(number):
        message = a_message(ticket, "in", body_text="Where is the map?")
        an_attachment(message, name="map.png")
        a_message(ticket, "out", NOW - timedelta(minutes=1), body_text="Here it is.")
        a_message(ticket, "internal", body_text="They are nervous.")
        an_asked_approval(ticket)
    assert statements(marina, f"/portal/tickets/{ticket.number}/") == TICKET
    text = marina.get(f"/portal/tickets/{ticket.number}/").content.decode()
    assert [text.count(word) for word in ("Where is the map?", "Here it is.", "They are nervous.")] == [
        number,
        number,
        0,
    ]


def test_a_call_is_told_but_not_what_we_wrote_down_of_it(marina, project):
    ticket = a_ticket(project)
    a_message(ticket, "out", NOW - timedelta(minutes=1), channel="phone", body_text="She shouted at me.")
    text = marina.get(f"/portal/tickets/{ticket.number}/").content.decode()
    assert ("Phone call" in text, "shouted" in text) == (True, False)


@pytest.mark.parametrize(("seconds", "is_seen"), [(9, False), (10, True)])
def test_a_reply_is_seen_when_it_can_be_taken_back_no_more(marina, project, seconds, is_seen):
    ticket = a_ticket(project)
    message = a_message(ticket, "out", NOW - timedelta(seconds=seconds), body_text="Tomorrow.")
    stored = an_attachment(message).file_id
    assert ("Tomorrow." in marina.get(f"/portal/tickets/{ticket.number}/").content.decode()) is is_seen
    answer = marina.get(f"/portal/files/{stored}/")
    assert (answer.status_code == 200) is is_seen
    assert (answer.streaming and b"".join(answer.streaming_content)) == (is_seen and b"some bytes")


def test_a_reply_that_was_taken_back_is_never_seen(marina, project):
    ticket = a_ticket(project)
    message = a_message(ticket, "out", NOW - timedelta(hours=1), body_text="Tomorrow.", retracted_at=NOW)
    assert "Tomorrow." not in marina.get(f"/portal/tickets/{ticket.number}/").content.decode()
    assert marina.get(f"/portal/messages/{message.pk}/").status_code == 404


def test_a_merged_ticket_leads_to_where_it_goes_on(marina, project):
    target = a_ticket(project)
    merged = a_ticket(project, status="closed", closed_at=NOW, merged_into=target)
    answer = marina.get(f"/portal/tickets/{merged.number}/")
    assert answer.headers["Location"] == f"/portal/tickets/{target.number}/"


@pytest.mark.parametrize("number", [1, 3])
def test_an_approval(marina, project, statements, number):
    ticket = a_ticket(project)
    a_contract(project, rate_amount=2400)
    approval = an_approval(ticket, 840, beyond_minutes=120, beyond_amount=4800, ready_by=NOW + timedelta(days=3))
    for each in range(number):
        task = a_task(ticket, acceptance_criteria="- A lesson moves\n- A clash is shown", formulation="Secret words")
        an_estimate(task, 420, state="client", approval=approval, client_text=f"Part {each}")
        an_overrun(task, 30, state="client", approval=approval, client_text=f"More {each}")
    assert statements(marina, f"/portal/approvals/{approval.pk}/") == APPROVAL
    text = marina.get(f"/portal/approvals/{approval.pk}/").content.decode()
    for word in ("14 h", "4,800.00", "2,400.00", "A clash is shown", f"Part {number - 1}", f"More {number - 1}"):
        assert word in text
    assert "Secret words" not in text


@pytest.mark.parametrize(
    ("state", "words"),
    [("approved", "Marina Belova"), ("declined", "Too dear"), ("withdrawn", "We took this question back")],
)
def test_a_decided_approval_says_how(marina, contact, project, state, words):
    by = {} if state == "withdrawn" else {"contact": contact, "comment": "Too dear"}
    approval = an_approval(a_ticket(project), state=state, decided_at=NOW, **by)
    text = marina.get(f"/portal/approvals/{approval.pk}/").content.decode()
    assert words in text
    assert "Approve the estimate" not in text


@pytest.mark.parametrize("number", [1, 3])
def test_the_contract(marina, project, statements, number):
    ticket = a_ticket(project)
    a_contract(project, included_minutes=600)
    for month in range(number):
        a_time_entry(ticket, worked_on=date(2026, 11 - month, 10), billable_minutes=90)
    assert statements(marina, "/portal/contract/") == CONTRACT
    answer = marina.get("/portal/contract/")
    ((story, chart, months_beyond),) = answer.context["stories"]
    assert ("<svg" in chart, months_beyond) == (True, 0)
    assert [month.used for month in story.months[-number:]] == [90] * number
    assert (story.row.balance.used, story.row.balance.left, len(story.months)) == (90, 510, 11)


def test_a_contract_without_work_has_no_empty_chart(marina, project):
    a_contract(project, included_minutes=600)
    page = marina.get("/portal/contract/").content.decode()
    assert "Nothing has been charged in the last twelve months." in page
    assert 'class="plot months"' not in page


@pytest.mark.parametrize("number", [1, 3])
def test_reports(marina, project, statements, number):
    for month in range(number):
        a_report(project.client, date(2026, 10 - month, 1))
    a_report(project.client, date(2026, 1, 1), state="draft", sent_at=None)
    assert statements(marina, "/portal/reports/") == REPORTS
    assert len(marina.get("/portal/reports/").context["reports"]) == number


@pytest.mark.parametrize("number", [1, 3])
def test_a_report(marina, project, statements, number):
    report = a_report(project.client, date(2026, 10, 1))
    for each in range(number):
        a_report_line(report, a_ticket(project), text=f"Map {each}", minutes=35)
    assert statements(marina, f"/portal/reports/{report.pk}/") == REPORT
    text = marina.get(f"/portal/reports/{report.pk}/").content.decode()
    assert f"Map {number - 1}" in text
    assert "35 min" in text


def test_a_line_shows_its_estimate_and_whether_it_came_late(marina, project):
    report = a_report(project.client, date(2026, 10, 1))
    a_report_line(report, a_ticket(project), text="Small", agreed_minutes=25)
    text = marina.get(f"/portal/reports/{report.pk}/").content.decode()
    assert "agreed: 25 min" in text and "earlier month" not in text
    a_report_line(report, a_ticket(project), text="Late", worked_on=date(2026, 9, 30))
    assert marina.get(f"/portal/reports/{report.pk}/").content.decode().count("earlier month") == 1


@pytest.mark.parametrize(("amount", "shown"), [("833.33", True), ("833.00", False)])
def test_the_rate_is_the_contracts_and_not_one_counted_back(marina, project, amount, shown):
    a_contract(project, rate_amount=2500, starts_on=date(2026, 3, 1))
    a_contract(project, rate_amount="2500.01", starts_on=date(2026, 1, 1), ends_on=date(2026, 2, 28))
    approval = an_approval(a_ticket(project), 60, beyond_minutes=20, beyond_amount=amount)
    text = marina.get(f"/portal/approvals/{approval.pk}/").content.decode()
    assert ("2,500.00" in text, "Rate for an hour" in text) == (shown, shown)


def test_a_draft_of_a_report_is_not_there(marina, project):
    report = a_report(project.client, date(2026, 10, 1), state="draft", sent_at=None)
    assert marina.get(f"/portal/reports/{report.pk}/").status_code == 404


def test_the_forms(marina, statements):
    assert statements(marina, "/portal/tickets/new/") == NEW
    assert statements(marina, "/portal/profile/") == PROFILE


def test_a_long_text_is_read_whole(marina, project):
    ticket = a_ticket(project)
    message = a_message(ticket, "in", body_text="Line of words\n" * 1_000)
    assert "Read the whole text" in marina.get(f"/portal/tickets/{ticket.number}/").content.decode()
    answer = marina.get(f"/portal/messages/{message.pk}/")
    assert (answer.content.decode(), answer.headers["Content-Type"]) == (
        message.body_text,
        "text/plain; charset=utf-8",
    )
