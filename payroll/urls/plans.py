"""Addresses of plans."""

from django.urls import URLPattern, URLResolver, path

from payroll.views import plans

urlpatterns: list[URLPattern | URLResolver] = [
    path("pay/plans/", plans.pay_plans, name="pay-plans"),
    path("pay/plans/versions/<int:version_id>/read/", plans.pay_plan_read, name="pay-plan-read"),
    path("pay/plans/<int:plan_id>/", plans.pay_plan, name="pay-plan"),
]
