"""Celery entry points that beat starts."""

from celery import shared_task

from support_desk.shared import clock, due
from support_desk.shared.heartbeats import beat
from tickets.actions.mail.fetch import fetch_mailbox as fetch
from tickets.actions.mail.ingest import retry_stored_mail as retry
from tickets.actions.silence import close_silent_tickets
from tickets.actions.snoozing import wake_due
from tickets.queries.mailboxes import due_mailbox_ids
from tickets.queries.sla_health import HEARTBEAT, is_behind

STEP_EXPIRES_SECONDS = 60


@shared_task
def retry_stored_mail() -> int:
    """Places mails that were stored and not placed."""
    return retry(at=clock.now())


@shared_task
def fetch_due_mailboxes() -> int:
    """Asks each mailbox whose time has come, in a job of its own: one that is silent holds up no other."""
    ids = due_mailbox_ids(clock.now())
    for mailbox_id in ids:
        fetch_mailbox.apply_async((mailbox_id,), expires=STEP_EXPIRES_SECONDS)
    return len(ids)


@shared_task
def fetch_mailbox(mailbox_id: int) -> int:
    """One step at a mailbox, and the next one while there is more."""
    step = fetch(mailbox_id=mailbox_id, at=clock.now())
    if step and step.is_unfinished:
        fetch_mailbox.apply_async((mailbox_id,), expires=STEP_EXPIRES_SECONDS)
    return step.taken if step else 0


@shared_task
def close_silent() -> int:
    """Closes what was handed over and met with silence."""
    return close_silent_tickets(at=clock.now())


@shared_task
def wake_snoozed() -> int:
    """Brings back tickets that were snoozed until now."""
    return wake_due(at=clock.now())


@shared_task
def sweep_clocks() -> int:
    """Takes the steps of promises that are due, and leaves its pulse; after a standstill another worker helps."""
    at = clock.now()
    if is_behind(at):
        help_to_sweep.delay()
    with beat(HEARTBEAT, at) as run:
        run.done = due.run(HEARTBEAT, at=at)
    return run.done


@shared_task
def help_to_sweep() -> int:
    """A second sweep at once: the two share the chunks."""
    return due.run(HEARTBEAT, at=clock.now())


@shared_task
def recount_clocks() -> int:
    """Counts anew what was begun by a version that was replaced at the same moment."""
    return due.run("sla.recount", at=clock.now())


@shared_task
def watch_mailboxes() -> int:
    """Tells people which mailbox has stopped answering."""
    return due.run("mail.silence", at=clock.now())


@shared_task
def tell_overdue_tasks() -> int:
    """Tells specialists and managers whose deadline has passed."""
    return due.run("tasks.overdue", at=clock.now())


@shared_task
def tell_hours() -> int:
    """Tells managers whose contract hours run out or stay unspent."""
    return due.run("contract.hours", at=clock.now())


@shared_task
def tell_unbuilt_reports() -> int:
    """Tells who builds the reports that a month is over and clients have none."""
    return due.run("reports.unbuilt", at=clock.now())


@shared_task
def recount_contract_days() -> int:
    """Counts anew what a contract that began or ended promises otherwise."""
    return due.run("sla.contracts", at=clock.now())


@shared_task
def remind_of_approvals() -> int:
    """Tells people which questions to clients found no answer."""
    return due.run("approvals.unanswered", at=clock.now())


@shared_task
def forget_portal_links() -> int:
    """Deletes links into the portal that have let nobody in for a month."""
    return due.run("portal.links", at=clock.now())
