"""A settlement as it is kept: its case as JSON that can be computed again, the digest of it, and what it adds up to."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from disputes.domain.point_policies import WHOLE, PointPolicy
from disputes.domain.postings import Posting
from disputes.domain.settlement import Settlement
from disputes.domain.settlement_case import SettlementCase
from support_desk.shared.money import rubles_of


@dataclass(frozen=True, slots=True)
class Totals:
    """Kopecks; withheld = paid + kitty + controller_fund + undistributed + cross_department (M3). Withheld and paid are
    net per employee; kitty: a minus is what it gives back; cross_department: what stays with the company between
    departments, a minus is what it adds."""

    withheld: int
    paid: int
    kitty: int
    controller_fund: int
    undistributed: int
    cross_department: int

    @property
    def is_whole(self) -> bool:
        """Whether nothing is lost and nothing made."""
        kept = self.kitty + self.controller_fund + self.undistributed
        return self.withheld == self.paid + kept + self.cross_department


def totals_of(settlement: Settlement) -> Totals:
    """What was withheld, and where it went."""
    amounts = [line.amount for line in settlement.lines]
    return Totals(
        withheld=-sum(amount for amount in amounts if amount < 0),
        paid=sum(amount for amount in amounts if amount > 0),
        kitty=settlement.kitty,
        controller_fund=settlement.controller_fund,
        undistributed=settlement.undistributed,
        cross_department=settlement.cross_department,
    )


def written_case(case: SettlementCase) -> dict[str, Any]:
    """What `settlement_case.case_from` reads, and reads as the same case; what is not said has no key."""
    kitty = {} if case.kitty is None else {"kitty": str(rubles_of(case.kitty))}
    return {
        "policy": written_policy(case.policy),
        "employees": [
            {"id": person.id, "variable": str(rubles_of(person.variable)), "pay": str(rubles_of(person.pay))}
            for person in case.people
        ],
        "postings": [_written_posting(posting) for posting in case.postings],
        **kitty,
    }


def _written_posting(posting: Posting) -> dict[str, Any]:
    rate = {} if posting.rate is None else {"rate": str(rubles_of(posting.rate))}
    return {
        "employee": posting.employee,
        "points": posting.points,
        "initiator": posting.initiator,
        "by": posting.cause.value,
        "cross": posting.is_cross,
        **rate,
    }


def written_policy(policy: PointPolicy) -> dict[str, Any]:
    """The policy's part of it; a guard of at most two places, as policies have it."""
    guard, cap = policy.guard_percent, policy.controller_cap
    return {
        "kind": policy.kind.value,
        "rate": str(rubles_of(policy.rate)),
        "guard_percent": None if guard is None else str(rubles_of(int(guard * WHOLE))),
        "silence_counts": policy.silence_counts,
        "controller": policy.controller,
        "controller_cap": None if cap is None else str(rubles_of(cap)),
    }


def digest_of(written: Mapping[str, Any]) -> str:
    """SHA-256 in hexadecimal, whatever the order of keys."""
    text = json.dumps(written, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return sha256(text.encode()).hexdigest()
