"""Models of clients, conversation, mail, work and promises, one aggregate a file."""

from tickets.models.approvals import Approval, Estimate, Overrun, WorkPolicy
from tickets.models.away import AwayDigest
from tickets.models.calls import MissedCall
from tickets.models.choices import Channel, Priority, TicketStatus
from tickets.models.clients import Client, Contact, ContactEmail, ContactPhone, Contract, Project, Service
from tickets.models.clocks import Clock, ClockPause, ClockStep
from tickets.models.conversation import Message, MessageAttachment
from tickets.models.cover import CoverSpan
from tickets.models.fetching import FetchedUid, FetchState
from tickets.models.items import LetterItem
from tickets.models.joining import Mention, TicketLink, TicketMerge
from tickets.models.mail import Mailbox, RawMail
from tickets.models.personal import Draft, Follower, ReadMark
from tickets.models.portal import PortalLink
from tickets.models.reports import ClientReport, LineQuestion, ReportContract, ReportLine
from tickets.models.sla import DepartmentPolicy, EscalationStep, SlaPolicy, SlaPolicyVersion, SlaTarget
from tickets.models.tasks import DeclineReason, OrderConflict, ReturnReason, Task, TaskChange, TaskStatus
from tickets.models.ticket import StatusChange, Ticket
from tickets.models.work import TimeEntry, Timer

__all__ = [
    "Approval",
    "AwayDigest",
    "Channel",
    "Client",
    "ClientReport",
    "Clock",
    "ClockPause",
    "ClockStep",
    "Contact",
    "ContactEmail",
    "ContactPhone",
    "Contract",
    "CoverSpan",
    "DeclineReason",
    "DepartmentPolicy",
    "Draft",
    "EscalationStep",
    "Estimate",
    "FetchState",
    "FetchedUid",
    "Follower",
    "LetterItem",
    "LineQuestion",
    "Mailbox",
    "Mention",
    "Message",
    "MessageAttachment",
    "MissedCall",
    "OrderConflict",
    "Overrun",
    "PortalLink",
    "Priority",
    "Project",
    "RawMail",
    "ReadMark",
    "ReportContract",
    "ReportLine",
    "ReturnReason",
    "Service",
    "SlaPolicy",
    "SlaPolicyVersion",
    "SlaTarget",
    "StatusChange",
    "Task",
    "TaskChange",
    "TaskStatus",
    "Ticket",
    "TicketLink",
    "TicketMerge",
    "TicketStatus",
    "TimeEntry",
    "Timer",
    "WorkPolicy",
]
