"""`/director/payroll/`: what pay costs and what it is paid for (Y8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from payroll.domain.pay_costs import Cost, CostKind
from payroll.models import PayRun
from payroll.queries.director.costs import PayCost, pay_cost
from payroll.queries.director.paid import MONTHS_SHOWN, PERIODS, paid_in
from payroll.queries.director.people import PaidPerson, paid_people
from payroll.queries.runs.month_list import kept_departments
from payroll.queries.slips.line_names import line_name
from payroll.views.director import check_directs
from payroll.views.director_words import as_percent
from support_desk.shared.http import DeskRequest
from support_desk.shared.money import rubles_of
from support_desk.shared.ui.figures import NO_BREAK, money, number, percent
from support_desk.shared.views.doors import employees_only

FULL, PEOPLE_A_PAGE, DOTS_WITH_WORDS = 100, 50, 200


@dataclass(frozen=True, slots=True)
class CostLine:
    """A row of a table: (heading, rubles) by kind, in the order of `CostKind`."""

    name: Any
    amounts: Sequence[tuple[str, Decimal]]
    total: Decimal
    share: Decimal | None
    parts: Sequence[tuple[Decimal, str]] = ()
    url: str = ""


@require_safe
@employees_only
def director_payroll(request: DeskRequest) -> HttpResponse:
    """By month, department, line and person; each leads on to what it is made of."""
    check_directs(request.viewer)
    months, department_id = asked(request)
    paid = paid_in(request.viewer, months)
    cost = pay_cost(paid, department_id)
    people = paid_people(paid, department_id)
    page = people_page(request, len(people))
    lines = [cost_line(month, one) for month, one in cost.by_month()]
    context = {
        "title": title(cost.whole, people, months),
        "kinds": kinds(),
        "months": lines,
        "top": max((line.total for line in lines), default=Decimal(1)) or Decimal(1),
        "departments": [
            cost_line(name, one, url=f"?{urlencode({'months': months, 'department': pk})}")
            for pk, name, one in cost.by_department()
        ],
        "whole": cost_line("", cost.whole),
        "lines": pay_lines(cost),
        "has_pay": bool(cost.rows),
        "people": people[(page - 1) * PEOPLE_A_PAGE : page * PEOPLE_A_PAGE],
        "people_number": len(people),
        "newer_url": people_url(request, page - 1) if page > 1 else "",
        "older_url": people_url(request, page + 1) if page * PEOPLE_A_PAGE < len(people) else "",
        "dots": dots(people),
        "top_pay": max((person.a_month for person in people), default=1),
        "best": max((person.attainment or 0 for person in people), default=FULL) or FULL,
        "drafts": drafts(request),
        "chips": chips(months, department_id),
        "choices": kept_departments(request.viewer),
        "months_asked": months,
        "department_asked": department_id,
        "query": urlencode({"months": months, **({"department": department_id} if department_id else {})}),
    }
    return render(request, "payroll/director/payroll.html", context)


def asked(request: DeskRequest) -> tuple[int, int | None]:
    """(months, department); Http404 for what is not offered."""
    months, department = request.GET.get("months", str(MONTHS_SHOWN)), request.GET.get("department", "")
    if months not in map(str, PERIODS) or not (department == "" or (department.isascii() and department.isdigit())):
        raise Http404
    return int(months), int(department[:18]) if department else None


def people_page(request: DeskRequest, people: int) -> int:
    """`?page=`, from 1; Http404 beyond the last one."""
    page = request.GET.get("page", "1")
    if not (page.isascii() and page.isdigit()) or not 1 <= int(page[:9]) <= max(1, -(-people // PEOPLE_A_PAGE)):
        raise Http404
    return int(page[:9])


def people_url(request: DeskRequest, page: int) -> str:
    """The same period and department, other people."""
    asked = {name: request.GET[name] for name in ("months", "department") if name in request.GET}
    return f"?{urlencode({**asked, 'page': page})}#people-title"


def kinds() -> list[str]:
    """Headings, in the order of `CostKind`."""
    return [_("Base"), _("Variable part"), _("Accepted offers"), _("Points"), _("Additions"), _("Corrections")]


def cost_line(name: Any, cost: Cost, *, url: str = "") -> CostLine:
    amounts = [rubles_of(getattr(cost, kind)) for kind in CostKind]
    base, results, rest = amounts[0], sum(amounts[1:3], Decimal()), sum(amounts[3:], Decimal())
    parts = [(base, "second"), (results, ""), (max(rest, Decimal()), "rest")]
    told = list(zip(kinds(), amounts, strict=True))
    return CostLine(name, told, rubles_of(cost.total), as_percent(cost.variable_share), parts, url)


def pay_lines(cost: PayCost) -> list[dict[str, Any]]:
    """What each line of payslips cost, with its share of the whole and how it went in the months that were paid."""
    whole, paid = cost.whole.total or 1, {row.month for row in cost.rows}
    return [
        {
            "name": _("Corrections of earlier months") if kind == CostKind.CORRECTIONS else line_name(code),
            "total": rubles_of(sum(kopecks)),
            "share": Decimal(round(1000 * sum(kopecks) / whole)) / 10,
            "values": [max(0, one) for month, one in zip(cost.months, kopecks, strict=True) if month in paid],
        }
        for code, kind, kopecks in cost.by_line()
    ]


def dots(people: Sequence[PaidPerson]) -> list[tuple[Decimal, Decimal, str]]:
    """A dot a person who had a target; the words are the table's, left out where there are hundreds of dots."""
    has_words = len(people) <= DOTS_WITH_WORDS
    return [
        (one.attainment, one.a_month, dot_words(one) if has_words else "")
        for one in people
        if one.attainment is not None
    ]


def dot_words(one: PaidPerson) -> str:
    return f"{one.name}: {percent(one.attainment or 0)}, {money(one.a_month)}"


def drafts(request: DeskRequest) -> Sequence[PayRun]:
    """Runs that are not approved yet: none of it counts above. One statement."""
    rows = PayRun.objects.visible_to(request.viewer).standing().exclude(state=PayRun.State.APPROVED)
    return list(rows.select_related("period__department").order_by("period__month", "pk")[:20])


def chips(months: int, department_id: int | None) -> list[dict[str, Any]]:
    more = {"department": department_id} if department_id else {}
    return [
        {
            "label": ngettext("%(number)d month", "%(number)d months", one) % {"number": one},
            "url": f"{reverse('director-payroll')}?{urlencode({'months': one, **more})}",
            "current": one == months,
        }
        for one in PERIODS
    ]


def title(whole: Cost, people: Sequence[PaidPerson], months: int) -> str:
    """The page in a sentence."""
    if not whole.total and not people:
        return _("No pay is approved in these months")
    share = as_percent(whole.variable_share)
    told = {"total": money(rubles_of(whole.total)), "people": len(people), "share": number(share or 0, 0)}
    words = ngettext(
        "Pay of %(people)d person cost %(total)s; %(share)s %% of it was for results",
        "Pay of %(people)d people cost %(total)s; %(share)s %% of it was for results",
        len(people),
    )
    return (words % told).replace(" %", f"{NO_BREAK}%")  # the sign stays with its figure
