"""People at clients, with their addresses and phones."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from rest_framework import serializers

from support_desk.shared.api.fields import InstantField, ReferenceField, VisibleField
from support_desk.shared.api.inputs import Input
from support_desk.shared.api.viewsets import KeptResource
from tickets.actions.catalogue import create_contact, update_contact
from tickets.filters import ContactFilter
from tickets.models import Client, Contact, ContactEmail, ContactPhone


class ContactSerializer(serializers.Serializer[Contact]):
    """A person at a client."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    position = serializers.CharField()
    client = ReferenceField()
    emails = serializers.ListField(child=serializers.EmailField(), source="email_list")
    phones = serializers.ListField(child=serializers.CharField(), source="phone_list")
    is_active = serializers.BooleanField()
    changed_at = InstantField()


class ContactInput(Input):
    """A new contact."""

    client = VisibleField(Client.objects.all())
    name = serializers.CharField(max_length=150)
    position = serializers.CharField(max_length=100, allow_blank=True, required=False)
    emails = serializers.ListField(child=serializers.CharField(max_length=254), max_length=20, required=False)
    phones = serializers.ListField(child=serializers.CharField(max_length=40), max_length=20, required=False)


class ContactChange(Input):
    """What can be changed of a contact; `emails` and `phones` replace all there were."""

    name = serializers.CharField(max_length=150, required=False)
    position = serializers.CharField(max_length=100, allow_blank=True, required=False)
    emails = serializers.ListField(child=serializers.CharField(max_length=254), max_length=20, required=False)
    phones = serializers.ListField(child=serializers.CharField(max_length=40), max_length=20, required=False)
    is_active = serializers.BooleanField(required=False)


class ContactViewSet(KeptResource):
    """Contacts."""

    scope = "clients"
    serializer_class = ContactSerializer
    input_class = ContactInput
    change_class = ContactChange
    filterset_class = ContactFilter
    orderings = ("name", "-name", "id", "-id")

    def rows(self) -> QuerySet[Contact]:
        mine = OuterRef("pk")
        emails = ContactEmail.objects.filter(contact=mine).order_by("id")
        phones = ContactPhone.objects.filter(contact=mine).order_by("id")
        return (
            Contact.objects.visible_to(self.viewer)
            .select_related("client")
            .annotate(
                email_list=ArraySubquery(emails.values("email")), phone_list=ArraySubquery(phones.values("number"))
            )
        )

    def make(self, data: dict[str, Any]) -> Contact:
        return create_contact(**data, **self.who)

    def change(self, row: Contact, data: dict[str, Any]) -> Contact:
        return update_contact(contact=row, **data, **self.who)
