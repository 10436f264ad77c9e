"""How a message looks from outside. Its HTML stays inside: it is a stranger's."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from support_desk.shared.api.fields import InstantField, ReferenceField
from support_desk.shared.viewer import Viewer
from tickets.models import Channel, Message, MessageAttachment


class AttachmentSerializer(serializers.Serializer[Any]):
    """A file of a message; `url` answers to the same token."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    content_type = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    url = serializers.SerializerMethodField()

    @extend_schema_field(serializers.URLField)
    def get_url(self, file: dict[str, Any]) -> str:
        return self.context["request"].build_absolute_uri(f"/attachments/{file['id']}/")


class MessageSerializer(serializers.Serializer[Message]):
    """One inbound, outbound or internal entry of a ticket. `quoted` is what was folded away of a mail."""

    id = serializers.IntegerField()
    ticket = serializers.IntegerField(source="ticket_number")
    direction = serializers.ChoiceField(choices=Message.Direction.choices)
    channel = serializers.ChoiceField(choices=Channel.choices)
    author = ReferenceField(allow_null=True)
    contact = ReferenceField(allow_null=True)
    author_name = serializers.CharField()
    author_address = serializers.CharField()
    body = serializers.CharField(source="body_text")
    quoted = serializers.CharField(source="quoted_text")
    to = serializers.ListField(child=serializers.CharField(), source="to_addresses")
    cc = serializers.ListField(child=serializers.CharField(), source="cc_addresses")
    is_automatic = serializers.BooleanField()
    promised_until = InstantField(allow_null=True)
    created_at = InstantField()
    retracted_at = InstantField(allow_null=True)
    changed_at = InstantField()
    attachments = AttachmentSerializer(many=True, source="file_list")


class NoteSerializer(MessageSerializer):
    """A note that was just written. `not_told`: names of colleagues named in it who do not see the ticket (P2)."""

    not_told = serializers.ListField(child=serializers.CharField())


def shown_messages(viewer: Viewer) -> QuerySet[Message]:
    """The viewer's messages with all that the serializer shows, in one statement."""
    file = JSONObject(
        id="file_id",
        name="file__name",
        content_type="file__content_type",
        size="file__size",
        sha256="file__sha256",
    )
    files = MessageAttachment.objects.filter(message=OuterRef("pk")).order_by("id")
    return (
        Message.objects.visible_to(viewer)
        .select_related("author", "contact")
        .defer("search", "body_html")
        .annotate(ticket_number=F("ticket__number"), file_list=ArraySubquery(files.values(found=file)))
    )
