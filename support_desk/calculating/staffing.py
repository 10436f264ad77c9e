"""`calculate staffing`: how long clients wait when so many people answer (R4)."""

from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Any, Final

from workload.domain.erlang import erlang_c
from workload.domain.reading import check_keys, decimal, one_of, whole_number
from workload.domain.refusals import BadInput

ERLANG_C, SIMULATION = "erlang_c", "simulation"
INPUTS: Final = ("arrivals_per_hour", "handle_minutes", "agents", "within_minutes")
PLACES: Final = Decimal("1e-10")


def staffing(case: Mapping[str, Any]) -> dict[str, Any]:
    """{"model": "erlang_c", "arrivals_per_hour", "handle_minutes", "agents", "within_minutes"} →
    {"wait_probability", "service_level", "mean_wait_minutes", "occupancy"}."""
    if "model" not in case:
        raise BadInput("model", "This is missing.")
    if one_of(case["model"], "model", (ERLANG_C, SIMULATION)) == SIMULATION:
        raise BadInput("model", "The model simulation is not built yet, it comes with the simulator; write erlang_c.")
    check_keys(case, required=("model", *INPUTS))
    found = erlang_c(
        arrivals_per_hour=decimal(case["arrivals_per_hour"], "arrivals_per_hour"),
        handle_minutes=decimal(case["handle_minutes"], "handle_minutes"),
        agents=whole_number(case["agents"], "agents"),
        within_minutes=decimal(case["within_minutes"], "within_minutes"),
    )
    return {
        "wait_probability": _text(found.wait_probability),
        "service_level": _text(found.service_level),
        "mean_wait_minutes": _text(found.mean_wait_minutes),
        "occupancy": _text(found.occupancy),
    }


def _text(number: Decimal) -> str:
    """Ten places, without an exponent."""
    return f"{number.quantize(PLACES, ROUND_HALF_EVEN, context=Context(prec=60)):f}"
