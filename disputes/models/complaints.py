"""Clients' complaints: flagged by anyone who sees the message, or written down by hand (S6)."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from support_desk.shared.models import Tracked
from support_desk.shared.viewer import Viewer
from tickets.models import Client, Message, Project, Ticket
from workload.models import Department, Employee, Substitute
from workload.models.local_days import WallClock


class ComplaintQuerySet(models.QuerySet["Complaint"]):
    """Named filters of complaints."""

    def visible_to(self, viewer: Viewer) -> "ComplaintQuerySet":
        """Who flagged it, whom it concerns, the operator and the head of the department, and who may decide on it or
        has: the director, heads of other departments, and the substitute of a director whom it concerns (P4)."""
        if viewer.is_system or viewer.has("director"):
            return self
        if not viewer.is_employee:
            return self.none()
        me = viewer.employee_id
        seen = Q(flagged_by_id=me) | Q(manager_id=me) | Q(head_id=me) | Q(decided_by_id=me)
        seen |= Q(department_id__in=viewer.overseen_department_ids) | Q(state="open") & Q(stands_in_for(viewer))
        if viewer.led_department_ids:
            seen |= Q(state="open") & ~Q(department_id__in=viewer.led_department_ids)
        return self.filter(seen)

    def open(self) -> "ComplaintQuerySet":
        return self.filter(state=Complaint.State.OPEN)

    def for_decision_of(self, viewer: Viewer) -> "ComplaintQuerySet":
        """Open ones that the viewer may decide on; the same as `complaint_permissions.can_decide` says of each."""
        if not viewer.is_employee:
            return self.none()
        mine = self.open().exclude(manager_id=viewer.employee_id).exclude(head_id=viewer.employee_id)
        mine = mine.exclude(department_id__in=viewer.headed_department_ids)
        if viewer.has("director"):
            return mine
        may = Q(stands_in_for(viewer))
        led = viewer.led_department_ids
        if len(led) == 1:
            may |= ~Q(department_id__in=led)
        elif led:
            may |= Q(pk__isnull=False)
        return mine.filter(may)


def stands_in_for(viewer: Viewer) -> Exists:
    """Whether the viewer is the named substitute of somebody whom the complaint concerns, on the day that it is in its
    department (P4)."""
    day = Cast(WallClock(OuterRef("department__timezone"), Value(viewer.at)), models.DateField())
    named = Substitute.objects.alias(day=day).filter(starts_on__lte=F("day"))
    later = Substitute.objects.filter(
        person=OuterRef("person"), starts_on__gt=OuterRef("starts_on"), starts_on__lte=OuterRef("day")
    )
    mine = named.filter(~Exists(later), stands_in_id=viewer.employee_id or 0)
    return Exists(mine.filter(Q(person=OuterRef("manager")) | Q(person=OuterRef("head"))))


class Complaint(Tracked):
    """`manager` and `head`: whom it concerns, as of `happened_on`; `department` is the manager's on that day. `what`:
    the words of who flagged it, "" where the message says it all. What was flagged never changes, a decision neither,
    and nothing is deleted."""

    class Source(models.TextChoices):
        MESSAGE = "message", pgettext_lazy("complaint", "Message")
        CALL = "call", pgettext_lazy("complaint", "Phone call on the ticket")
        BY_HAND = "by_hand", pgettext_lazy("complaint", "Written down by hand")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("complaint", "Open")
        CONFIRMED = "confirmed", pgettext_lazy("complaint", "Confirmed")
        REJECTED = "rejected", pgettext_lazy("complaint", "Rejected")

    message = models.OneToOneField(
        Message, models.PROTECT, null=True, blank=True, related_name="complaint", verbose_name=_("message")
    )
    ticket = models.ForeignKey(
        Ticket, models.PROTECT, null=True, blank=True, related_name="complaints", verbose_name=_("ticket")
    )
    client = models.ForeignKey(
        Client, models.PROTECT, null=True, blank=True, related_name="complaints", verbose_name=_("client")
    )
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="complaints", verbose_name=_("project")
    )
    department = models.ForeignKey(Department, models.PROTECT, related_name="complaints", verbose_name=_("department"))
    source = models.CharField(_("source"), max_length=7, choices=Source)
    happened_on = models.DateField(_("day of the complaint"))
    what = models.TextField(_("what the client complains about"), max_length=5_000, blank=True)
    manager = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="complaints", verbose_name=_("manager concerned")
    )
    head = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("head concerned")
    )
    flagged_by = models.ForeignKey(
        Employee, models.PROTECT, related_name="flagged_complaints", verbose_name=_("flagged by")
    )
    flagged_at = models.DateTimeField(_("flagged"))
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.OPEN)
    decided_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=2_000, blank=True)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = _("complaint")
        verbose_name_plural = _("complaints")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["department", "-id"], name="complaint_by_department"),
            models.Index(fields=["department"], name="open_complaints", condition=Q(state="open")),
            models.Index(fields=["decided_at"], name="confirmed_complaints_by_time", condition=Q(state="confirmed")),
            models.Index(fields=["changed_xid", "id"], name="complaint_changes"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", decided_by__isnull=True, decided_at__isnull=True, reason="")
                | Q(state__in=["confirmed", "rejected"], decided_by__isnull=False, decided_at__isnull=False)
                & ~Q(reason=""),
                name="decided_complaint_has_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | (Q(manager__isnull=True) | ~Q(decided_by=F("manager")))
                & (Q(head__isnull=True) | ~Q(decided_by=F("head"))),
                name="nobody_decides_on_their_own_complaint",
            ),
            models.CheckConstraint(
                condition=Q(source="by_hand", message__isnull=True, client__isnull=False, manager__isnull=False)
                & ~Q(what="")
                | Q(source__in=["message", "call"], message__isnull=False, ticket__isnull=False),
                name="complaint_comes_from_a_message_or_by_hand",
            ),
            models.CheckConstraint(
                condition=Q(manager__isnull=True) | Q(head__isnull=True) | ~Q(manager=F("head")),
                name="complaint_counts_once_for_a_person",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | Q(decided_at__gte=F("flagged_at")),
                name="complaint_is_decided_after_it_is_flagged",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.client or self.ticket}, {self.happened_on}"

    @property
    def concerned_ids(self) -> tuple[int, ...]:
        """Keys of whom it concerns."""
        return tuple(one for one in (self.manager_id, self.head_id) if one is not None)
