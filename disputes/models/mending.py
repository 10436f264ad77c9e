"""Rules that must be mended or written: revisions that verdicts ask for (D6), and gaps nobody has a rule for (D2)."""

from typing import Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_noop, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from disputes.domain.workflow import DisputeState
from disputes.models.regulations import Regulation, RegulationVersion
from support_desk.shared.models import Tracked
from support_desk.shared.viewer import Viewer
from tickets.models import Message, Ticket
from workload.models import Department, Employee

UNCLEAR: Final = {
    DisputeState.BOTH_RIGHT.value: gettext_noop("An arbiter found both sides of a dispute right: the rule is unclear."),
    DisputeState.BOTH_WRONG.value: gettext_noop("An arbiter found both sides of a dispute wrong: the rule is unclear."),
}


def what_is_unclear(verdict: str, clause: str) -> str:
    """In the language of whoever reads it, what such a verdict says of a rule; `clause`: its number, "" where none was
    cited. No word of the parties stands in it: every employee reads it."""
    what = gettext(UNCLEAR[verdict])
    return gettext("%(what)s It is about clause %(clause)s.") % {"what": what, "clause": clause} if clause else what


class RevisionQuerySet(models.QuerySet["RevisionRequest"]):
    """Named filters of revisions."""

    def visible_to(self, viewer: Viewer) -> "RevisionQuerySet":
        """That a rule is being mended concerns every employee; no name of a party stands in it."""
        return self if viewer.is_system or viewer.is_employee else self.none()

    def worded(self) -> "RevisionQuerySet":
        """With what `said` reads, and no text of the parties."""
        texts = ("claim", "explanation", "reasons", "clause__text")
        return self.select_related("dispute__clause").defer(*(f"dispute__{text}" for text in texts))

    def open(self) -> "RevisionQuerySet":
        return self.filter(state=RevisionRequest.State.OPEN)


class RevisionRequest(Tracked):
    """A rule to be mended by its owner until `due_on`. `dispute`: whose verdict asked for it, if one did: then `what`
    is in the language of the desk, and `said` in the reader's."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("revision", "Open")
        MENDED = "mended", pgettext_lazy("revision", "Mended")
        KEPT = "kept", pgettext_lazy("revision", "Kept as it is")

    regulation = models.ForeignKey(Regulation, models.PROTECT, related_name="revisions", verbose_name=_("regulation"))
    dispute = models.OneToOneField(
        "Dispute", models.PROTECT, null=True, blank=True, related_name="revision", verbose_name=_("dispute")
    )
    owner = models.ForeignKey(Employee, models.PROTECT, related_name="revisions_to_make", verbose_name=_("owner"))
    what = models.TextField(_("what is unclear"))
    due_on = models.DateField(_("due"))
    asked_by = models.ForeignKey(Employee, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked"))
    state = models.CharField(_("state"), max_length=6, choices=State, default=State.OPEN)
    version = models.ForeignKey(
        RegulationVersion, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("mended by version")
    )
    closed_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("closed by")
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=500, blank=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision of a regulation")
        verbose_name_plural = _("revisions of regulations")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(state="open"), name="open_revisions_by_day"),
            models.Index(fields=["changed_xid", "id"], name="revision_changes"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True)
                | Q(state="mended", closed_at__isnull=False, version__isnull=False)
                | Q(state="kept", closed_at__isnull=False) & ~Q(answer=""),
                name="closed_revision_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.regulation}: {self.due_on}"

    @property
    def said(self) -> str:
        """What is unclear; see `worded`."""
        if self.dispute is None or self.dispute.state not in UNCLEAR:
            return self.what
        return what_is_unclear(self.dispute.state, self.dispute.clause.number if self.dispute.clause else "")

    @property
    def named_asker(self) -> Employee | None:
        """Who asked for it; of a verdict nobody is named, since disputes are their parties' (P2)."""
        return None if self.dispute_id else self.asked_by

    @property
    def scope(self) -> str:
        """Its trail is that of the regulation."""
        return f"regulation:{self.regulation_id}"


class GapQuerySet(models.QuerySet["RegulationGap"]):
    """Named filters of gaps."""

    def visible_to(self, viewer: Viewer) -> "GapQuerySet":
        """One's own reports, those of departments one leads, and all to the director."""
        if viewer.is_system or viewer.has("director"):
            return self
        if not viewer.is_employee:
            return self.none()
        return self.filter(Q(reported_by_id=viewer.employee_id) | Q(department_id__in=viewer.led_department_ids))


class RegulationGap(Tracked):
    """An error that no rule describes: it costs no points, and somebody decides whether a rule is needed (D2)."""

    class State(models.TextChoices):
        REPORTED = "reported", pgettext_lazy("gap", "Reported")
        WRITTEN = "written", pgettext_lazy("gap", "A rule was written")
        DISMISSED = "dismissed", pgettext_lazy("gap", "No rule is needed")

    department = models.ForeignKey(
        Department, models.PROTECT, related_name="regulation_gaps", verbose_name=_("department")
    )
    reported_by = models.ForeignKey(Employee, models.PROTECT, related_name="+", verbose_name=_("reported by"))
    reported_at = models.DateTimeField(_("reported"))
    happened_on = models.DateField(_("day of the event"))
    what = models.TextField(_("what happened"))
    ticket = models.ForeignKey(
        Ticket, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ticket")
    )
    message = models.ForeignKey(
        Message, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("message")
    )
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.REPORTED)
    regulation = models.ForeignKey(
        Regulation, models.PROTECT, null=True, blank=True, related_name="gaps", verbose_name=_("regulation")
    )
    answer = models.CharField(_("answer"), max_length=500, blank=True)
    closed_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("closed by")
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    objects = GapQuerySet.as_manager()

    class Meta:
        verbose_name = _("regulation gap")
        verbose_name_plural = _("regulation gaps")
        ordering = ["-id"]
        indexes = [models.Index(fields=["changed_xid", "id"], name="gap_changes")]
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="gap_says_what_happened"),
            models.CheckConstraint(
                condition=Q(state="reported", closed_at__isnull=True)
                | Q(state="written", closed_at__isnull=False, regulation__isnull=False)
                | Q(state="dismissed", closed_at__isnull=False) & ~Q(answer=""),
                name="closed_gap_says_how",
            ),
        ]

    def __str__(self) -> str:
        return self.what[:60]
