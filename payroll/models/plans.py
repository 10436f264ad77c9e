"""Pay plans: what a position is paid by, in versions that start on a first of the month (Y1, Y2)."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from disputes.models import Regulation
from payroll.domain.plans import RESERVED, Proration
from payroll.domain.scales import ScaleKind
from payroll.models.answering import answered_people
from payroll.models.giving import given_by
from support_desk.shared.models import Tracked
from support_desk.shared.viewer import Viewer
from workload.models import Employee


class PayPlanQuerySet(models.QuerySet["PayPlan"]):
    """Named filters of plans."""

    def visible_to(self, viewer: Viewer) -> "PayPlanQuerySet":
        """All to the director, what was published to the accountant; to everybody else what pays, paid or will pay
        them and those for whose pay they answer, and what they may give to these (P2, P4)."""
        if viewer.is_system or viewer.has("director"):
            return self
        if not viewer.is_employee:
            return self.none()
        seen = Q(assignments__employee=viewer.employee_id)
        seen |= Q(assignments__employee__in=answered_people(viewer).values("employee"))
        seen |= given_by(viewer, PayPlan.objects.all())
        if viewer.has("accountant"):
            seen |= Q(versions__published_at__isnull=False)
        return self.filter(seen).distinct()


class PayPlan(Tracked):
    """What a position is paid by. What it says is in its versions."""

    class Position(models.TextChoices):
        MANAGER = "manager", pgettext_lazy("pay plan", "Manager")
        OPERATOR = "operator", pgettext_lazy("pay plan", "Operator")
        OFFICE_MANAGER = "office_manager", pgettext_lazy("pay plan", "Office manager")
        SPECIALIST = "specialist", pgettext_lazy("pay plan", "Specialist")
        HEAD = "head", pgettext_lazy("pay plan", "Head")
        OTHER = "other", pgettext_lazy("pay plan", "Another position")

    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=100, unique=True)
    position = models.CharField(_("position"), max_length=14, choices=Position, default=Position.OTHER)
    is_active = models.BooleanField(_("active"), default=True)

    objects = PayPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("pay plan")
        verbose_name_plural = _("pay plans")
        ordering = ["name"]
        indexes = [models.Index(fields=["changed_xid", "id"], name="pay_plan_changes")]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="pay_plan_has_a_name")]

    def __str__(self) -> str:
        return self.name


class PayPlanVersion(models.Model):
    """What a plan says from `starts_on`, a first of the month, until the next version. Rubles a full month; an
    assignment may say other sums for its person. `measures`: by one's own figures, or by those of the members of the
    department one heads (Y2). Deductions: what a complaint, a review finding and a returned result take of quality.
    `regulation`: the bonus regulation that, acknowledged like the plan, lets a minus touch pay (M4). Once published,
    a version and its components never change."""

    class Measures(models.TextChoices):
        OWN = "own", pgettext_lazy("pay plan", "The person's own figures")
        DEPARTMENT = "department", pgettext_lazy("pay plan", "The figures of the department")

    plan = models.ForeignKey(PayPlan, models.PROTECT, related_name="versions", verbose_name=_("pay plan"))
    number = models.PositiveIntegerField(_("version"))
    starts_on = models.DateField(_("from"))
    base = models.DecimalField(_("base"), max_digits=12, decimal_places=2, validators=[MinValueValidator(0)])
    variable = models.DecimalField(
        _("variable part"), max_digits=12, decimal_places=2, validators=[MinValueValidator(0)]
    )
    proration = models.CharField(
        _("paid for worked"),
        max_length=5,
        choices=[(Proration.HOURS.value, _("hours")), (Proration.DAYS.value, _("days"))],
        default=Proration.HOURS,
    )
    offer_rate = models.DecimalField(
        _("rubles an offer point"), max_digits=9, decimal_places=2, default=0, validators=[MinValueValidator(0)]
    )
    measures = models.CharField(_("measured by"), max_length=10, choices=Measures, default=Measures.OWN)
    complaint_deduction = models.DecimalField(_("a complaint takes"), max_digits=5, decimal_places=4, default="0.10")
    finding_deduction = models.DecimalField(_("a finding takes"), max_digits=5, decimal_places=4, default="0.02")
    rework_deduction = models.DecimalField(_("a returned result takes"), max_digits=5, decimal_places=4, default="0.01")
    regulation = models.ForeignKey(
        Regulation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("bonus regulation")
    )
    created_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("written by")
    )
    created_at = models.DateTimeField(_("written"))
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    class Meta:
        verbose_name = _("version of a pay plan")
        verbose_name_plural = _("versions of pay plans")
        ordering = ["plan_id", "-starts_on", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="pay_plan_numbers_its_versions"),
            models.UniqueConstraint(
                fields=["plan", "starts_on"],
                condition=Q(published_at__isnull=False),
                name="one_published_pay_plan_version_a_month",
            ),
            models.CheckConstraint(condition=Q(starts_on__day=1), name="pay_plan_version_starts_on_a_first"),
            models.CheckConstraint(
                condition=Q(base__gte=0, variable__gte=0, offer_rate__gte=0), name="pay_is_never_less_than_nothing"
            ),
            models.CheckConstraint(
                condition=Q(
                    complaint_deduction__range=(0, 1), finding_deduction__range=(0, 1), rework_deduction__range=(0, 1)
                ),
                name="a_deduction_is_a_part_of_quality",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}, {self.number}"


class PayComponent(models.Model):
    """One measure of a version (Y2): its weight, its scale (Y1), and its target where the plan sets one: for `output`
    norm-hours expected of a worked hour in percent (none: 100), for `upsales` offer points a full month (none: not
    applicable). `table`: [[attainment, score], …] as texts, going up; none: the attainment itself. The weights of a
    published version sum to 1: a trigger sees to it."""

    version = models.ForeignKey(
        PayPlanVersion, models.CASCADE, related_name="components", db_index=False, verbose_name=_("version")
    )
    position = models.PositiveSmallIntegerField(_("place"))
    code = models.CharField(_("measure"), max_length=30)
    weight = models.DecimalField(_("weight"), max_digits=6, decimal_places=5)
    target = models.DecimalField(_("target"), max_digits=10, decimal_places=2, null=True, blank=True)
    kind = models.CharField(
        _("scale"),
        max_length=6,
        choices=[
            (ScaleKind.LINEAR.value, pgettext_lazy("scale", "Linear")),
            (ScaleKind.STEPS.value, pgettext_lazy("scale", "In steps")),
        ],
        default=ScaleKind.LINEAR,
    )
    gate = models.DecimalField(_("gate"), max_digits=7, decimal_places=4, null=True, blank=True)
    floor = models.DecimalField(_("floor"), max_digits=7, decimal_places=4, default=0)
    cap = models.DecimalField(_("cap"), max_digits=7, decimal_places=4, null=True, blank=True)
    table = models.JSONField(_("points of the scale"), null=True, blank=True)

    class Meta:
        verbose_name = _("measure of a pay plan")
        verbose_name_plural = _("measures of pay plans")
        ordering = ["version_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="pay_plan_measures_a_thing_once"),
            models.CheckConstraint(condition=Q(weight__range=(0, 1)), name="a_weight_is_a_part_of_one"),
            models.CheckConstraint(condition=~Q(code__in=sorted(RESERVED)), name="a_measure_has_its_own_name"),
            models.CheckConstraint(condition=Q(floor__gte=0), name="a_score_is_never_less_than_nothing"),
            models.CheckConstraint(
                condition=Q(cap__isnull=True) | Q(cap__gte=F("floor")), name="a_cap_is_not_below_its_floor"
            ),
            models.CheckConstraint(condition=Q(gate__isnull=True) | Q(gate__gte=0), name="a_gate_is_not_below_nothing"),
            models.CheckConstraint(
                condition=Q(target__isnull=True) | Q(target__gte=0), name="a_target_is_not_below_nothing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.weight}"
