"""Leave slips: the request of a planned absence with its signatures (L2)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from support_desk.shared.models import Tracked
from support_desk.shared.viewer import Viewer
from workload.domain import leave_slips as rules
from workload.models.people import Employee
from workload.models.presence import Absence

STANDING = (rules.SignState.ASKED.value, rules.SignState.AGREED.value)


class SlipState(models.TextChoices):
    """Labels of the states of `domain/leave_slips.py`."""

    WITH_COVER = rules.SlipState.WITH_COVER.value, _("Waits for the cover")
    WITH_COLLEAGUES = rules.SlipState.WITH_COLLEAGUES.value, _("Waits for colleagues")
    WITH_HEAD = rules.SlipState.WITH_HEAD.value, _("Waits for the decision")
    RETURNED = rules.SlipState.RETURNED.value, _("Returned: somebody declined")
    CLOSED = rules.SlipState.CLOSED.value, pgettext_lazy("leave slip", "Closed")


class SignState(models.TextChoices):
    """Labels of the answers."""

    ASKED = rules.SignState.ASKED.value, pgettext_lazy("leave slip", "Asked")
    AGREED = rules.SignState.AGREED.value, pgettext_lazy("leave slip", "Agreed")
    DECLINED = rules.SignState.DECLINED.value, pgettext_lazy("leave slip", "Declined")
    REPLACED = rules.SignState.REPLACED.value, pgettext_lazy("leave slip", "No longer asked")


class SignKind(models.TextChoices):
    """As whom somebody signs."""

    COVER = rules.SlipParty.COVER.value, pgettext_lazy("leave slip", "Cover")
    COLLEAGUE = rules.SlipParty.COLLEAGUE.value, pgettext_lazy("leave slip", "Colleague")


class LeaveSlipQuerySet(models.QuerySet["LeaveSlip"]):
    """Named filters of slips."""

    def visible_to(self, viewer: Viewer) -> "LeaveSlipQuerySet":
        """Those of visible absences, and those one is asked to sign or has answered. A signer learns who and when,
        never the type (P2)."""
        if viewer.is_system:
            return self
        if not viewer.is_employee:
            return self.none()
        asked = SignOff.objects.of_signer(viewer.employee_id)
        return self.filter(Q(absence__in=Absence.objects.visible_to(viewer)) | Q(pk__in=asked.values("slip_id")))

    def open(self) -> "LeaveSlipQuerySet":
        """Those that somebody's turn keeps open."""
        return self.exclude(state=SlipState.CLOSED)


class LeaveSlip(Tracked):
    """The slip of one absence. `round` counts how often signers were named."""

    absence = models.OneToOneField(Absence, models.PROTECT, related_name="slip", verbose_name=_("absence"))
    state = models.CharField(_("state"), max_length=15, choices=SlipState, default=SlipState.WITH_COVER)
    round = models.PositiveSmallIntegerField(_("round"), default=1)

    objects = LeaveSlipQuerySet.as_manager()

    class Meta:
        verbose_name = _("leave slip")
        verbose_name_plural = _("leave slips")
        ordering = ["-id"]
        indexes = [models.Index(fields=["changed_xid", "id"], name="slip_changes")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=SlipState.values), name="slip_has_a_state_of_the_table"),
        ]

    def __str__(self) -> str:
        return str(self.absence)

    @property
    def scope(self) -> str:
        """Its trail is that of the absence."""
        return f"absence:{self.absence_id}"


class SignOffQuerySet(models.QuerySet["SignOff"]):
    """Named filters of signatures."""

    def standing(self) -> "SignOffQuerySet":
        """Asked for or given: what the slip goes by."""
        return self.filter(state__in=STANDING)

    def of_signer(self, employee_id: int | None) -> "SignOffQuerySet":
        """What somebody is asked for or has answered; not what they are no longer asked for."""
        return self.filter(person_id=employee_id).exclude(state=SignState.REPLACED)


class SignOff(models.Model):
    """Whom a slip asks, and the answer. Others who are named later get rows of their own."""

    slip = models.ForeignKey(LeaveSlip, models.PROTECT, related_name="sign_offs", verbose_name=_("leave slip"))
    kind = models.CharField(_("kind"), max_length=9, choices=SignKind)
    person = models.ForeignKey(Employee, models.PROTECT, related_name="sign_offs", verbose_name=_("signer"))
    state = models.CharField(_("state"), max_length=8, choices=SignState, default=SignState.ASKED)
    asked_at = models.DateTimeField(_("asked"))
    signed_at = models.DateTimeField(_("answered"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    objects = SignOffQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-off")
        verbose_name_plural = _("sign-offs")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="asked", signed_at__isnull=True)
                | Q(state__in=["agreed", "declined"], signed_at__isnull=False)
                | Q(state="replaced"),
                name="given_signature_has_its_time",
            ),
            models.UniqueConstraint(
                fields=["slip", "person"], condition=Q(state__in=STANDING), name="nobody_signs_a_slip_twice"
            ),
            models.UniqueConstraint(
                fields=["slip"], condition=Q(state__in=STANDING, kind="cover"), name="slip_has_one_cover"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_state_display()}"

    @property
    def is_standing(self) -> bool:
        """Asked for or given."""
        return self.state in STANDING
