"""Who is there: shifts, absences, and "away now" (L1–L4, first form)."""

from collections.abc import Collection
from datetime import timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from support_desk.shared.models import Tracked
from support_desk.shared.viewer import Viewer
from workload.models.people import Department, Employee, Employment


class InstantSpan(Func):
    """tstzrange(starts_at, ends_at, '[)'); an open end is for ever."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


DURING = InstantSpan("starts_at", "ends_at", RangeBoundary())
LONGEST_SHIFT = timedelta(days=1)
ENDS_AFTER_START = Q(ends_at__gt=F("starts_at"))


class SpanQuerySet[RowT: models.Model](models.QuerySet[RowT]):
    """Rows that hold from `starts_at` until `ends_at`, which is no longer part of them."""

    def holding(self, at: object) -> "SpanQuerySet[RowT]":
        return self.filter(starts_at__lte=at, ends_at__gt=at)

    def overlapping(self, start: object, end: object) -> "SpanQuerySet[RowT]":
        return self.filter(starts_at__lt=end, ends_at__gt=start)


class ShiftQuerySet(SpanQuerySet["Shift"]):
    """Named filters of shifts."""

    def visible_to(self, viewer: Viewer) -> "ShiftQuerySet":
        """Colleagues know when somebody works; a client contact does not."""
        return self if viewer.is_system or viewer.is_employee else self.none()


class Shift(Tracked):
    """Planned working time of a person; split shifts are several rows, `break_minutes` of each are not worked. Whoever
    has a shift in a month of their own zone, or a published roster of it, is rostered in it while they are in that
    department: outside their shifts they are off shift. Others work by the department's calendar."""

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="shifts", verbose_name=_("employee"))
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    break_minutes = models.PositiveSmallIntegerField(_("break, minutes"), default=0, db_default=0)
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = ShiftQuerySet.as_manager()

    class Meta:
        verbose_name = _("shift")
        verbose_name_plural = _("shifts")
        ordering = ["starts_at", "id"]
        indexes = [
            models.Index(fields=["employee", "starts_at"], name="shift_by_employee"),
            models.Index(fields=["starts_at"], name="shift_by_start"),
            models.Index(fields=["ends_at"], name="shift_by_end"),
        ]
        constraints = [
            models.CheckConstraint(condition=ENDS_AFTER_START, name="shift_ends_after_start"),
            models.CheckConstraint(
                condition=Q(ends_at__lte=F("starts_at") + LONGEST_SHIFT), name="shift_is_a_day_long_at_most"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at") + F("break_minutes") * timedelta(minutes=1)),
                name="shift_is_longer_than_its_break",
            ),
            ExclusionConstraint(
                name="shifts_of_one_do_not_overlap",
                expressions=[("employee", RangeOperators.EQUAL), (DURING, RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee}: {self.starts_at:%Y-%m-%d %H:%M}"


def terms_during(department_ids: Collection[int]) -> models.QuerySet[Employment]:
    """Terms in the departments on a day of the absence that the query is about."""
    terms = Employment.objects.filter(department_id__in=department_ids, employee=OuterRef("employee"))
    return terms.filter(starts_on__lte=OuterRef("ends_on")).exclude(ends_on__lt=OuterRef("starts_on"))


class AbsenceQuerySet(SpanQuerySet["Absence"]):
    """Named filters of absences."""

    def visible_to(self, viewer: Viewer) -> "AbsenceQuerySet":
        """One's own; those of one's staff; a department's to its office manager and head, of who works there and of
        who did on a day of the absence; all to the director (P2).

        Colleagues learn "absent until" from `queries/presence.py`, which never tells the type.
        """
        if viewer.is_system or viewer.has("director"):
            return self
        if not viewer.is_employee:
            return self.none()
        mine = Q(employee_id=viewer.employee_id) | Q(employee__manager_id=viewer.employee_id)
        departments = viewer.headed_department_ids
        if viewer.has("office_manager", "head"):
            departments |= viewer.department_ids
        if departments:
            theirs = Employment.objects.at(viewer.at).filter(department_id__in=departments)
            mine |= Q(employee_id__in=theirs.values("employee_id")) | Q(Exists(terms_during(departments)))
        return self.filter(mine)

    def of_departments(self, department_ids: Collection[int]) -> "AbsenceQuerySet":
        """Those of people who worked there on a day of it, whoever has moved or left since."""
        return self.filter(Exists(terms_during(department_ids)))

    def standing(self) -> "AbsenceQuerySet":
        """Those that take their time: asked for or in force."""
        return self.filter(state__in=[Absence.State.REQUESTED, Absence.State.APPROVED, Absence.State.RECORDED])

    def in_force(self) -> "AbsenceQuerySet":
        """Those that take somebody away: approved, or recorded at once and confirmed later (sickness, L2)."""
        return self.filter(state__in=[Absence.State.APPROVED, Absence.State.RECORDED])


class Absence(Tracked):
    """Time away, whole days or hours, with the one who covers (L2).

    `starts_at` and `ends_at` follow from the dates (and hours) in the person's zone and are what presence reads.
    `decided_by` of what is only recorded: who has recorded it for the person and might confirm it, so that its cover
    counts at once; whom the person has named counts once it is confirmed.
    """

    class Type(models.TextChoices):
        VACATION = "vacation", _("Vacation")
        SICKNESS = "sickness", _("Sickness")
        UNPAID = "unpaid", _("Unpaid leave")
        BUSINESS_TRIP = "business_trip", _("Business trip")
        STUDY = "study", _("Study leave")
        DAY_OFF = "day_off", _("Extra day off")
        MATERNITY = "maternity", _("Maternity leave")
        CHILDCARE = "childcare", _("Childcare leave")
        PUBLIC_DUTY = "public_duty", _("Public duty")
        PERSONAL = "personal", _("Personal hours")
        UNKNOWN = "unknown", _("Reason unknown")

    class State(models.TextChoices):
        REQUESTED = "requested", _("Requested")
        APPROVED = "approved", _("Approved")
        RECORDED = "recorded", _("Recorded, to be confirmed")
        REJECTED = "rejected", _("Rejected")
        CANCELLED = "cancelled", _("Cancelled")

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="absences", verbose_name=_("employee"))
    type = models.CharField(_("type"), max_length=13, choices=Type)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    from_time = models.TimeField(_("from"), null=True, blank=True)
    until_time = models.TimeField(_("until"), null=True, blank=True)
    starts_at = models.DateTimeField(editable=False)
    ends_at = models.DateTimeField(editable=False)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.REQUESTED)
    cover = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="covered_absences", verbose_name=_("cover")
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    requested_at = models.DateTimeField(_("requested"))
    decided_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decision_note = models.CharField(_("reason of the decision"), max_length=500, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["-starts_at", "-id"]
        indexes = [
            models.Index(fields=["employee", "starts_at"], name="absence_by_employee"),
            models.Index(fields=["starts_at"], name="absence_by_start"),
            models.Index(fields=["ends_at"], name="absence_by_end"),
            models.Index(fields=["changed_xid", "id"], name="absence_changes"),
        ]
        constraints = [
            models.CheckConstraint(condition=ENDS_AFTER_START, name="absence_ends_after_start"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="absence_days_are_in_order"),
            models.CheckConstraint(
                condition=Q(from_time__isnull=True, until_time__isnull=True)
                | Q(from_time__isnull=False, until_time__isnull=False, ends_on=F("starts_on")),
                name="absence_by_the_hour_is_of_one_day",
            ),
            models.CheckConstraint(condition=~Q(cover=F("employee")), name="nobody_covers_themselves"),
            models.CheckConstraint(
                condition=Q(state__in=["approved", "rejected"], decided_at__isnull=False)
                | Q(state__in=["requested", "recorded"], decided_at__isnull=True)
                | Q(state="cancelled"),
                name="decided_absence_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("employee")),
                name="nobody_decides_on_their_own_absence",
            ),
            ExclusionConstraint(
                name="absences_of_one_do_not_overlap",
                expressions=[("employee", RangeOperators.EQUAL), (DURING, RangeOperators.OVERLAPS)],
                condition=Q(state__in=["requested", "approved", "recorded"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee}: {self.starts_on}–{self.ends_on}"


class AwayMarkQuerySet(SpanQuerySet["AwayMark"]):
    """Named filters of marks."""

    def visible_to(self, viewer: Viewer) -> "AwayMarkQuerySet":
        """Colleagues see that somebody is in a meeting, and until when; a client contact does not."""
        return self if viewer.is_system or viewer.is_employee else self.none()


class AwayMark(models.Model):
    """ "Away now" with its end (L3). Coming back earlier moves `ends_at`; a mark taken back at once is removed."""

    class Kind(models.TextChoices):
        MEETING = "meeting", _("Meeting")
        LUNCH = "lunch", _("Lunch")
        ERRAND = "errand", _("Errand")
        OTHER = "other", _("Away")

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="away_marks", verbose_name=_("employee"))
    kind = models.CharField(_("kind"), max_length=7, choices=Kind, default=Kind.OTHER)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))

    objects = AwayMarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("away mark")
        verbose_name_plural = _("away marks")
        ordering = ["-starts_at", "-id"]
        indexes = [
            models.Index(fields=["employee", "starts_at"], name="away_by_employee"),
            models.Index(fields=["ends_at"], name="away_by_end"),
        ]
        constraints = [
            models.CheckConstraint(condition=ENDS_AFTER_START, name="away_ends_after_start"),
            ExclusionConstraint(
                name="away_marks_of_one_do_not_overlap",
                expressions=[("employee", RangeOperators.EQUAL), (DURING, RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee}: {self.get_kind_display()}"


class DeputyOperator(models.Model):
    """Who answers when every operator of the department is away; a smaller rank comes first (L4)."""

    department = models.ForeignKey(Department, models.PROTECT, related_name="deputies", verbose_name=_("department"))
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="deputy_of", verbose_name=_("deputy"))
    rank = models.PositiveSmallIntegerField(_("rank"), default=1)

    class Meta:
        verbose_name = _("deputy of the operator")
        verbose_name_plural = _("deputies of the operator")
        ordering = ["rank", "id"]
        constraints = [
            models.UniqueConstraint(fields=["department", "employee"], name="deputy_is_named_once"),
        ]

    def __str__(self) -> str:
        return str(self.employee)


class PresenceWatermark(models.Model):
    """Up to which instant the edges of shifts, absences and marks have been told to those who route work. One row."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    told_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="presence_watermark_is_one_row")]

    def __str__(self) -> str:
        return f"{self.told_until}"
