"""Addresses of scenarios: what the director tries out."""

from django.urls import URLPattern, URLResolver, path

from payroll.views import scenarios, what_if, what_if_files

urlpatterns: list[URLPattern | URLResolver] = [
    path("director/what-if/", what_if.what_if_page, name="what-if"),
    path("director/what-if/people/<int:employee_id>/", what_if.what_if_person, name="what-if-person"),
    path("director/what-if/scenarios/", scenarios.scenario_save, name="what-if-save"),
    path("director/what-if/scenarios/<int:pk>/", scenarios.scenario, name="what-if-scenario"),
    path("director/what-if/scenarios/<int:pk>/delete/", scenarios.scenario_delete, name="what-if-delete"),
    path("director/what-if/<slug:file_format>/", what_if_files.what_if_file, name="what-if-file"),
]
