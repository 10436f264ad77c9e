"""How many outgoing replies are looked at: by department, and by person (S5)."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from disputes.domain.sampling import Shares
from support_desk.shared.viewer import Viewer
from workload.models import Department, Employee


class ReviewPolicyQuerySet(models.QuerySet["ReviewPolicy"]):
    """Named filters of policies."""

    def visible_to(self, viewer: Viewer) -> "ReviewPolicyQuerySet":
        """Every employee knows how much is looked at; a client contact does not."""
        return self if viewer.is_system or viewer.is_employee else self.none()

    def begun(self, day: date) -> "ReviewPolicyQuerySet":
        return self.filter(starts_on__lte=day)


class ReviewPolicy(models.Model):
    """In force from `starts_on` until the next one of the department starts; without a department, for those that have
    none of their own. Shares are percent of replies, `thanks_percent` of letters said to need no answer."""

    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="review_policies", verbose_name=_("department")
    )
    starts_on = models.DateField(_("from"))
    share_percent = models.PositiveSmallIntegerField(_("share of replies, %"), default=20)
    newcomer_percent = models.PositiveSmallIntegerField(_("share of newcomers’ replies, %"), default=100)
    newcomer_days = models.PositiveSmallIntegerField(_("days that somebody is new"), default=90)
    thanks_percent = models.PositiveSmallIntegerField(_("share of “no answer needed”, %"), default=20)
    set_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("set by")
    )

    objects = ReviewPolicyQuerySet.as_manager()

    class Meta:
        verbose_name = _("policy of reviews")
        verbose_name_plural = _("policies of reviews")
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "starts_on"], name="review_policy_starts_once_a_day", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(
                    share_percent__range=(0, 100), newcomer_percent__range=(0, 100), thanks_percent__range=(0, 100)
                ),
                name="review_shares_are_percentages",
            ),
            models.CheckConstraint(condition=Q(newcomer_days__range=(0, 730)), name="nobody_is_new_for_years"),
        ]

    def __str__(self) -> str:
        return f"{self.department or '*'}: {self.starts_on}"

    def shares(self) -> Shares:
        """As the pure sampling reads it."""
        return Shares(self.share_percent, self.newcomer_percent, self.newcomer_days, self.thanks_percent)


class ReviewShareQuerySet(models.QuerySet["ReviewShare"]):
    """Named filters of shares."""

    def visible_to(self, viewer: Viewer) -> "ReviewShareQuerySet":
        """One's own, and those of who works in a department one leads; all to the director."""
        if viewer.is_system or viewer.has("director"):
            return self
        if not viewer.is_employee:
            return self.none()
        led = Q(employee__employments__department_id__in=viewer.led_department_ids)
        return self.filter(Q(employee_id=viewer.employee_id) | led).distinct()


class ReviewShare(models.Model):
    """From `starts_on` this share of the person's replies is looked at, newcomer or not; without a number it is the
    department's again."""

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="review_shares", verbose_name=_("employee"))
    starts_on = models.DateField(_("from"))
    share_percent = models.PositiveSmallIntegerField(_("share of replies, %"), null=True, blank=True)
    set_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("set by")
    )

    objects = ReviewShareQuerySet.as_manager()

    class Meta:
        verbose_name = _("share of a person’s replies")
        verbose_name_plural = _("shares of people’s replies")
        ordering = ["-starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["employee", "starts_on"], name="a_review_share_starts_once_a_day"),
            models.CheckConstraint(
                condition=Q(share_percent__isnull=True) | Q(share_percent__range=(0, 100)),
                name="review_share_is_a_percentage",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee}: {self.share_percent} %"
