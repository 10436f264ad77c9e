"""What pay costs at every weight of a component, as a picture: the curve, what was paid, and where one stands (Y7)."""

from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from payroll.domain.break_even import FINEST
from payroll.queries.what_if.curve import CostCurve

WIDTH: Final = 1000
HEIGHT: Final = 160
EDGE: Final = 12
STOP: Final = 5


def cost_picture(cost: CostCurve, now: int, label: str) -> SafeString:
    """From weight 0 on the left to 1. Dashed: what was paid; the marks: now, and where it costs the same."""
    totals = [total for _place, total in cost.curve.points]
    low, high = min(*totals, cost.paid), max(*totals, cost.paid)

    def height(total: int) -> str:
        return f"{EDGE + (HEIGHT - 2 * EDGE) * (1 - (total - low) / ((high - low) or 1)):.1f}"

    def left(place: int) -> str:
        return f"{WIDTH * place / FINEST:.1f}"

    spots = " ".join(f"{left(place)},{height(total)}" for place, total in cost.curve.points)
    paid = height(cost.paid)
    lines = [("k-line-2", f"M0 {paid}H{WIDTH}"), ("k-mark", f"M{left(now)} 0V{HEIGHT}")]
    lines += [("k-even", f"M{left(place)} {float(paid) - STOP}V{float(paid) + STOP}") for place in cost.curve.even]
    return format_html(
        '<svg class="plot cost-plot" viewBox="0 0 {} {}" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<polyline class="k-line" points="{}"/>{}</svg>',
        WIDTH,
        HEIGHT,
        label,
        spots,
        format_html_join("", '<path class="{}" d="{}"/>', lines),
    )
