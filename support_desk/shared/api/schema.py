"""What OpenAPI cannot see by itself: tokens, idempotency keys, problems, pages of changes."""

from typing import Any, Literal

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from support_desk.shared.api.changes import CHANGES
from support_desk.shared.api.idempotency import HEADER
from support_desk.shared.api.pagination import DEFAULT_LIMIT, LARGEST_LIMIT
from support_desk.shared.api.problems import MEDIA_TYPE

INSTANT = {"type": "string", "format": "date-time"}
KEY = {"type": "string", "pattern": "^[\\x21-\\x7e]+$", "minLength": 1, "maxLength": 200}
FLAG = {"type": "string", "enum": ["0", "1"]}


class FieldErrorSerializer(serializers.Serializer[Any]):
    """One field at fault; "" is the request as a whole."""

    field = serializers.CharField(allow_blank=True)
    message = serializers.CharField()


class ProblemSerializer(serializers.Serializer[Any]):
    """An error (RFC 9457). `code` is stable; `detail` is a sentence in the caller's language."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField()
    detail = serializers.CharField()
    errors: Any = FieldErrorSerializer(many=True, required=False)


class DeskSchema(AutoSchema):
    """Adds to every operation what every resource does."""

    view: Any

    def get_override_parameters(self) -> list[Any]:
        if self.method == "POST":
            return [idempotency_parameter()]
        return page_parameters(self.view) if self.view.is_list else []

    def get_request_serializer(self) -> Any:
        """What a catalogue takes differs from what it shows."""
        names = {"create": "input_class", "partial_update": "change_class"}
        own = getattr(self.view, names.get(self.view.action, ""), None)
        return own or super().get_request_serializer()

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        operation = super().get_operation(*args, **kwargs)
        if operation is not None:
            problem = self.resolve_serializer(ProblemSerializer, "response").ref
            content = {MEDIA_TYPE: {"schema": problem}}
            text = "A problem; its code and sentence say which."
            operation["responses"]["4XX"] = {"description": text, "content": content}
        return operation

    def _is_list_view(self, serializer: Any = None) -> bool:
        return bool(self.view.is_list)


def idempotency_parameter() -> OpenApiParameter:
    text = "The same key with the same body has one effect and one answer, for 24 hours."
    return OpenApiParameter(HEADER, KEY, "header", description=text)


def page_parameters(view: Any) -> list[OpenApiParameter]:
    """Paging, ordering and following changes, as the view allows."""
    query: Literal["query"] = "query"
    limit = {"type": "integer", "minimum": 1, "maximum": LARGEST_LIMIT, "default": DEFAULT_LIMIT}
    found = [
        OpenApiParameter("cursor", str, query, description="The position that a `next` link carries."),
        OpenApiParameter("limit", limit, query),
        OpenApiParameter("count", FLAG, query, description="1 counts all rows as well."),
        OpenApiParameter("ordering", str, query, enum=view.orderings, description="Never together with changed_since."),
    ]
    if view.change_columns:
        text = "Everything that changed since this instant, once and in order; follow `next`."
        found.append(OpenApiParameter(CHANGES, INSTANT, query, description=text))
    return found


class TokenScheme(OpenApiAuthenticationExtension):
    """`Authorization: Bearer sd_…`."""

    target_class = "support_desk.shared.api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        return {"type": "http", "scheme": "bearer", "bearerFormat": "sd_…"}


class SessionScheme(OpenApiAuthenticationExtension):
    """The browser's session; writes need the CSRF header."""

    target_class = "support_desk.shared.api.authentication.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}
