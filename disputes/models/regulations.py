"""Written rules with their versions and clauses, and who has read which (D2)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from support_desk.shared.models import Tracked
from support_desk.shared.viewer import Viewer
from workload.models import Department, Employee


def kept_by(viewer: Viewer, path: str = "") -> Q:
    """Rules whose drafts the viewer sees: their own, those of departments they lead, the administrator the company's.
    `path` leads from the filtered rows to the rule."""
    kept = Q((f"{path}owner_id", viewer.employee_id)) | Q((f"{path}department_id__in", viewer.led_department_ids))
    return kept | Q((f"{path}department_id__isnull", True)) if viewer.has("administrator") else kept


class RegulationQuerySet(models.QuerySet["Regulation"]):
    """Named filters of regulations."""

    def visible_to(self, viewer: Viewer) -> "RegulationQuerySet":
        """Published ones to every employee; those without a published version to who keeps them."""
        if viewer.is_system or viewer.has("director"):
            return self
        if not viewer.is_employee:
            return self.none()
        published = RegulationVersion.objects.filter(regulation=OuterRef("pk"), published_at__isnull=False)
        return self.filter(Exists(published) | kept_by(viewer))

    def binding(self, department_ids: frozenset[int]) -> "RegulationQuerySet":
        """Active ones of the company and of these departments."""
        return self.filter(Q(department__isnull=True) | Q(department_id__in=department_ids), is_active=True)


class Regulation(Tracked):
    """A rule under its code ("R-12"); without a department it is the company's. The owner mends it. `ended_on`: the
    last day it binds, once it is no longer active."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="regulations", verbose_name=_("department")
    )
    owner = models.ForeignKey(Employee, models.PROTECT, related_name="owned_regulations", verbose_name=_("owner"))
    is_active = models.BooleanField(_("active"), default=True)
    ended_on = models.DateField(_("in force until"), null=True, blank=True)

    objects = RegulationQuerySet.as_manager()

    class Meta:
        verbose_name = _("regulation")
        verbose_name_plural = _("regulations")
        ordering = ["code"]
        indexes = [models.Index(fields=["changed_xid", "id"], name="regulation_changes")]
        constraints = [
            models.CheckConstraint(condition=~Q(code=""), name="regulation_has_a_code"),
            models.CheckConstraint(
                condition=Q(is_active=True, ended_on__isnull=True) | Q(is_active=False, ended_on__isnull=False),
                name="inactive_regulation_has_a_last_day",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def today(self, at: datetime) -> date:
        """The day that it is where the rule holds: the department's, for the company's that of the desk."""
        return at.astimezone(ZoneInfo(self.department.timezone if self.department else settings.TIME_ZONE)).date()


class RegulationVersionQuerySet(models.QuerySet["RegulationVersion"]):
    """Named filters of versions."""

    def visible_to(self, viewer: Viewer) -> "RegulationVersionQuerySet":
        """Published ones to every employee, drafts to who keeps the rule, and the director."""
        if viewer.is_system or viewer.has("director"):
            return self
        if not viewer.is_employee:
            return self.none()
        return self.filter(Q(published_at__isnull=False) | kept_by(viewer, "regulation__"))

    def published(self) -> "RegulationVersionQuerySet":
        return self.filter(published_at__isnull=False)

    def begun(self, day: date) -> "RegulationVersionQuerySet":
        """Published ones whose day has come by `day`; the one in force is the latest of a regulation."""
        return self.published().filter(starts_on__lte=day)


class RegulationVersion(models.Model):
    """A text in force from `starts_on` until the next published version starts. A draft has no `published_at`; what is
    published never changes, nor do its clauses."""

    regulation = models.ForeignKey(Regulation, models.PROTECT, related_name="versions", verbose_name=_("regulation"))
    number = models.PositiveSmallIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=200)
    changes = models.CharField(_("what has changed"), max_length=500, blank=True)
    starts_on = models.DateField(_("in force from"))
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("published by")
    )

    objects = RegulationVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a regulation")
        verbose_name_plural = _("versions of regulations")
        ordering = ["regulation_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["regulation", "number"], name="regulation_has_a_version_once"),
            models.UniqueConstraint(
                fields=["regulation", "starts_on"],
                condition=Q(published_at__isnull=False),
                name="one_version_starts_on_a_day",
            ),
            models.UniqueConstraint(
                fields=["regulation"], condition=Q(published_at__isnull=True), name="regulation_has_one_draft"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="version_has_a_title"),
        ]

    def __str__(self) -> str:
        return f"{self.regulation.code}, {self.title}"

    @property
    def scope(self) -> str:
        """Its trail is that of the regulation."""
        return f"regulation:{self.regulation_id}"


class Clause(models.Model):
    """One numbered sentence of a version ("3.2")."""

    version = models.ForeignKey(
        RegulationVersion, models.CASCADE, related_name="clauses", verbose_name=_("version of a regulation")
    )
    place = models.PositiveSmallIntegerField(_("place"))
    number = models.CharField(pgettext_lazy("of a clause", "number"), max_length=20)
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        ordering = ["version_id", "place"]
        constraints = [
            models.UniqueConstraint(fields=["version", "place"], name="version_has_a_place_once"),
            models.UniqueConstraint(fields=["version", "number"], name="version_has_a_clause_once"),
            models.CheckConstraint(condition=~Q(text=""), name="clause_has_a_text"),
        ]

    def __str__(self) -> str:
        return self.number


class AcknowledgementQuerySet(models.QuerySet["Acknowledgement"]):
    """Named filters of acknowledgements."""

    def visible_to(self, viewer: Viewer) -> "AcknowledgementQuerySet":
        """Who has read a rule is no secret among employees."""
        return self if viewer.is_system or viewer.is_employee else self.none()


class Acknowledgement(Tracked):
    """An employee's dated "I have read it" of one version. Append-only."""

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="acknowledgements", verbose_name=_("employee"))
    version = models.ForeignKey(
        RegulationVersion, models.PROTECT, related_name="acknowledgements", verbose_name=_("version of a regulation")
    )
    acknowledged_at = models.DateTimeField(_("read"))

    objects = AcknowledgementQuerySet.as_manager()

    class Meta:
        verbose_name = _("acknowledgement")
        verbose_name_plural = _("acknowledgements")
        ordering = ["-id"]
        indexes = [models.Index(fields=["changed_xid", "id"], name="acknowledgement_changes")]
        constraints = [
            models.UniqueConstraint(fields=["version", "employee"], name="a_version_is_acknowledged_once"),
        ]

    def __str__(self) -> str:
        return f"{self.employee}: {self.version}"
