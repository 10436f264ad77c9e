"""Charts of one line: sparkline, meter, stacked bar. SVG drawn on the server; words stay HTML beside them."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

Figure = int | float | Decimal
SPARK_WIDTH, SPARK_HEIGHT, SPARK_EDGE = 72, 20, 2
METER_WIDTH, METER_HEIGHT = 100, 6
TREND_WIDTH, TREND_HEIGHT, TREND_STROKE = 160, 48, 8
COLUMN_WIDTH, COLUMN_STEP, COLUMN_HEIGHT = 10, 14, 72
LINED_WIDTH, LINED_HEIGHT = 1000, 12
CURVE_WIDTH, CURVE_HEIGHT = 240, 80
DOTS_WIDTH, DOTS_HEIGHT = 480, 240
FEWEST_COLUMNS = 12  # so that the first months of a contract are no thicker than later ones
TONES = {"": "k-1", "second": "k-2", "rest": "k-3", "soon": "k-soon", "bad": "k-bad", "done": "k-done"}


def sparkline(values: Sequence[Figure], label: object) -> SafeString:
    """A trend without axes, oldest first. `label` says what it shows: "falling for six weeks"."""
    if len(values) < 2:
        return mark_safe("")
    low, high = float(min(values)), float(max(values))
    span = (high - low) or 1.0
    step = SPARK_WIDTH / (len(values) - 1)
    room = SPARK_HEIGHT - 2 * SPARK_EDGE
    spots = (
        f"{index * step:.1f},{SPARK_EDGE + room * (1 - (float(value) - low) / span):.1f}"
        for index, value in enumerate(values)
    )
    return _drawing(
        "plot spark", SPARK_WIDTH, SPARK_HEIGHT, label, f'<polyline class="k-line" points="{" ".join(spots)}"/>'
    )


def trend(values: Sequence[Figure | None], maximum: Figure, label: object, goal: Figure | None = None) -> SafeString:
    """A line over its area from zero to `maximum`, oldest first: charts with one maximum can be compared. None leaves a
    gap; a value between two gaps is a short stroke. `goal`: a height to be reached, dashed."""
    top, step = float(maximum) or 1.0, TREND_WIDTH / max(len(values) - 1, 1)

    def height(value: Figure) -> float:
        return TREND_HEIGHT * (1 - min(1.0, max(0.0, float(value) / top)))

    spots = [(index * step, None if value is None else height(value)) for index, value in enumerate(values)]
    shapes = [_stretch(list(found)) for is_known, found in groupby(spots, lambda spot: spot[1] is not None) if is_known]
    if goal is not None:
        shapes.append(f'<path class="k-line-2" d="M0 {height(goal):.1f}H{TREND_WIDTH}"/>')
    return _drawing("plot trend", TREND_WIDTH, TREND_HEIGHT, label, "".join(shapes))


def _stretch(spots: Sequence[tuple[float, float | None]]) -> str:
    """Neighbouring values of a trend."""
    line = " ".join(f"{across:.1f},{up:.1f}" for across, up in spots)
    if len(spots) == 1:
        across, up = spots[0]
        left = max(0.0, min(across - TREND_STROKE / 2, TREND_WIDTH - TREND_STROKE))
        return f'<path class="k-line" d="M{left:.1f} {up:.1f}h{TREND_STROKE}"/>'
    first, last = spots[0][0], spots[-1][0]
    area = f"M{first:.1f} {TREND_HEIGHT}L{line.replace(' ', 'L')}L{last:.1f} {TREND_HEIGHT}Z"
    return f'<path class="k-area" d="{area}"/><polyline class="k-line" points="{line}"/>'


def from_zero(value: Figure, before: Figure, lowest: Figure, highest: Figure, label: object) -> SafeString:
    """A bar to the right of zero for a plus, to the left for a minus; a mark where it ended `before`."""
    low, high = min(0.0, float(lowest)), max(0.0, float(highest))
    scale = LINED_WIDTH / ((high - low) or 1.0)
    zero, end, was = (round((float(figure) - low) * scale) for figure in (0, value, before))
    bar = f'<rect class="{TONES[""] if end > zero else "k-ink"}" x="{min(zero, end)}" width="{abs(end - zero)}"'
    shapes = [f'{bar} height="{LINED_HEIGHT}"/>'] if end != zero else []
    shapes.append(f'<path class="k-mark" d="M{zero} -3V{LINED_HEIGHT + 3}"/>')
    if was != end:
        shapes.append(f'<path class="k-line-2" d="M{was} -1V{LINED_HEIGHT + 1}"/>')
    return _drawing("plot", LINED_WIDTH, LINED_HEIGHT, label, "".join(shapes))


def curve(
    points: Sequence[tuple[Fraction, Fraction]],
    label: object,
    *,
    spot: tuple[Fraction, Fraction] | None = None,
    line: Figure | None = None,
) -> SafeString:
    """One figure over another, from zero on; `line`: a height to be compared with, `spot`: a place to be marked."""
    right, top = float(points[-1][0]) or 1.0, max(float(line or 0), *(float(high) for _, high in points)) or 1.0

    def place(point: tuple[Figure | Fraction, Figure | Fraction]) -> tuple[str, str]:
        across, up = (float(part) for part in point)
        return f"{across / right * CURVE_WIDTH:.1f}", f"{CURVE_HEIGHT * (1 - up / top):.1f}"

    shapes = [f'<path class="k-grid" d="M0 {CURVE_HEIGHT}H{CURVE_WIDTH}"/>']
    if line is not None:
        shapes.append(f'<path class="k-line-2" d="M0 {place((0, line))[1]}H{CURVE_WIDTH}"/>')
    spots = " ".join(",".join(place(point)) for point in points)
    shapes.append(f'<polyline class="k-line" points="{spots}"/>')
    if spot is not None:
        across, up = place(spot)
        shapes.append(f'<path class="k-mark" d="M0 {up}H{across}V{CURVE_HEIGHT}"/>')
    return _drawing("plot curve", CURVE_WIDTH, CURVE_HEIGHT, label, "".join(shapes))


def scatter(points: Sequence[tuple[Figure, Figure, str]], right: Figure, top: Figure, label: object) -> SafeString:
    """A dot for each (across, up, its words), from zero to `right` and `top`; what lies beyond stands on the edge.
    Words may be ""."""
    width, height = float(right) or 1.0, float(top) or 1.0
    shapes = [f'<path class="k-grid" d="M0 0V{DOTS_HEIGHT}H{DOTS_WIDTH}"/>']
    for across, up, words in points:
        x = DOTS_WIDTH * min(1.0, max(0.0, float(across) / width))
        y = DOTS_HEIGHT * (1 - min(1.0, max(0.0, float(up) / height)))
        title = f"<title>{escape(words)}</title>" if words else ""
        shapes.append(f'<circle class="k-dot" cx="{x:.0f}" cy="{y:.0f}" r="4">{title}</circle>')
    return mark_safe(
        f'<svg class="plot dots" viewBox="-6 -6 {DOTS_WIDTH + 12} {DOTS_HEIGHT + 12}" role="img"'
        f' aria-label="{escape(label)}">{"".join(shapes)}</svg>'
    )


def meter(value: Figure, maximum: Figure, label: object, tone: str = "") -> SafeString:
    """How much of a whole is used, at most full. `tone`: "", soon, bad, done."""
    return stacked([(value, tone)], maximum, label)


def stacked(parts: Sequence[tuple[Figure, str]], maximum: Figure, label: object) -> SafeString:
    """Parts of a whole side by side, each (figure, tone); tones as in `meter`, besides "second" and "rest"."""
    whole, left, shapes = float(maximum) or 1.0, 0.0, []
    for figure, tone in parts:
        width = min(float(figure) / whole * METER_WIDTH, METER_WIDTH - left)
        if width > 0:
            shapes.append(f'<rect class="{TONES[tone]}" x="{left:.4g}" width="{width:.4g}" height="{METER_HEIGHT}"/>')
            left += width
    return _drawing("plot meter", METER_WIDTH, METER_HEIGHT, label, "".join(shapes))


def columns(bars: Sequence[tuple[Figure, Figure]], label: object) -> SafeString:
    """A column a figure, oldest first, each (used, available): what goes over the line is drawn as beyond it."""
    top = float(max((max(used, available) for used, available in bars), default=0)) or 1.0
    shapes = []
    for index, (used, available) in enumerate(bars):
        left, within = index * COLUMN_STEP, max(0.0, min(float(used), float(available)))
        over = max(0.0, float(used) - float(available))
        shapes.append(_column("k-1", left, 0.0, within / top))
        shapes.append(_column("k-bad", left, within / top, over / top))
        line = COLUMN_HEIGHT * (1 - float(available) / top)
        shapes.append(f'<line class="k-mark" x1="{left}" x2="{left + COLUMN_WIDTH}" y1="{line:.2f}" y2="{line:.2f}"/>')
    return _drawing("plot columns", max(len(bars), FEWEST_COLUMNS) * COLUMN_STEP, COLUMN_HEIGHT, label, "".join(shapes))


def against_line(parts: Sequence[tuple[Figure, str]], line: Figure, maximum: Figure, label: object) -> SafeString:
    """Parts side by side against a line not to be crossed; tones as in `stacked`, `maximum` is the whole width."""
    whole, left, shapes = float(maximum) or 1.0, 0, []
    for figure, tone in parts:
        width = min(LINED_WIDTH - left, round(LINED_WIDTH * float(figure) / whole))
        if width > 0:
            shapes.append(f'<rect class="{TONES[tone]}" x="{left}" width="{width}" height="{LINED_HEIGHT}"/>')
            left += width
    place = min(LINED_WIDTH, round(LINED_WIDTH * float(line) / whole))
    shapes.append(f'<path class="k-mark" d="M{place} -3V{LINED_HEIGHT + 3}"/>')
    return _drawing("plot", LINED_WIDTH, LINED_HEIGHT, label, "".join(shapes))


def _column(name: str, left: int, below: float, share: float) -> str:
    """A part of a column that stands on `below`, both as shares of the height; nothing where there is nothing."""
    if share <= 0:
        return ""
    top, height = COLUMN_HEIGHT * (1 - below - share), COLUMN_HEIGHT * share
    return f'<rect class="{name}" x="{left}" y="{top:.2f}" width="{COLUMN_WIDTH}" height="{height:.2f}"/>'


def _drawing(classes: str, width: int, height: int, label: object, shapes: str) -> SafeString:
    return mark_safe(
        f'<svg class="{classes}" viewBox="0 0 {width} {height}" preserveAspectRatio="none" role="img"'
        f' aria-label="{escape(label)}">{shapes}</svg>'
    )
