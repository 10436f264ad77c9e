"""Contracts of a project: included minutes and the rate beyond them, one at a time (C2)."""

from datetime import date, datetime
from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from support_desk.shared.changing import change_row, check_named, create_row
from support_desk.shared.errors import PeriodClosed, Refused
from support_desk.shared.models import PeriodLock
from support_desk.shared.viewer import Viewer
from tickets.actions.catalogue.projects import lock_project
from tickets.models import Contract, Project

TERMS = frozenset({"included_minutes", "rate_amount", "starts_on"})
FIELDS = TERMS | {"number", "ends_on"}


class ContractFields(TypedDict, total=False):
    """What can be changed of a contract. `rate_amount` in rubles an hour; both dates inclusive."""

    number: str
    included_minutes: int
    rate_amount: Decimal
    starts_on: date
    ends_on: date | None


@transaction.atomic
def create_contract(
    *,
    project: Project,
    number: str,
    rate_amount: Decimal,
    starts_on: date,
    by: Viewer,
    at: datetime,
    included_minutes: int = 0,
    ends_on: date | None = None,
) -> Contract:
    """A new contract. Refused, naming `starts_on`, while another one of the project is in force."""
    locked = lock_project(project, by=by)
    contract = Contract(
        project=locked,
        number=number.strip(),
        included_minutes=included_minutes,
        rate_amount=rate_amount,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    check_dates(contract)
    after = {name: getattr(contract, name) for name in sorted(FIELDS)}
    return create_row(contract, action="contract.create", by=by, at=at, scope=f"client:{locked.client_id}", after=after)


@transaction.atomic
def update_contract(*, contract: Contract, by: Viewer, at: datetime, **new: Unpack[ContractFields]) -> Contract:
    """Changes the named fields. PeriodClosed when the terms of a month that is closed would change: end this contract
    and begin another. Contract.DoesNotExist when `by` may not see it."""
    check_named(new, FIELDS)
    project = lock_project(contract.project, by=by)
    locked = Contract.objects.visible_to(by).select_for_update(of=("self",)).get(pk=contract.pk)
    if any(getattr(locked, name) != value for name, value in new.items() if name in TERMS):
        check_no_closed_month(locked, project)
    proposed = Contract(pk=locked.pk, project=project, starts_on=locked.starts_on, ends_on=locked.ends_on)
    proposed.starts_on, proposed.ends_on = new.get("starts_on", locked.starts_on), new.get("ends_on", locked.ends_on)
    check_dates(proposed)
    return change_row(
        locked, action="contract.update", by=by, at=at, new=dict(new), scope=f"client:{project.client_id}"
    )


def check_dates(contract: Contract) -> None:
    """It ends after it starts, and no other contract of the project is in force in between."""
    if contract.ends_on is not None and contract.ends_on < contract.starts_on:
        raise Refused(_("The contract ends before it starts."), field="ends_on")
    others = Contract.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=contract.starts_on), project=contract.project
    )
    if contract.ends_on is not None:
        others = others.filter(starts_on__lte=contract.ends_on)
    other = others.exclude(pk=contract.pk).first()
    if other is not None:
        message = _("Contract %(number)s is in force at that time. End it first.")
        raise Refused(message % {"number": other.number}, field="starts_on")


def check_no_closed_month(contract: Contract, project: Project) -> None:
    """The contract has not yet been counted in a closed month."""
    months = PeriodLock.objects.filter(
        department_id=project.department_id, month__gte=contract.starts_on.replace(day=1)
    )
    if contract.ends_on is not None:
        months = months.filter(month__lte=contract.ends_on)
    if months.exists():
        raise PeriodClosed(_("A closed month was counted by these terms. End this contract and begin another."))
