"""Evidence of fair play: confirmed complaints, findings of reviews, settled points with their disputes (S6, S5, M1)."""

from collections.abc import Sequence
from typing import Any, Final

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from disputes.models import Complaint, Dispute, Posting, ReviewFinding
from disputes.queries.figure_words import signed
from payroll.models import Payslip
from payroll.queries.evidence.kinds import EvidenceRow, Kind, day_words
from support_desk.shared.viewer import Viewer


def _complaints(viewer: Viewer, _slip: Payslip, ids: Sequence[int]) -> QuerySet[Any]:
    return Complaint.objects.visible_to(viewer).filter(pk__in=ids).select_related("client").order_by("decided_at", "pk")


def _complaint(complaint: Complaint) -> EvidenceRow:
    return EvidenceRow(
        title=complaint.client.name if complaint.client else _("A complaint"),
        href=reverse("complaint", args=[complaint.pk]),
        note=complaint.reason or complaint.what,
        day=day_words(complaint.happened_on),
    )


def _findings(viewer: Viewer, _slip: Payslip, ids: Sequence[int]) -> QuerySet[Any]:
    seen = ReviewFinding.objects.visible_to(viewer).filter(pk__in=ids)
    return seen.select_related("review", "version__regulation").order_by("review__reviewed_at", "pk")


def _finding(finding: ReviewFinding) -> EvidenceRow:
    return EvidenceRow(
        title=str(finding.version.regulation),
        href=reverse("review", args=[finding.review_id]),
        note=finding.note,
        day=day_words(finding.review.reviewed_at),
    )


def _postings(viewer: Viewer, slip: Payslip, ids: Sequence[int]) -> QuerySet[Any]:
    """Points of the person in these settlements, with the disputes that the viewer may open."""
    return _with_disputes(viewer, slip, settled__settlement__in=ids)


def _unsettled(viewer: Viewer, slip: Payslip, ids: Sequence[int]) -> QuerySet[Any]:
    """Points that no settlement had when the person left."""
    return _with_disputes(viewer, slip, pk__in=ids)


def _with_disputes(viewer: Viewer, slip: Payslip, **which: Any) -> QuerySet[Any]:
    own = Posting.objects.visible_to(viewer).filter(employee=slip.employee_id, **which)
    opens = Exists(Dispute.objects.visible_to(viewer).filter(pk=OuterRef("dispute")))
    return own.select_related("dispute").annotate(opens=opens).order_by("posted_at", "pk")


def _posting(posting: Any) -> EvidenceRow:
    title = posting.dispute.title if posting.dispute and posting.opens else ""
    return EvidenceRow(
        title=title or posting.reason or _("A dispute that is no longer yours to open"),
        href=reverse("dispute", args=[posting.dispute_id]) if posting.opens else "",
        note=posting.get_cause_display(),
        day=day_words(posting.posted_at),
        figure=signed(posting.points),
    )


COMPLAINTS: Final = Kind(
    (gettext_lazy("Client"), pgettext_lazy("date of", "Happened"), ""), seen=_complaints, row=_complaint
)
FINDINGS: Final = Kind(
    (gettext_lazy("Regulation"), pgettext_lazy("date of", "Reviewed"), ""), seen=_findings, row=_finding
)
POINTS: Final = (gettext_lazy("Dispute"), pgettext_lazy("date of", "Posted"), gettext_lazy("Points"))
SETTLEMENT: Final = Kind(POINTS, seen=_postings, row=_posting)
POSTINGS: Final = Kind(POINTS, seen=_unsettled, row=_posting)
