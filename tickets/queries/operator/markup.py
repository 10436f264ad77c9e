"""Rows of the operator's page as HTML: made here and not by a template, as in the queue.

`marks`, `wait` and `who` are safe already, everything else is escaped.
"""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from support_desk.shared.ui.icons import icon
from tickets.queries.operator.rules import Kind
from tickets.queries.operator.words import OperatorRow

# Fifty rows carry no class, no address and no closing tag that HTML can do without: the stylesheet tells cells by their
# place, and the script of the page makes the buttons act for the link of their row.
ROW = (
    '<tr data-row id="{id}" data-rev="{revision}"><td>{wait}'
    '<th scope="row"><a data-open href="{href}"{dialog}>{title}<small>{about}{marks}</small></a>'
    '<td><svg class="ic"><use href="#why-{icon}"/></svg>{reason}<small>{note}</small>'
    "<td>{who}<td>{buttons}\n"
)
IN_DIALOG = ' hx-get="{href}" hx-target="#loaded-dialog"'
ANSWER = '<button class="btn" data-row-key="r">{words}</button>'
MORE = '<button class="btn" data-row-key="a" aria-label="{words}">…</button>'


def rows_html(rows: Iterable[OperatorRow], *, is_read_only: bool) -> SafeString:
    """All rows; who only reads gets links and no buttons."""
    words = {"answer": _("Answer"), "call": _("Call back"), "look": _("Look"), "more": _("More")}
    return SafeString("".join(_row_html(row, words, is_read_only) for row in rows))


def pictures(rows: Iterable[OperatorRow]) -> SafeString:
    """The pictures of the reasons, once a page: a row names its own in a few letters."""
    names = sorted({row.reasons[0].icon for row in rows})
    drawn = "".join(f'<symbol id="why-{name}">{icon(name)}</symbol>' for name in names)
    return SafeString(f'<svg class="op-pictures" aria-hidden="true">{drawn}</svg>')


def _row_html(row: OperatorRow, words: dict[str, str], is_read_only: bool) -> str:
    href = escape(row.href)
    first, *others = row.reasons
    return ROW.format(
        id=row.id,
        revision=row.revision,
        wait=row.wait,
        href=href,
        dialog=IN_DIALOG.format(href=href) if row.kind is Kind.CALL else "",
        title=escape(row.title),
        about=escape(row.about),
        marks=row.marks,
        icon=first.icon,
        reason=escape(first.label),
        note=escape("; ".join([first.note, *(other.whole for other in others)])),
        who=row.who,
        buttons="" if is_read_only else _buttons(row, words),
    )


def _buttons(row: OperatorRow, words: dict[str, str]) -> str:
    if row.kind is Kind.CALL:
        return ANSWER.format(words=words["call"])
    if row.kind is Kind.MAIL:
        return ANSWER.format(words=words["look"])
    return ANSWER.format(words=words["answer"]) + MORE.format(words=words["more"])
