"""All addresses of the desk; each app brings its own."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("support_desk.shared.urls")),
    path("", include("workload.urls")),
    path("", include("tickets.urls")),
    path("", include("disputes.urls")),
    path("", include("payroll.urls")),
    path("api/v1/", include("support_desk.api_urls")),
    path("accounts/", include("support_desk.account_urls")),
    path("admin/", admin.site.urls),
]
