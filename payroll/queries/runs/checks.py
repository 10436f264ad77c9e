"""What is looked through before the facts of a month are frozen: what stops it, and what only wants a look (Y5)."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.urls import reverse
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from disputes.domain.terms import start_of
from disputes.models import Settlement
from disputes.queries.complaint_facts import undecided
from disputes.queries.months_due import months_due
from payroll.domain.spans import Gap, Span
from payroll.models import PayAdjustment, PayPeriod, PayPlanVersion, PayRun
from payroll.queries.months.spans import spans_of
from payroll.queries.plans.figures import is_acknowledged
from payroll.queries.runs.months_to_begin import months_to_begin
from payroll.queries.runs.people import has_deciders, leaders_in
from payroll.queries.runs.unpaid_checks import days_unpaid, points_unpaid
from tickets.models import Clock
from workload.domain.months import last_day_of, month_after
from workload.domain.zones import zone_named
from workload.models import Department, Employee
from workload.queries.timesheets.blocks import month_words
from workload.queries.timesheets.months import MonthFacts, month_facts

NAMES_SHOWN = 5


class Outcome(StrEnum):
    """`STOPS`: the facts cannot be frozen yet. `LOOK`: they can, and somebody should know."""

    OK = "ok"
    LOOK = "look"
    STOPS = "stops"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. `url`: where it is mended, "" where there is nothing to mend."""

    code: str
    outcome: Outcome
    sentence: str
    url: str = ""


def checks_of(department: Department, month: date, at: datetime) -> list[Check]:
    """All of them, in the order in which they are mended. About forty statements, however many people."""
    spans, gaps = spans_of(department.pk, month)
    return [
        *_timesheets(department, month, spans, at),
        _plans(gaps),
        _settlement(department, month, at),
        _clocks(department, month),
        _complaints(department, month),
        _adjustments(month, spans),
        _readers(department, month, spans),
        _deciders(department, month, spans, at),
        _earlier(department, month),
        *_unpaid(department, month, spans),
    ]


def stops(checks: Iterable[Check]) -> list[Check]:
    """What keeps the facts open."""
    return [check for check in checks if check.outcome is Outcome.STOPS]


def _timesheets(department: Department, month: date, spans: Collection[Span], at: datetime) -> Iterator[Check]:
    """Of the department, and of those that its people came from in this month."""
    places = {department.pk, *(span.department_id for span in spans)}
    for facts in month_facts(Department.objects.filter(pk__in=places).order_by("name"), month, at):
        yield _sheets(facts)
        yield year_check(facts)


def _sheets(facts: MonthFacts) -> Check:
    told = {"month": month_words(facts.month), "department": facts.department_name}
    if facts.is_closed:
        words = _("The timesheets of %(department)s are closed: no НН, all approved.")
        return Check("timesheets", Outcome.OK, words % told)
    words = _("The timesheets of %(department)s for %(month)s are not closed.")
    if not facts.is_over:
        words = _("%(month)s is not over in %(department)s.")
    return Check("timesheets", Outcome.STOPS, words % told, _sheets_url(facts))


def year_check(facts: MonthFacts) -> Check:
    """Whether the year by which the department counts is approved."""
    told = {"year": facts.month.year, "calendar": facts.calendar_name, "department": facts.department_name}
    if facts.calendar_id is None:
        words = _("The department “%(department)s” has no working calendar.")
        return Check("calendar", Outcome.STOPS, words % told, reverse("calendars"))
    if facts.year_approved_at is None:
        words = _("The year %(year)d of the calendar “%(calendar)s” is not approved.")
        return Check("calendar", Outcome.STOPS, words % told, reverse("calendars"))
    return Check("calendar", Outcome.OK, _("The year %(year)d of the calendar “%(calendar)s” is approved.") % told)


def _plans(gaps: Collection[Gap]) -> Check:
    if not gaps:
        return Check("plans", Outcome.OK, _("Everybody has a pay plan for every day of the month."))
    names = dict(Employee.objects.filter(pk__in=[gap.employee_id for gap in gaps]).values_list("pk", "name"))
    told = [
        f"{names[gap.employee_id]} ({format_date(gap.first, 'j')}–{format_date(gap.last, 'j F')})"
        for gap in sorted(gaps, key=lambda gap: (names[gap.employee_id], gap.first))
    ]
    words = _("Without a pay plan: %(names)s.")
    return Check("plans", Outcome.STOPS, words % {"names": ", ".join(told)}, "/pay/plans/")


def _settlement(department: Department, month: date, at: datetime) -> Check:
    known = Settlement.objects.filter(department=department, month=month).first()
    if known is not None:
        url = reverse("point-report", args=[department.pk, f"{month:%Y-%m}"])
        return Check("points", Outcome.OK, _("The points of the month are settled."), url)
    if any(place == department and due == month for place, due in months_due(at)):
        words = _("The points of the month are not settled yet: the desk does so by itself.")
        return Check("points", Outcome.STOPS, words)
    return Check("points", Outcome.OK, _("There are no points to settle in this month."))


