"""The audit trail, to be read (P5)."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from support_desk.shared.api.fields import InstantField
from support_desk.shared.api.viewsets import ReadOnlyResource
from support_desk.shared.filtering import IdFilter, InstantFilter
from support_desk.shared.models import AuditEntry


class AuditFilter(django_filters.FilterSet):
    """Filters of the trail. `scope` is one thing that a person would open, as "ticket:4817"."""

    action = django_filters.CharFilter(label=_("Action"), max_length=60)
    actor = IdFilter(label=_("Who"), field_name="actor_id")
    object_type = django_filters.CharFilter(label=_("Object type"), max_length=60)
    object_id = django_filters.CharFilter(label=_("Object"), max_length=40)
    scope = django_filters.CharFilter(label=_("About"), max_length=60)
    after = InstantFilter(label=_("From"), field_name="at", lookup_expr="gte")
    before = InstantFilter(label=_("Before"), field_name="at", lookup_expr="lt")

    class Meta:
        model = AuditEntry
        fields: list[str] = []


class AuditSerializer(serializers.Serializer[AuditEntry]):
    """Who did what to which object. `actor` is the account's id; null when the desk acted by itself."""

    id = serializers.IntegerField()
    at = InstantField()
    actor = serializers.IntegerField(source="actor_id", allow_null=True)
    actor_name = serializers.CharField()
    action = serializers.CharField()
    object_type = serializers.CharField()
    object_id = serializers.CharField()
    object_label = serializers.CharField()
    scope = serializers.CharField()
    before = serializers.JSONField()
    after = serializers.JSONField()


class AuditViewSet(ReadOnlyResource):
    """Entries of the audit trail, newest first."""

    scope = "audit"
    serializer_class = AuditSerializer
    filterset_class = AuditFilter
    orderings = ("-id", "id")
    change_columns = ("xid", "at")

    def rows(self) -> QuerySet[AuditEntry]:
        return AuditEntry.objects.visible_to(self.viewer)
