from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PayrollConfig(AppConfig):
    """Pay plans, pay runs and payslips."""

    name = "payroll"
    verbose_name = _("Payroll")

    def ready(self) -> None:
        from payroll import (
            adjustment_start,
            director_start,
            fact_start,
            navigation,
            payslip_start,
            plan_start,
            run_start,
            scenario_start,
        )

        navigation.register()
        plan_start.register()
        fact_start.register()
        run_start.register()
        payslip_start.register()
        adjustment_start.register()
        scenario_start.register()
        director_start.register()
