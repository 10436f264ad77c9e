"""What was put into a department's kitty, what was given back and what was bought of it (M2, M3)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from disputes.models.settlements import Settlement
from support_desk.shared.models import Tracked
from support_desk.shared.viewer import Viewer
from workload.models import Department, Employee


class KittyEntryQuerySet(models.QuerySet["KittyEntry"]):
    """Named filters of entries."""

    def visible_to(self, viewer: Viewer) -> "KittyEntryQuerySet":
        """The department's people, who leads it, and the director."""
        if viewer.is_system or viewer.has("director"):
            return self
        if not viewer.is_employee:
            return self.none()
        return self.filter(department_id__in=viewer.department_ids | viewer.led_department_ids)


class KittyEntry(Tracked):
    """One movement. `number` counts on within the department, `balance` is what is in it afterwards, never less than
    nothing; the database checks both against the entry before. Append-only."""

    class Kind(models.TextChoices):
        CREDIT = "credit", pgettext_lazy("kitty", "Put in")
        SPENDING = "spending", pgettext_lazy("kitty", "Spent")
        REFUND = "refund", pgettext_lazy("kitty", "Given back")

    department = models.ForeignKey(
        Department, models.PROTECT, related_name="kitty_entries", verbose_name=_("department")
    )
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    balance = models.DecimalField(_("balance"), max_digits=14, decimal_places=2)
    settlement = models.OneToOneField(
        Settlement, models.PROTECT, null=True, blank=True, related_name="kitty_entry", verbose_name=_("settlement")
    )
    spent_on = models.DateField(_("day"), null=True, blank=True)
    what = models.CharField(_("what for"), max_length=300, blank=True)
    by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("entered by")
    )
    at = models.DateTimeField(_("entered"))

    objects = KittyEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of a kitty")
        verbose_name_plural = _("entries of kitties")
        ordering = ["department_id", "-number"]
        indexes = [models.Index(fields=["changed_xid", "id"], name="kitty_changes")]
        constraints = [
            models.UniqueConstraint(fields=["department", "number"], name="entries_of_a_kitty_are_counted"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="an_entry_moves_something"),
            models.CheckConstraint(condition=Q(balance__gte=0), name="a_kitty_is_never_overspent"),
            models.CheckConstraint(
                condition=Q(kind__in=("credit", "refund"), settlement__isnull=False, spent_on__isnull=True)
                | (Q(kind="spending", settlement__isnull=True, spent_on__isnull=False, by__isnull=False) & ~Q(what="")),
                name="an_entry_says_where_from_or_what_for",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department}, {self.number}: {self.amount}"
