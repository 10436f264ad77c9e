from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PayrollConfig(AppConfig):
    """Pay plans, pay runs and payslips."""

    name = "payroll"
    verbose_name = _("Payroll")
