"""A settlement as JSON: what other programs ask with, and what a published month can be computed from again."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from disputes.domain.minus_limits import Person
from disputes.domain.point_policies import Kind, PointPolicy
from disputes.domain.postings import Cause, Posting
from disputes.domain.settlement import Line, Settlement
from support_desk.shared.money import rubles_of
from workload.domain.reading import (
    an_object,
    check_keys,
    decimal,
    each,
    flag,
    kopecks,
    number_between,
    one_of,
    under,
    whole_number,
)

MOST_POINTS: Final = 1_000_000
POSTING_OPTIONS: Final = ("by", "cross", "rate")
POLICY_OPTIONS: Final = ("guard_percent", "silence_counts", "controller", "controller_cap")


@dataclass(frozen=True, slots=True)
class SettlementCase:
    """All that one settlement is computed from; `kitty`: kopecks it holds, None: as much as is to be given back."""

    policy: PointPolicy
    people: tuple[Person, ...]
    postings: tuple[Posting, ...]
    kitty: int | None = None


def case_from(written: Mapping[str, Any]) -> SettlementCase:
    """{"policy", "employees", "postings", "kitty"?}; BadInput with the path of what cannot be used."""
    check_keys(written, required=("policy", "employees", "postings"), optional=("kitty",))
    kitty = written.get("kitty")
    return SettlementCase(
        policy_from(written["policy"]),
        tuple(_person(person, path) for person, path in each(written["employees"], "employees")),
        tuple(_posting(posting, path) for posting, path in each(written["postings"], "postings")),
        None if kitty is None else kopecks(kitty, "kitty"),
    )


def written(settlement: Settlement) -> dict[str, Any]:
    """{"lines", "kitty", "controller_fund", "undistributed", "cross_department"}, rubles as texts."""
    return {
        "lines": [_written_line(line) for line in settlement.lines],
        "kitty": str(rubles_of(settlement.kitty)),
        "controller_fund": str(rubles_of(settlement.controller_fund)),
        "undistributed": str(rubles_of(settlement.undistributed)),
        "cross_department": str(rubles_of(settlement.cross_department)),
    }


def policy_from(value: object) -> PointPolicy:
    """The policy's part of a case, as `settlement_record.written_policy` writes it."""
    policy = an_object(value, "policy", required=("kind", "rate"), optional=POLICY_OPTIONS)
    guard, silence_counts, controller, cap = (policy.get(option) for option in POLICY_OPTIONS)
    read = (
        Kind(one_of(policy["kind"], "policy.kind", [*Kind])),
        kopecks(policy["rate"], "policy.rate"),
        None if guard is None else _percent(guard, "policy.guard_percent"),
        True if silence_counts is None else flag(silence_counts, "policy.silence_counts"),
        None if controller is None else whole_number(controller, "policy.controller"),
        None if cap is None else kopecks(cap, "policy.controller_cap"),
    )
    with under("policy"):
        return PointPolicy(*read)


def _percent(value: object, path: str) -> Fraction:
    """A whole number of percent may be a JSON number."""
    return decimal(str(value) if type(value) is int else value, path)


def _person(value: object, path: str) -> Person:
    person = an_object(value, path, required=("id", "variable", "pay"))
    return Person(
        whole_number(person["id"], f"{path}.id"),
        kopecks(person["variable"], f"{path}.variable"),
        kopecks(person["pay"], f"{path}.pay"),
    )


def _posting(value: object, path: str) -> Posting:
    posting = an_object(value, path, required=("employee", "points", "initiator"), optional=POSTING_OPTIONS)
    cause, is_cross, rate = (posting.get(option) for option in POSTING_OPTIONS)
    return Posting(
        whole_number(posting["employee"], f"{path}.employee"),
        number_between(posting["points"], f"{path}.points", least=-MOST_POINTS, most=MOST_POINTS),
        whole_number(posting["initiator"], f"{path}.initiator"),
        Cause.ACCEPT if cause is None else Cause(one_of(cause, f"{path}.by", [*Cause])),
        False if is_cross is None else flag(is_cross, f"{path}.cross"),
        None if rate is None else kopecks(rate, f"{path}.rate"),
    )


def _written_line(line: Line) -> dict[str, Any]:
    return {
        "id": line.id,
        "points": line.points,
        "nominal": str(rubles_of(line.nominal)),
        "amount": str(rubles_of(line.amount)),
        "limited_by": line.limited_by,
    }
