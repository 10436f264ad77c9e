"""Template tags and filters of the product. Loaded in every template; see templates/components/README.md."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from support_desk.shared import clock as wall_clock
from support_desk.shared.ui import charts, fields, figures, icons, marks
from support_desk.shared.ui.times import TimeWords

register = template.Library()

# ── figures and times ───────────────────────────────────────────────────────
register.filter("duration", figures.duration)
register.filter("number", figures.number)
register.filter("money", figures.money)
register.filter("percent", figures.percent)
register.filter("file_size", figures.file_size)
register.filter("initials", figures.initials)


def _words(context: template.Context) -> Any:
    """The page's TimeWords; a template rendered outside a request makes its own."""
    found = context.get("times")
    if found is None:
        found = context["times"] = TimeWords(at=wall_clock.now())
    return found


@register.simple_tag(takes_context=True)
def when(context: template.Context, instant: datetime | None) -> SafeString | str:
    """`{% when message.sent_at %}`: a <time> such as "Today 11:00", exact on hover. None draws nothing."""
    return _words(context).html(instant) if instant else ""


@register.simple_tag(takes_context=True)
def day(context: template.Context, value: date | datetime | None) -> str:
    """`{% day task.due_on %}`: "Today", "Wed", "18 Mar"."""
    return _words(context).day(value) if value else ""


# ── marks ───────────────────────────────────────────────────────────────────
register.simple_tag(icons.icon, name="icon")
register.simple_tag(marks.badge, name="badge")
register.simple_tag(marks.count, name="count")
register.simple_tag(marks.avatar, name="avatar")
register.simple_tag(marks.presence, name="presence")
register.simple_tag(marks.person, name="person")
register.simple_tag(marks.points, name="points")
register.simple_tag(marks.reasons, name="why")
register.simple_tag(charts.meter, name="meter")
register.simple_tag(charts.sparkline, name="sparkline")
register.simple_tag(charts.stacked, name="stacked_bar")


@register.simple_tag
def clock(state: str, text: object, href: str = "", title: object = "", icon: str = "") -> SafeString:
    """`{% clock "soon" "Due in 40 min" href=... %}`; see marks.clock."""
    return marks.clock(state, text, href, title, icon)


# ── forms ───────────────────────────────────────────────────────────────────
@register.inclusion_tag("components/field.html")
def field(bound: BoundField, hint: object = "", label: object = "", size: str = "") -> dict[str, Any]:
    """`{% field form.subject %}`: label, control, help and error. `hint=` and `label=` replace the field's words."""
    return fields.field_context(bound, hint=hint, label=label, size=size)


@register.simple_tag
def control(bound: BoundField, size: str = "") -> SafeString:
    """`{% control form.minutes size="s" %}`: the bare control for a place with a label of its own."""
    return fields.control(bound, size=size)


@register.inclusion_tag("components/form_errors.html")
def form_errors(form: BaseForm) -> dict[str, Any]:
    """`{% form_errors form %}`: what is wrong with the form as a whole."""
    return {"errors": form.non_field_errors()}


register.simple_tag(fields.once, name="once")


# ── lists ───────────────────────────────────────────────────────────────────
@register.simple_tag(takes_context=True)
def sort_header(context: template.Context, key: str, label: object, current: str = "", numeric: bool = False) -> SafeString:
    """`{% sort_header "waiting" _("Waiting") sort %}`: a <th> whose link sorts, and turns round when it sorts already."""
    request: HttpRequest = context["request"]
    descending, active = current == f"-{key}", current.lstrip("-") == key
    query = request.GET.copy()
    query["sort"] = key if descending or not active else f"-{key}"
    query.pop("cursor", None)
    direction = "descending" if descending else "ascending"
    return format_html(
        '<th scope="col"{}{}><a class="sort" href="?{}" title="{}">{}{}</a></th>',
        marks.attribute("aria-sort", direction if active else ""),
        marks.attribute("class", "num" if numeric else ""),
        query.urlencode(),
        _("Sort by this column"),
        label,
        icons.icon("arrow-down" if descending else "arrow-up", "s") if active else "",
    )


