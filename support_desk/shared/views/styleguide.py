"""`/styleguide/`: every component in every state, in the reader's language. In the demo and in debug only."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from support_desk.shared import clock
from support_desk.shared.ui.icons import ICON_NAMES


class SampleForm(forms.Form):
    """One field of each kind; bound with a wrong date it shows an error as well."""

    subject = forms.CharField(label=gettext_lazy("Subject"), help_text=gettext_lazy("What the client will see first."))
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=1)
    promise_on = forms.DateField(
        label=gettext_lazy("Promise an answer by"),
        required=False,
        error_messages={"invalid": gettext_lazy("This is not a date. Write it like 2026-03-18.")},
    )
    priority = forms.ChoiceField(
        label=gettext_lazy("Priority"),
        choices=[("high", gettext_lazy("High")), ("normal", gettext_lazy("Normal")), ("low", gettext_lazy("Low"))],
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("Channel"),
        choices=[("mail", gettext_lazy("Mail")), ("phone", gettext_lazy("Phone"))],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(label=gettext_lazy("Text"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    is_urgent = forms.BooleanField(label=gettext_lazy("The client called this urgent"), required=False)


def samples() -> dict[str, Any]:
    """The invented people and figures that the sheet shows."""
    now = clock.now()
    return {
        "now": now,
        "instants": [now, now - timedelta(days=1), now - timedelta(days=3), now - timedelta(days=40)],
        "letter": ["answered"] * 7 + ["delegated", "promised", "open"],
        "untouched": ["open"] * 3,
        "why": [
            (_("Client wrote"), _("Fri 17:40")),
            (_("Counted on Friday"), "20 min"),
            (_("Weekend"), _("skipped")),
            (_("Target"), "2 h"),
        ],
        "trend": [16, 13, 15, 9, 10, 5, 6],
        "columns": [(0, 10), (4, 10), (10, 10), (14, 10), (6, 0)],
        "parts": [(52, ""), (21, "second"), (14, "rest")],
        "amount": Decimal("1234.5"),
        "debt": Decimal("-200"),
        "chips": [
            {"label": _("Mine"), "url": "#", "count": 14, "current": True},
            {"label": _("Unanswered"), "url": "#", "count": 4, "icon": "triangle-alert"},
            {"label": _("Client: Kedr"), "url": "#", "removable": True},
        ],
        "history": [
            ("message-square", _("Client wrote"), _("Fri 17:40")),
            ("corner-up-right", _("Handed over to Timur"), _("Fri 17:52, Anna off shift")),
            ("check", _("Resolved"), _("Mon 10:05, Timur")),
        ],
        "icons": sorted(ICON_NAMES),
    }


@login_not_required
@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """The sheet itself; absent where real people work."""
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    form = SampleForm(
        {"subject": "4817", "minutes": "18", "promise_on": "31.31", "priority": "high", "channel": "mail"}
    )
    form.add_error(None, _("The month is closed. Put the correction into the open one."))
    return render(request, "styleguide.html", samples() | {"form": form, "sort": "-waiting"})
