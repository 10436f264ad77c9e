"""Rows of the operator's page as HTML: made here and not by a template, as in the queue.

`marks`, `wait` and `who` are safe already, everything else is escaped.
"""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from support_desk.shared.ui.icons import icon
from tickets.queries.operator.rows import Kind
from tickets.queries.operator.words import OperatorRow

ROW = (
    '<tr data-row id="{id}" data-rev="{revision}"><td class="op-wait">{wait}</td>'
    '<th scope="row" class="main-cell"><a class="op-main" data-open href="{href}"{dialog}>'
    '<span class="clip">{title}</span>'
    '<small class="row"><span class="clip quiet">{about}</span>{marks}</small></a></th>'
    '<td class="op-why"><span class="reason">{icon}<span>{reason}<small>{note}</small></span></span></td>'
    '<td class="op-who">{who}</td><td class="op-act"><span class="row">{buttons}</span></td></tr>\n'
)
IN_DIALOG = ' hx-get="{href}" hx-target="#loaded-dialog"'
ANSWER = '<a class="btn" data-size="s" data-row-key="r" data-open-here data-answers href="{href}">{words}</a>'
OPEN = '<a class="btn" data-size="s" data-row-key="r" href="{href}"{dialog}>{words}</a>'
MORE = (
    '<button class="btn" type="button" data-kind="quiet" data-size="icon" data-row-key="a" '
    'hx-get="/operator/{number}/" hx-target="#loaded-dialog" aria-label="{words}" title="{words}">{icon}</button>'
)


def rows_html(rows: Iterable[OperatorRow], *, is_read_only: bool) -> SafeString:
    """All rows; who only reads gets links and no buttons."""
    words = {"answer": _("Answer"), "call": _("Call back"), "look": _("Look"), "more": _("Take or hand over")}
    return SafeString("".join(_row_html(row, words, is_read_only) for row in rows))


def _row_html(row: OperatorRow, words: dict[str, str], is_read_only: bool) -> str:
    href = escape(row.href)
    first, *others = row.reasons
    note = "; ".join([first.note, *(f"{other.label}: {other.note}" for other in others)])
    is_call = row.kind is Kind.CALL
    return ROW.format(
        id=row.id,
        revision=row.revision,
        wait=row.wait,
        href=href,
        dialog=IN_DIALOG.format(href=href) if is_call else "",
        title=escape(row.title),
        about=escape(row.about),
        marks=row.marks,
        icon=icon(first.icon),
        reason=escape(first.label),
        note=escape(note),
        who=row.who,
        buttons="" if is_read_only else _buttons(row, words, href),
    )


def _buttons(row: OperatorRow, words: dict[str, str], href: str) -> str:
    if row.kind is Kind.CALL:
        return OPEN.format(href=href, dialog=IN_DIALOG.format(href=href), words=words["call"])
    if row.kind is Kind.MAIL:
        return OPEN.format(href=href, dialog="", words=words["look"])
    more = MORE.format(number=row.number, words=words["more"], icon=icon("ellipsis"))
    return ANSWER.format(href=href, words=words["answer"]) + more
