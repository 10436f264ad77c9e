"""Claims that a colleague broke a regulation (D1–D9): parties, texts, terms, who judges and why, and every step."""

from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from disputes.domain import arbiter as arbiters
from disputes.domain import workflow
from disputes.models.policies import PointPolicy
from disputes.models.regulations import Acknowledgement, Clause, RegulationVersion
from support_desk.shared.models import StoredFile, Tracked
from support_desk.shared.viewer import Viewer
from tickets.models import Message, Ticket
from workload.models import Department, Employee

S, E, B = workflow.DisputeState, workflow.DisputeEvent, arbiters.Because


class DisputeState(models.TextChoices):
    """Labels of the states of `domain/workflow.py`."""

    OPEN = S.OPEN.value, pgettext_lazy("dispute", "Waits for an answer")
    CONTESTED = S.CONTESTED.value, pgettext_lazy("dispute", "Contested")
    ACCEPTED = S.ACCEPTED.value, pgettext_lazy("dispute", "Accepted")
    DEFAULTED = S.DEFAULTED.value, pgettext_lazy("dispute", "Decided by silence")
    WITHDRAWN = S.WITHDRAWN.value, pgettext_lazy("dispute", "Withdrawn")
    INITIATOR_RIGHT = S.INITIATOR_RIGHT.value, pgettext_lazy("dispute", "Initiator is right")
    RESPONDENT_RIGHT = S.RESPONDENT_RIGHT.value, pgettext_lazy("dispute", "Respondent is right")
    BOTH_RIGHT = S.BOTH_RIGHT.value, pgettext_lazy("dispute", "Both are right")
    BOTH_WRONG = S.BOTH_WRONG.value, pgettext_lazy("dispute", "Both are wrong")
    LAPSED = S.LAPSED.value, pgettext_lazy("dispute", "Ended without points")


class ArbiterReason(models.TextChoices):
    """Labels of why somebody judges (D3)."""

    MANAGER = B.MANAGER.value, _("the respondent's manager")
    DEPUTY = B.DEPUTY.value, _("covers the manager")
    LEVEL_UP = B.LEVEL_UP.value, _("one level up")
    DIRECTOR = B.DIRECTOR.value, _("the director")
    SUBSTITUTE = B.SUBSTITUTE.value, _("the director's substitute")


UNDECIDED = tuple(state.value for state in sorted(workflow.UNDECIDED))


class DisputeQuerySet(models.QuerySet["Dispute"]):
    """Named filters of disputes."""

    def visible_to(self, viewer: Viewer) -> "DisputeQuerySet":
        """The two parties, whoever judges, has judged or was told that the arbiter is late, and the director (P2)."""
        if viewer.is_system or viewer.has("director"):
            return self
        if not viewer.is_employee:
            return self.none()
        me = viewer.employee_id
        chosen = ArbiterChoice.objects.filter(dispute=OuterRef("pk"), arbiter_id=me)
        return self.filter(
            Q(initiator_id=me) | Q(respondent_id=me) | Q(arbiter_id=me) | Q(escalated_to_id=me) | Exists(chosen)
        )

    def undecided(self) -> "DisputeQuerySet":
        return self.filter(state__in=UNDECIDED)

    def decided_in(self, department_id: int, month: date) -> "DisputeQuerySet":
        """Those against people of the department that were decided in the month (D10). One index range."""
        return self.filter(decided_month=month, department_id=department_id)

    def silent_by(self, at: Any) -> "DisputeQuerySet":
        """Open ones whose term is over at `at` (D4). One index range."""
        return self.filter(state=DisputeState.OPEN, respond_by__lte=at)


