"""What standing shifts lose and gain when days are planned anew, for one person or a whole department (L1)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.changing import scope_of
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from workload.actions.shifts import check_reason
from workload.domain.planned import DAY, Work
from workload.domain.weekly_pattern import first_overlap
from workload.models import Employee, Shift
from workload.signals import tell_presence_changed


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to stand for somebody, of all shifts that start from `first` to `last` in their zone."""

    employee: Employee
    department_id: int
    zone: ZoneInfo
    first: date
    last: date
    works: tuple[Work, ...]

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.first, time(), self.zone).astimezone(UTC)

    @property
    def ends(self) -> datetime:
        return datetime.combine(self.last + DAY, time(), self.zone).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Difference:
    """What a plan takes away and brings; a shift that is the same before and after is neither."""

    plan: Plan
    gone: list[Shift]
    new: list[Work]

    @property
    def first_start(self) -> datetime | None:
        return min([one.starts_at for one in self.gone] + [one.starts_at for one in self.new], default=None)


def differences(plans: Sequence[Plan]) -> list[Difference]:
    """One for each plan, in order. Refused, naming `pattern`, when a shift around the days is in the way. One
    statement."""
    around = Shift.objects.filter(employee__in=[plan.employee.pk for plan in plans])
    if plans:
        margin = timedelta(days=1)
        around = around.filter(
            starts_at__gte=min(plan.begins for plan in plans) - margin,
            starts_at__lte=max(plan.ends for plan in plans) + margin,
        )
    by_person: dict[int, list[Shift]] = {}
    for shift in around:
        by_person.setdefault(shift.employee_id, []).append(shift)
    return [difference(plan, by_person.get(plan.employee.pk, [])) for plan in plans]


def difference(plan: Plan, standing: Iterable[Shift]) -> Difference:
    """What has to change of the person's `standing` shifts around these days."""
    inside: dict[Work, Shift] = {}
    outside: list[Work] = []
    for shift in standing:
        if plan.begins <= shift.starts_at < plan.ends:
            inside[work_of(shift)] = shift
        else:
            outside.append(work_of(shift))
    wanted = frozenset(plan.works)
    if first_overlap([*wanted, *outside]) is not None:
        raise Refused(
            _("A shift of %(name)s just before or after the period is in the way.") % {"name": plan.employee},
            field="pattern",
        )
    gone = [shift for work, shift in inside.items() if work not in wanted]
    return Difference(plan, gone=gone, new=[work for work in plan.works if work not in inside])


def put(found: Collection[Difference], *, reason: str, by: Viewer, at: datetime, action: str = "shift.pattern") -> int:
    """Writes the differences, with a row of the trail a person; returns how many people's shifts changed. Refused where
    shifts that have begun would change and no reason is given. Two statements, and those of the deletion."""
    changed = [one for one in found if one.first_start is not None]
    for one in changed:
        assert one.first_start is not None
        check_reason(one.first_start, at=at, reason=reason)
    Shift.objects.filter(pk__in=[shift.pk for one in changed for shift in one.gone]).delete()
    Shift.objects.bulk_create(_row(one.plan.employee, work) for one in changed for work in one.new)
    with audit.gathered():
        for one in changed:
            _record(one, action, reason=reason, by=by, at=at)
    if changed:
        tell_presence_changed([one.plan.employee.pk for one in changed], at=at)
    return len(changed)


def work_of(shift: Shift) -> Work:
    """As the pure rules read it."""
    return Work(shift.starts_at, shift.ends_at, shift.break_minutes)


def _row(employee: Employee, work: Work) -> Shift:
    return Shift(
        employee=employee, starts_at=work.starts_at, ends_at=work.ends_at, break_minutes=work.break_minutes
    )  # fmt: skip


def _record(one: Difference, action: str, *, reason: str, by: Viewer, at: datetime) -> None:
    plan = one.plan
    audit.record(
        action=action,
        target=plan.employee,
        scope=scope_of(plan.employee),
        by=by,
        at=at,
        department_id=plan.department_id,
        before={"shifts": [_words(work_of(shift)) for shift in one.gone]},
        after={"first": plan.first, "last": plan.last, "shifts": [_words(work) for work in one.new], "reason": reason},
    )


def _words(work: Work) -> str:
    pause = f"-{work.break_minutes}min" if work.break_minutes else ""
    return f"{work.starts_at.isoformat()}/{work.ends_at.isoformat()}{pause}"
