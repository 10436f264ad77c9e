"""Missed calls: the phone log that the operator works off (T1, S4)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from support_desk.shared.models import Tracked
from support_desk.shared.viewer import Viewer
from tickets.models.clients import Contact
from tickets.models.ticket import Ticket
from workload.models import Department, Employee


class MissedCallQuerySet(models.QuerySet["MissedCall"]):
    """Named filters of missed calls."""

    def visible_to(self, viewer: Viewer) -> "MissedCallQuerySet":
        """A department's to who oversees it, those of one's own projects' clients' tickets are in the tickets (P2)."""
        if viewer.is_system or viewer.has("director"):
            return self
        return self.filter(department_id__in=viewer.overseen_department_ids)

    def open(self) -> "MissedCallQuerySet":
        return self.filter(handled_at__isnull=True)


class MissedCall(Tracked):
    """A call that nobody took, by number; the contact is known when the number is one of theirs."""

    class Outcome(models.TextChoices):
        REACHED = "reached", _("Called back")
        NOT_REACHED = "not_reached", _("Not reached")
        NO_NEED = "no_need", _("No need to call back")

    department = models.ForeignKey(
        Department, models.PROTECT, related_name="missed_calls", verbose_name=_("department")
    )
    number = models.CharField(_("phone"), max_length=20)
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="missed_calls", verbose_name=_("contact")
    )
    called_at = models.DateTimeField(_("called"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    ticket = models.ForeignKey(
        Ticket, models.PROTECT, null=True, blank=True, related_name="missed_calls", verbose_name=_("ticket")
    )
    handled_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("handled by")
    )
    handled_at = models.DateTimeField(_("handled"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=11, choices=Outcome, blank=True)

    objects = MissedCallQuerySet.as_manager()

    class Meta:
        verbose_name = _("missed call")
        verbose_name_plural = _("missed calls")
        indexes = [
            models.Index(fields=["department", "called_at"], name="call_open", condition=Q(handled_at__isnull=True)),
            models.Index(fields=["department", "-called_at"], name="call_by_department"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["department", "number", "called_at"], name="call_is_logged_once"),
            models.CheckConstraint(
                condition=(Q(handled_at__isnull=True) & Q(outcome="", handled_by__isnull=True))
                | (Q(handled_at__isnull=False) & ~Q(outcome="") & Q(handled_by__isnull=False)),
                name="handled_call_has_its_outcome",
            ),
        ]

    def __str__(self) -> str:
        return self.number
