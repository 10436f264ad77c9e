"""`/portal/profile/`: language, theme, password."""

from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from support_desk.shared.actions.password import set_password
from support_desk.shared.actions.profile import change_profile
from support_desk.shared.http import DeskRequest
from support_desk.shared.languages import in_language
from support_desk.shared.models import User
from tickets.forms.portal import PasswordForm, PortalProfileForm
from tickets.models import ContactEmail
from tickets.views.portal.doors import clients_only, page
from tickets.views.portal.sending import done_once, led_to


@require_http_methods(["GET", "HEAD", "POST"])
@clients_only
def profile(request: DeskRequest) -> HttpResponse:
    """The page; a POST saves the choices and answers in the chosen language."""
    form = PortalProfileForm(request.POST or None, instance=User.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        saved = change_profile(user=request.user, by=request.viewer, at=request.at, **form.cleaned_data)
        return in_language(redirect("portal-profile"), saved.language, request)
    return shown(request, form, PasswordForm(has_password=request.user.has_usable_password()))


@require_POST
@clients_only
def password(request: DeskRequest) -> HttpResponse:
    """A first password, or a new one; this session stays, the others end."""
    form = PasswordForm(request.POST, has_password=request.user.has_usable_password())

    def change() -> User:
        data = form.cleaned_data
        return set_password(
            user=request.user,
            password=data["password"],
            current=data.get("current", ""),
            by=request.viewer,
            at=request.at,
        )

    stands, user = done_once(request, form, change)
    if not stands:
        return shown(request, PortalProfileForm(instance=request.user), form)
    if user is not None:
        update_session_auth_hash(request, user)
    return led_to(request, reverse("portal-profile"), _("Saved. From now on you can log in with this password too."))


def shown(request: DeskRequest, form: PortalProfileForm, password_form: PasswordForm) -> HttpResponse:
    addresses = ContactEmail.objects.filter(contact_id=request.viewer.contact_id or 0).order_by("id")
    context = {
        "form": form,
        "password_form": password_form,
        "has_password": request.user.has_usable_password(),
        "addresses": list(addresses.values_list("email", flat=True)),
    }
    has_errors = form.errors or password_form.errors
    return page(request, "portal/profile.html", context, tab="profile", status=422 if has_errors else 200)
