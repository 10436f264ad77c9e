"""Polls every mailbox that is fetched by IMAP once, to its end (interface.md)."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from support_desk.shared import clock
from tickets.actions.mail.fetch import Fetched, fetch_mailbox
from tickets.models import Mailbox
from tickets.queries.mailboxes import SENTENCES, polled_mailboxes


class Command(BaseCommand):
    """One line a mailbox. A mailbox that cannot be read stops no other; then the exit code is 1 at the end."""

    help = "Fetch mail from every mailbox with IMAP settings once."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        mailboxes = polled_mailboxes()
        if not mailboxes:
            self.stdout.write("No mailbox is fetched by IMAP: give one its server in /admin/.")
        answered = [self.fetch(mailbox) for mailbox in mailboxes]
        if not all(answered):
            sys.exit(1)

    def fetch(self, mailbox: Mailbox) -> bool:
        """In as many steps as it takes; whether the mailbox answered."""
        taken = 0
        while step := fetch_mailbox(mailbox_id=mailbox.pk, at=clock.now()):
            taken += step.taken
            if not step.is_unfinished:
                return self.tell(mailbox, step, taken)
        self.stdout.write(f"{mailbox.address}: somebody else is fetching it")
        return True

    def tell(self, mailbox: Mailbox, step: Fetched, taken: int) -> bool:
        if step.failure:
            self.stderr.write(f"{mailbox.address}: {taken} fetched; {SENTENCES[step.failure]}")
            return False
        self.stdout.write(f"{mailbox.address}: {taken} fetched, {step.left} left")
        return True
