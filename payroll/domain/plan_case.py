"""A pay plan as JSON, with the path of whatever is wrong with it."""

from fractions import Fraction
from typing import Final

from payroll.domain.plans import Component, Plan, Proration
from payroll.domain.scales import AS_IT_IS, Point, Scale, ScaleKind
from workload.domain.reading import a_text, an_object, decimal, each, kopecks, one_of, pairs, under

SCALE_OPTIONS: Final = ("kind", "gate", "floor", "cap", "table")


def plan_from(value: object, path: str) -> Plan:
    """{"base", "variable", "proration"?, "offer_rate"?, "components"}; BadInput, BadPlan or BadScale by path."""
    plan = an_object(value, path, required=("base", "variable", "components"), optional=("proration", "offer_rate"))
    proration, rate = plan.get("proration"), plan.get("offer_rate")
    read = (
        kopecks(plan["base"], f"{path}.base"),
        kopecks(plan["variable"], f"{path}.variable"),
        tuple(_component(each_, at) for each_, at in each(plan["components"], f"{path}.components")),
        Proration.HOURS if proration is None else Proration(one_of(proration, f"{path}.proration", [*Proration])),
        0 if rate is None else kopecks(rate, f"{path}.offer_rate"),
    )
    with under(path):
        return Plan(*read)


def _component(value: object, path: str) -> Component:
    component = an_object(value, path, required=("code", "weight"), optional=("scale",))
    scale = component.get("scale")
    return Component(
        a_text(component["code"], f"{path}.code"),
        decimal(component["weight"], f"{path}.weight"),
        AS_IT_IS if scale is None else scale_from(scale, f"{path}.scale"),
    )


def scale_from(value: object, path: str) -> Scale:
    """{"kind"?, "gate"?, "floor"?, "cap"?, "table"?}; BadInput or BadScale by path."""
    scale = an_object(value, path, required=(), optional=SCALE_OPTIONS)
    kind, table = scale.get("kind"), scale.get("table")
    read = (
        ScaleKind.LINEAR if kind is None else ScaleKind(one_of(kind, f"{path}.kind", [*ScaleKind])),
        _bound(scale.get("gate"), f"{path}.gate"),
        _bound(scale.get("floor"), f"{path}.floor") or Fraction(),
        _bound(scale.get("cap"), f"{path}.cap"),
        None if table is None else _table(table, f"{path}.table"),
    )
    with under(path):
        return Scale(*read)


def _bound(value: object, path: str) -> Fraction | None:
    return None if value is None else decimal(value, path)


def _table(value: object, path: str) -> tuple[Point, ...]:
    return tuple((decimal(attainment, at), decimal(score, at)) for attainment, score, at in pairs(value, path))
