"""Telling who builds the reports that a month is over and clients have none yet (W8): once a month and person."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.urls import reverse

from support_desk.shared.models import Notice
from support_desk.shared.notices import Note, notify
from tickets.notifications.unbuilt import UNBUILT
from tickets.queries.report_clients import unbuilt_clients
from workload.domain.months import month_after
from workload.models import Department, Employee, Employment, RoleAssignment
from workload.queries.presence import presence_of
from workload.queries.reaching import recipients_of
from workload.queries.viewers import viewer_of_employee


def tell_unbuilt(*, at: datetime) -> int:
    """How many were told of the last month that is over where they work; safe to run at once with itself."""
    return notify(list(notes_at(at)), at=at)


def notes_at(at: datetime) -> Iterator[Note]:
    """For whoever has not been told yet, in their working time, with how many clients wait."""
    people = list(builders_at(at))
    keys = {employee.pk: key_of(month) for employee, month in people}
    known = set(Notice.objects.filter(key__in=set(keys.values())).values_list("user_id", "key"))
    to_tell = [(who, month) for who, month in people if (who.user_id, keys[who.pk]) not in known]
    waiting = {who.pk: unbuilt_clients(viewer_of_employee(who, at), month).count() for who, month in to_tell}
    recipients = recipients_of(presence_of([pk for pk, count in waiting.items() if count], at), at=at)
    for who, month in to_tell:
        if who.pk in recipients:
            yield Note(
                user_id=who.user_id,
                kind=UNBUILT,
                key=keys[who.pk],
                facts={"month": month.isoformat(), "clients": waiting[who.pk]},
                url=f"{reverse('reports')}?month={month:%Y-%m}",
                deliver_at=recipients[who.pk].works_from,
            )


def builders_at(at: datetime) -> Iterator[tuple[Employee, date]]:
    """(who builds, the last month that is over there): the office managers, and the head of a department that has
    none. Three statements."""
    held = RoleAssignment.objects.at(at).filter(role="office_manager").values("employee")
    terms = Employment.objects.at(at).filter(employee__in=held).select_related("employee__user", "department")
    served = set()
    for each in terms.order_by("employee", "department"):
        served.add(each.department_id)
        yield each.employee, month_over(each.department, at)
    left = Department.objects.exclude(pk__in=served).filter(head__isnull=False).select_related("head__user")
    for department in left.order_by("pk"):
        assert department.head is not None, "filtered above"
        yield department.head, month_over(department, at)


def month_over(department: Department, at: datetime) -> date:
    """The first day of the last month that is over in the department's zone."""
    return month_after(at.astimezone(ZoneInfo(department.timezone)).date(), -1)


def key_of(month: date) -> str:
    return f"{UNBUILT}:{month:%Y-%m}"
