"""What the audit trail says of deeds in clients, tickets, mail and time."""

from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit_words
from support_desk.shared.roles import Role

WORDS = {
    "ticket.open": _("Opened a ticket"),
    "ticket.reply": _("Answered the client"),
    "ticket.link": _("Linked tickets"),
    "ticket.unlink": _("Took a link of tickets away"),
    "ticket.merge": _("Merged a ticket into this one"),
    "ticket.merged": _("Merged this ticket into another"),
    "ticket.split": _("Split messages off into a ticket of their own"),
    "ticket.snooze": _("Snoozed a ticket"),
    "ticket.wake": _("A snoozed ticket came back"),
    "ticket.items": _("Split a letter into items"),
    "item.answer": _("Marked an item as answered"),
    "item.write": _("Wrote the answer to an item"),
    "ticket.take_back": _("Took a reply back"),
    "ticket.note": _("Wrote an internal note"),
    "ticket.call": _("Wrote a phone call down"),
    "ticket.assign": _("Assigned a ticket"),
    "ticket.taken": _("Took a ticket for the length of an absence"),
    "ticket.handed": _("Handed a ticket over for the length of an absence"),
    "ticket.give_back": _("Gave a ticket back"),
    "ticket.priority": _("Changed the priority"),
    "ticket.tags": _("Changed the tags"),
    "ticket.place": _("Placed a ticket with a client"),
    "ticket.no_answer_needed": _("Said that no answer is needed"),
    "ticket.follow": _("Began to follow a ticket"),
    "ticket.unfollow": _("Stopped following a ticket"),
    "ticket.client_writes": _("The client wrote"),
    "ticket.start": _("Took a ticket up"),
    "ticket.ask_client": _("Began to wait for the client"),
    "ticket.ask_specialist": _("Began to wait for a specialist"),
    "ticket.resolve": _("Resolved a ticket"),
    "ticket.close": _("Closed a ticket"),
    "ticket.reopen": _("Reopened a ticket"),
    "ticket.fall_silent": _("A ticket closed after silence"),
    "ticket.handed_over": _("A ticket went over with its project"),
    "ticket.receive": _("Received a message"),
    "call.log": _("Wrote a missed call down"),
    "call.handle": _("Dealt with a missed call"),
    "clock.warn": _("A promise falls due soon"),
    "clock.breach": _("A promise was not kept"),
    "clock.escalate": _("An overdue promise was escalated"),
    "time.log": _("Logged time"),
    "time.reverse": _("Took a time entry back"),
    "client.create": _("Added a client"),
    "client.update": _("Changed a client"),
    "contact.create": _("Added a contact"),
    "contact.update": _("Changed a contact"),
    "contact.addresses": _("Changed a contact’s addresses"),
    "contract.create": _("Added a contract"),
    "contract.update": _("Changed a contract"),
    "mailbox.create": _("Added a mailbox"),
    "mailbox.update": _("Changed a mailbox"),
    "mailbox.password": _("Changed a mailbox’s password"),
    "project.create": _("Added a project"),
    "project.update": _("Changed a project"),
    "service.create": _("Added a service"),
    "service.update": _("Changed a service"),
    "sla_policy.create": _("Added an SLA policy"),
    "sla_policy.update": _("Changed an SLA policy"),
    "sla_policy.terms": _("Changed what an SLA policy promises"),
    "department.sla_policy": _("Changed the SLA policy of a department"),
    "mail.open_as_lead": _("Opened an unreadable letter as a lead"),
    "mail.retry": _("Had a quarantined letter read again"),
    "mail.discard": _("Set a quarantined letter aside"),
}

# Facts that are no fields of what they were written about.
FACTS = {
    "due": _("due"),
    "steps": _("steps"),
    "text": _("text"),
    "to": _("recipients"),
    "from": _("sender"),
    "mail": _("raw mail"),
    "emails": _("addresses"),
    "phones": _("phones"),
    "cover": _("cover"),
    "policy": _("SLA policy"),
    "targets": _("targets"),
}
TOLD = (Role.MANAGER, Role.OPERATOR, Role.HEAD, Role.DIRECTOR)
CODES = {"steps": {"warn": _("warning"), "breach": _("breach")} | {role.value: role.label for role in TOLD}}


def register() -> None:
    """Called from the app's `ready()`."""
    audit_words.register(WORDS)
    audit_words.register_facts(FACTS, CODES)
