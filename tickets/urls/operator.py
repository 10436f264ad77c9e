"""Addresses of the operator's page and of missed calls."""

from django.urls import URLPattern, path

from tickets.views import missed_calls, operator, taking_over

urlpatterns: list[URLPattern] = [
    path("operator/", operator.operator, name="operator"),
    path("operator/people/", operator.operator_people, name="operator-people"),
    path("operator/<int:number>/", taking_over.operator_ticket, name="operator-ticket"),
    path("operator/calls/new/", missed_calls.operator_call_new, name="operator-call-new"),
    path("operator/calls/<int:pk>/", missed_calls.operator_call, name="operator-call"),
]
