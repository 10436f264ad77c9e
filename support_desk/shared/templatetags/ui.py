"""Template tags and filters of the product. Loaded in every template; see templates/components/README.md."""

from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.utils.safestring import SafeString

from support_desk.shared import clock as wall_clock
from support_desk.shared.ui import blocks, charts, fields, figures, icons, kept, marks
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
def when(
    context: template.Context, instant: datetime | None, *, in_sentence: bool = False, after_comma: bool = False
) -> SafeString | str:
    """`{% when message.sent_at %}`: a <time> such as "Today 11:00", exact on hover. None draws nothing.

    After a word, as in "since", `in_sentence=True` makes it "11:00" or "yesterday 11:00";
    after a comma or a name, `after_comma=True` makes it "today 11:00".
    """
    return _words(context).html(instant, in_sentence=in_sentence, after_comma=after_comma) if instant else ""


@register.simple_tag(takes_context=True)
def day(context: template.Context, value: date | datetime | None) -> str:
    """`{% day task.due_on %}`: "Today", "Wed", "18 Mar"."""
    return _words(context).day(value) if value else ""


@register.simple_tag(takes_context=True)
def dated(context: template.Context, value: date | datetime | None, *, in_sentence: bool = False) -> str:
    """`{% dated approval.ready_by %}`: "Today, 18 Mar", with `in_sentence=True` "today, 18 Mar"."""
    return _words(context).dated(value, in_sentence=in_sentence) if value else ""


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
register.simple_tag(charts.trend, name="trend")
register.simple_tag(charts.scatter, name="scatter")
register.simple_tag(charts.from_zero, name="from_zero")
register.simple_tag(charts.stacked, name="stacked_bar")
register.simple_tag(charts.columns, name="columns")
register.simple_tag(charts.against_line, name="against_line")


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


# ── lists and blocks with content ───────────────────────────────────────────
register.simple_tag(blocks.sort_header, name="sort_header", takes_context=True)
register.simple_tag(blocks.timeline, name="timeline")
register.simple_tag(blocks.stat, name="stat")
register.simple_tag(kept.kept, name="kept")
register.simple_block_tag(blocks.callout, name="callout")
register.simple_block_tag(blocks.empty, name="empty")
register.simple_block_tag(blocks.panel, name="panel")
register.simple_block_tag(blocks.dialog, name="dialog")
