"""How a month of points is put into words: tables for the page, for paper and for a spreadsheet (M5)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from disputes.models import DisputeState, PointPolicy
from disputes.queries.point_reports import PointReport, Sums
from support_desk.shared.ui.figures import money, number
from workload.queries.timesheets.blocks import month_words

Row = tuple[str, Any, Decimal | None, Decimal | None, str]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report. Rows: (what, how many, nominal and applied rubles, remark)."""

    key: str
    title: str
    rows: Sequence[Row]


def title_of(report: PointReport) -> str:
    """ "Points of Support, November 2026"."""
    told = {"department": report.department.name, "month": month_words(report.month)}
    return _("Points of %(department)s, %(month)s") % told


def state_words(report: PointReport) -> str:
    """How far the month is."""
    if report.settlement is None:
        return _("So far: the month is not settled yet.")
    if report.applied is None:
        return _("Settled. Amounts are nominal until pay is frozen.")
    return _("Settled and applied to pay.")


def policy_words(report: PointReport) -> str:
    """ "Kitty: losses go to a common fund, 100.00 ₽ a point"."""
    kind = str(PointPolicy.Kind(report.policy["kind"]).label)
    if report.policy["kind"] == PointPolicy.Kind.RATING:
        return kind
    return _("%(kind)s, %(rate)s a point") % {"kind": kind, "rate": money(Decimal(report.policy["rate"]))}


def equation(sums: Sums) -> str:
    """ "withheld 700.00 ₽ = paid 500.00 ₽ + kitty 200.00 ₽": parts of nothing are left out, but for the first one. What
    the kitty gives back stands on the left."""
    parts = [f"{name} {money(amount)}" for key, name, amount in _parts(sums) if key == "paid" or _goes(key, amount)]
    total = _("withheld %(amount)s") % {"amount": money(sums["withheld"])}
    if sums["kitty"] < 0:
        total += " + " + _("given back out of the kitty %(amount)s") % {"amount": money(-sums["kitty"])}
    return f"{total} = {' + '.join(parts)}"


def sections(report: PointReport) -> list[Section]:
    """All of the report but its heading, in order; names only where they are given."""
    told = [
        Section("outcomes", _("Disputes"), list(_outcomes(report))),
        Section("regulations", _("Most disputed regulations"), list(_regulations(report))),
        Section("revisions", _("Revisions of regulations"), list(_revisions(report))),
        Section("people", _("Points by person"), list(_people(report))),
        Section("money", _("Money"), list(_money(report))),
        Section("kitty", _("Kitty"), list(_kitty(report))),
    ]
    return [section for section in told if section.rows]


def _goes(key: str, amount: Decimal) -> bool:
    """Whether something goes there: a kitty that gives back is no place where it goes."""
    return amount > 0 if key == "kitty" else bool(amount)


def _parts(sums: Sums) -> list[tuple[str, str, Decimal]]:
    names = {
        "paid": pgettext("settlement", "paid"),
        "kitty": pgettext("settlement", "kitty"),
        "controller_fund": _("controller’s fund"),
        "undistributed": pgettext("settlement", "undistributed"),
        "cross_department": _("between departments"),
    }
    return [(key, name, sums[key]) for key, name in names.items()]


def _outcomes(report: PointReport) -> Iterator[Row]:
    yield _("Opened in the month"), report.facts["opened"], None, None, ""
    for state, disputes in report.facts["outcomes"].items():
        yield str(DisputeState(state).label), disputes, None, None, ""
    if late := report.facts.get("decided_late"):  # a report from before it was told says nothing
        yield _("Decided by silence in a month that was settled before it was noticed"), late, None, None, ""


def _regulations(report: PointReport) -> Iterator[Row]:
    for rule in report.facts["regulations"]:
        yield f"{rule['code']}, {rule['title']}", rule["disputes"], None, None, ""


def _revisions(report: PointReport) -> Iterator[Row]:
    revisions = report.facts["revisions"]
    yield pgettext("revisions", "Opened"), revisions["opened"], None, None, ""
    yield pgettext("revisions", "Closed"), revisions["closed"], None, None, ""


def _people(report: PointReport) -> Iterator[Row]:
    for line in report.people or ():
        yield line.name, line.points, line.nominal, line.amount, line.limit_words


def _money(report: PointReport) -> Iterator[Row]:
    applied = report.applied
    yield _("Withheld"), None, report.nominal["withheld"], applied["withheld"] if applied else None, ""
    for key, name, amount in _parts(report.nominal):
        yield name, None, amount, applied[key] if applied else None, _remark(key, report.nominal)


def _remark(key: str, nominal: Sums) -> str:
    return _("A minus is what the kitty gives back of other months.") if key == "kitty" and nominal[key] < 0 else ""


def _kitty(report: PointReport) -> Iterator[Row]:
    yield _("Put in for the month"), None, None, report.kitty["credit"], ""
    if report.kitty["refund"]:
        yield _("Given back out of it for the month"), None, None, report.kitty["refund"], ""
    yield _("Spent in the month"), None, None, report.kitty["spending"], ""
    yield _("In the kitty now"), None, None, report.kitty["balance"], ""


def signed(points: int) -> str:
    """ "+3", "−2", "0"."""
    return f"+{number(points)}" if points > 0 else number(points)
