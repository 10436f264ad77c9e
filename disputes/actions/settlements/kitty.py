"""What a month leaves for a kitty or gives back out of it, and what is bought: never more than it holds (M2, M3)."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from disputes.models import KittyEntry, Settlement
from disputes.point_permissions import check_can_spend_kitty
from disputes.queries.kitties import balance_of, last_entry
from support_desk.shared import audit
from support_desk.shared.changing import save_valid
from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.money import to_kopeck
from support_desk.shared.ui.figures import money
from support_desk.shared.viewer import Viewer
from workload.actions.timesheets.locks import lock_department
from workload.domain.months import day_in
from workload.models import Department


class KittyTooSmall(Refused):
    """More is asked for than there is."""

    code = "kitty_too_small"


def move_kitty(*, settlement: Settlement, amount: Decimal, at: datetime) -> KittyEntry | None:
    """What a settlement left or, below zero, gave back of it, in the caller's transaction, which holds the department;
    nothing is no entry."""
    if not amount:
        return None
    kind = KittyEntry.Kind.CREDIT if amount > 0 else KittyEntry.Kind.REFUND
    return _go_on(settlement.department, KittyEntry(kind=kind, amount=abs(amount), settlement=settlement, at=at))


@transaction.atomic
def spend_from_kitty(
    *, department: Department, amount: Decimal, what: str, spent_on: date, by: Viewer, at: datetime
) -> KittyEntry:
    """Something was bought from the kitty. KittyTooSmall when it holds less; Refused, naming the field, for a day to
    come, no words, or an amount of nothing."""
    check_can_spend_kitty(by, department.pk)
    if by.employee_id is None:
        raise NotAllowed(_("A person spends from a kitty, not a program."))
    locked = lock_department(department.pk, by=by)
    _check_spending(locked, amount, what, spent_on, at=at)
    entry = _go_on(
        locked,
        KittyEntry(kind="spending", amount=amount, what=what.strip(), spent_on=spent_on, by_id=by.employee_id, at=at),
    )
    after = {"amount": amount, "balance": entry.balance, "what": entry.what, "spent_on": spent_on}
    audit.record(action="kitty.spend", target=entry, by=by, at=at, after=after, scope=f"kitty:{locked.pk}")
    return entry


def _check_spending(department: Department, amount: Decimal, what: str, spent_on: date, *, at: datetime) -> None:
    if amount <= 0 or amount != to_kopeck(amount):
        raise Refused(_("Spend an amount of rubles with at most two places."), field="amount")
    if not what.strip():
        raise Refused(_("Say what it was spent on: everybody of the department reads it."), field="what")
    if spent_on > day_in(department.timezone, at):
        raise Refused(_("This day is still to come."), field="spent_on")
    balance = balance_of(department.pk)
    if amount > balance:
        told = {"balance": money(balance)}
        raise KittyTooSmall(_("The kitty holds %(balance)s, and it is never overspent.") % told, field="amount")


def _go_on(department: Department, entry: KittyEntry) -> KittyEntry:
    """The next entry after the last one."""
    last = last_entry(department.pk)
    moved = entry.amount if entry.kind == "credit" else -entry.amount
    entry.department = department
    entry.number = last.number + 1 if last else 1
    entry.balance = (last.balance if last else Decimal(0)) + moved
    save_valid(entry)
    return entry
