"""The months of a contract as bars: what is included and what went beyond it."""

from collections.abc import Sequence

from django.utils.dateformat import format as format_date
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from support_desk.shared.ui.figures import duration
from tickets.domain.rollover import MonthHours

WIDTH, HEIGHT, GAP = 240, 64, 4


def bars(months: Sequence[MonthHours]) -> SafeString:
    """An SVG; its figures stand in the table beside it. A line marks what a month includes."""
    tallest = max([1, *(month.used for month in months), *(month.available for month in months)])
    step = WIDTH / len(months)
    drawn = format_html_join(
        "", "{}", ((_bar(month, index * step, step, tallest),) for index, month in enumerate(months))
    )
    level = HEIGHT - HEIGHT * months[-1].available / tallest
    line = format_html('<line class="k-rule" x1="0" x2="{}" y1="{}" y2="{}"/>', WIDTH, f"{level:.4g}", f"{level:.4g}")
    return format_html(
        '<svg class="plot months" viewBox="0 0 {} {}" preserveAspectRatio="none" role="img" aria-label="{}">{}{}</svg>',
        WIDTH, HEIGHT, _("Charged time of the last twelve months"), drawn, line,
    )  # fmt: skip


def _bar(month: MonthHours, left: float, step: float, tallest: int) -> SafeString:
    within, beyond = min(max(month.used, 0), month.available), month.beyond
    low, high = HEIGHT * within / tallest, HEIGHT * beyond / tallest
    x, width = f"{left + GAP / 2:.4g}", f"{step - GAP:.4g}"
    title = f"{format_date(month.month, 'F Y')}: {duration(month.used)}"
    return format_html(
        '<g><title>{}</title><rect class="k-1" x="{}" width="{}" y="{}" height="{}"/>'
        '<rect class="k-soon" x="{}" width="{}" y="{}" height="{}"/></g>',
        title, x, width, f"{HEIGHT - low:.4g}", f"{low:.4g}", x, width, f"{HEIGHT - low - high:.4g}", f"{high:.4g}",
    )  # fmt: skip
