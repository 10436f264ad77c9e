"""Addresses of the kernel."""

from support_desk.shared.urls import health, imports, pages

urlpatterns = [*pages.urlpatterns, *imports.urlpatterns, *health.urlpatterns]
