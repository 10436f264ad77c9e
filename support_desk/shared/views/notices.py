"""`/notices/`: what somebody was told, the bell's figure, and marking as read."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.dateparse import parse_datetime
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from support_desk.shared.actions.notices import read_all_notices, read_notice
from support_desk.shared.addresses import address_with
from support_desk.shared.http import DeskRequest
from support_desk.shared.models import Notice
from support_desk.shared.notice_list import notices_page, unread_count
from support_desk.shared.views.doors import employees_only

UNREAD = "unread"


@require_safe
@employees_only
def notices(request: DeskRequest) -> HttpResponse:
    """Fifty of one's own, newest first; `?show=unread` narrows."""
    only_unread = request.GET.get("show") == UNREAD
    page = notices_page(request.viewer, only_unread=only_unread, cursor=request.GET.get("cursor", ""))
    everything, unread = address_with(request, show=None, cursor=None), address_with(request, show=UNREAD, cursor=None)
    context = {
        "page": page,
        "newer_url": page.newer and address_with(request, cursor=page.newer),
        "older_url": page.older and address_with(request, cursor=page.older),
        "chips": [
            {"label": _("All"), "url": everything, "current": not only_unread},
            {"label": _("Unread"), "url": unread, "current": only_unread},
        ],
        "is_narrowed": only_unread,
        "until": request.at.isoformat(),
    }
    return render(request, "notices/notices.html", context)


@require_safe
@employees_only
def notices_bell(request: DeskRequest) -> HttpResponse:
    """The bell anew; 204 without being drawn while the figure is the `?seen=` one."""
    unread = unread_count(request.viewer)
    if request.GET.get("seen") == str(unread):
        return HttpResponse(status=204)
    answer = render(request, "shell/bell.html", {"unread": unread})
    patch_cache_control(answer, private=True, no_store=True)
    return answer


@require_POST
@employees_only
def notice_open(request: DeskRequest, notice_id: int) -> HttpResponse:
    """Marks as read and leads to where it happened, which is a page of ours."""
    delivered = Notice.objects.visible_to(request.viewer).delivered(request.at)
    found = get_object_or_404(delivered, pk=notice_id)
    read_notice(notice=found, by=request.viewer, at=request.at)
    is_ours = url_has_allowed_host_and_scheme(found.url, allowed_hosts=None)
    return redirect(found.url if is_ours else "notices")


@require_POST
@employees_only
def notices_read(request: DeskRequest) -> HttpResponse:
    """Marks as read what was there when the list was drawn (`until`): what came since stays unread."""
    until = seen_at(request.POST.get("until", "")) or request.at
    read_all_notices(by=request.viewer, at=request.at, until=until)
    return redirect("notices")


def seen_at(text: str) -> datetime | None:
    """The instant in `text`; None for what is none."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found is not None and timezone.is_aware(found) else None
