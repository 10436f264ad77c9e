"""Work handed to a specialist inside a ticket, and the history of its status (W1, W4)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from support_desk.shared.models import Tracked, User
from support_desk.shared.viewer import Viewer
from tickets.domain.tasks import TaskStatus as Status
from tickets.models.conversation import Message
from tickets.models.ticket import Ticket
from workload.models import Employee, Skill

UNFINISHED = ~Q(status__in=["confirmed", "cancelled"])


class TaskStatus(models.TextChoices):
    """Labels of the states of `domain/tasks.py`."""

    OFFERED = Status.OFFERED.value, pgettext_lazy("task", "Offered")
    ASKED = Status.ASKED.value, pgettext_lazy("task", "Question to the manager")
    DECLINED = Status.DECLINED.value, pgettext_lazy("task", "Declined")
    ACCEPTED = Status.ACCEPTED.value, pgettext_lazy("task", "Accepted")
    IN_PROGRESS = Status.IN_PROGRESS.value, pgettext_lazy("task", "In progress")
    SUBMITTED = Status.SUBMITTED.value, pgettext_lazy("task", "To be checked")
    REWORK = Status.REWORK.value, pgettext_lazy("task", "Returned")
    CHECKED = Status.CHECKED.value, pgettext_lazy("task", "Checked")
    HANDED_OVER = Status.HANDED_OVER.value, pgettext_lazy("task", "Handed over")
    CONFIRMED = Status.CONFIRMED.value, pgettext_lazy("task", "Confirmed")
    CANCELLED = Status.CANCELLED.value, pgettext_lazy("task", "Cancelled")


class TaskQuerySet(models.QuerySet["Task"]):
    """Named filters of tasks."""

    def visible_to(self, viewer: Viewer) -> "TaskQuerySet":
        """One's own, those of one's juniors, those one manages, and those of visible tickets (P2). A client sees
        estimates and approvals, never a task."""
        if viewer.is_system or viewer.has("director"):
            return self
        if not viewer.is_employee:
            return self.none()
        mine = Q(assignee_id=viewer.employee_id) | Q(manager_id=viewer.employee_id)
        mine |= Q(assignee__mentor_id=viewer.employee_id)
        return self.filter(mine | Q(ticket__in=Ticket.objects.visible_to(viewer)))

    def unfinished(self) -> "TaskQuerySet":
        return self.filter(UNFINISHED)


class Task(Tracked):
    """A piece of work with a clear formulation and criteria by which it is accepted.

    `manager` formulates, checks and hands over. `agreed_minutes`: the approved estimate with the overruns that were
    agreed with the client (W2, W3); None until something was agreed. `rank` orders the assignee's day, the smallest
    first. `is_critical`: declining it for lack of time asks the managers to set the order (W1). `deadline_at` has been
    agreed with the client when it was moved (W3). `wish`: the message in which the client asks for changes of what was
    handed over, until the manager has decided about it (W4).
    """

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="tasks", verbose_name=_("ticket"))
    title = models.CharField(_("what is to be done"), max_length=200)
    formulation = models.TextField(_("formulation"), max_length=10_000)
    acceptance_criteria = models.TextField(_("accepted when"), max_length=4_000)
    skill = models.ForeignKey(
        Skill, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("skill")
    )
    assignee = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("specialist")
    )
    manager = models.ForeignKey(
        Employee, models.PROTECT, related_name="managed_tasks", verbose_name=pgettext_lazy("task", "manager")
    )
    status = models.CharField(_("status"), max_length=12, choices=TaskStatus, default=TaskStatus.OFFERED)
    is_critical = models.BooleanField(_("critical"), default=False)
    rank = models.PositiveIntegerField(_("place in the order of the day"), default=1000)
    deadline_at = models.DateTimeField(_("deadline"), null=True, blank=True)
    agreed_minutes = models.PositiveIntegerField(_("agreed minutes"), null=True, blank=True)
    rework_count = models.PositiveSmallIntegerField(_("times returned"), default=0)
    created_at = models.DateTimeField(_("created"))
    accepted_at = models.DateTimeField(_("accepted by the specialist"), null=True, blank=True)
    checked_at = models.DateTimeField(_("result accepted"), null=True, blank=True)
    finished_at = models.DateTimeField(_("confirmed or cancelled"), null=True, blank=True)
    wish = models.ForeignKey(
        Message,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("client asks for changes"),
    )

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        indexes = [
            models.Index(fields=["assignee", "rank", "id"], name="task_unfinished_by_assignee", condition=UNFINISHED),
            models.Index(fields=["manager", "id"], name="task_unfinished_by_manager", condition=UNFINISHED),
            models.Index(fields=["changed_xid", "id"], name="task_changes"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["confirmed", "cancelled"], finished_at__isnull=False)
                | (~Q(status__in=["confirmed", "cancelled"]) & Q(finished_at__isnull=True)),
                name="finished_task_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(assignee__isnull=False) | Q(status__in=["offered", "declined", "cancelled"]),
                name="task_in_work_has_a_specialist",
            ),
            models.CheckConstraint(
                condition=Q(agreed_minutes__isnull=True) | Q(agreed_minutes__range=(1, 60_000)),
                name="task_agreed_minutes_are_sensible",
            ),
            models.CheckConstraint(
                condition=Q(wish__isnull=True) | Q(status="handed_over"),
                name="changes_are_asked_of_what_was_handed_over",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def scope(self) -> str:
        """The trail of a task is its ticket's."""
        return self.ticket.scope


