"""Rows of the queue as HTML: made here and not by a template, which took half of the page's time for fifty of them.

`marks` and `who` are safe already, everything else is escaped.
"""

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString

from tickets.queries.queue_rows import QueueRow

# The first line is who waits and how long, the second the subject. How long and what is due explain themselves on hover
# (explain.js). Fifty rows carry no class and no closing tag that they can do without.
ROW = (
    '<li class="tick-row" data-row id="t{number}" data-rev="{revision}"{state}>'
    '<input type="checkbox" name="ticket" value="{number}" aria-label="{number}">'
    '<a class="tick" data-open href="/tickets/{number}/">'
    "<span><span><b>{client}</b>{project}</span>{wait}</span>"
    "<span><span>{number}</span><span>{subject}</span></span>"
    '<span class="tick-meta">{marks}{preview}{who}</span></a>\n'
)
UNREAD, CURRENT = " data-unread", ' aria-current="true"'


def rows_html(rows: Iterable[QueueRow], *, opened: int) -> SafeString:
    """All rows; `opened` is the number of the ticket that stands in the reading pane."""
    return SafeString("".join(_row_html(row, row.number == opened) for row in rows))


def _row_html(row: QueueRow, is_open: bool) -> str:
    return ROW.format(
        number=row.number,
        revision=row.revision,
        state=(UNREAD if row.is_unread else "") + (CURRENT if is_open else ""),
        client=escape(row.client),
        project=f" · {escape(row.project)}" if row.project else "",
        wait=f"<span>{escape(row.wait)}</span>" if row.wait else "",
        subject=escape(row.subject),
        marks=row.marks,
        preview=f'<span class="tick-note">{escape(row.preview)}</span>' if row.preview else "",
        who=f'<span class="tick-who">{row.who}</span>' if row.who else "",
    )
