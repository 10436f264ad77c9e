"""Outgoing replies that a reviewer looks at, and what was found in them (S5)."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from disputes.domain import sampling
from disputes.models.dispute import Dispute
from disputes.models.regulations import Clause, RegulationVersion
from support_desk.shared.models import Tracked
from support_desk.shared.viewer import Viewer
from tickets.models import Message
from workload.models import Department, Employee


class ReplyReviewQuerySet(models.QuerySet["ReplyReview"]):
    """Named filters of reviews."""

    def visible_to(self, viewer: Viewer) -> "ReplyReviewQuerySet":
        """Whoever may review them, the director, and the author once something was found (P2, P4)."""
        if viewer.is_system:
            return self
        if not viewer.is_employee:
            return self.none()
        own = Q(author_id=viewer.employee_id)
        told = own & Q(state=ReplyReview.State.DONE, finding_count__gt=0)
        return self.filter(told | (~own & self.reviewers(viewer)))

    def to_review_by(self, viewer: Viewer) -> "ReplyReviewQuerySet":
        """Those that wait for the viewer, never their own."""
        if not viewer.is_employee:
            return self.none()
        waiting = self.filter(self.reviewers(viewer), state=ReplyReview.State.WAITING)
        return waiting.exclude(author_id=viewer.employee_id)

    @staticmethod
    def reviewers(viewer: Viewer) -> Q:
        """Which are the viewer's to review by their place."""
        if viewer.has("director"):
            return Q(pk__isnull=False)
        level = sampling.Level
        ordinary = Q(level=level.OPERATOR, department_id__in=viewer.overseen_department_ids)
        operators = Q(level=level.HEAD, department_id__in=viewer.led_department_ids)
        # Asked for by a list of ids: a join would read everybody for each page's rail.
        managed = Employee.objects.filter(manager_id=viewer.employee_id).values("pk")
        heads = Q(level=level.UP, author__in=managed)
        return ordinary | operators | heads


class ReplyReview(Tracked):
    """One message that is looked at once. `message`: the reply, or the letter that was said to need no answer;
    `author`: who wrote or said so, at `written_at`; `department`: the ticket's when it was picked; `level`: who
    reviews. `picked_by` null: the desk. `note`: of the review as a whole, or why it was put aside. What is done stays.
    """

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("review", "Waits")
        DONE = "done", pgettext_lazy("review", "Reviewed")
        SKIPPED = "skipped", pgettext_lazy("review", "Put aside")

    class Why(models.TextChoices):
        SAMPLE = sampling.Why.SAMPLE.value, pgettext_lazy("review", "Sample")
        NEWCOMER = sampling.Why.NEWCOMER.value, pgettext_lazy("review", "Newcomer")
        THANKS = sampling.Why.THANKS.value, pgettext_lazy("review", "No answer needed")
        BY_HAND = sampling.Why.BY_HAND.value, pgettext_lazy("review", "Picked by hand")

    class Level(models.TextChoices):
        OPERATOR = sampling.Level.OPERATOR.value, _("the operator or the head")
        HEAD = sampling.Level.HEAD.value, _("the head")
        UP = sampling.Level.UP.value, _("one level up")

    message = models.OneToOneField(Message, models.PROTECT, related_name="review", verbose_name=_("message"))
    author = models.ForeignKey(Employee, models.PROTECT, related_name="reviews_of", verbose_name=_("author"))
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="reply_reviews", verbose_name=_("department")
    )
    written_at = models.DateTimeField(_("written"))
    level = models.CharField(_("who reviews"), max_length=8, choices=Level, default=Level.OPERATOR)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    why = models.CharField(_("why it was picked"), max_length=8, choices=Why)
    picked_at = models.DateTimeField(_("picked"))
    picked_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("picked by")
    )
    reviewer = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="reviews_by", verbose_name=_("reviewer")
    )
    reviewed_at = models.DateTimeField(_("reviewed"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    finding_count = models.PositiveSmallIntegerField(_("findings"), default=0)

    objects = ReplyReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review of a reply")
        verbose_name_plural = _("reviews of replies")
        ordering = ["-id"]
        indexes = [
            # Every page counts for its rail what waits for whoever looks: from here alone.
            models.Index(
                fields=["department", "id"],
                include=["level", "author"],
                condition=Q(state="waiting"),
                name="waiting_reviews",
            ),
            models.Index(fields=["author", "-written_at"], name="review_by_author"),
            models.Index(fields=["department", "-written_at"], name="review_by_department"),
            models.Index(fields=["changed_xid", "id"], name="review_changes"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewer__isnull=True) | ~Q(reviewer=F("author")), name="nobody_reviews_their_own_reply"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", reviewer__isnull=True, reviewed_at__isnull=True)
                | Q(state__in=["done", "skipped"], reviewer__isnull=False, reviewed_at__isnull=False),
                name="review_has_a_reviewer_once_done",
            ),
            models.CheckConstraint(condition=Q(state="done") | Q(finding_count=0), name="findings_are_of_done_reviews"),
            models.CheckConstraint(condition=~Q(state="skipped") | ~Q(note=""), name="putting_aside_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.message_id}: {self.author_id}"

    @property
    def scope(self) -> str:
        return f"review:{self.pk}"


class ReviewFindingQuerySet(models.QuerySet["ReviewFinding"]):
    """Named filters of findings."""

    def visible_to(self, viewer: Viewer) -> "ReviewFindingQuerySet":
        """Those of visible reviews."""
        return self.filter(review__in=ReplyReview.objects.visible_to(viewer))


class ReviewFinding(models.Model):
    """A rule that a reply broke: a version the author had read, the clause where one is to blame, and what is wrong.
    `dispute`: what it became, if anything. Nothing else of it changes."""

    review = models.ForeignKey(ReplyReview, models.PROTECT, related_name="findings", verbose_name=_("review"))
    version = models.ForeignKey(
        RegulationVersion, models.PROTECT, related_name="findings", verbose_name=_("version of a regulation")
    )
    clause = models.ForeignKey(
        Clause, models.PROTECT, null=True, blank=True, related_name="findings", verbose_name=_("clause")
    )
    note = models.TextField(_("what is wrong"))
    dispute = models.OneToOneField(
        Dispute, models.PROTECT, null=True, blank=True, related_name="finding", verbose_name=_("dispute")
    )

    objects = ReviewFindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "version", "clause"], name="a_rule_is_found_broken_once", nulls_distinct=False
            ),
            models.CheckConstraint(condition=~Q(note=""), name="finding_says_what_is_wrong"),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.note[:60]}"

    @property
    def place(self) -> Any:
        """The clause's number, else nothing."""
        return self.clause.number if self.clause else ""


class ReviewMark(models.Model):
    """How far replies have been read for picking: all of transactions older than `xid`. One row."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    xid = models.BigIntegerField(default=0)
    picked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="review_mark_is_one_row")]

    def __str__(self) -> str:
        return f"{self.xid}"
