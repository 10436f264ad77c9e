"""The ledger of points (D10, I1): postings of disputes, what takes them back, and corrections by the director."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from disputes.domain.postings import Cause
from disputes.models.dispute import Dispute, DisputeStep
from support_desk.shared.models import Tracked
from support_desk.shared.viewer import Viewer
from workload.models import Department, Employee


class PostingQuerySet(models.QuerySet["Posting"]):
    """Named filters of postings."""

    def visible_to(self, viewer: Viewer) -> "PostingQuerySet":
        """One's own, those of departments one leads, and all to the director (P2). What colleagues learn of a month
        are sums (M5), never disputes."""
        if viewer.is_system or viewer.has("director"):
            return self
        if not viewer.is_employee:
            return self.none()
        return self.filter(Q(employee_id=viewer.employee_id) | Q(department_id__in=viewer.led_department_ids))

    def of_month(self, month: date) -> "PostingQuerySet":
        return self.filter(month=month)


class Posting(Tracked):
    """Points of one employee. `department`: the employee's on the day of the decision, whose policy pays; `month`: the
    decision's, in the zone of the respondent's department; `step`: the move that posted it; `initiator`: who opened the
    dispute; `mirrors`: the posting that this one takes back. A correction has a reason and its author. Append-only."""

    class Cause(models.TextChoices):
        ACCEPT = Cause.ACCEPT.value, pgettext_lazy("posting", "Accepted")
        SILENCE = Cause.SILENCE.value, pgettext_lazy("posting", "Silence")
        VERDICT = Cause.VERDICT.value, pgettext_lazy("posting", "Verdict")
        CORRECTION = Cause.CORRECTION.value, pgettext_lazy("posting", "Correction")

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="postings", verbose_name=_("employee"))
    department = models.ForeignKey(Department, models.PROTECT, related_name="postings", verbose_name=_("department"))
    month = models.DateField(_("month"))
    points = models.SmallIntegerField(_("points"))
    cause = models.CharField(_("cause"), max_length=10, choices=Cause)
    dispute = models.ForeignKey(
        Dispute, models.PROTECT, null=True, blank=True, related_name="postings", verbose_name=_("dispute")
    )
    step = models.ForeignKey(
        DisputeStep,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="postings",
        db_index=False,
        verbose_name=_("step of a dispute"),
    )
    initiator = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("initiator")
    )
    is_cross = models.BooleanField(_("between departments"), default=False)
    mirrors = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="mirrored_by", verbose_name=_("takes back")
    )
    posted_at = models.DateTimeField(_("posted"))
    posted_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("posted by")
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["department", "month"], include=["employee", "points"], name="posting_by_department"),
            # The race of a month is read from here: its end and how it stood a week ago.
            models.Index(
                fields=["month", "department"],
                include=["employee", "points", "posted_at", "mirrors"],
                name="posting_by_month",
            ),
            models.Index(fields=["employee", "month"], name="posting_by_employee"),
            models.Index(fields=["dispute"], name="posting_by_dispute"),
            models.Index(fields=["changed_xid", "id"], name="posting_changes"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(points=0), name="posting_moves_something"),
            models.CheckConstraint(condition=Q(month__day=1), name="posting_month_is_its_first_day"),
            models.CheckConstraint(
                condition=(Q(cause="correction", posted_by__isnull=False) & ~Q(reason=""))
                | (~Q(cause="correction") & Q(dispute__isnull=False, step__isnull=False, initiator__isnull=False)),
                name="posting_has_a_dispute_or_a_reason",
            ),
            models.UniqueConstraint(fields=["step", "employee"], name="a_step_posts_once_for_each"),
        ]

    def __str__(self) -> str:
        return f"{self.employee}: {self.points:+d}"
