"""Models of clients, conversation, mail and work, one aggregate a file."""

from tickets.models.clients import Client, Contact, ContactEmail, ContactPhone, Contract, Project, Service
from tickets.models.conversation import (
    Channel,
    Draft,
    Follower,
    Message,
    MessageAttachment,
    Priority,
    ReadMark,
    StatusChange,
    Ticket,
    TicketStatus,
)
from tickets.models.fetching import FetchedUid, FetchState
from tickets.models.mail import Mailbox, RawMail
from tickets.models.work import TimeEntry, Timer

__all__ = [
    "Channel",
    "Client",
    "Contact",
    "ContactEmail",
    "ContactPhone",
    "Contract",
    "Draft",
    "FetchState",
    "FetchedUid",
    "Follower",
    "Mailbox",
    "Message",
    "MessageAttachment",
    "Priority",
    "Project",
    "RawMail",
    "ReadMark",
    "Service",
    "StatusChange",
    "Ticket",
    "TicketStatus",
    "TimeEntry",
    "Timer",
]
