"""Who answers for whom, as spans: what a cover sees ends with its span, owner and assignee are never edited (L4)."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from support_desk.shared.viewer import Viewer
from tickets.models.clients import Project
from tickets.models.ticket import Ticket
from workload.covered import Kind
from workload.models import Absence, AwayMark, Employee, PresenceWatermark, Shift
from workload.models.presence import InstantSpan

# Presence is told every minute. When it is silent for longer, who is back at their desk is not known any more.
LONGEST_SILENCE = timedelta(minutes=15)


class CoverQuerySet(models.QuerySet["CoverSpan"]):
    """Named filters of cover."""

    def visible_to(self, viewer: Viewer) -> "CoverQuerySet":
        """Colleagues know who answers for whom; a client contact does not."""
        return self if viewer.is_system or viewer.is_employee else self.none()

    def holding(self, at: object) -> "CoverQuerySet":
        """Those in force at `at`; an open end is still in force."""
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at), starts_at__lte=at)

    def giving_view(self, at: datetime) -> "CoverQuerySet":
        """Those in force at `at` whose cover sees what they cover, should nobody have been told of an end (L4): the
        covered person is absent or away by the plan, or nothing planned has brought them back and telling goes on."""
        told = Greatest(Subquery(PresenceWatermark.objects.values("told_until")[:1]), OuterRef("starts_at"))
        absences, marks, shifts = (
            rows.filter(employee=OuterRef("covered_id"))
            for rows in (Absence.objects.in_force(), AwayMark.objects.all(), Shift.objects.all())
        )
        is_away = Exists(absences.holding(at)) | Exists(marks.holding(at))
        over = {"ends_at__gt": told, "ends_at__lte": at}
        begins = Exists(shifts.filter(starts_at__gt=told, starts_at__lte=at))
        is_back = Exists(absences.filter(**over)) | Exists(marks.filter(**over)) | begins
        is_untold = Exists(PresenceWatermark.objects.filter(told_until__lt=Value(at) - Value(LONGEST_SILENCE)))
        return self.holding(at).filter(is_away | ~(is_back | is_untold))


def covered_by_employees(at: datetime) -> Mapping[Kind, ArraySubquery]:
    """For the viewer's one statement: what an employee answers for at `at` in somebody's absence (L4)."""
    held = CoverSpan.objects.giving_view(at).filter(cover=OuterRef("pk"))
    return {
        "projects": ArraySubquery(held.filter(project__isnull=False).values("project_id")),
        "tickets": ArraySubquery(held.filter(ticket__isnull=False).values("ticket_id")),
    }


class CoverSpan(models.Model):
    """`cover` answers instead of `covered` for one project or one ticket from `starts_at` until `ends_at`.

    `level` says by which rule of L4; `taken` and `handed` are decisions of the operator about one ticket (S4).
    `ends_at` stays open until presence changes again; what the cover sees ends by itself (`giving_view`).
    """

    class Level(models.TextChoices):
        NAMED = "named", _("Named cover of the absence")
        PROJECT = "project", _("Cover of the project")
        OPERATOR = "operator", _("Operator")
        DEPUTY = "deputy", _("Deputy of the operator")
        HEAD = "head", _("Head")
        TAKEN = "taken", _("Taken for the absence")
        HANDED = "handed", _("Handed over for the absence")

    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="covers", verbose_name=_("project")
    )
    ticket = models.ForeignKey(
        Ticket, models.PROTECT, null=True, blank=True, related_name="covers", verbose_name=_("ticket")
    )
    covered = models.ForeignKey(Employee, models.PROTECT, related_name="+", verbose_name=_("covered"))
    cover = models.ForeignKey(Employee, models.PROTECT, related_name="cover_spans", verbose_name=_("cover"))
    level = models.CharField(_("by"), max_length=8, choices=Level)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)

    objects = CoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("cover")
        verbose_name_plural = _("covers")
        indexes = [
            models.Index(fields=["cover", "starts_at"], name="cover_by_cover"),
            models.Index(fields=["covered", "starts_at"], name="cover_by_covered"),
            models.Index(fields=["project", "starts_at"], name="cover_by_project"),
            models.Index(fields=["ticket", "starts_at"], name="cover_by_ticket"),
            models.Index(fields=["covered"], name="cover_still_open", condition=Q(ends_at__isnull=True)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(project__isnull=False, ticket__isnull=True) | Q(project__isnull=True, ticket__isnull=False),
                name="cover_is_of_a_project_or_a_ticket",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")), name="cover_ends_after_start"
            ),
            models.CheckConstraint(condition=~Q(cover=F("covered")), name="cover_is_somebody_else"),
            ExclusionConstraint(
                name="project_has_one_cover_at_a_time",
                expressions=[
                    ("project", RangeOperators.EQUAL),
                    (InstantSpan("starts_at", "ends_at", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
            ),
            ExclusionConstraint(
                name="ticket_has_one_cover_at_a_time",
                expressions=[
                    ("ticket", RangeOperators.EQUAL),
                    (InstantSpan("starts_at", "ends_at", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.covered} → {self.cover}"
