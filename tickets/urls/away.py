"""Addresses of what happened while somebody was away."""

from django.urls import URLPattern, path

from tickets.views import away

urlpatterns: list[URLPattern] = [
    path("away/", away.away_digests, name="away-digests"),
    path("away/<int:digest_id>/", away.away_digest, name="away-digest"),
]
