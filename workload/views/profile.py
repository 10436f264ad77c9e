"""`/profile/`: one's own choices, log-in and API tokens."""

from datetime import datetime, time

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from support_desk.shared.actions.profile import change_profile
from support_desk.shared.actions.tokens import create_token, revoke_token
from support_desk.shared.errors import Refused
from support_desk.shared.forms import ProfileForm
from support_desk.shared.http import DeskRequest
from support_desk.shared.languages import in_language
from support_desk.shared.models import ApiToken, User
from support_desk.shared.views.doors import employees_only, people_only
from workload.forms.tokens import TokenForm
from workload.queries.profile import profile_page


@require_http_methods(["GET", "HEAD", "POST"])
@people_only
def profile(request: DeskRequest) -> HttpResponse:
    """The page; a POST saves the choices and answers in the chosen language."""
    account = User.objects.get(pk=request.user.pk)
    form = ProfileForm(request.POST or None, instance=account)
    if request.method == "POST" and form.is_valid():
        saved = change_profile(user=request.user, by=request.viewer, at=request.at, **form.cleaned_data)
        return in_language(redirect("profile"), saved.language, request)
    return shown(request, form, fresh_token_form(request))


@require_POST
@employees_only
def token_create(request: DeskRequest) -> HttpResponse:
    """Makes a token and shows its secret on the next page, once."""
    form = TokenForm(request.POST, today=timezone.localtime(request.at).date())
    if form.is_valid():
        data = form.cleaned_data
        expires_at = timezone.make_aware(datetime.combine(data["expires_on"], time.max))
        try:
            _token, secret = create_token(
                name=data["name"], scopes=data["scopes"], expires_at=expires_at, by=request.viewer, at=request.at
            )
        except Refused as refusal:
            form.add_error({"expires_at": "expires_on"}.get(refusal.field or "", refusal.field), str(refusal))
        else:
            return shown(request, ProfileForm(instance=request.user), fresh_token_form(request), secret=secret)
    return shown(request, ProfileForm(instance=request.user), form)


@require_POST
@employees_only
def token_revoke(request: DeskRequest, token_id: int) -> HttpResponse:
    """Ends one of one's own tokens."""
    token = get_object_or_404(ApiToken, pk=token_id, user_id=request.viewer.user_id)
    revoke_token(token=token, by=request.viewer, at=request.at)
    messages.success(request, _("The token no longer works."))
    return redirect("profile")


def shown(request: DeskRequest, form: ProfileForm, token_form: TokenForm, secret: str = "") -> HttpResponse:
    """The page. `secret`: the token just made, told this once and kept nowhere."""
    context = {
        "form": form,
        "token_form": token_form,
        "page": profile_page(request.viewer),
        "secret": secret,
        "has_second_factor": is_mfa_enabled(request.user),
        "zone": timezone.get_current_timezone_name(),
    }
    has_errors = form.errors or token_form.errors
    answer = render(request, "profile/profile.html", context, status=422 if has_errors else 200)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def fresh_token_form(request: DeskRequest) -> TokenForm:
    return TokenForm(today=timezone.localtime(request.at).date())
