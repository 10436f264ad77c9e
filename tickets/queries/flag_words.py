"""Why the operator should look at a ticket, in words (T2)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

# code: (what stands in a list, what the ticket's page explains)
FLAGS: dict[str, tuple[Any, Any]] = {
    "choose_project": (
        _("Choose the project"),
        _("The client has several projects, and nothing in the letter says which one it is about."),
    ),
    "unreadable": (
        _("Unreadable mail"),
        _("The letter could not be read; somebody opened it from the quarantine by hand."),
    ),
    "not_in_thread": (
        _("Sender not in the thread"),
        _("The subject names another ticket in which this sender has no part. The letter was kept out of it."),
    ),
    "forged_token": (
        _("False reply token"),
        _("The letter carries a reply token that is not ours. It was kept out of the thread that it names."),
    ),
    "employee_unverified": (
        _("Unverified employee"),
        _("The sender has an employee's address, but the mail does not prove it. Nothing was sent to the client."),
    ),
    "employee_without_right": (
        _("Employee without the right"),
        _("An employee answered by mail a ticket that is not theirs to answer. Nothing was sent to the client."),
    ),
    "employee_new_matter": (
        _("Written by an employee"),
        _("An employee wrote to the department's address, not in reply to a ticket."),
    ),
    "sender_not_authentic": (
        _("Sender may be false"),
        _("The mail servers could not confirm that the letter comes from the address it names."),
    ),
}


def flag_label(flag: str) -> str:
    """Short; a flag that is not in the table speaks for itself."""
    return str(FLAGS[flag][0]) if flag in FLAGS else flag


def flag_reason(flag: str) -> str:
    """A sentence, or nothing."""
    return str(FLAGS[flag][1]) if flag in FLAGS else ""
