"""Regulations that were read, disputes about them, and points."""

from datetime import date, datetime, timedelta
from typing import Any

from disputes.domain.ledger import month_of
from disputes.domain.terms import respond_by
from disputes.models import (
    Acknowledgement,
    Clause,
    Dispute,
    DisputeTerm,
    PointPolicy,
    Posting,
    Regulation,
    RegulationVersion,
    ReplyReview,
    ReviewFinding,
)
from tests.factories.conversation import a_message
from tests.factories.people import NOW, a_department, an_employee, serial
from tickets.models import Message
from workload.domain.zones import zone_named
from workload.models import Department, Employee

SINCE = date(2026, 2, 1)
CLAUSES = (("3.1", "Every letter gets an answer within a day."), ("3.2", "A promise is kept."))


def a_regulation(
    department: Department | None = None, *, owner: Employee | None = None, code: str = "", **over: Any
) -> Regulation:
    """A rule without a version; without `department` the company's."""
    owner = owner or an_employee("head", department=department)
    return Regulation.objects.create(department=department, owner=owner, code=code or f"R-{next(serial)}", **over)


def a_version(regulation: Regulation | None = None, *, is_draft: bool = False, **over: Any) -> RegulationVersion:
    """The next version, published unless `is_draft`, with two clauses."""
    regulation = regulation or a_regulation()
    fields: dict[str, Any] = {
        "number": regulation.versions.count() + 1,
        "title": "Answering clients' letters",
        "starts_on": SINCE,
        **over,
    }
    clauses = fields.pop(
        "clauses", (("3.1", "Every letter gets an answer within a day."), ("3.2", "A promise is kept."))
    )
    version = RegulationVersion.objects.create(regulation=regulation, **fields)
    Clause.objects.bulk_create(
        Clause(version=version, place=place, number=number, text=text)
        for place, (number, text) in enumerate(clauses, start=1)
    )
    if not is_draft:
        version.published_at = fields.get("published_at") or datetime.combine(
            version.starts_on, NOW.timetz()
        ) - timedelta(days=2)
        version.published_by = regulation.owner
        version.save()
    return version


def acknowledged(version: RegulationVersion, *people: Employee, at: datetime | None = None) -> None:
    """These people have read it: on the day it came into force unless `at` says when."""
    read_at = at or datetime.combine(version.starts_on, NOW.timetz())
    Acknowledgement.objects.bulk_create(
        Acknowledgement(version=version, employee=person, acknowledged_at=read_at) for person in people
    )


def a_point_policy(department: Department | None = None, **over: Any) -> PointPolicy:
    """*Circulate*, 100 rubles a point, in force since the start of the year."""
    return PointPolicy.objects.create(department=department, **{"starts_on": date(2026, 1, 1), **over})


def a_dispute(initiator: Employee | None = None, respondent: Employee | None = None, **over: Any) -> Dispute:
    """An open one about yesterday's event, opened at `opened_at` (NOW), with its first term and a version the
    respondent has read. For other states use the actions: rows written here take no steps and post nothing."""
    respondent = respondent or an_employee("manager")
    term = respondent.employments.get()
    initiator = initiator or an_employee("manager", department=term.department)
    opened_at: datetime = over.pop("opened_at", NOW)
    version = over.pop("version", None) or a_version(a_regulation(term.department))
    reading, _is_new = Acknowledgement.objects.get_or_create(
        version=version, employee=respondent, defaults={"acknowledged_at": opened_at - timedelta(days=60)}
    )
    zone = respondent.timezone or term.department.timezone
    counted = respond_by(opened_at, zone)
    fields: dict[str, Any] = {
        "department": term.department,
        "initiator_department": initiator.employments.get().department,
        "happened_at": opened_at - timedelta(days=1),
        "happened_on": (opened_at - timedelta(days=1)).date(),
        "title": "A letter answered on the third day",
        "claim": "The client wrote on Monday; the first answer left on Thursday.",
        "timezone": zone,
        "respond_by": counted.respond_by,
        **over,
    }
    dispute = Dispute.objects.create(
        initiator=initiator,
        respondent=respondent,
        version=version,
        acknowledgement=reading,
        opened_at=opened_at,
        **fields,
    )
    DisputeTerm.objects.create(
        dispute=dispute,
        starts_at=opened_at,
        respond_by=counted.respond_by,
        counted_days=list(counted.counted_days),
        absent_days=[],
        set_at=opened_at,
    )
    return dispute


def a_correction(employee: Employee, points: int, *, by: Employee | None = None, **over: Any) -> Posting:
    """Points given or taken by the director, with a reason; in the month of NOW unless `month` says another."""
    department = over.pop("department", None) or employee.employments.get().department
    fields = {
        "month": month_of(NOW, zone_named(department.timezone)),
        "posted_at": NOW,
        "reason": "Counted by hand.",
        **over,
    }
    return Posting.objects.create(
        employee=employee,
        department=department,
        points=points,
        cause="correction",
        posted_by=by or an_employee("director", department=a_department()),
        **fields,
    )


def a_review(message: Message | None = None, **over: Any) -> ReplyReview:
    """A reply that waits for the operator or the head, picked as a sample an hour after it was written."""
    message = message or a_message(direction="out")
    author = over.pop("author", None) or message.author
    fields = {
        "department": message.ticket.department,
        "why": ReplyReview.Why.SAMPLE,
        "written_at": message.created_at,
        "picked_at": message.created_at + timedelta(hours=1),
    }
    return ReplyReview.objects.create(message=message, author=author, **{**fields, **over})


def a_finding(review: ReplyReview, version: RegulationVersion | None = None, **over: Any) -> ReviewFinding:
    """What was found in a review, which is then done by a new head unless it was done already."""
    if version is None:
        version = a_version(a_regulation(review.department))
        acknowledged(version, review.author)
    fields = {"clause": version.clauses.first(), "note": "The client waited for two days.", **over}
    found = ReviewFinding.objects.create(review=review, version=version, **fields)
    if review.state == ReplyReview.State.WAITING:
        review.state, review.finding_count = ReplyReview.State.DONE, 1
        review.reviewer, review.reviewed_at = an_employee("director"), review.picked_at + timedelta(hours=1)
        review.save()
    return found
