"""Services that the company sells (C3)."""

from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction

from support_desk.shared.changing import change_row, check_named, create_row
from support_desk.shared.viewer import Viewer
from tickets.models import Service
from tickets.permissions import check_can_manage_catalogues

FIELDS = frozenset({"name", "is_active"})


class ServiceFields(TypedDict, total=False):
    """What can be changed of a service; its code never, integrations know it."""

    name: str
    is_active: bool


@transaction.atomic
def create_service(*, code: str, name: str, by: Viewer, at: datetime) -> Service:
    """A new service. Refused, naming `code`, when there is one."""
    check_can_manage_catalogues(by)
    service = Service(code=code.strip(), name=name.strip())
    return create_row(
        service, action="service.create", by=by, at=at, after={"code": service.code, "name": service.name}
    )


@transaction.atomic
def update_service(*, service: Service, by: Viewer, at: datetime, **new: Unpack[ServiceFields]) -> Service:
    """Changes the named fields."""
    check_named(new, FIELDS)
    check_can_manage_catalogues(by)
    locked = Service.objects.select_for_update(of=("self",)).get(pk=service.pk)
    return change_row(locked, action="service.update", by=by, at=at, new=dict(new))
