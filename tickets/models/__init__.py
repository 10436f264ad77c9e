"""Models of clients, conversation, mail, work and promises, one aggregate a file."""

from tickets.models.away import AwayDigest
from tickets.models.calls import MissedCall
from tickets.models.clients import Client, Contact, ContactEmail, ContactPhone, Contract, Project, Service
from tickets.models.clocks import Clock, ClockPause, ClockStep
from tickets.models.conversation import Message, MessageAttachment
from tickets.models.cover import CoverSpan
from tickets.models.fetching import FetchedUid, FetchState
from tickets.models.mail import Mailbox, RawMail
from tickets.models.personal import Draft, Follower, ReadMark
from tickets.models.sla import DepartmentPolicy, EscalationStep, SlaPolicy, SlaPolicyVersion, SlaTarget
from tickets.models.ticket import Channel, Priority, StatusChange, Ticket, TicketStatus
from tickets.models.work import TimeEntry, Timer

__all__ = [
    "AwayDigest",
    "Channel",
    "Client",
    "Clock",
    "ClockPause",
    "ClockStep",
    "Contact",
    "ContactEmail",
    "ContactPhone",
    "Contract",
    "CoverSpan",
    "DepartmentPolicy",
    "Draft",
    "EscalationStep",
    "FetchState",
    "FetchedUid",
    "Follower",
    "Mailbox",
    "Message",
    "MessageAttachment",
    "MissedCall",
    "Priority",
    "Project",
    "RawMail",
    "ReadMark",
    "Service",
    "SlaPolicy",
    "SlaPolicyVersion",
    "SlaTarget",
    "StatusChange",
    "Ticket",
    "TicketStatus",
    "TimeEntry",
    "Timer",
]
