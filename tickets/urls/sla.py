"""Addresses of what is promised."""

from django.urls import URLPattern, path

from tickets.views import policy_copying, standard_terms

urlpatterns: list[URLPattern] = [
    path("sla/standard/", standard_terms.standard_terms, name="standard-terms"),
    path("sla/policies/<int:pk>/copy/", policy_copying.policy_copy, name="policy-copy"),
]
