"""Addresses of months and runs of pay."""

from django.urls import URLPattern, URLResolver, path

from payroll.views import pay_deeds, pay_months
from support_desk.shared.urls.months import MONTH

OF_A_MONTH = f"pay/months/<int:department_id>/{MONTH}/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("pay/months/", pay_months.pay_months, name="pay-months"),
    path(OF_A_MONTH, pay_months.pay_month, name="pay-month"),
    path(f"{OF_A_MONTH}progress/", pay_months.pay_month_progress, name="pay-month-progress"),
    path(f"{OF_A_MONTH}freeze/", pay_deeds.pay_month_freeze, name="pay-month-freeze"),
    path(f"{OF_A_MONTH}thaw/", pay_deeds.pay_month_thaw, name="pay-month-thaw"),
    path(f"{OF_A_MONTH}draft/", pay_deeds.pay_month_draft, name="pay-month-draft"),
    path("pay/runs/<int:run_id>/confirm/", pay_deeds.pay_run_confirm, name="pay-run-confirm"),
    path("pay/runs/<int:run_id>/approve/", pay_deeds.pay_run_approve, name="pay-run-approve"),
    path("pay/runs/<int:run_id>/send-back/", pay_deeds.pay_run_send_back, name="pay-run-send-back"),
]
