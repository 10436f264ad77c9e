"""Blocks that hold content of their page: callout, empty state, panel, dialog, timeline, tile, sorting header."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from support_desk.shared.ui import icons, marks
from support_desk.shared.ui.marks import attribute


def sort_header(context: Context, key: str, label: object, current: str = "", numeric: bool = False) -> SafeString:
    """`{% sort_header "waiting" _("Waiting") sort %}`: a <th> whose link sorts, or turns the order round."""
    request: HttpRequest = context["request"]
    descending, active = current == f"-{key}", current.lstrip("-") == key
    query = request.GET.copy()
    query["sort"] = key if descending or not active else f"-{key}"
    query.pop("cursor", None)
    direction = "descending" if descending else "ascending"
    return format_html(
        '<th scope="col"{}{}><a class="sort" href="?{}" title="{}">{}{}</a></th>',
        attribute("aria-sort", direction if active else ""),
        attribute("class", "num" if numeric else ""),
        query.urlencode(),
        _("Sort by this column"),
        label,
        icons.icon("arrow-down" if descending else "arrow-up", "s") if active else "",
    )


def callout(content: str, tone: str = "", icon: str = "") -> SafeString:
    """`{% callout tone="soon" %}32 of 40 hours used.{% endcallout %}`: a sentence that must be seen."""
    drawn = icon or marks.TONE_ICONS.get(tone, "info")
    return format_html(
        '<div class="callout"{}>{}<div>{}</div></div>',
        attribute("data-tone", tone),
        icons.icon(drawn),
        SafeString(content),
    )


def empty(content: str, title: object, icon: str = "inbox") -> SafeString:
    """`{% empty title=_("Nobody is waiting") %}<p>What fills the list.</p>{% endempty %}`."""
    return format_html('<div class="empty">{}<b>{}</b>{}</div>', icons.icon(icon), title, SafeString(content))


def panel(content: str, title: object = "", tone: str = "") -> SafeString:
    """`{% panel title=_("Contract") %}…{% endpanel %}`: a box with a heading; never one inside another."""
    return format_html(
        '<section class="panel"{}>{}{}</section>',
        attribute("data-tone", tone),
        format_html("<h2>{}</h2>", title) if title else "",
        SafeString(content),
    )


def dialog(content: str, id: str, title: object) -> SafeString:  # noqa: A002 - named as the attribute it becomes
    """`{% dialog id="take" title=_("Take 12 tickets?") %}…{% enddialog %}`; open it with `data-opens="take"`.

    Put the body in `.dialog-body` and the buttons in `.dialog-foot`; a button with `data-closes` closes it.
    """
    html = (
        '<dialog class="dialog" id="{id}" aria-labelledby="{id}-title"><div class="dialog-head">'
        '<h2 id="{id}-title">{title}</h2><button class="btn" type="button" data-kind="quiet" data-size="icon"'
        ' data-closes aria-label="{close}" title="{close}">{icon}</button></div>{content}</dialog>'
    )
    return format_html(html, id=id, title=title, close=_("Close"), icon=icons.icon("x"), content=SafeString(content))


def timeline(entries: Sequence[tuple[str, object, object]]) -> SafeString:
    """`{% timeline entries %}` with entries (icon, what happened, when and who); oldest first."""
    rows = format_html_join(
        "",
        "<li>{}<div>{}<small>{}</small></div></li>",
        ((icons.icon(drawn), what, note) for drawn, what, note in entries),
    )
    return format_html('<ol class="timeline">{}</ol>', rows)


def stat(
    label: object,
    value: object,
    note: object = "",
    tone: str = "",
    href: str = "",
    icon: str = "",
    current: bool = False,
) -> SafeString:
    """`{% stat _("Over the threshold") 1 note=… tone="bad" href=… %}` inside `<nav class="stats">`: one figure."""
    tag = "a" if href else "div"
    return format_html(
        '<{} class="stat"{}{}><span class="stat-label">{}{}</span><span class="stat-value num">{}</span>{}</{}>',
        tag,
        attribute("href", href),
        attribute("aria-current", "true" if current else ""),
        icons.icon(icon, "s") if icon else "",
        label,
        value,
        _stat_note(note, tone) if note else "",
        tag,
    )


def _stat_note(note: object, tone: str) -> SafeString:
    picture = icons.icon(marks.TONE_ICONS[tone], "s") if tone else ""
    return format_html('<span class="stat-note"{}>{}{}</span>', attribute("data-tone", tone), picture, note)
