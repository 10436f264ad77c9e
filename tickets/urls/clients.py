"""Addresses of clients."""

from django.urls import URLPattern, path

from tickets.views import client_hours, clients

urlpatterns: list[URLPattern] = [
    path("clients/", clients.clients, name="clients"),
    path("clients/<int:client_id>/", clients.client, name="client"),
    path("clients/<int:client_id>/notes/", clients.client_notes, name="client-notes"),
    path("contacts/<int:contact_id>/invite/", clients.contact_invite, name="contact-invite"),
    path("clients/<int:client_id>/hours/", client_hours.client_hours, name="client-hours"),
]
