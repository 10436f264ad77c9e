"""What the caller was told, newest first, and marking it as read: one's own alone (P2)."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from support_desk.shared.actions.notices import read_all_notices, read_notice
from support_desk.shared.api.fields import InstantField
from support_desk.shared.api.inputs import Input, NothingInput
from support_desk.shared.api.verbs import verb
from support_desk.shared.api.viewsets import ReadOnlyResource
from support_desk.shared.filtering import FlagFilter
from support_desk.shared.models import Notice
from support_desk.shared.notices import words_of


class NoticeFilter(django_filters.FilterSet):
    """Filters of notices."""

    unread = FlagFilter(label=_("Unread"), field_name="read_at", lookup_expr="isnull")

    class Meta:
        model = Notice
        fields: list[str] = []


class NoticeSerializer(serializers.Serializer[Notice]):
    """One thing the caller was told, `title` and `body` in the language asked for. `url` is a page of this desk;
    `delivered_at` when it came; `read_at` is null while it is unread."""

    id = serializers.IntegerField()
    kind = serializers.CharField()
    title = serializers.SerializerMethodField()
    body = serializers.SerializerMethodField()
    url = serializers.CharField()
    is_urgent = serializers.BooleanField()
    delivered_at = InstantField(source="deliver_at")
    read_at = InstantField(allow_null=True)

    def get_title(self, notice: Notice) -> str:
        return str(words_of(notice).title)

    def get_body(self, notice: Notice) -> str:
        return str(words_of(notice).body)


class ReadInput(Input):
    """Those that had come by `until`, by now when it is left out."""

    until = InstantField(required=False)


class ReadSerializer(serializers.Serializer[Any]):
    """How many became read."""

    read = serializers.IntegerField()


class NoticeViewSet(ReadOnlyResource):
    """Notices."""

    scope = "notices"
    serializer_class = NoticeSerializer
    filterset_class = NoticeFilter
    orderings = ("-deliver_at", "deliver_at")
    change_columns = None

    def rows(self) -> QuerySet[Notice]:
        return Notice.objects.visible_to(self.viewer).delivered(self.viewer.at)

    @verb(NothingInput, NoticeSerializer, path="read")
    def mark_read(self, request: Request, pk: str) -> Response:
        """Mark one as read."""
        found = self.get_object()
        self.read(NothingInput)
        read_notice(notice=found, **self.who)
        return self.answer(found)

    @extend_schema(operation_id="notices_read_all_create", request=ReadInput, responses=ReadSerializer)
    @action(detail=False, methods=["post"], url_path="read")
    def mark_all_read(self, request: Request) -> Response:
        """Mark all as read that had come by an instant."""
        until = self.read(ReadInput).get("until", self.who["at"])
        return Response(ReadSerializer({"read": read_all_notices(until=until, **self.who)}).data)
