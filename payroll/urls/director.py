"""Addresses of the director."""

from django.urls import URLPattern, URLResolver, path

from payroll.views import director, director_files, director_payroll

urlpatterns: list[URLPattern | URLResolver] = [
    path("director/", director.director, name="director"),
    path("director/payroll/", director_payroll.director_payroll, name="director-payroll"),
    path("director/payroll/<slug:file_format>/", director_files.director_payroll_file, name="director-payroll-file"),
]
