"""Absences of a period as a file (L6)."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.conf import settings
from django.db.models import QuerySet, Value
from django.utils.translation import gettext_lazy as _

from support_desk.shared.exports import Column, Export, register
from support_desk.shared.viewer import Viewer
from workload.domain.absence_types import meaning_of
from workload.domain.months import day_in
from workload.forms.absence_report import AbsenceReportForm
from workload.models import Absence
from workload.queries.absence_costs import AbsenceCost, costs_of
from workload.queries.absence_report import absences_wanted, hours, report_choices


def absence_rows(viewer: Viewer, query: Mapping[str, str]) -> QuerySet[Absence]:
    """The absences of the page's query, each with the days that were asked for."""
    people, departments = report_choices(viewer)
    today = day_in(viewer.timezone or settings.TIME_ZONE, viewer.at)
    wanted = AbsenceReportForm(query, today=today, people=people, departments=departments).wanted()
    found = absences_wanted(viewer, wanted)
    return found.annotate(from_day=Value(wanted.first.isoformat()), to_day=Value(wanted.last.isoformat()))


def with_costs(absences: Sequence[Absence]) -> list[AbsenceCost]:
    """The rows with what they cost, within the days that they carry."""
    first, last = (date.fromisoformat(getattr(absences[0], name)) for name in ("from_day", "to_day"))
    return costs_of(absences, first, last)


ABSENCES = Export(
    key="absence-report",
    title=_("Absences"),
    columns=(
        Column(_("Employee"), lambda cost: cost.absence.employee.name),
        Column(_("Type"), lambda cost: cost.absence.get_type_display()),
        Column(_("Code"), lambda cost: meaning_of(cost.absence.type).code),
        Column(_("First day"), lambda cost: cost.first),
        Column(_("Last day"), lambda cost: cost.last),
        Column(_("State"), lambda cost: cost.absence.get_state_display()),
        Column(_("Working days"), lambda cost: cost.days),
        Column(_("Norm-hours lost"), lambda cost: hours(cost.lost_minutes)),
        Column(_("Who covered"), lambda cost: ", ".join(cost.cover_names)),
        Column(_("Hours of cover"), lambda cost: hours(sum(cover.actual_minutes for cover in cost.covers))),
        Column(_("Norm-hours of cover"), lambda cost: hours(sum(cover.norm_minutes for cover in cost.covers))),
    ),
    rows=absence_rows,
    order=("starts_at", "id"),
    enrich=with_costs,
)


def register_all() -> None:
    """Called from the app's `ready()`."""
    register(ABSENCES)
