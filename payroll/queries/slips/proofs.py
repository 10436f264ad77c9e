"""What holds a payslip together: limits that acted, frozen facts, the recount, who answers for it (Y5, M4)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from disputes.domain.minus_limits import Limit, Person, room_of
from disputes.domain.settlement_case import policy_from
from disputes.models import SettlementLine
from payroll.domain.pay_record import answer_of, digest_of
from payroll.domain.plans import SETTLEMENT
from payroll.domain.settlement_remarks import LIMITED, UNREAD
from payroll.models import Payslip, PayslipLine
from payroll.queries.runs.figures import own_pay
from support_desk.shared.money import kopecks_of, rubles_of
from support_desk.shared.ui.figures import money
from workload.domain.refusals import BadInput

DIGITS: Final = 8
POINT_LIMITS: Final = frozenset({UNREAD, *LIMITED.values()})

type Proof = tuple[str, str, str]
"""Icon, what holds, and by what."""


def proofs_of(slip: Payslip, lines: Sequence[PayslipLine]) -> list[Proof]:
    """One statement where points took something."""
    return [_limit(slip, lines), *_frozen(slip), _recount(slip), *_people(slip)]


def remarks_on(slip: Payslip) -> list[str]:
    """What somebody should look at, in the reader's language."""
    return [_(template) % params for template, params in slip.remarks]


def is_same(slip: Payslip) -> bool:
    """Whether the stored inputs still come to the same bytes (I4)."""
    try:
        return digest_of(slip.inputs, answer_of(slip.inputs)) == slip.digest
    except BadInput:
        return False


def day_words(at: datetime) -> str:
    """ "5 March 2026", in the reader's zone."""
    return date_format(timezone.localtime(at), "j E Y")


def _limit(slip: Payslip, lines: Sequence[PayslipLine]) -> Proof:
    """By what was stored when the points were put on the payslip: the same for every reader."""
    settled = next((line for line in lines if line.code == SETTLEMENT and line.section is None), None)
    limits = [_(template) % params for template, params in slip.remarks if template in POINT_LIMITS]
    if settled is None:
        if limits:
            return "shield-alert", _("A limit acted"), limits[0]
        return "shield-check", _("No limit acted"), _("no points were settled this month")
    most, words = _changed(slip, settled)
    acted = limits or settled.inputs.get("limited_by") or (most is not None and -settled.amount >= most)
    return ("shield-alert", _("A limit acted"), words) if acted else ("shield-check", _("No limit acted"), words)


def _changed(slip: Payslip, settled: PayslipLine) -> tuple[Decimal | None, str]:
    """The most that points might take, None where it is not known, and what they did."""
    if settled.amount >= 0:
        return None, _("points added %(amount)s") % {"amount": money(settled.amount)}
    most, percent = _room(slip)
    said = {"amount": money(-settled.amount), "most": money(most or Decimal())}
    if most is None:
        return most, _("points took %(amount)s") % said
    if percent is None:
        return most, _("points took %(amount)s of at most %(most)s, the variable part") % said
    words = _("points took %(amount)s of at most %(most)s, %(percent)s %% of the pay")
    return most, words % {**said, "percent": f"{percent.normalize():f}"}


def _room(slip: Payslip) -> tuple[Decimal | None, Decimal | None]:
    """The most that a minus might take of the month, in rubles, and the percentage of the pay that says so; no
    percentage: the variable part does. By the policy that settled the points of whose payslip it is, which who reads
    the one may read of the other; nothing where no settlement took them, or several did. One statement."""
    settled = SettlementLine.objects.filter(employee=slip.employee_id, settlement__month=slip.month)
    found = list(settled.select_related("settlement")[:2])
    if len(found) != 1:
        return None, None
    values = found[0].settlement.policy_values
    person = Person(slip.employee_id, kopecks_of(slip.variable), max(kopecks_of(own_pay(slip)), 0))
    room = room_of(person, policy_from(values))
    return rubles_of(room.most), Decimal(values["guard_percent"]) if room.limit == Limit.GUARD else None


def _frozen(slip: Payslip) -> Iterator[Proof]:
    period = slip.run.period
    if period.frozen_at is not None:
        by = period.frozen_by.name if period.frozen_by else ""
        yield "lock", _("Facts frozen on %(day)s") % {"day": day_words(period.frozen_at)}, by


def _recount(slip: Payslip) -> Proof:
    first, second = slip.digest[: DIGITS // 2], slip.digest[DIGITS // 2 : DIGITS]
    said = _("inputs and lines %(digest)s") % {"digest": f"{first} {second}"}
    if is_same(slip):
        return "equal", _("Recounted just now: the same to the byte"), said
    return "triangle-alert", _("Recounted just now: it comes to something else"), said


def _people(slip: Payslip) -> Iterator[Proof]:
    run = slip.run
    if run.confirmed_at is not None and run.confirmed_by is not None:
        yield (
            "user-round-check",
            _("Confirmed by %(name)s") % {"name": run.confirmed_by.name},
            day_words(run.confirmed_at),
        )
    if run.approved_at is not None and run.approved_by is not None:
        yield "check-check", _("Approved by %(name)s") % {"name": run.approved_by.name}, day_words(run.approved_at)
