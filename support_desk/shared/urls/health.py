"""Addresses for machines that watch the desk."""

from django.urls import URLPattern, path

from support_desk.shared.views import health

urlpatterns: list[URLPattern] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
]
