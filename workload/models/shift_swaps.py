"""Shifts offered to a colleague: given away, or exchanged for one of theirs (L1)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from support_desk.shared.models import Tracked
from support_desk.shared.viewer import Viewer
from workload.domain.shift_swaps import SwapState
from workload.models.people import Department, Employee
from workload.models.presence import Shift
from workload.models.rosters import kept_departments


class ShiftSwapQuerySet(models.QuerySet["ShiftSwap"]):
    """Named filters of swaps."""

    def visible_to(self, viewer: Viewer) -> "ShiftSwapQuerySet":
        """Both sides and their managers; the office manager and the head of the department; the director."""
        if viewer.is_system or viewer.has("director"):
            return self
        if not viewer.is_employee:
            return self.none()
        seen = Q(asker=viewer.employee_id) | Q(colleague=viewer.employee_id)
        seen |= Q(asker__manager=viewer.employee_id) | Q(colleague__manager=viewer.employee_id)
        if departments := kept_departments(viewer):
            seen |= Q(department__in=departments)
        return self.filter(seen)

    def open(self) -> "ShiftSwapQuerySet":
        """Those that wait for somebody."""
        return self.filter(state__in=[ShiftSwap.State.OFFERED, ShiftSwap.State.AGREED])


class ShiftSwap(Tracked):
    """`asker` gives `shift` to `colleague`, for `wanted` of theirs or for nothing. The times are those that were
    offered: a shift that was moved or removed since is no longer what somebody agreed to."""

    class State(models.TextChoices):
        OFFERED = SwapState.OFFERED.value, _("Waits for the colleague")
        AGREED = SwapState.AGREED.value, _("Waits for the head")
        APPROVED = SwapState.APPROVED.value, _("Exchanged")
        DECLINED = SwapState.DECLINED.value, _("Declined by the colleague")
        REFUSED = SwapState.REFUSED.value, _("Refused by the head")
        WITHDRAWN = SwapState.WITHDRAWN.value, _("Withdrawn")

    department = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name=_("department"))
    asker = models.ForeignKey(Employee, models.PROTECT, related_name="asked_swaps", verbose_name=_("who offers"))
    colleague = models.ForeignKey(Employee, models.PROTECT, related_name="offered_swaps", verbose_name=_("colleague"))
    # A shift that is planned anew goes; what was said about it stays.
    shift = models.ForeignKey(Shift, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("shift"))
    wanted = models.ForeignKey(
        Shift, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("shift wanted for it")
    )
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    wanted_starts_at = models.DateTimeField(null=True, blank=True)
    wanted_ends_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.OFFERED)
    note = models.CharField(_("note"), max_length=500, blank=True)
    asked_at = models.DateTimeField(_("asked"))
    decided_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decision_note = models.CharField(_("reason of the decision"), max_length=500, blank=True)

    objects = ShiftSwapQuerySet.as_manager()

    class Meta:
        verbose_name = _("shift swap")
        verbose_name_plural = _("shift swaps")
        ordering = ["-asked_at", "-id"]
        indexes = [
            models.Index(fields=["department", "state"], name="swap_by_department"),
            models.Index(fields=["changed_xid", "id"], name="swap_changes"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(asker=F("colleague")), name="nobody_swaps_with_themselves"),
            models.CheckConstraint(
                condition=Q(wanted_starts_at__isnull=True, wanted_ends_at__isnull=True)
                | Q(wanted_starts_at__isnull=False, wanted_ends_at__isnull=False),
                name="wanted_shift_has_both_times",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | (~Q(decided_by=F("asker")) & ~Q(decided_by=F("colleague"))),
                name="nobody_decides_on_their_own_swap",
            ),
            models.UniqueConstraint(
                fields=["shift"], condition=Q(state__in=["offered", "agreed"]), name="shift_is_offered_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asker} → {self.colleague}: {self.starts_at:%Y-%m-%d}"
