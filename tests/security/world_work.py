"""Work of the small world: letters, what was agreed with the client, and what was reported to them."""

from datetime import date
from typing import Any

from support_desk.shared import clock
from tests import factories as make
from tests.security.marks import BEACON, canary
from tests.tickets.portal.rows import a_report, a_report_line
from tickets.actions.joining.merging import merge_tickets
from tickets.actions.joining.undoing_merge import standing_merge
from tickets.models import OrderConflict
from workload.models import Employee


def agreed(ticket: Any, manager: Employee, worker: Employee, relation: str) -> dict[str, Any]:
    """Another ticket, with a task, an estimate, an overrun and a question to the client; a third was merged into it."""
    said, words = f"{BEACON} {canary('agreed', relation)}", canary("approval", relation)
    subject = f"{BEACON} {canary('ticket', relation)}"
    ticket = make.a_ticket(ticket.project, subject=subject, requester=ticket.requester, assignee=worker)
    task = make.a_task(ticket, title=said, manager=manager, assignee=worker)
    estimate = make.an_estimate(task, client_text=said, note=said)
    other = make.a_task(ticket, title=said, manager=manager, assignee=worker)
    overrun = make.an_overrun(other, explanation=said)
    declined = make.a_task(ticket, title=said, manager=manager, assignee=worker, status="declined", is_critical=True)
    clash = OrderConflict.objects.create(specialist=worker, task=declined, against=task, raised_at=make.NOW)
    approval = make.an_approval(ticket, words=words, asked_by=manager)
    make.an_estimate(make.a_task(ticket), 120, state="client", approval=approval, client_text=words)
    merged = make.a_ticket(ticket.project, subject=subject, requester=ticket.requester, assignee=worker)
    merge_tickets(ticket=merged, into=ticket, by=viewer_now(manager), at=clock.now())
    return {
        "agreed task": task.pk,
        "estimate": estimate.pk,
        "overrun": overrun.pk,
        "approval": approval.pk,
        "order conflict": clash.pk,
        "merge": standing_merge(merged).pk,
    }


def reports(relation: str, ticket: Any) -> dict[str, Any]:
    """A report that was sent, and one that was not."""
    sent = a_report(ticket.client, date(2026, 8, 1))
    draft = a_report(ticket.client, date(2026, 12, 1), state="draft", sent_at=None)
    line = a_report_line(sent, ticket, text=canary("report", relation))
    a_report_line(draft, ticket, text=canary("unsent", relation))
    return {"sent report": sent.pk, "sent line": line.pk}


def viewer_now(employee: Employee) -> Any:
    return make.viewer(employee, clock.now())


def conversation(ticket: Any, said: str, relation: str) -> Any:
    """A letter with its raw form and a file, an answer and a note; the letter is returned."""
    mark = canary("ticket", relation)
    raw = make.a_raw_mail(content=letter(mark), state="accepted")
    arrived = make.a_message(ticket, "in", body_text=said, body_html=f"<p>{said}</p>", raw_mail=raw, author_name=said)
    make.an_attachment(arrived, mark.encode(), name=f"{mark}.txt")
    make.a_message(ticket, "out", body_text=said)
    make.a_message(ticket, "internal", body_text=canary("note", relation))
    return arrived


def letter(mark: str) -> bytes:
    return f"Message-ID: <{mark}@client.test>\r\nFrom: {mark}@client.test\r\nSubject: {mark}\r\n\r\n{mark}".encode()
