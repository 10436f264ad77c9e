"""Addresses of imports."""

from django.urls import URLPattern, path

from support_desk.shared.views import imports

urlpatterns: list[URLPattern] = [
    path("imports/", imports.imports, name="imports"),
    path("imports/run/<int:run_id>/", imports.import_run, name="import-run"),
    path("imports/run/<int:run_id>/load/", imports.import_load, name="import-load"),
    path("imports/<slug:kind>/", imports.import_kind, name="import-kind"),
    path("imports/<slug:kind>/template/<slug:file_format>/", imports.import_template, name="import-template"),
]
