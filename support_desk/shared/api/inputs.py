"""What comes in: named fields only, each checked by its own type."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers


class Input(serializers.Serializer[Any]):
    """A request's body. A field that is not known is refused with its name, so that a misspelt one is not lost."""

    default_error_messages = {"unknown": _("This field is not known here.")}

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            unknown = {first_name(name) for name in data} - set(self.fields)
            if unknown:
                message = self.error_messages["unknown"]
                raise serializers.ValidationError({name[:100]: message for name in sorted(unknown)[:20]})
        return super().to_internal_value(data)


def first_name(name: Any) -> str:
    """`work.minutes` of a form belongs to `work`, `tags[0]` to `tags`."""
    return str(name).partition(".")[0].partition("[")[0]


class NothingInput(Input):
    """A verb that needs no more than its address."""


class CopyInput(Input):
    """The name of a copy; its code follows that of its model."""

    name = serializers.CharField(max_length=100)
