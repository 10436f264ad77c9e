"""Addresses of the kernel."""

from support_desk.shared.urls import health, pages

urlpatterns = [*pages.urlpatterns, *health.urlpatterns]
