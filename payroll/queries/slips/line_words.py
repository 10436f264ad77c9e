"""What lines of a payslip are called, and what they say of themselves in half a line (Y4)."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from payroll.domain.plans import BASE, OFFERS, OVERTIME, SETTLEMENT, Proration
from payroll.models import LineEvidence, PayslipLine
from payroll.queries.slips.line_names import line_name
from support_desk.shared.ui.figures import money, number, percent

Counts = Mapping[str, int]
"""How many rows a line was measured by, by source."""

Source = LineEvidence.Source
HUNDRED = Decimal(100)
FIGURE = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def name_of(line: PayslipLine) -> str:
    """ "Base for hours worked", "Output", "Correction for January 2026"."""
    if line.adjustment_month is not None:
        return _("Correction for %(month)s") % {"month": month_words(line.adjustment_month)}
    if line.code == BASE:
        is_by_days = line.inputs.get("proration") == Proration.DAYS
        return _("Base for days worked") if is_by_days else _("Base for hours worked")
    return line_name(line.code)


def note_of(line: PayslipLine, counts: Counts) -> str:
    """Of what it came; "" where the name says it all."""
    inputs = line.inputs
    if line.code == BASE:
        return worked_words(inputs)
    if "weight" in inputs:
        return _component(line.code, inputs, counts)
    if line.code == OFFERS:
        said = {"points": number(Decimal(inputs["points"])), "rate": money(Decimal(inputs["offer_rate"]))}
        return _("%(points)s points × %(rate)s") % said
    if line.code == OVERTIME:
        return _("%(hours)s h beyond the norm wait for a rate") % {"hours": number(Decimal(inputs["hours"]))}
    if line.code == SETTLEMENT:
        return _("a part of the bonus, from disputes")
    return str(inputs.get("reason") or "")


def worked_words(inputs: Mapping[str, Any]) -> str:
    """ "144 of 152 h"; halves of a month are summed."""
    said = {"worked": number(added(inputs["worked"])), "norm": inputs["norm"]}
    said["norm"] = number(max(Decimal(part) for part in inputs["norm"].split(" + ")))
    if inputs.get("proration") == Proration.DAYS:
        return _("%(worked)s of %(norm)s days") % said
    return _("%(worked)s of %(norm)s h") % said


def added(text: str) -> Decimal:
    """What "72 + 72" comes to."""
    return sum((Decimal(part) for part in text.split(" + ")), Decimal())


def month_words(month: date) -> str:
    """ "January 2026"."""
    return str(date_format(month, "F Y"))


def weight_words(inputs: Mapping[str, Any]) -> str:
    return percent_words(Decimal(inputs["weight"]))


def percent_words(part: Decimal) -> str:
    """A part of one in percent, with the places that it has, at most two."""
    exact = (part * HUNDRED).quantize(Decimal("0.01"))
    whole = exact == exact.to_integral_value()
    return percent(exact) if whole else f"{number(exact.normalize())}\N{NO-BREAK SPACE}%"


def formula_words(formula: str) -> str:
    """A stored formula with the figures as the reader writes them: "60 000,00 × 176 ÷ 176"."""
    return FIGURE.sub(lambda found: number(Decimal(found.group())), formula)


def counted_words(source: str, count: int) -> str:
    """ "1 complaint", "2 returned results"."""
    if source == Source.COMPLAINTS:
        return ngettext("%(count)d complaint", "%(count)d complaints", count) % {"count": count}
    if source == Source.FINDINGS:
        return ngettext("%(count)d finding", "%(count)d findings", count) % {"count": count}
    return ngettext("%(count)d returned result", "%(count)d returned results", count) % {"count": count}


def _component(code: str, inputs: Mapping[str, Any], counts: Counts) -> str:
    weight = _("weight %(weight)s") % {"weight": weight_words(inputs)}
    if inputs["score"] is None:
        return _("%(weight)s, not measured this month") % {"weight": weight}
    return f"{weight}, {_reached(code, inputs, counts)}"


def _reached(code: str, inputs: Mapping[str, Any], counts: Counts) -> str:
    if code == "quality":
        found = [counted_words(one, counts[one]) for one in _TAKES if counts.get(one)]
        return ", ".join(found) or _("nothing found")
    attainment = inputs.get("attainment")
    if attainment is None:
        return _("score %(score)s") % {"score": number(Decimal(inputs["score"]), 2)}
    if code == "upsales":
        said = {"fact": number(Decimal(inputs["fact"])), "target": number(Decimal(inputs["target"]))}
        return _("%(fact)s of %(target)s points") % said
    said = {"share": percent_words(Decimal(attainment))}
    if code == "receivables":
        return _("%(share)s collected in time") % said
    if code == "deadlines":
        return _("%(share)s of clocks met") % said
    return _("%(share)s of target") % said


_TAKES = (Source.COMPLAINTS, Source.FINDINGS, Source.REWORK)
