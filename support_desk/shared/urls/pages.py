"""Addresses."""

from django.urls import URLPattern, path

from support_desk.shared.views.styleguide import styleguide

urlpatterns: list[URLPattern] = [
    path("styleguide/", styleguide, name="styleguide"),
]
