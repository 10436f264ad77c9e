"""Addresses of facts."""

from django.urls import URLPattern, URLResolver, path

from payroll.views import facts

urlpatterns: list[URLPattern | URLResolver] = [
    path("pay/facts/", facts.facts, name="pay-facts"),
    path("pay/facts/new/", facts.fact_new, name="pay-fact-new"),
    path("pay/facts/<int:pk>/", facts.fact, name="pay-fact"),
    path("pay/facts/<int:pk>/take-back/", facts.fact_take_back, name="pay-fact-take-back"),
]