class ReturnReason(models.TextChoices):
    """Objective reasons to return a result (W4)."""

    CRITERIA_NOT_MET = "criteria", _("A criterion is not met")
    DEFECT = "defect", _("It does not work")
    INCOMPLETE = "incomplete", _("A part is missing")
    OTHER_RESULT = "other", _("Something else was asked for")
    CLIENT_CHANGES = "client", _("The client asks for changes inside the scope")


class DeclineReason(models.TextChoices):
    """Why a specialist declines (W1)."""

    BUSY = "busy", _("Busy with other tasks")
    SKILL = "skill", _("Not my skill")
    UNCLEAR = "unclear", _("The formulation is unclear")
    OTHER = "other", _("Another reason")


class TaskChange(models.Model):
    """One step of a task's history (I7), append-only. `reason` is a code of `ReturnReason` or `DeclineReason`; `text`
    what was asked, explained, objected or reported."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="changes", verbose_name=_("task"))
    event = models.CharField(max_length=12)
    before = models.CharField(max_length=12, choices=TaskStatus, blank=True)
    after = models.CharField(max_length=12, choices=TaskStatus)
    reason = models.CharField(max_length=12, blank=True)
    text = models.TextField(blank=True, max_length=4_000)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=150)

    class Meta:
        verbose_name = _("change of a task")
        verbose_name_plural = _("changes of tasks")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class OrderConflictQuerySet(models.QuerySet["OrderConflict"]):
    """Named filters of conflicts."""

    def visible_to(self, viewer: Viewer) -> "OrderConflictQuerySet":
        """Those between tasks one of which the viewer sees."""
        if viewer.is_system:
            return self
        seen = Task.objects.visible_to(viewer).values("pk")
        return self.filter(Q(task__in=seen) | Q(against__in=seen))

    def open(self) -> "OrderConflictQuerySet":
        return self.filter(settled_at__isnull=True)


class OrderConflict(models.Model):
    """Two managers need one specialist at once (W1): a critical task was declined because of another one.

    One manager proposes which goes first and the other agrees, or the head decides. `task` is the declined one,
    `against` the one that occupies the specialist.
    """

    specialist = models.ForeignKey(Employee, models.PROTECT, related_name="+", verbose_name=_("specialist"))
    task = models.ForeignKey(Task, models.PROTECT, related_name="conflicts", verbose_name=_("declined task"))
    against = models.ForeignKey(Task, models.PROTECT, related_name="+", verbose_name=_("occupying task"))
    raised_at = models.DateTimeField(_("raised"))
    proposed_first = models.ForeignKey(
        Task, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("proposed to go first")
    )
    proposed_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("proposed by")
    )
    first = models.ForeignKey(
        Task, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("goes first")
    )
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("settled by")
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = OrderConflictQuerySet.as_manager()

    class Meta:
        verbose_name = _("conflict of order")
        verbose_name_plural = _("conflicts of order")
        constraints = [
            models.UniqueConstraint(
                fields=["task"], condition=Q(settled_at__isnull=True), name="task_has_one_open_conflict"
            ),
            models.CheckConstraint(condition=~Q(task=models.F("against")), name="conflict_is_of_two_tasks"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, first__isnull=True)
                | Q(settled_at__isnull=False, first__isnull=False),
                name="settled_conflict_has_its_first",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task} / {self.against}"
