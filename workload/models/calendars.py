"""Working calendars: dated weeks, holidays, swapped and shortened days, approved year by year (S1, L5)."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import IntegerRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from support_desk.shared.models import Tracked
from support_desk.shared.viewer import Viewer
from workload.models.people import Employee

MINUTES_OF_A_DAY = 1440


class MinuteSpan(Func):
    """int4range(starts_minute, ends_minute, '[)')."""

    function = "INT4RANGE"
    output_field = IntegerRangeField()


OPEN_MINUTES = MinuteSpan("starts_minute", "ends_minute", RangeBoundary())
FITS_IN_A_DAY = Q(starts_minute__gte=0, ends_minute__gt=F("starts_minute"), ends_minute__lte=MINUTES_OF_A_DAY)


class CalendarQuerySet(models.QuerySet["WorkingCalendar"]):
    """Named filters of calendars."""

    def visible_to(self, viewer: Viewer) -> "CalendarQuerySet":
        """Every employee knows the working hours; a client contact reads none of this."""
        return self if viewer.is_system or viewer.is_employee else self.none()


class WorkingCalendar(Tracked):
    """When a department works, in the wall clock of `timezone`; around the clock when so marked.

    What the clocks read is the row of `CalendarVersion` with `number == version`: weeks and days are compiled into it
    by every change. The default one serves departments without a calendar of their own.
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=100, unique=True)
    timezone = models.CharField(_("time zone"), max_length=40, default="Europe/Moscow")
    country = models.CharField(_("country of the holidays"), max_length=2, blank=True, default="RU")
    is_around_the_clock = models.BooleanField(_("around the clock"), default=False)
    is_default = models.BooleanField(_("used where no other is named"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)

    objects = CalendarQuerySet.as_manager()

    class Meta:
        verbose_name = _("working calendar")
        verbose_name_plural = _("working calendars")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["is_default"], condition=Q(is_default=True), name="one_default_calendar"),
        ]

    def __str__(self) -> str:
        return self.name


class CalendarVersion(models.Model):
    """What a calendar said from `created_at` on, in the words of `calculate due` (append-only).

    `spec` keeps all years ever approved or not; the clocks count with it whatever the approval, which only the
    closing of a month asks for (L5).
    """

    calendar = models.ForeignKey(WorkingCalendar, models.PROTECT, related_name="versions", verbose_name=_("calendar"))
    number = models.PositiveIntegerField(_("version"))
    spec = models.JSONField()
    created_at = models.DateTimeField(_("created"))
    created_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("version of a calendar")
        verbose_name_plural = _("versions of calendars")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["calendar", "number"], name="calendar_version_is_one")]

    def __str__(self) -> str:
        return f"{self.calendar} {self.number}"


class CalendarWeek(models.Model):
    """The ordinary week from `starts_on` until the next one starts."""

    calendar = models.ForeignKey(WorkingCalendar, models.PROTECT, related_name="weeks", verbose_name=_("calendar"))
    starts_on = models.DateField(_("from"))

    class Meta:
        verbose_name = _("week of a calendar")
        verbose_name_plural = _("weeks of calendars")
        ordering = ["starts_on"]
        constraints = [models.UniqueConstraint(fields=["calendar", "starts_on"], name="week_starts_once_a_day")]

    def __str__(self) -> str:
        return f"{self.calendar}: {self.starts_on}"


class WeekInterval(models.Model):
    """Working minutes of a weekday, counted from midnight; 1440 is the next midnight. Monday is 0."""

    week = models.ForeignKey(CalendarWeek, models.CASCADE, related_name="intervals", verbose_name=_("week"))
    weekday = models.PositiveSmallIntegerField(_("weekday"))
    starts_minute = models.PositiveSmallIntegerField(_("from"))
    ends_minute = models.PositiveSmallIntegerField(_("until"))

    class Meta:
        verbose_name = _("working hours of a weekday")
        verbose_name_plural = _("working hours of weekdays")
        ordering = ["weekday", "starts_minute"]
        constraints = [
            models.CheckConstraint(condition=Q(weekday__range=(0, 6)), name="weekday_is_one_of_seven"),
            models.CheckConstraint(condition=FITS_IN_A_DAY, name="week_interval_fits_in_a_day"),
            ExclusionConstraint(
                name="week_intervals_do_not_overlap",
                expressions=[
                    ("week", RangeOperators.EQUAL),
                    ("weekday", RangeOperators.EQUAL),
                    (OPEN_MINUTES, RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday}: {self.starts_minute}–{self.ends_minute}"


class CalendarDay(models.Model):
    """A day unlike its week: a holiday, a day made working with hours of its own, or one shortened at its end.
    `is_moved`: a holiday of which timesheets say that it is no feast."""

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", _("Holiday")
        WORKDAY = "workday", _("Made working")
        SHORTENED = "shortened", _("Shortened")

    calendar = models.ForeignKey(WorkingCalendar, models.PROTECT, related_name="days", verbose_name=_("calendar"))
    day = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=9, choices=Kind)
    shortened_minutes = models.PositiveSmallIntegerField(_("minutes cut off the end"), default=0)
    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=120, blank=True)
    is_loaded = models.BooleanField(_("loaded with the year"), default=False)
    is_moved = models.BooleanField(_("no feast but a free day that was moved"), default=False)

    class Meta:
        verbose_name = _("special day")
        verbose_name_plural = _("special days")
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["calendar", "day"], name="calendar_day_is_special_once"),
            models.CheckConstraint(
                condition=Q(kind="shortened", shortened_minutes__range=(1, MINUTES_OF_A_DAY))
                | (~Q(kind="shortened") & Q(shortened_minutes=0)),
                name="only_shortened_days_lose_minutes",
            ),
            models.CheckConstraint(condition=Q(is_moved=False) | Q(kind="holiday"), name="only_holidays_are_moved"),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.get_kind_display()}"


class DayInterval(models.Model):
    """Working minutes of a day that was made working."""

    calendar_day = models.ForeignKey(CalendarDay, models.CASCADE, related_name="intervals", verbose_name=_("day"))
    starts_minute = models.PositiveSmallIntegerField(_("from"))
    ends_minute = models.PositiveSmallIntegerField(_("until"))

    class Meta:
        verbose_name = _("working hours of a day")
        verbose_name_plural = _("working hours of days")
        ordering = ["starts_minute"]
        constraints = [
            models.CheckConstraint(condition=FITS_IN_A_DAY, name="day_interval_fits_in_a_day"),
            ExclusionConstraint(
                name="day_intervals_do_not_overlap",
                expressions=[("calendar_day", RangeOperators.EQUAL), (OPEN_MINUTES, RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_minute}–{self.ends_minute}"


class CalendarYear(models.Model):
    """A year whose days were loaded, and who approved them (L5). Any change of its days takes the approval back."""

    calendar = models.ForeignKey(WorkingCalendar, models.PROTECT, related_name="years", verbose_name=_("calendar"))
    year = models.PositiveSmallIntegerField(_("year"))
    loaded_at = models.DateTimeField(_("loaded"), null=True, blank=True)
    approved_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("approved by")
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)

    class Meta:
        verbose_name = _("year of a calendar")
        verbose_name_plural = _("years of calendars")
        ordering = ["year"]
        constraints = [
            models.UniqueConstraint(fields=["calendar", "year"], name="calendar_year_is_one"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="approval_of_a_year_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.calendar} {self.year}"
