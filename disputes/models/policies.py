"""How a department plays: stakes, terms and limits of its disputes, and what a month of points is worth (D0, M2)."""

from datetime import date
from fractions import Fraction

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from disputes.domain import point_policies as rules
from disputes.domain.limits import Limits
from disputes.domain.stakes import Points, Stakes
from support_desk.shared.models import Tracked
from support_desk.shared.money import kopecks_of
from support_desk.shared.viewer import Viewer
from workload.models import Department, Employee


class PointPolicyQuerySet(models.QuerySet["PointPolicy"]):
    """Named filters of policies."""

    def visible_to(self, viewer: Viewer) -> "PointPolicyQuerySet":
        """Every employee knows the rules of the game; a client contact none of them."""
        return self if viewer.is_system or viewer.is_employee else self.none()

    def begun(self, day: date) -> "PointPolicyQuerySet":
        return self.filter(starts_on__lte=day)


class PointPolicy(Tracked):
    """In force from a first of the month until the next one of the department starts; without a department, for those
    that have none of their own. Points are whole, `rate` and `controller_cap` rubles; empty limits: none."""

    class Kind(models.TextChoices):
        CIRCULATE = rules.Kind.CIRCULATE.value, _("Circulate: one's loss is another's bonus")
        KITTY = rules.Kind.KITTY.value, _("Kitty: losses go to a common fund")
        CONTROLLER = rules.Kind.CONTROLLER.value, _("Controller: losses feed the controller's fund")
        RATING = rules.Kind.RATING.value, _("Rating only: points without money")

    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="point_policies", verbose_name=_("department")
    )
    starts_on = models.DateField(_("from"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.CIRCULATE)
    rate = models.DecimalField(
        _("rubles a point"), max_digits=9, decimal_places=2, default=100, validators=[MinValueValidator(0)]
    )
    guard_percent = models.DecimalField(
        _("most of the month's pay, %"), max_digits=5, decimal_places=2, null=True, blank=True, default=20
    )
    silence_counts = models.BooleanField(_("silence counts in money"), default=True)
    controller = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("controller")
    )
    controller_cap = models.DecimalField(
        _("most of the controller's fund"), max_digits=11, decimal_places=2, null=True, blank=True
    )
    answered = models.PositiveSmallIntegerField(_("points for accepting and for silence"), default=1)
    judged = models.PositiveSmallIntegerField(_("points of a verdict"), default=2)
    both_right_initiator = models.SmallIntegerField(_("both right: initiator"), default=0)
    both_right_respondent = models.SmallIntegerField(_("both right: respondent"), default=0)
    both_wrong_initiator = models.SmallIntegerField(_("both wrong: initiator"), default=0)
    both_wrong_respondent = models.SmallIntegerField(_("both wrong: respondent"), default=0)
    days_to_answer = models.PositiveSmallIntegerField(_("days to answer"), default=7)
    first_reminder_day = models.PositiveSmallIntegerField(_("first reminder on day"), default=3)
    second_reminder_day = models.PositiveSmallIntegerField(_("second reminder on day"), default=6)
    arbiter_reminder_days = models.PositiveSmallIntegerField(_("arbiter is reminded after days"), default=3)
    arbiter_escalation_days = models.PositiveSmallIntegerField(_("next level is told after days"), default=7)
    revision_days = models.PositiveSmallIntegerField(_("days to mend a rule"), default=14)
    days_back = models.PositiveSmallIntegerField(_("oldest event, days"), default=30)
    open_at_once = models.PositiveSmallIntegerField(
        _("open disputes of one initiator"), null=True, blank=True, default=3
    )
    a_month = models.PositiveSmallIntegerField(
        _("disputes of one initiator a month"), null=True, blank=True, default=10
    )
    set_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("set by")
    )

    objects = PointPolicyQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("disputes", "point policy")
        verbose_name_plural = pgettext_lazy("disputes", "point policies")
        ordering = ["-starts_on", "-id"]
        indexes = [models.Index(fields=["changed_xid", "id"], name="point_policy_changes")]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "starts_on"], name="point_policy_starts_once_a_month", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(starts_on__day=1), name="point_policy_starts_on_a_first"),
            models.CheckConstraint(condition=Q(rate__gte=0), name="a_point_is_worth_nothing_or_more"),
            models.CheckConstraint(
                condition=Q(guard_percent__isnull=True) | Q(guard_percent__range=(0, 100)), name="guard_is_a_percentage"
            ),
            models.CheckConstraint(
                condition=~Q(kind="controller") | Q(controller__isnull=False), name="controllers_fund_has_a_controller"
            ),
            models.CheckConstraint(
                condition=Q(controller_cap__isnull=True) | Q(controller_cap__gte=0), name="fund_is_capped_at_a_sum"
            ),
            models.CheckConstraint(condition=Q(days_to_answer__range=(1, 60)), name="respondent_has_one_to_sixty_days"),
            models.CheckConstraint(
                condition=Q(answered__range=(1, 100), judged__range=(1, 100)), name="stakes_are_points"
            ),
            models.CheckConstraint(condition=Q(judged__gte=F("answered")), name="a_verdict_moves_no_less"),
            models.CheckConstraint(
                condition=Q(
                    both_right_initiator__range=(-100, 100),
                    both_right_respondent__range=(-100, 100),
                    both_wrong_initiator__range=(-100, 100),
                    both_wrong_respondent__range=(-100, 100),
                ),
                name="a_verdict_for_both_moves_points",
            ),
            models.CheckConstraint(
                condition=Q(
                    first_reminder_day__gte=1,
                    second_reminder_day__gte=F("first_reminder_day"),
                    second_reminder_day__lte=F("days_to_answer"),
                ),
                name="respondent_is_reminded_in_time",
            ),
            models.CheckConstraint(
                condition=Q(
                    arbiter_reminder_days__gte=1,
                    arbiter_escalation_days__gte=F("arbiter_reminder_days"),
                    arbiter_escalation_days__lte=365,
                ),
                name="arbiter_is_reminded_before_others_are_told",
            ),
            models.CheckConstraint(condition=Q(revision_days__range=(1, 365)), name="a_rule_is_mended_within_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.department or '*'}: {self.starts_on}"

    def stakes(self) -> Stakes:
        """What outcomes move (D5, D6)."""
        return Stakes(
            self.answered,
            self.judged,
            Points(self.both_right_initiator, self.both_right_respondent),
            Points(self.both_wrong_initiator, self.both_wrong_respondent),
        )

    def limits(self) -> Limits:
        """What may be disputed, and how often (D1)."""
        return Limits(self.days_back, self.open_at_once, self.a_month)

    def money(self) -> rules.PointPolicy:
        """As the pure settlement reads it (M2)."""
        return rules.PointPolicy(
            rules.Kind(self.kind),
            kopecks_of(self.rate),
            None if self.guard_percent is None else Fraction(self.guard_percent),
            self.silence_counts,
            self.controller_id,
            None if self.controller_cap is None else kopecks_of(self.controller_cap),
        )
