"""The door of `/admin/`: our log-in with its second factor, our roles, and a policy for its scripts alone."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.csp import csp_override
from unfold.sites import UnfoldAdminSite

from support_desk.shared.admin_csp import ADMIN_CSP
from support_desk.shared.roles import CATALOGUE_ROLES
from support_desk.shared.viewer import Viewer

View = Callable[..., HttpResponse]


class DeskAdminSite(UnfoldAdminSite):
    """Unfold's site behind the desk's own log-in. Every list in it can be had as a file."""

    def __init__(self, name: str = "admin") -> None:
        from support_desk.shared.admin_exports import export_csv, export_xlsx

        super().__init__(name)
        self.add_action(export_xlsx)
        self.add_action(export_csv)

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Only our own: what libraries bring along would save past the actions."""
        from support_desk.shared.admin.base import CatalogueAdmin

        if admin_class is not None and issubclass(admin_class, CatalogueAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        """Whoever keeps a catalogue, by the roles of this day; the account's mark alone is not enough."""
        viewer: Viewer = request.viewer  # type: ignore[attr-defined] # set by ViewerMiddleware
        return bool(request.user.is_active and request.user.is_staff and viewer.has(*CATALOGUE_ROLES))

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """What somebody may not open is not there (P3)."""
        guarded = super().admin_view(csp_override(ADMIN_CSP)(view), cacheable)

        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.user.is_authenticated and not self.has_permission(request):
                raise Http404
            try:
                return guarded(request, *args, **kwargs)
            except PermissionDenied as denied:
                raise Http404 from denied

        return answer

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """One log-in for the whole desk; for somebody logged in without a right to it, there is no admin."""
        if request.user.is_authenticated:
            raise Http404
        after = request.GET.get("next") or reverse("admin:index")
        return redirect(f"{reverse('account_login')}?{urlencode({'next': after})}")

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return redirect("account_logout")

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return redirect("account_change_password")

    def password_change_done(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return redirect("account_change_password")
