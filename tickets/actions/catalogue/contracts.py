"""Contracts of a project: included minutes, the rate beyond them and what is promised, one at a time (C2, S1)."""

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
from tickets.actions.catalogue.sla_choice import check_policy
from tickets.actions.sla.recompute import recompute_later
from tickets.models import ClientReport, Contract, Project, ReportContract, SlaPolicy
from tickets.queries.report_words import month_name
from workload.actions.departments import check_active
from workload.models import WorkingCalendar

TERMS = frozenset({"included_minutes", "rollover_months", "rate_amount", "starts_on"})
PROMISES = frozenset({"sla_policy", "calendar"})
FIELDS = TERMS | PROMISES | {"number", "ends_on"}
# What decides whether, and how, the project's clocks are counted by the contract.
DECIDING = PROMISES | {"starts_on", "ends_on"}


class ContractFields(TypedDict, total=False):
    """What can be changed of a contract. `rate_amount` in rubles an hour; both dates inclusive.

    Without a policy the department's is used, without a calendar the policy's. `rollover_months`: for how many months
    after its own an unused minute stays usable.
    """

    number: str
    included_minutes: int
    rollover_months: int
    rate_amount: Decimal
    starts_on: date
    ends_on: date | None
    sla_policy: SlaPolicy | None
    calendar: WorkingCalendar | None


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
    rollover_months: int = 0,
    ends_on: date | None = None,
    sla_policy: SlaPolicy | None = None,
    calendar: WorkingCalendar | None = None,
) -> Contract:
    """A new contract. Refused, naming `starts_on`, while another one of the project is in force; naming `sla_policy` or
    `calendar` for one that is not active."""
    locked = lock_project(project, by=by)
    check_policy(sla_policy)
    check_active(calendar)
    contract = Contract(
        project=locked,
        number=number.strip(),
        included_minutes=included_minutes,
        rollover_months=rollover_months,
        rate_amount=rate_amount,
        starts_on=starts_on,
        ends_on=ends_on,
        sla_policy=sla_policy,
        calendar=calendar,
    )
    check_dates(contract)
    after = {name: getattr(contract, name) for name in sorted(FIELDS)}
    create_row(contract, action="contract.create", by=by, at=at, scope=f"client:{locked.client_id}", after=after)
    if promises_something(contract):
        recompute_later(project_ids=[locked.pk], by=by, at=at)
    return contract


@transaction.atomic
def update_contract(*, contract: Contract, by: Viewer, at: datetime, **new: Unpack[ContractFields]) -> Contract:
    """Changes the named fields. PeriodClosed when the terms of a month would change that is closed or that the
    client has in a report: end this contract and begin another. Contract.DoesNotExist when `by` may not see it."""
    check_named(new, FIELDS)
    project = lock_project(contract.project, by=by)
    locked = Contract.objects.visible_to(by).select_for_update(of=("self",)).get(pk=contract.pk)
    if any(getattr(locked, name) != value for name, value in new.items() if name in TERMS):
        check_no_closed_month(locked, project)
        check_not_reported(locked)
    proposed = Contract(pk=locked.pk, project=project, starts_on=locked.starts_on, ends_on=locked.ends_on)
    proposed.starts_on, proposed.ends_on = new.get("starts_on", locked.starts_on), new.get("ends_on", locked.ends_on)
    check_dates(proposed)
    check_choices(locked, new)
    promised = promises_something(locked)
    is_decided_anew = any(getattr(locked, name) != value for name, value in new.items() if name in DECIDING)
    change_row(locked, action="contract.update", by=by, at=at, new=dict(new), scope=f"client:{project.client_id}")
    if is_decided_anew and (promised or promises_something(locked)):
        recompute_later(project_ids=[project.pk], by=by, at=at)
    return locked


def check_choices(contract: Contract, new: ContractFields) -> None:
    """A policy or calendar newly chosen is active; one that was chosen before may stay."""
    if "sla_policy" in new and new["sla_policy"] != contract.sla_policy:
        check_policy(new["sla_policy"])
    if "calendar" in new and new["calendar"] != contract.calendar:
        check_active(new["calendar"])


def promises_something(contract: Contract) -> bool:
    """Whether clocks are counted by the contract itself."""
    return contract.sla_policy_id is not None or contract.calendar_id is not None


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


def check_not_reported(contract: Contract) -> None:
    """No report that the client has was counted by these terms (I5)."""
    sent = ReportContract.objects.filter(contract=contract, report__state=ClientReport.State.SENT)
    last = sent.order_by("-report__month").values_list("report__month", flat=True).first()
    if last is not None:
        message = _("The client has the report for %(month)s by these terms. Begin a new contract from the next month.")
        raise PeriodClosed(message % {"month": month_name(last)})


def check_no_closed_month(contract: Contract, project: Project) -> None:
    """The contract has not yet been counted in a closed month."""
    months = PeriodLock.objects.filter(
        department_id=project.department_id, month__gte=contract.starts_on.replace(day=1)
    )
    if contract.ends_on is not None:
        months = months.filter(month__lte=contract.ends_on)
    if months.exists():
        raise PeriodClosed(_("A closed month was counted by these terms. End this contract and begin another."))
