"""Addresses of the month's race and of the director's figures."""

from django.urls import URLPattern, URLResolver, path

from disputes.views import dispute_report, dispute_report_files, rating, rating_files

urlpatterns: list[URLPattern | URLResolver] = [
    path("rating/", rating.rating, name="rating"),
    path("rating/<slug:file_format>/", rating_files.rating_file, name="rating-file"),
    path("director/disputes/", dispute_report.dispute_report, name="dispute-report"),
    path("director/disputes/<slug:file_format>/", dispute_report_files.dispute_report_file, name="dispute-report-file"),
]