class Dispute(Tracked):
    """`department` is the respondent's on the day of opening: its policy gives stakes and terms, its zone the month of
    the decision; `initiator_department` the other's. `timezone`: the respondent's, by which days are counted.
    `respond_by`: the first instant that is too late, none once answered. The claim never changes after opening.
    `decided_month`: its first day in the department's zone (D10), written by the database with `decided_at`."""

    initiator = models.ForeignKey(Employee, models.PROTECT, related_name="disputes_opened", verbose_name=_("initiator"))
    respondent = models.ForeignKey(
        Employee, models.PROTECT, related_name="disputes_against", verbose_name=_("respondent")
    )
    department = models.ForeignKey(Department, models.PROTECT, related_name="disputes", verbose_name=_("department"))
    initiator_department = models.ForeignKey(
        Department, models.PROTECT, related_name="+", verbose_name=_("department of the initiator")
    )
    policy = models.ForeignKey(
        PointPolicy, models.PROTECT, null=True, related_name="+", verbose_name=pgettext_lazy("disputes", "point policy")
    )
    version = models.ForeignKey(
        RegulationVersion, models.PROTECT, related_name="disputes", verbose_name=_("version of a regulation")
    )
    clause = models.ForeignKey(
        Clause, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("clause")
    )
    acknowledgement = models.ForeignKey(
        Acknowledgement, models.PROTECT, related_name="+", verbose_name=_("acknowledgement")
    )
    happened_at = models.DateTimeField(_("when it happened"))
    happened_on = models.DateField(_("day of the event"))
    title = models.CharField(_("title"), max_length=200)
    claim = models.TextField(_("what happened"))
    ticket = models.ForeignKey(
        Ticket, models.PROTECT, null=True, blank=True, related_name="disputes", verbose_name=_("ticket")
    )
    message = models.ForeignKey(
        Message, models.PROTECT, null=True, blank=True, related_name="disputes", verbose_name=_("message")
    )
    state = models.CharField(_("state"), max_length=16, choices=DisputeState, default=DisputeState.OPEN)
    opened_at = models.DateTimeField(_("opened"))
    timezone = models.CharField(_("time zone"), max_length=40)
    respond_by = models.DateTimeField(_("answer by"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    explanation = models.TextField(_("explanation"), blank=True)
    arbiter = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="disputes_to_judge", verbose_name=_("arbiter")
    )
    arbiter_asked_at = models.DateTimeField(_("arbiter asked"), null=True, blank=True)
    arbiter_reminded_at = models.DateTimeField(_("arbiter reminded"), null=True, blank=True)
    escalated_to = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("next level told")
    )
    escalated_at = models.DateTimeField(_("next level told at"), null=True, blank=True)
    reasons = models.TextField(_("reasons of the verdict"), blank=True)
    decided_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_month = models.DateField(_("month of the decision"), null=True, blank=True, editable=False)

    objects = DisputeQuerySet.as_manager()

    class Meta:
        verbose_name = _("dispute")
        verbose_name_plural = _("disputes")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["respond_by"], condition=Q(state="open"), name="open_disputes_by_term"),
            models.Index(fields=["arbiter_asked_at"], condition=Q(state="contested"), name="contested_by_asking"),
            models.Index(fields=["department", "-decided_at"], name="dispute_by_department"),
            # The list: what was decided, the last one first, and one state, the newest first.
            models.Index(
                fields=["-decided_at", "-id"], condition=Q(decided_at__isnull=False), name="dispute_by_decision"
            ),
            models.Index(fields=["state", "id"], name="dispute_by_state"),
            # Whatever months are counted by (rating, director's page, D11) is read from here without the texts.
            models.Index(
                fields=["decided_month", "department"],
                include=[
                    "state",
                    "version",
                    "initiator",
                    "respondent",
                    "decided_by",
                    "opened_at",
                    "answered_at",
                    "decided_at",
                ],
                name="dispute_by_month",
            ),
            models.Index(fields=["changed_xid", "id"], name="dispute_changes"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(initiator=F("respondent")), name="nobody_disputes_with_themselves"),
            models.CheckConstraint(
                condition=Q(arbiter__isnull=True) | (~Q(arbiter=F("initiator")) & ~Q(arbiter=F("respondent"))),
                name="no_party_is_the_arbiter",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | ~Q(state__in=[state.value for state in sorted(workflow.VERDICTS)])
                | (~Q(decided_by=F("initiator")) & ~Q(decided_by=F("respondent"))),
                name="no_party_gives_the_verdict",
            ),
            models.CheckConstraint(condition=Q(state__in=DisputeState.values), name="dispute_has_a_state_of_the_table"),
            models.CheckConstraint(
                condition=Q(state="open", respond_by__isnull=False, decided_at__isnull=True)
                | Q(state="contested", respond_by__isnull=True, decided_at__isnull=True, answered_at__isnull=False)
                | (~Q(state__in=UNDECIDED) & Q(respond_by__isnull=True, decided_at__isnull=False)),
                name="dispute_state_has_its_times",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_month__isnull=True)
                | Q(decided_at__isnull=False, decided_month__day=1),
                name="decided_dispute_has_its_month",
            ),
            models.CheckConstraint(condition=~Q(claim="") & ~Q(title=""), name="dispute_says_what_happened"),
            models.CheckConstraint(
                condition=~Q(state__in=["contested", *(state.value for state in sorted(workflow.VERDICTS))])
                | ~Q(explanation=""),
                name="contesting_needs_an_explanation",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[state.value for state in sorted(workflow.VERDICTS)]) | ~Q(reasons=""),
                name="verdict_has_reasons",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.title}"

    @property
    def is_cross(self) -> bool:
        """Between two departments when it was opened; what it posts goes by the day of its decision (M3)."""
        return self.department_id != self.initiator_department_id

    @property
    def rules(self) -> PointPolicy:
        """The policy it is played by, whatever came after; the standard one where the department had none."""
        return self.policy or PointPolicy()


