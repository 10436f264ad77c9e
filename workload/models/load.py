"""What became of proposals to give work to somebody else (L7)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from support_desk.shared.models import Tracked
from support_desk.shared.viewer import Viewer
from workload.models.people import Department, Employee


class LoadMoveQuerySet(models.QuerySet["LoadMove"]):
    """Named filters of moves."""

    def visible_to(self, viewer: Viewer) -> "LoadMoveQuerySet":
        """One's own deeds and what was given to or taken from oneself; a department's to its head; all to the
        director. Others do not see the tasks, so not where they went."""
        if viewer.is_system or viewer.has("director"):
            return self
        if not viewer.is_employee:
            return self.none()
        own = viewer.employee_id
        mine = Q(from_employee_id=own) | Q(to_employee_id=own) | Q(decided_by_id=own)
        return self.filter(mine | Q(department_id__in=viewer.led_department_ids))

    def standing(self) -> "LoadMoveQuerySet":
        return self.filter(state=LoadMove.State.APPLIED)


class LoadMove(Tracked):
    """A proposal that somebody applied, and perhaps took back, or turned down. `from_employee`: None where the work
    waited for somebody.

    `work_key` names the work to its source ("task:17"). `reasons`: codes with their figures, as they were proposed.
    PASSED: the work has been moved again since, so that nothing is left to be undone.
    """

    class State(models.TextChoices):
        APPLIED = "applied", pgettext_lazy("move", "Applied")
        UNDONE = "undone", pgettext_lazy("move", "Undone")
        DISMISSED = "dismissed", pgettext_lazy("move", "Not this")
        PASSED = "passed", pgettext_lazy("move", "Moved on")

    department = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name=_("department"))
    work_key = models.CharField(_("work"), max_length=60)
    title = models.CharField(_("what is to be done"), max_length=200)
    url = models.CharField(max_length=200)
    from_employee = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("from")
    )
    to_employee = models.ForeignKey(Employee, models.PROTECT, related_name="+", verbose_name=_("to"))
    minutes = models.PositiveIntegerField(_("minutes"))
    reasons = models.JSONField(_("reasons"), default=dict, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=State)
    decided_by = models.ForeignKey(Employee, models.PROTECT, related_name="+", verbose_name=_("decided by"))
    decided_at = models.DateTimeField(_("decided"))
    undone_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("undone by")
    )
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    objects = LoadMoveQuerySet.as_manager()

    class Meta:
        verbose_name = _("move of work")
        verbose_name_plural = _("moves of work")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["department", "-id"], name="load_move_by_department"),
            models.Index(fields=["changed_xid", "id"], name="load_move_changes"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["work_key"], condition=Q(state="applied"), name="work_has_one_standing_move"
            ),
            models.UniqueConstraint(
                fields=["work_key", "from_employee", "to_employee"],
                condition=Q(state="dismissed"),
                nulls_distinct=False,
                name="move_is_turned_down_once",
            ),
            models.CheckConstraint(condition=~Q(from_employee=F("to_employee")), name="work_moves_to_another"),
            models.CheckConstraint(
                condition=Q(state="undone", undone_at__isnull=False, undone_by__isnull=False)
                | (~Q(state="undone") & Q(undone_at__isnull=True, undone_by__isnull=True)),
                name="undone_move_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.from_employee} → {self.to_employee}"


class LoadCheck(models.Model):
    """The load of a department was looked through on a day of its zone: once, whoever comes first (L8)."""

    department = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name=_("department"))
    day = models.DateField(_("day"))
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("check of the load")
        verbose_name_plural = _("checks of the load")
        constraints = [models.UniqueConstraint(fields=["department", "day"], name="load_is_checked_once_a_day")]

    def __str__(self) -> str:
        return f"{self.department}: {self.day}"
