"""Sections of a payslip in words: which days, where, by which version of which plan (Y1)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from payroll.domain.pay_case import case_from
from payroll.domain.worked_off import joined_places
from payroll.models import PayPlanVersion, Payslip, PayslipLine
from workload.domain.refusals import BadInput


def versions_of(slip: Payslip) -> Mapping[int, PayPlanVersion]:
    """By id, with their plans. One statement."""
    asked = {section["version"] for section in slip.sections if section.get("version")}
    return PayPlanVersion.objects.select_related("plan").in_bulk(asked)


def plan_words(section: Mapping[str, Any], versions: Mapping[int, PayPlanVersion]) -> str:
    """ "plan “Manager”, version 3"; "" where the section names none."""
    version = versions.get(section.get("version") or 0)
    if version is None:
        return ""
    return _("plan “%(plan)s”, version %(number)d") % {"plan": version.plan.name, "number": version.number}


def plans_words(slip: Payslip, versions: Mapping[int, PayPlanVersion]) -> str:
    """Of all sections, each once."""
    said = (plan_words(section, versions) for section in slip.sections)
    return "; ".join(dict.fromkeys(words for words in said if words))


def part_titles(
    slip: Payslip, lines: Sequence[PayslipLine], versions: Mapping[int, PayPlanVersion]
) -> Mapping[int, str]:
    """{position of the first line of a section: its title}; nothing where the month is one section."""
    firsts: dict[int, PayslipLine] = {}
    for line in lines:
        if line.section is not None:
            firsts.setdefault(line.section, line)
    if len(firsts) < 2:
        return {}
    spans = _spans(slip)
    return {line.position: _title(slip.sections[place], spans[place], line, versions) for place, line in firsts.items()}


def _spans(slip: Payslip) -> Mapping[int, Sequence[Mapping[str, Any]]]:
    """{place of a section that has lines: all that were paid with it, under an equal plan}."""
    try:
        kept = joined_places(case_from(slip.inputs))
    except BadInput:
        kept = {}
    found: dict[int, list[Mapping[str, Any]]] = {}
    for place, section in enumerate(slip.sections):
        found.setdefault(kept.get(place, place), []).append(section)
    return found


def _title(
    section: Mapping[str, Any],
    spans: Sequence[Mapping[str, Any]],
    line: PayslipLine,
    versions: Mapping[int, PayPlanVersion],
) -> str:
    days = ", ".join(_days(span) for span in spans)
    words = [days, line.department.name, plan_words(section, versions)]
    return " · ".join(word for word in words if word)


def _days(span: Mapping[str, Any]) -> str:
    first, last = date.fromisoformat(span["first"]), date.fromisoformat(span["last"])
    day = pgettext("date format, Django letters", "j M")
    return f"{date_format(first, day)} – {date_format(last, day)}"
