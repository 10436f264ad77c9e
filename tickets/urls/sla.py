"""Addresses of what is promised."""

from django.urls import URLPattern, path

from tickets.views import standard_terms

urlpatterns: list[URLPattern] = [
    path("sla/standard/", standard_terms.standard_terms, name="standard-terms"),
]
