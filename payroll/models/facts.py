"""Facts of pay that no other page holds yet: accepted offers and receivables, each with a link to its source (Y2)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from support_desk.shared.models import Tracked
from support_desk.shared.viewer import Viewer
from tickets.models import Client
from workload.models import Department, Employee


class PayFactQuerySet(models.QuerySet["PayFact"]):
    """Named filters of facts."""

    def visible_to(self, viewer: Viewer) -> "PayFactQuerySet":
        """One's own; those of departments one leads; all to the director and the accountant (P2)."""
        if viewer.is_system or viewer.has("director", "accountant"):
            return self
        if not viewer.is_employee:
            return self.none()
        led = Q(department_id__in=viewer.led_department_ids)
        return self.filter(Q(employee_id=viewer.employee_id) | led)

    def standing(self) -> "PayFactQuerySet":
        """Those that were not taken back, and that take nothing back."""
        return self.filter(reverses__isnull=True, reversal__isnull=True)


class PayFact(Tracked):
    """What somebody sold, or was to collect, on a day of their department. `amount`: offer points for `offer`, rubles
    for `due` (an invoice that fell due) and `collected` (what of it came in time). `source`, `reference`: where it was
    read and its number there, once a kind. What is wrong is taken back by a row that `reverses` it; then its number may
    be told once more, by a row that `tells_anew` what was taken back. Append-only."""

    class Kind(models.TextChoices):
        OFFER = "offer", pgettext_lazy("pay fact", "Accepted offer, points")
        DUE = "due", pgettext_lazy("pay fact", "Invoice due, ₽")
        COLLECTED = "collected", pgettext_lazy("pay fact", "Collected in time, ₽")

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="pay_facts", verbose_name=_("employee"))
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name=_("department"))
    kind = models.CharField(_("kind"), max_length=9, choices=Kind)
    happened_on = models.DateField(_("date"))
    amount = models.DecimalField(_("points or rubles"), max_digits=14, decimal_places=2)
    title = models.CharField(_("what"), max_length=200)
    client = models.ForeignKey(
        Client, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("client")
    )
    source = models.CharField(_("source"), max_length=60, blank=True)
    reference = models.CharField(_("number in the source"), max_length=100, blank=True)
    url = models.URLField(_("link to the source"), max_length=500, blank=True)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversal", verbose_name=_("takes back")
    )
    tells_anew = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="told_anew",
        verbose_name=_("entered anew instead of"),
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    created_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("entered by")
    )
    created_at = models.DateTimeField(_("entered"))

    objects = PayFactQuerySet.as_manager()

    class Meta:
        verbose_name = _("fact of pay")
        verbose_name_plural = _("facts of pay")
        ordering = ["-happened_on", "-id"]
        indexes = [
            models.Index(fields=["employee", "happened_on"], name="pay_fact_by_employee"),
            models.Index(fields=["department", "happened_on"], name="pay_fact_by_department"),
            models.Index(fields=["changed_xid", "id"], name="pay_fact_changes"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(reverses__isnull=True, amount__gt=0)
                | (Q(reverses__isnull=False, amount__lt=0) & ~Q(reason="")),
                name="only_what_takes_back_is_negative",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="pay_fact_says_what"),
            models.CheckConstraint(
                condition=Q(created_by__isnull=True) | Q(reverses__isnull=False) | ~Q(created_by=F("employee")),
                name="nobody_enters_their_own_pay_facts",
            ),
            models.UniqueConstraint(
                fields=["source", "reference", "kind"],
                condition=~Q(reference="") & Q(reverses__isnull=True, tells_anew__isnull=True),
                name="a_source_tells_a_pay_fact_once",
            ),
            models.CheckConstraint(
                condition=Q(tells_anew__isnull=True) | Q(reverses__isnull=True),
                name="what_takes_back_tells_nothing_anew",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.amount}"
