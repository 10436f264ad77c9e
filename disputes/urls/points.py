"""Addresses of points."""

from django.urls import URLPattern, URLResolver, path

from disputes.views import kitty, point_policies, point_reports, points
from support_desk.shared.urls.months import MONTH

REPORT = f"points/report/<int:department_id>/{MONTH}/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("points/", points.points, name="points"),
    path("points/correct/", points.points_correct, name="points-correct"),
    path("points/policies/", point_policies.point_policies, name="point-policies"),
    path("points/policies/new/", point_policies.point_policy_new, name="point-policy-new"),
    path("points/kitty/", kitty.kitty, name="kitty"),
    path("points/kitty/spend/", kitty.kitty_spend, name="kitty-spend"),
    path(REPORT, point_reports.point_report, name="point-report"),
    path(f"{REPORT}pdf/", point_reports.point_report_pdf, name="point-report-pdf"),
    path(f"{REPORT}xlsx/", point_reports.point_report_xlsx, name="point-report-xlsx"),
]
