"""Pay plans as the calculator reads them: which version holds on a day, its JSON, and who had read it (Y1, M4)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.conf import settings

from disputes.models import Acknowledgement, RegulationVersion
from payroll.domain.figures import number
from payroll.domain.plans import Proration
from payroll.domain.scales import ScaleKind
from payroll.models import PayComponent, PayPlanVersion, PlanAcknowledgement
from support_desk.shared.money import to_kopeck
from workload.domain.months import day_in

type Amount = Decimal | str


def versions_on(day: date) -> Mapping[int, PayPlanVersion]:
    """{plan: the version in force on `day`}, with `components` at hand in the order of the plan. A plan whose first
    version starts later is not among them. Two statements."""
    begun = PayPlanVersion.objects.filter(published_at__isnull=False, starts_on__lte=day)
    latest = begun.order_by("plan_id", "-starts_on").distinct("plan_id")
    return {version.plan_id: version for version in latest.select_related("plan").prefetch_related("components")}


def plan_json(
    version: PayPlanVersion, components: Iterable[PayComponent], base: Amount, variable: Amount
) -> dict[str, Any]:
    """The `plan` of `manage.py calculate pay`. `base`, `variable`: the person's own rubles or the version's. The same
    terms give the same JSON, whichever rows say them; what is as usual is left out."""
    written: dict[str, Any] = {
        "base": _rubles(base),
        "variable": _rubles(variable),
        "components": [_component(one) for one in components],
    }
    if version.proration != Proration.HOURS:
        written["proration"] = str(version.proration)
    if Decimal(version.offer_rate):
        written["offer_rate"] = _rubles(version.offer_rate)
    return written


def is_acknowledged(
    employee_ids: Collection[int], versions: Collection[PayPlanVersion], before: datetime
) -> frozenset[tuple[int, int]]:
    """{(employee, version)} of who had read a version before that instant, and the text in force then of its bonus
    regulation, where it has one (M4). Three statements at most."""
    rows = PlanAcknowledgement.objects.filter(employee__in=employee_ids, version__in=versions, at__lt=before)
    read = frozenset(rows.values_list("employee_id", "version_id"))
    regulations = {version.pk: version.regulation_id for version in versions if version.regulation_id is not None}
    texts = _texts_in_force(set(regulations.values()), before)
    known = _readers_of(employee_ids, texts.values(), before)
    return frozenset(
        (employee, version)
        for employee, version in read
        if version not in regulations or (employee, texts.get(regulations[version])) in known
    )


def _texts_in_force(regulation_ids: Collection[int], at: datetime) -> Mapping[int, int]:
    """{regulation: its version in force, on the day that it is for the desk}; an ended one has none."""
    if not regulation_ids:
        return {}
    day = day_in(settings.TIME_ZONE, at)
    begun = RegulationVersion.objects.begun(day).filter(regulation__in=regulation_ids)
    standing = begun.exclude(regulation__ended_on__lt=day).order_by("regulation_id", "-starts_on")
    return dict(standing.distinct("regulation_id").values_list("regulation_id", "pk"))


def _readers_of(employee_ids: Collection[int], texts: Collection[int], before: datetime) -> set[tuple[int, int]]:
    """{(employee, version of a regulation)}."""
    if not texts:
        return set()
    rows = Acknowledgement.objects.filter(employee__in=employee_ids, version__in=texts, acknowledged_at__lt=before)
    return set(rows.values_list("employee_id", "version_id"))


def _component(component: PayComponent) -> dict[str, Any]:
    written: dict[str, Any] = {"code": component.code, "weight": _number(component.weight)}
    scale = scale_json(component)
    return {**written, "scale": scale} if scale else written


def scale_json(component: PayComponent) -> dict[str, Any]:
    """What of a scale is set: {} is the attainment itself."""
    scale: dict[str, Any] = {}
    if component.gate is not None:
        scale["gate"] = _number(component.gate)
    if component.table is not None:
        if component.kind != ScaleKind.LINEAR:
            scale["kind"] = str(component.kind)
        scale["table"] = [[_number(attainment), _number(score)] for attainment, score in component.table]
    if Decimal(component.floor):
        scale["floor"] = _number(component.floor)
    if component.cap is not None:
        scale["cap"] = _number(component.cap)
    return scale


def _rubles(amount: Amount) -> str:
    return str(to_kopeck(Decimal(amount)))


def _number(exact: Amount) -> str:
    return number(Fraction(exact))
