"""Addresses of adjustments and objections."""

from django.urls import URLPattern, URLResolver, path

from payroll.views import adjustments, correcting, leavers, objections, proposing

urlpatterns: list[URLPattern | URLResolver] = [
    path("pay/adjustments/", adjustments.pay_adjustments, name="pay-adjustments"),
    path("pay/adjustments/new/", proposing.pay_adjustment_new, name="pay-adjustment-new"),
    path("pay/adjustments/<int:pk>/", adjustments.pay_adjustment, name="pay-adjustment"),
    path("pay/adjustments/<int:pk>/decide/", adjustments.pay_adjustment_decide, name="pay-adjustment-decide"),
    path("pay/adjustments/<int:pk>/consent/", adjustments.pay_adjustment_consent, name="pay-adjustment-consent"),
    path("pay/adjustments/<int:pk>/paper/", adjustments.pay_adjustment_paper, name="pay-adjustment-paper"),
    path("pay/payslips/<int:pk>/correct/", correcting.payslip_correct, name="payslip-correct"),
    path("pay/lines/<int:pk>/reverse/", proposing.payslip_line_reverse, name="payslip-line-reverse"),
    path("pay/lines/<int:pk>/object/", objections.objection_new, name="objection-new"),
    path("pay/leavers/", leavers.pay_leavers, name="pay-leavers"),
    path("pay/leavers/<int:pk>/draft/", leavers.pay_leaver_draft, name="pay-leaver-draft"),
    path("pay/objections/", objections.objections, name="objections"),
    path("pay/objections/<int:pk>/", objections.objection, name="objection"),
    path("pay/objections/<int:pk>/answer/", objections.objection_answer, name="objection-answer"),
]
