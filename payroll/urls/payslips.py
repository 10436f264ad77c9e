"""Addresses of payslips. One's own and a colleague's have the same: whose, and the month."""

from django.urls import URLPattern, URLResolver, path

from payroll.views import payslips
from support_desk.shared.urls.months import MONTH

SLIP = f"pay/<int:employee_id>/{MONTH}/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("pay/", payslips.pay, name="pay"),
    path(SLIP, payslips.payslip, name="payslip"),
]