def _clocks(department: Department, month: date) -> Check:
    zone = zone_named(department.timezone)
    begins, ends = start_of(month, zone), start_of(month_after(month), zone)
    rows = Clock.objects.unfinished().filter(ticket__department=department)
    late = rows.filter(breached_at__gte=begins, breached_at__lt=ends).count()
    if not late:
        return Check("clocks", Outcome.OK, _("No promise of the month is still open."))
    words = ngettext(
        "%(count)d promise of the month is still open: it counts as missed.",
        "%(count)d promises of the month are still open: they count as missed.",
        late,
    )
    return Check("clocks", Outcome.LOOK, words % {"count": late})


def _complaints(department: Department, month: date) -> Check:
    count = undecided(month, department.pk).count()
    if not count:
        return Check("complaints", Outcome.OK, _("Every complaint about days of the month is decided."))
    words = ngettext(
        "%(count)d complaint is not decided. Confirmed later, it counts in the month in which it is confirmed.",
        "%(count)d complaints are not decided. Confirmed later, they count in the month in which they are confirmed.",
        count,
    )
    return Check("complaints", Outcome.LOOK, words % {"count": count}, reverse("complaints"))


def _adjustments(month: date, spans: Collection[Span]) -> Check:
    people = {span.employee_id for span in spans}
    rows = PayAdjustment.objects.filter(state=PayAdjustment.State.PROPOSED, month__lte=month, employee__in=people)
    count = rows.count()
    if not count:
        return Check("adjustments", Outcome.OK, _("Every addition and correction for the month is decided."))
    words = ngettext(
        "%(count)d addition or correction waits for a yes or no. What is agreed later is paid with the next month.",
        "%(count)d additions and corrections wait for a yes or no. What is agreed later is paid with the next month.",
        count,
    )
    return Check("adjustments", Outcome.LOOK, words % {"count": count}, "/pay/adjustments/")


def _readers(department: Department, month: date, spans: Collection[Span]) -> Check:
    """Who has not read their plan in time has nothing to lose by points (M4)."""
    versions = list(PayPlanVersion.objects.filter(pk__in={span.version_id for span in spans}))
    people = {span.employee_id for span in spans}
    read = is_acknowledged(people, versions, start_of(month, zone_named(department.timezone))) if versions else set()
    unread = {span.employee_id for span in spans if (span.employee_id, span.version_id) not in read}
    if not unread:
        return Check("read", Outcome.OK, _("Everybody had read their pay plan before the month began."))
    names = Employee.objects.filter(pk__in=unread).order_by("name").values_list("name", flat=True)
    words = _("Had not read their pay plan before the month began, so that points take nothing: %(names)s.")
    return Check("read", Outcome.LOOK, words % {"names": _listed(list(names))}, "/pay/plans/")


def _deciders(department: Department, month: date, spans: Collection[Span], at: datetime) -> Check:
    """Whose pay would wait for a yes that nobody may give (P4)."""
    people = {span.employee_id for span in spans}
    heads = people & leaders_in(department.pk, month, last_day_of(month), at)
    tiers = ((PayRun.Tier.STAFF, people - heads), (PayRun.Tier.HEAD, heads))
    stuck = {one for tier, paid in tiers if paid and not has_deciders(tier, department.pk, paid, at) for one in paid}
    if not stuck:
        return Check("deciders", Outcome.OK, _("For all of this pay there are two people who say yes to it."))
    words = _(
        "There are no two people who may say yes to the pay of %(names)s. Name a second director, or who stands in."
    )
    names = Employee.objects.filter(pk__in=stuck).order_by("name").values_list("name", flat=True)
    return Check("deciders", Outcome.LOOK, words % {"names": _listed(list(names))})


def _earlier(department: Department, month: date) -> Check:
    """Months before this one whose people are not paid, or not all of them."""
    rows = PayPeriod.objects.filter(department=department, month__lt=month).exclude(state=PayPeriod.State.CLOSED)
    found = {*rows.values_list("month", flat=True)}
    found |= {one for _place, one in months_to_begin([department], month) if one < month}
    if not found:
        return Check("earlier", Outcome.OK, _("Every earlier month of pay is closed."))
    told = {"months": ", ".join(month_words(one) for one in sorted(found))}
    return Check("earlier", Outcome.LOOK, _("Earlier months of pay are not closed: %(months)s.") % told, "/pay/months/")


def _unpaid(department: Department, month: date, spans: Collection[Span]) -> Iterator[Check]:
    """Silent while there is nothing of it: it seldom happens."""
    if days := days_unpaid(spans, month):
        words = _("The payslip of the month ends before the last day of: %(names)s. Pay the rest as an addition.")
        yield Check("days", Outcome.LOOK, words % {"names": _listed(days)})
    known = Settlement.objects.filter(department=department, month=month).first()
    if known is not None and (points := points_unpaid(known)):
        words = _("No payslip of this month pays the points of: %(names)s.")
        yield Check("unpaid_points", Outcome.LOOK, words % {"names": _listed(points)})


def _listed(names: Collection[str]) -> str:
    """The first few by name, and how many more."""
    shown = ", ".join(list(names)[:NAMES_SHOWN])
    rest = len(names) - NAMES_SHOWN
    return shown if rest <= 0 else _("%(names)s and %(count)d more") % {"names": shown, "count": rest}


def _sheets_url(facts: MonthFacts) -> str:
    return f"{reverse('timesheet-month', args=[f'{facts.month:%Y-%m}'])}?department={facts.department_id}"
