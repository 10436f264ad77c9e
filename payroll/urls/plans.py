"""Addresses of plans."""

from django.urls import URLPattern, URLResolver, path

from payroll.views import plan_keeping, plan_people, plan_writing, plans

urlpatterns: list[URLPattern | URLResolver] = [
    path("pay/plans/", plans.pay_plans, name="pay-plans"),
    path("pay/plans/new/", plan_writing.pay_plan_new, name="pay-plan-new"),
    path("pay/plans/preview/", plan_writing.pay_plan_preview, name="pay-plan-preview"),
    path("pay/plans/people/", plan_people.pay_plan_people, name="pay-plan-people"),
    path("pay/plans/assign/", plan_people.pay_plan_assign, name="pay-plan-assign"),
    path(
        "pay/plans/assignments/<int:assignment_id>/end/",
        plan_people.pay_plan_assignment_end,
        name="pay-plan-assignment-end",
    ),
    path("pay/plans/versions/<int:version_id>/read/", plans.pay_plan_read, name="pay-plan-read"),
    path("pay/plans/<int:plan_id>/", plans.pay_plan, name="pay-plan"),
    path("pay/plans/<int:plan_id>/edit/", plan_writing.pay_plan_edit, name="pay-plan-edit"),
    path("pay/plans/<int:plan_id>/publish/", plan_keeping.pay_plan_publish, name="pay-plan-publish"),
    path("pay/plans/<int:plan_id>/keep/", plan_keeping.pay_plan_keep, name="pay-plan-keep"),
    path("pay/plans/<int:plan_id>/end/", plan_keeping.pay_plan_end, name="pay-plan-end"),
]
