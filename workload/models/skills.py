"""What people can do, and how well."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from workload.models.people import Employee


class Skill(models.Model):
    """A skill that a task may require."""

    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=80, unique=True)

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class EmployeeSkill(models.Model):
    """Somebody's skill with its level, 1 (learning) to 5 (teaches others)."""

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="skills", verbose_name=_("employee"))
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="holders", verbose_name=_("skill"))
    level = models.PositiveSmallIntegerField(_("level, 1 to 5"), default=3)

    class Meta:
        verbose_name = _("skill of an employee")
        verbose_name_plural = _("skills of employees")
        constraints = [
            models.UniqueConstraint(fields=["employee", "skill"], name="employee_has_skill_once"),
            models.CheckConstraint(condition=Q(level__range=(1, 5)), name="skill_level_is_one_to_five"),
        ]

    def __str__(self) -> str:
        return f"{self.skill} {self.level}"
