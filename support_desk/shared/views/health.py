"""For machines that watch the desk: alive, ready, figures."""

from ipaddress import ip_address

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from support_desk.shared import clock, health
from support_desk.shared.http import DeskRequest

METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Nothing else is asked, so that a slow database does not get the web killed."""
    return HttpResponse("alive\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """503 names what does not work: "database", "migrations", "broker". What is merely late (a silent scheduler, an
    old unsent or unread mail) is named with 200: taking the web away would help nobody."""
    failing = health.failing()
    figures = [] if "database" in failing or "migrations" in failing else health.gauges(clock.now())
    answer = {
        "ready": not failing,
        "failing": failing,
        "late": [gauge.name for gauge in figures if gauge.is_late],
        "figures": {gauge.name: round(gauge.value, 1) for gauge in figures},
    }
    return JsonResponse(answer, status=503 if failing else 200)


@require_safe
@never_cache
def metrics(request: DeskRequest) -> HttpResponse:
    """Prometheus text, for a scraper on this machine or a logged-in administrator or director; 404 to others."""
    if not (is_of_this_machine(request) or request.viewer.has("administrator", "director")):
        raise Http404
    lines: list[str] = []
    for gauge in health.gauges(clock.now()):
        name = f"support_desk_{gauge.name}"
        lines += [f"# HELP {name} {gauge.help}", f"# TYPE {name} gauge", f"{name} {gauge.value:g}"]
    return HttpResponse("\n".join(lines) + "\n", content_type=METRICS_TYPE)


def is_of_this_machine(request: HttpRequest) -> bool:
    """From the loopback and through no proxy: behind one, everybody comes from the loopback."""
    if any(name in request.headers for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP")):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
