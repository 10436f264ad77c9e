"""What each kind of row gives the operator's page: all kinds in the same columns, so that one statement reads them."""

from datetime import datetime
from typing import Any

from django.db.models import (
    BigIntegerField,
    BooleanField,
    CharField,
    DateTimeField,
    ExpressionWrapper,
    F,
    JSONField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce, NullIf

from tickets.models import SlaTarget
from tickets.queries.answerers import NORMAL, cover_of_ticket
from tickets.queries.operator.rules import is_promise_due

TEXT, NUMBER, INSTANT, FLAG = CharField(), BigIntegerField(), DateTimeField(), BooleanField()
# What a kind of row does not have is NULL of this type.
COLUMNS: dict[str, Any] = {
    "kind": NUMBER,
    "key": NUMBER,
    "since": INSTANT,
    "revision": NUMBER,
    "number": NUMBER,
    "title": TEXT,
    "client_name": TEXT,
    "project_name": TEXT,
    "stranger": TEXT,
    "mark": TEXT,
    "lead": FLAG,
    "urgency": NUMBER,
    "normal_id": NUMBER,
    "normal_name": TEXT,
    "covering": JSONField(),
    "waits_since": INSTANT,
    "sees_from": INSTANT,
    "promise": INSTANT,
    "is_promise_due": FLAG,
    "policy_key": NUMBER,
    "threshold": NUMBER,
    "calendar_key": NUMBER,
    "calendar_number": NUMBER,
}


def columns(rows: QuerySet[Any], kind: int, since: str, **given: Any) -> QuerySet[Any, Any]:
    """`rows` as dictionaries with every one of COLUMNS."""
    known = {"kind": Value(kind), "key": F("pk"), "since": F(since), **given}
    return rows.annotate(
        **{f"op_{name}": Cast(known.get(name, Value(None)), output) for name, output in COLUMNS.items()}
    ).values_list(*(f"op_{name}" for name in COLUMNS))


def of_tickets(rows: QuerySet[Any], kind: int, since: str, at: datetime) -> QuerySet[Any, Any]:
    """Tickets with the normal answerer, who really answers and by which rule (L4), and the threshold in force."""
    target = SlaTarget.objects.filter(policy=OuterRef("sla_policy"), priority=OuterRef("priority"))
    return columns(
        rows,
        kind,
        since,
        revision=F("changed_xid"),
        number=F("number"),
        title=F("subject"),
        client_name=F("client__name"),
        project_name=F("project__name"),
        stranger=Coalesce(NullIf("requester_name", Value("")), "requester_address"),
        mark=F("flag"),
        lead=F("is_lead"),
        urgency=F("priority"),
        normal_id=NORMAL,
        normal_name=Coalesce("assignee__name", "project__owner__name"),
        covering=cover_of_ticket(at),
        waits_since=F("waiting_since"),
        sees_from=F("operator_at"),
        promise=F("promised_until"),
        is_promise_due=ExpressionWrapper(is_promise_due(at), FLAG),
        policy_key=F("sla_policy_id"),
        threshold=Coalesce("client__unanswered_minutes", Subquery(target.values("unanswered_minutes")[:1])),
        calendar_key=F("calendar_id"),
        calendar_number=F("calendar__version"),
    )


def of_calls(rows: QuerySet[Any], kind: int, since: str) -> QuerySet[Any, Any]:
    return columns(
        rows,
        kind,
        since,
        revision=F("changed_xid"),
        title=F("number"),
        client_name=F("contact__client__name"),
        stranger=F("contact__name"),
        mark=F("note"),
    )


def of_mail(rows: QuerySet[Any], kind: int, since: str) -> QuerySet[Any, Any]:
    return columns(rows, kind, since, title=F("mail_id"), project_name=F("mailbox__address"), mark=F("reason"))
