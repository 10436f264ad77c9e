"""Addresses of pay, a file a part."""

from payroll.urls import adjustments, director, facts, payslips, plans, runs, scenarios

urlpatterns = [
    *plans.urlpatterns,
    *facts.urlpatterns,
    *runs.urlpatterns,
    *payslips.urlpatterns,
    *adjustments.urlpatterns,
    *scenarios.urlpatterns,
    *director.urlpatterns,
]