# ── blocks with content ─────────────────────────────────────────────────────
def _block(html: str, content: str, **parts: object) -> SafeString:
    return format_html(html, content=SafeString(content), **parts)


@register.simple_block_tag
def callout(content: str, tone: str = "", icon: str = "") -> SafeString:
    """`{% callout tone="soon" %}32 of 40 hours used.{% endcallout %}`: a sentence that must be seen."""
    drawn = icon or marks.TONE_ICONS.get(tone, "info")
    return _block(
        '<div class="callout"{tone}>{icon}<div>{content}</div></div>',
        content,
        tone=marks.attribute("data-tone", tone),
        icon=icons.icon(drawn),
    )


@register.simple_block_tag
def empty(content: str, title: object, icon: str = "inbox") -> SafeString:
    """`{% empty title=_("Nobody is waiting") icon="inbox" %}<p>What fills it.</p><a class="btn">…</a>{% endempty %}`."""
    html = '<div class="empty">{icon}<b>{title}</b>{content}</div>'
    return _block(html, content, icon=icons.icon(icon), title=title)


@register.simple_block_tag
def panel(content: str, title: object = "", tone: str = "") -> SafeString:
    """`{% panel title=_("Contract") %}…{% endpanel %}`: a box with a heading; never one inside another."""
    return _block(
        '<section class="panel"{tone}>{title}{content}</section>',
        content,
        tone=marks.attribute("data-tone", tone),
        title=format_html("<h2>{}</h2>", title) if title else "",
    )


@register.simple_block_tag
def dialog(content: str, id: str, title: object) -> SafeString:
    """`{% dialog id="take" title=_("Take 12 tickets?") %}…{% enddialog %}`; open it with `data-opens="take"`.

    Put the body in `.dialog-body` and the buttons in `.dialog-foot`; a button with `data-closes` closes it.
    """
    return _block(
        '<dialog class="dialog" id="{id}" aria-labelledby="{id}-title"><div class="dialog-head">'
        '<h2 id="{id}-title">{title}</h2><button class="btn" type="button" data-kind="quiet" data-size="icon"'
        ' data-closes aria-label="{close}" title="{close}">{icon}</button></div>{content}</dialog>',
        content,
        id=id,
        title=title,
        close=_("Close"),
        icon=icons.icon("x"),
    )


@register.simple_tag
def timeline(entries: Sequence[tuple[str, object, object]]) -> SafeString:
    """`{% timeline entries %}` with entries (icon, what happened, when and who); oldest first."""
    rows = format_html_join(
        "", "<li>{}<div>{}<small>{}</small></div></li>", ((icons.icon(drawn), what, note) for drawn, what, note in entries)
    )
    return format_html('<ol class="timeline">{}</ol>', rows)


@register.simple_tag
def stat(label: object, value: object, note: object = "", tone: str = "", href: str = "", icon: str = "", current: bool = False) -> SafeString:
    """`{% stat _("Answered in time") "91 %" note="target 95 %" tone="soon" %}` inside `<div class="stats">`."""
    tag = "a" if href else "div"
    second = format_html(
        '<span class="stat-note"{}>{}{}</span>',
        marks.attribute("data-tone", tone),
        icons.icon(marks.TONE_ICONS[tone], "s") if tone else "",
        note,
    )
    return format_html(
        '<{} class="stat"{}{}><span class="stat-label">{}{}</span><span class="stat-value num">{}</span>{}</{}>',
        tag,
        marks.attribute("href", href),
        marks.attribute("aria-current", "true" if current else ""),
        icons.icon(icon, "s") if icon else "",
        label,
        value,
        second if note else "",
        tag,
    )