class Evidence(models.Model):
    """A file of the claim or of the explanation; append-only."""

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="evidence", verbose_name=_("dispute"))
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="evidence", verbose_name=_("file"))
    by = models.ForeignKey(Employee, models.PROTECT, related_name="+", verbose_name=_("added by"))
    at = models.DateTimeField(_("added"))

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.file)


class DisputeTerm(models.Model):
    """One term of response and how its days were counted (D4); the last one holds. `counted_days`: in order;
    `absent_days`: those left out on the way. Append-only."""

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="terms", verbose_name=_("dispute"))
    starts_at = models.DateTimeField(_("counted from"))
    respond_by = models.DateTimeField(_("answer by"))
    counted_days = ArrayField(models.DateField(), verbose_name=_("days that count"))
    absent_days = ArrayField(models.DateField(), verbose_name=_("days of absence"))
    set_at = models.DateTimeField(_("set"))

    class Meta:
        verbose_name = _("term of a dispute")
        verbose_name_plural = _("terms of disputes")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(respond_by__gt=F("starts_at")), name="term_ends_after_its_start"),
        ]

    def __str__(self) -> str:
        return f"{self.dispute_id}: {self.respond_by}"


class ArbiterChoice(models.Model):
    """Who was asked to judge, by which rule, and who was passed over (D3). `passed`: [{"employee": id, "because",
    "bar"}]. Without an arbiter: nobody may judge until a substitute is named (P4). Append-only."""

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="choices", verbose_name=_("dispute"))
    arbiter = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("arbiter")
    )
    because = models.CharField(_("why"), max_length=10, blank=True, choices=ArbiterReason)
    instead_of = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("instead of")
    )
    passed = models.JSONField(_("passed over"), default=list)
    at = models.DateTimeField(_("chosen"))

    class Meta:
        verbose_name = _("choice of an arbiter")
        verbose_name_plural = _("choices of arbiters")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.dispute_id}: {self.arbiter_id}"


class DisputeStep(models.Model):
    """One move along the table (I7): who, when, from where to where. Append-only. Without `by`: the desk itself."""

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="steps", verbose_name=_("dispute"))
    event = models.CharField(_("event"), max_length=24)
    before = models.CharField(_("before"), max_length=16, choices=DisputeState)
    after = models.CharField(_("after"), max_length=16, choices=DisputeState)
    by = models.ForeignKey(Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("step of a dispute")
        verbose_name_plural = _("steps of disputes")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
