"""Fields that several resources share."""

from datetime import date, datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from support_desk.shared.instants import EARLIEST, LATEST
from support_desk.shared.viewer import Viewer

LARGEST = 2**63 - 1


class InstantField(serializers.DateTimeField):
    """An instant with its offset: one without would mean another moment in another zone."""

    default_error_messages = {
        "naive": _("Write the offset as well, as in 2026-11-23T10:00:00+03:00."),
        "far": _("This instant is too far away."),
    }

    def enforce_timezone(self, value: datetime) -> datetime:
        if value.tzinfo is None:
            self.fail("naive")
        return super().enforce_timezone(value)

    def to_internal_value(self, value: Any) -> datetime:
        instant = super().to_internal_value(value)
        if not EARLIEST <= instant < LATEST:
            self.fail("far")
        return instant


class DayField(serializers.DateField):
    """A day that calendars can still be reckoned around."""

    default_error_messages = {"far": _("This day is too far away.")}

    def to_internal_value(self, value: Any) -> date:
        day: date = super().to_internal_value(value)
        if not EARLIEST.date() <= day < LATEST.date():
            self.fail("far")
        return day


class ReferenceSerializer(serializers.Serializer[Any]):
    """Another object, by its id and what people call it."""

    id = serializers.IntegerField()
    name = serializers.CharField()


@extend_schema_field(ReferenceSerializer)
class ReferenceField(serializers.Field[Any, Any, Any, Any]):
    """A related object that was joined to its row: the same shape, at a fraction of a serializer's cost."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"read_only": True, **kwargs})

    def to_representation(self, value: Any) -> dict[str, Any]:
        return {"id": value.pk, "name": value.name}


@extend_schema_field({"type": "integer", "format": "int64"})
class VisibleField(serializers.Field[Any, Any, Any, Any]):
    """The id of an object that the caller may see. A foreign id and an absent one get the same answer (P3)."""

    default_error_messages = {
        "absent": _("There is nothing with this id, or nothing that you may see."),
        "no_id": _("Write the id as a whole number."),
    }

    def __init__(self, rows: QuerySet[Any], *, lookup: str = "pk", **kwargs: Any) -> None:
        self.rows, self.lookup = rows, lookup
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> Model:
        found = self.visible_rows().filter(**{self.lookup: self.key_of(data)}).first()
        if found is None:
            self.fail("absent")
        return found

    def visible_rows(self) -> QuerySet[Any]:
        viewer: Viewer = self.context["request"].viewer
        return self.rows.all().visible_to(viewer)  # type: ignore[attr-defined]

    def key_of(self, data: Any) -> int:
        """The number that was sent, as a number or, from a form, as its digits."""
        is_digits = isinstance(data, str) and data.isascii() and data.isdigit() and len(data) < 20
        if isinstance(data, bool) or not (isinstance(data, int) or is_digits) or abs(int(data)) > LARGEST:
            self.fail("no_id")
        return int(data)

    def to_representation(self, value: Any) -> Any:
        return getattr(value, self.lookup)
