"""Log-in, password and second factor by allauth; what this desk does not offer is not there (P3)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path, re_path


def not_offered(request: HttpRequest, **kwargs: str) -> HttpResponse:
    """Accounts are opened, and their addresses changed, by an administrator."""
    raise Http404


urlpatterns: list[URLPattern | URLResolver] = [
    path("signup/", not_offered),
    path("email/", not_offered),
    re_path(r"^confirm-email/", not_offered),
    path("password/set/", not_offered),
    path("", include("allauth.urls")),
]
