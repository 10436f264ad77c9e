"""Which ticket an inbound mail belongs to (T2, T3): facts in, one decision out. Nothing here looks anything up."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SenderKind(StrEnum):
    CONTACT = "contact"
    EMPLOYEE = "employee"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    """What becomes of the mail. `lead` and `new_flagged` are new tickets for the operator."""

    APPEND = "append"
    REOPEN = "reopen"
    LINKED_NEW = "linked_new"
    NEW = "new"
    LEAD = "lead"
    NEW_FLAGGED = "new_flagged"


class FlagReason(StrEnum):
    """Why the operator should look; stable codes, pages translate by them."""

    NOT_IN_THREAD = "not_in_thread"
    FORGED_TOKEN = "forged_token"
    EMPLOYEE_UNVERIFIED = "employee_unverified"
    EMPLOYEE_WITHOUT_RIGHT = "employee_without_right"
    EMPLOYEE_NEW_MATTER = "employee_new_matter"
    SENDER_NOT_AUTHENTIC = "sender_not_authentic"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who the From address belongs to. `is_verified`: an employee's own address, confirmed by them.

    `is_authentic`: False when the mail server refuted the From line or the mail names several senders, None when
    nothing is known. A refuted sender is nobody: neither contact nor employee nor participant.
    """

    kind: SenderKind
    address: str
    client_id: int | None = None
    is_verified: bool = False
    is_authentic: bool | None = None


@dataclass(frozen=True, slots=True)
class Thread:
    """A ticket that the mail points at. `participants`: addresses (normalised) that took part or were addressed.
    `reopens_until`: of a closed one, until when a letter opens it again; None: it is not closed."""

    ticket_id: int
    client_id: int | None
    participants: frozenset[str] = frozenset()
    reopens_until: datetime | None = None
    employee_may_reply: bool = False


@dataclass(frozen=True, slots=True)
class MailFacts:
    """`by_token` is the ticket of a genuine reply token; `referenced` those of In-Reply-To, then References.

    `is_archive`: the mail is history that somebody imports; `is_from_us`: then, that one of ours wrote it.
    """

    sender: Sender
    at: datetime
    by_token: Thread | None = None
    token_is_forged: bool = False
    referenced: tuple[Thread, ...] = ()
    is_automatic: bool = False
    is_delivery_report: bool = False
    is_archive: bool = False
    is_from_us: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """`ticket_id`: the ticket to append to or reopen, or, for `linked_new`, the old one to link.

    `client_id`: whose new ticket it is. `starts_clock`: the client waits from now on (T5).
    `may_answer_automatically`: an automatic confirmation may be sent, within the limits per address.
    """

    outcome: Outcome
    ticket_id: int | None = None
    client_id: int | None = None
    flag_reason: FlagReason | None = None
    is_employee_reply: bool = False
    starts_clock: bool = False
    may_answer_automatically: bool = False


def decide(facts: MailFacts) -> Decision:
    """T2: token, then references; nobody enters a thread who does not belong to it. T3: strangers open leads."""
    if facts.sender.is_authentic is False:
        return _new(facts, FlagReason.SENDER_NOT_AUTHENTIC)
    pointed_at = (facts.by_token,) if facts.by_token else facts.referenced
    if facts.is_archive and facts.is_from_us:
        return _our_history(pointed_at)
    thread = next((thread for thread in pointed_at if _belongs(facts, thread)), None)
    if facts.sender.kind is SenderKind.EMPLOYEE:
        return _employee_mail(facts, thread, pointed_at)
    if thread:
        return _continue(facts, thread)
    if pointed_at:
        return _new(facts, FlagReason.NOT_IN_THREAD)
    return _new(facts, FlagReason.FORGED_TOKEN if facts.token_is_forged else None)


def _belongs(facts: MailFacts, thread: Thread) -> bool:
    """Contacts of the ticket's client, participants, verified employees with the right; bounces of our own mail.

    A bounce has no sender to know, but it comes to the token address, which only our mail carries as its return path.
    """
    sender = facts.sender
    if sender.kind is SenderKind.EMPLOYEE:
        return sender.is_verified and thread.employee_may_reply and not facts.is_automatic
    if sender.kind is SenderKind.CONTACT and thread.client_id is not None and sender.client_id == thread.client_id:
        return True
    if facts.is_delivery_report and thread is facts.by_token:
        return True
    return bool(sender.address) and sender.address in thread.participants


def _continue(facts: MailFacts, thread: Thread) -> Decision:
    """Automatic mail and history neither reopen nor start a clock; a letter does both, within the window."""
    if facts.is_automatic or facts.is_archive:
        return Decision(Outcome.APPEND, thread.ticket_id, thread.client_id)
    if thread.reopens_until is None:
        outcome = Outcome.APPEND
    elif facts.at <= thread.reopens_until:
        outcome = Outcome.REOPEN
    else:
        outcome = Outcome.LINKED_NEW
    return Decision(
        outcome,
        thread.ticket_id,
        thread.client_id,
        starts_clock=True,
        may_answer_automatically=outcome is Outcome.LINKED_NEW,
    )


def _our_history(pointed_at: tuple[Thread, ...]) -> Decision:
    """What we once wrote belongs where it points, whoever may write there today; else it begins a thread of its own."""
    if pointed_at:
        return Decision(Outcome.APPEND, pointed_at[0].ticket_id, pointed_at[0].client_id, is_employee_reply=True)
    return Decision(Outcome.NEW, is_employee_reply=True)


def _employee_mail(facts: MailFacts, thread: Thread | None, pointed_at: tuple[Thread, ...]) -> Decision:
    """Counts only from the own verified address and within the rights of the moment; else the operator looks."""
    if thread:
        return Decision(Outcome.APPEND, thread.ticket_id, thread.client_id, is_employee_reply=True)
    if not facts.sender.is_verified:
        return _new(facts, FlagReason.EMPLOYEE_UNVERIFIED)
    return _new(facts, FlagReason.EMPLOYEE_WITHOUT_RIGHT if pointed_at else FlagReason.EMPLOYEE_NEW_MATTER)


def _new(facts: MailFacts, flag: FlagReason | None) -> Decision:
    """A ticket of its own. Automatic mail is kept out of the operator's sight: no flag, no lead, no clock."""
    client_id = None if flag is FlagReason.SENDER_NOT_AUTHENTIC else facts.sender.client_id
    if facts.is_automatic:
        return Decision(Outcome.NEW, client_id=client_id)
    is_stranger = facts.sender.kind is SenderKind.UNKNOWN
    outcome = Outcome.NEW_FLAGGED if flag else Outcome.LEAD if is_stranger else Outcome.NEW
    return Decision(
        outcome,
        client_id=client_id,
        flag_reason=flag,
        starts_clock=not facts.is_archive,
        may_answer_automatically=flag is None and not facts.is_archive,
    )
