"""`/portal/login/` and `/portal/enter/…`: coming in by a link of one use."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core import ratelimit
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from tickets.actions.portal.asking import ask_again, ask_for_link
from tickets.actions.portal.entering import SENTENCES, LinkFault, enter_by_link, fault_of, find_link
from tickets.forms.portal import LinkForm
from tickets.models import PortalLink
from tickets.views.portal.doors import no_employees


@require_http_methods(["GET", "HEAD", "POST"])
@no_employees
def log_in(request: DeskRequest) -> HttpResponse:
    """Asks for the address and says the same whatever it is."""
    if request.viewer.is_client:
        return redirect("portal-home")
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if is_throttled(request):
            return throttled(request, form)
        wanted = approval_in(request.POST.get("next", ""))
        ask_for_link(address=form.cleaned_data["email"], at=request.at, approval_id=wanted)
        return render(request, "portal/sent.html", {"email": form.cleaned_data["email"]})
    context = {"form": form, "next": request.GET.get("next", "") or request.POST.get("next", "")}
    return render(request, "portal/login.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@no_employees
def enter(request: DeskRequest, token: str) -> HttpResponse:
    """Shows a button and logs in when it is pressed: programs that look at links in letters press nothing."""
    link = find_link(token)
    if link is not None and request.viewer.contact_id == link.contact_id:
        return redirect(target_of(link))
    if is_of_another_client(request, link):
        return render(request, "404.html", status=404)
    if request.method == "POST":
        return fresh_one(request, token) if "again" in request.POST else let_in(request, token)
    fault = fault_of(link, request.at)
    return faulty(request, fault) if fault else private(render(request, "portal/enter.html", {"link": link}))


def approval_in(path: str) -> int | None:
    """The approval that a letter of ours led to before one had to log in."""
    try:
        place = resolve(path)
    except Resolver404:
        return None
    return int(place.kwargs["approval_id"]) if place.url_name == "portal-approval" else None


def is_of_another_client(request: DeskRequest, link: PortalLink | None) -> bool:
    """Somebody who is logged in for one organisation is not led into another's."""
    return link is not None and request.viewer.is_client and request.viewer.client_id != link.contact.client_id


def let_in(request: DeskRequest, token: str) -> HttpResponse:
    """Uses the link up and logs its contact in, second factor and all."""
    try:
        link = enter_by_link(token=token, at=request.at)
    except Refused as refusal:
        return faulty(request, LinkFault(refusal.code))
    user = link.contact.user
    record_authentication(request, user, method="portal_link")
    answer: HttpResponse = perform_login(request, Login(user=user, redirect_url=target_of(link)))
    return answer


def fresh_one(request: DeskRequest, token: str) -> HttpResponse:
    """Another link to the address of an old one, which is not told."""
    if is_throttled(request):
        return throttled(request, LinkForm())
    ask_again(token=token, at=request.at)
    return render(request, "portal/sent.html")


def target_of(link: PortalLink) -> str:
    """The page a link leads to."""
    return reverse("portal-approval", args=[link.approval_id]) if link.approval_id else reverse("portal-home")


def faulty(request: DeskRequest, fault: LinkFault) -> HttpResponse:
    """Says what is wrong with the link and offers a new one."""
    context = {"words": SENTENCES[fault], "may_ask": fault is not LinkFault.UNKNOWN}
    return private(render(request, "portal/link_fault.html", context, status=410))


def private(answer: HttpResponse) -> HttpResponse:
    """The address holds a secret: it goes into no cache and no other site's log. Without any referrer browsers would
    send the form as coming from nowhere, which is refused."""
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "same-origin"
    return answer


def is_throttled(request: DeskRequest) -> bool:
    """By the network address; letters to one contact are counted where they are sent."""
    return not ratelimit.consume(request, action="portal_link")


def throttled(request: DeskRequest, form: LinkForm) -> HttpResponse:
    words = _("Too many links were asked for from your network. Try again in an hour, or call us.")
    return render(request, "portal/login.html", {"form": form, "problem": words}, status=429)
