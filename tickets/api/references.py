"""Fields that name another object of the desk."""

import re
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field

from support_desk.shared.api.fields import VisibleField
from tickets.models import Service
from workload.models import Operation

CODE = re.compile(r"[-a-zA-Z0-9_]{1,40}")


class ServiceField(VisibleField):
    """A service, which every employee knows."""

    def visible_rows(self) -> QuerySet[Any]:
        return self.rows.all()


@extend_schema_field({"oneOf": [{"type": "integer"}, {"type": "string"}]})
class OperationField(VisibleField):
    """An operation, by its id or by its code."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, str) and not data.isdigit():
            found = self.visible_rows().filter(code=data).first() if CODE.fullmatch(data) else None
            return found or self.fail("absent")
        return super().to_internal_value(data)


def service_field() -> ServiceField:
    return ServiceField(Service.objects.all(), required=False, allow_null=True)


def operation_field() -> OperationField:
    return OperationField(Operation.objects.all())
