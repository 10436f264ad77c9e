"""Entering facts of pay that no other page holds yet: accepted offers, invoices due and collected (Y2)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from payroll.actions.facts.places import lock_departments
from payroll.fact_permissions import check_can_enter
from payroll.models import PayFact
from payroll.queries.facts.places import OpenMonths, Places, open_months, places_of
from support_desk.shared import audit
from support_desk.shared.changing import refusal
from support_desk.shared.errors import Conflict, ManyRefused, NotAllowed, Refused
from support_desk.shared.viewer import Viewer
from workload.domain.months import day_in

type Told = tuple[str, str, str]
"""(source, number there, kind): what a source tells once."""


@dataclass(frozen=True, slots=True)
class Former:
    """The last row of what was told already: `anew` may be told once more, None while it stands, on that day."""

    anew: int | None
    happened_on: date


type Known = dict[Told, Former]
OTHER_HALF = {
    PayFact.Kind.DUE.value: PayFact.Kind.COLLECTED.value,
    PayFact.Kind.COLLECTED.value: PayFact.Kind.DUE.value,
}
# Looked up once for all of them, under the lock.
KNOWN_ALREADY = ("employee", "department", "client", "reverses", "tells_anew", "created_by")


@dataclass(frozen=True, slots=True)
class ToldFact:
    """What somebody sold, or was to collect. `amount`: offer points or rubles. `source`, `reference`: where it was read
    and its number there."""

    employee_id: int
    kind: str
    happened_on: date
    amount: Decimal
    title: str
    client_id: int | None = None
    source: str = ""
    reference: str = ""
    url: str = ""

    @property
    def told(self) -> Told:
        return self.source, self.reference, self.kind


def enter_fact(*, told: ToldFact, by: Viewer, at: datetime) -> PayFact:
    """One of them, refused as below."""
    try:
        return enter_facts(told=[told], by=by, at=at)[0]
    except ManyRefused as refused:
        raise refused.each[0][1] from refused


@transaction.atomic
def enter_facts(*, told: Sequence[ToldFact], by: Viewer, at: datetime) -> list[PayFact]:
    """All of them or none, each with its row in the trail. ManyRefused names every one that is of somebody who did not
    work here then, not for `by` to enter, of a day to come, of a frozen month, told by its source already and not
    taken back, collected on another day than its invoice fell due, or not sound. A handful of statements whatever their
    number."""
    people = places_of({one.employee_id for one in told}, by=by)
    lock_departments(_departments(told, people))
    months = open_months(_departments(told, people), people.keys(), {one.happened_on for one in told})
    known = _known(told)
    rows: list[PayFact] = []
    refused: list[tuple[int, Refused]] = []
    for number, one in enumerate(told):
        try:
            rows.append(_checked(one, people.get(one.employee_id), months, known, by=by, at=at))
        except Refused as why:
            refused.append((number, why))
    if refused:
        raise ManyRefused(refused)
    return _kept(rows, by=by, at=at)


def _departments(told: Sequence[ToldFact], people: Mapping[int, Places]) -> Collection[int]:
    """Those whose months are touched; who did not work here then is refused later."""
    found: set[int] = set()
    for one in told:
        if one.employee_id in people:
            try:
                found |= people[one.employee_id].departments_of(one.happened_on)
            except Refused:
                continue
    return found


def _known(told: Sequence[ToldFact]) -> Known:
    """Of these numbers, by the last row of each. One statement."""
    references = {one.reference for one in told if one.reference}
    rows = PayFact.objects.filter(reference__in=references, reverses__isnull=True).order_by("pk")
    found = rows.values_list("source", "reference", "kind", "pk", "reversal__pk", "happened_on")
    return {(source, number, kind): Former(pk if back else None, day) for source, number, kind, pk, back, day in found}


def _checked(
    told: ToldFact, places: Places | None, months: OpenMonths, known: Known, *, by: Viewer, at: datetime
) -> PayFact:
    """As it can be kept; those that follow do not tell it again."""
    if places is None:
        raise NotAllowed(_("There is nobody with this id, or nobody that you may see."), field="employee")
    department = places.on(told.happened_on)
    check_can_enter(by, told.employee_id, department.pk)
    if told.happened_on > day_in(department.timezone, at):
        raise Refused(_("This day has not come yet."), field="happened_on")
    months.check(places, told.happened_on)
    former = known.get(told.told) if told.reference else None
    if former is not None and former.anew is None:
        raise Conflict(_("This source has told the same number already."), field="reference")
    _check_same_day(told, known)
    row = PayFact(
        employee=places.employee, department=department, kind=told.kind, happened_on=told.happened_on,
        amount=told.amount, title=told.title.strip(), client_id=told.client_id, source=told.source,
        reference=told.reference, url=told.url, tells_anew_id=former.anew if former else None,
        created_by_id=by.employee_id, created_at=at,
    )  # fmt: skip
    _check_sound(row)
    known[told.told] = Former(None, told.happened_on)
    return row


def _check_same_day(told: ToldFact, known: Known) -> None:
    """What was collected of an invoice counts in the month in which it fell due, whenever the client paid (Y2)."""
    other = OTHER_HALF.get(told.kind)
    half = known.get((told.source, told.reference, other)) if other and told.reference else None
    if half is not None and half.anew is None and half.happened_on != told.happened_on:
        words = _("Due and collected of one invoice stand on the day it fell due: %(day)s is told of this number.")
        raise Refused(words % {"day": formats.date_format(half.happened_on, "j E Y")}, field="happened_on")


def _check_sound(row: PayFact) -> None:
    """Refused, naming the field."""
    try:
        row.clean_fields(exclude=KNOWN_ALREADY)
    except ValidationError as invalid:
        raise refusal(invalid) from invalid
    if row.amount <= 0:
        raise Refused(_("Write an amount above zero."), field="amount")


def _kept(rows: Sequence[PayFact], *, by: Viewer, at: datetime) -> list[PayFact]:
    try:
        with transaction.atomic():
            PayFact.objects.bulk_create(rows)
    except IntegrityError as taken:
        raise Conflict(_("Somebody saved the same at this moment. Look at it and try again.")) from taken
    with audit.gathered():
        for row in rows:
            after = {"employee": row.employee, "kind": row.kind, "day": row.happened_on, "amount": row.amount}
            audit.record(action="pay_fact.enter", target=row, by=by, at=at, after=after, scope=f"payfact:{row.pk}")
    return list(rows)
