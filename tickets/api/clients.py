"""Clients and the services that the company sells."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from rest_framework import serializers

from support_desk.shared.api.fields import InstantField
from support_desk.shared.api.inputs import Input
from support_desk.shared.api.viewsets import KeptResource
from tickets.actions.catalogue import create_client, create_service, update_client, update_service
from tickets.filters import ClientFilter, ServiceFilter
from tickets.models import Client, Service


class ClientSerializer(serializers.Serializer[Client]):
    """An organisation that the department serves. `unanswered_minutes`: null where the policy decides (S4)."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    language = serializers.CharField()
    tone_notes = serializers.CharField()
    unanswered_minutes = serializers.IntegerField(allow_null=True)
    is_active = serializers.BooleanField()
    changed_at = InstantField()


class ClientInput(Input):
    """A new client."""

    name = serializers.CharField(max_length=150)
    language = serializers.ChoiceField(choices=settings.LANGUAGES, required=False)
    tone_notes = serializers.CharField(max_length=4000, allow_blank=True, required=False)
    unanswered_minutes = serializers.IntegerField(required=False, allow_null=True)


class ClientChange(Input):
    """What can be changed of a client."""

    name = serializers.CharField(max_length=150, required=False)
    language = serializers.ChoiceField(choices=settings.LANGUAGES, required=False)
    tone_notes = serializers.CharField(max_length=4000, allow_blank=True, required=False)
    unanswered_minutes = serializers.IntegerField(required=False, allow_null=True)
    is_active = serializers.BooleanField(required=False)


class ClientViewSet(KeptResource):
    """Clients."""

    scope = "clients"
    serializer_class = ClientSerializer
    input_class = ClientInput
    change_class = ClientChange
    filterset_class = ClientFilter
    orderings = ("name", "-name", "id", "-id")

    def rows(self) -> QuerySet[Client]:
        return Client.objects.visible_to(self.viewer)

    def make(self, data: dict[str, Any]) -> Client:
        return create_client(**data, **self.who)

    def change(self, row: Client, data: dict[str, Any]) -> Client:
        return update_client(client=row, **data, **self.who)


class ServiceSerializer(serializers.Serializer[Service]):
    """What the company sells."""

    id = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()
    is_active = serializers.BooleanField()
    changed_at = InstantField()


class ServiceInput(Input):
    """A new service; its code never changes."""

    code = serializers.SlugField(max_length=40)
    name = serializers.CharField(max_length=100)


class ServiceChange(Input):
    """What can be changed of a service."""

    name = serializers.CharField(max_length=100, required=False)
    is_active = serializers.BooleanField(required=False)


class ServiceViewSet(KeptResource):
    """Services."""

    scope = "clients"
    serializer_class = ServiceSerializer
    input_class = ServiceInput
    change_class = ServiceChange
    filterset_class = ServiceFilter
    orderings = ("name", "-name", "id", "-id")

    def rows(self) -> QuerySet[Service]:
        return Service.objects.all() if self.viewer.is_employee else Service.objects.none()

    def make(self, data: dict[str, Any]) -> Service:
        return create_service(**data, **self.who)

    def change(self, row: Service, data: dict[str, Any]) -> Service:
        return update_service(service=row, **data, **self.who)
