"""What an employee objects to in a payslip, and the answer (Y4)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from payroll.models.adjustments import PayAdjustment
from payroll.models.answering import answered_by
from payroll.models.payslips import Payslip, PayslipLine
from support_desk.shared.models import Tracked
from support_desk.shared.viewer import Viewer
from workload.models import Employee


class PayObjectionQuerySet(models.QuerySet["PayObjection"]):
    """Named filters of objections."""

    def visible_to(self, viewer: Viewer) -> "PayObjectionQuerySet":
        """With the payslip, and what is one's own to answer (P2, P4)."""
        seen = Q(line__payslip__in=Payslip.objects.visible_to(viewer))
        return self.filter(seen | _answered(viewer))

    def for_answer_of(self, viewer: Viewer) -> "PayObjectionQuerySet":
        """Open, and the viewer's to answer (P4)."""
        return self.open().filter(_answered(viewer))

    def open(self) -> "PayObjectionQuerySet":
        return self.filter(state=PayObjection.State.OPEN)


def _answered(viewer: Viewer) -> Q:
    paid_by = "line__payslip__department"
    return answered_by(viewer, department=paid_by, head=f"{paid_by}__head")


class PayObjection(Tracked):
    """One open at a time for a line. The head answers; of the head's own the next level up (P4). Upheld, it may lead to
    an adjustment in a later month. Of who has left somebody else writes it down as it came: `written_by`, `came_by`."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("objection", "Open")
        UPHELD = "upheld", pgettext_lazy("objection", "Upheld")
        REJECTED = "rejected", pgettext_lazy("objection", "Rejected")

    class Way(models.TextChoices):
        LETTER = "letter", pgettext_lazy("objection came by", "Letter")
        CALL = "call", pgettext_lazy("objection came by", "Call")
        IN_PERSON = "person", pgettext_lazy("objection came by", "In person")

    line = models.ForeignKey(PayslipLine, models.PROTECT, related_name="objections", verbose_name=_("line"))
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="pay_objections", verbose_name=_("employee"))
    text = models.CharField(_("objection"), max_length=1000)
    at = models.DateTimeField(_("objected"))
    written_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("written down by")
    )
    came_by = models.CharField(_("came by"), max_length=6, choices=Way, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    answer = models.CharField(_("answer"), max_length=1000, blank=True)
    answered_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    adjustment = models.ForeignKey(
        PayAdjustment, models.PROTECT, null=True, blank=True, related_name="objections", verbose_name=_("correction")
    )

    objects = PayObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection to a payslip")
        verbose_name_plural = _("objections to payslips")
        ordering = ["-id"]
        indexes = [models.Index(fields=["changed_xid", "id"], name="pay_objection_changes")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="an_objection_says_why"),
            models.UniqueConstraint(fields=["line"], condition=Q(state="open"), name="a_line_has_one_open_objection"),
            models.CheckConstraint(
                condition=Q(state="open", answered_at__isnull=True)
                | (~Q(state="open") & Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="an_answered_objection_has_its_answer",
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=F("employee")),
                name="nobody_answers_their_own_objection",
            ),
            models.CheckConstraint(
                condition=Q(written_by__isnull=True, came_by="") | (Q(written_by__isnull=False) & ~Q(came_by="")),
                name="what_is_written_down_says_how_it_came",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.state}"
