"""Addresses of payslips. One's own and a colleague's have the same: whose, and the month."""

from django.urls import URLPattern, URLResolver, path

from payroll.views import payslip_files, payslip_lines, payslips
from support_desk.shared.urls.months import MONTH

SLIP = f"pay/<int:employee_id>/{MONTH}/"
LINE = f"{SLIP}lines/<int:position>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("pay/", payslips.pay, name="pay"),
    path(SLIP, payslips.payslip, name="payslip"),
    path(LINE, payslip_lines.payslip_line, name="payslip-line"),
    path(f"{LINE}<slug:source>/", payslip_lines.payslip_rows, name="payslip-rows"),
    path(f"{SLIP}<slug:file_format>/", payslip_files.payslip_file, name="payslip-file"),
]
