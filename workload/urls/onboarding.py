"""Addresses of onboarding."""

from django.urls import URLPattern, path

from workload.views import onboarding

urlpatterns: list[URLPattern] = [
    path("onboarding/", onboarding.onboarding, name="onboarding"),
    path("onboarding/<int:plan_id>/", onboarding.onboarding_plan, name="onboarding-plan"),
    path("onboarding/<int:plan_id>/replan/", onboarding.onboarding_replan, name="onboarding-replan"),
    path("onboarding/<int:plan_id>/close/", onboarding.onboarding_close, name="onboarding-close"),
    path("onboarding/steps/<int:item_id>/done/", onboarding.onboarding_done, name="onboarding-done"),
    path("onboarding/steps/<int:item_id>/confirm/", onboarding.onboarding_confirm, name="onboarding-confirm"),
]
