"""October is settled, November takes it back: at October's worth, under each kind and whatever changed (D4, M2, M3)."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from disputes.actions.settlements.applying import apply_settlement
from disputes.models import KittyEntry
from disputes.queries.point_reports import point_report
from disputes.queries.point_words import equation, sections
from support_desk.shared.viewer import Viewer
from tests import factories as make
from tests.factories.points import FIRST_OF_NOVEMBER, OCTOBER, pay_of, posted, settled, taken_back

pytestmark = pytest.mark.django_db
NOVEMBER = date(2026, 11, 1)
DECEMBER = date(2026, 12, 1)
IN_DECEMBER = datetime(2026, 12, 5, 9, 0, tzinfo=UTC)
IN_JANUARY, IN_FEBRUARY = datetime(2027, 1, 5, 9, 0, tzinfo=UTC), datetime(2027, 2, 5, 9, 0, tzinfo=UTC)


@pytest.fixture
def department():
    return make.a_department(name="Support")


@pytest.fixture
def anna(department):
    return make.an_employee("manager", department=department, name="Anna")


@pytest.fixture
def boris(department):
    return make.an_employee("manager", department=department, name="Boris")


def applied(settlement, at=IN_DECEMBER):
    """{name: amount} and the kitty of it, in rubles."""
    apply_settlement(settlement=settlement, people=pay_of(settlement), by=Viewer.system(at), at=at)
    again = apply_settlement(settlement=settlement, people=pay_of(settlement), by=Viewer.system(at), at=at)
    amounts = {line.employee.name: int(line.amount) for line in again.lines.select_related("employee")}
    return amounts, int(again.counts.get(stage="applied").kitty)


def in_november(department):
    return applied(settled(department, month=NOVEMBER, at=IN_DECEMBER))


@pytest.mark.parametrize(
    ("kind", "october", "november"),
    [
        ("circulate", ({"Anna": 100, "Boris": -100}, 0), ({"Anna": -100, "Boris": 100}, 0)),
        ("kitty", ({"Anna": 0, "Boris": -100}, 100), ({"Anna": 0, "Boris": 100}, -100)),
        ("controller", ({"Anna": 100, "Boris": -100}, 0), ({"Anna": -100, "Boris": 100}, 0)),
        ("rating", ({"Anna": 0, "Boris": 0}, 0), ({"Anna": 0, "Boris": 0}, 0)),
    ],
)
def test_a_silence_comes_back_as_it_went(department, anna, boris, kind, october, november):
    controller = make.an_employee("manager") if kind == "controller" else None
    make.a_point_policy(department, kind=kind, controller=controller, starts_on=OCTOBER)
    sides = posted(anna, boris, 1, cause="silence")
    assert applied(settled(department)) == october
    for one in sides:
        taken_back(one, month=NOVEMBER)
    assert in_november(department) == november
    assert sum(entry.amount * (1 if entry.kind == "credit" else -1) for entry in KittyEntry.objects.all()) == 0


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"kind": "circulate"}, {"kind": "rating", "rate": 500}),
        ({"kind": "circulate", "rate": 100}, {"kind": "circulate", "rate": 500, "silence_counts": False}),
        ({"kind": "circulate"}, {"kind": "kitty"}),
    ],
)
def test_another_policy_changes_nothing_of_it(department, anna, boris, before, after):
    make.a_point_policy(department, starts_on=OCTOBER, **before)
    make.a_point_policy(department, starts_on=NOVEMBER, **after)
    sides = posted(anna, boris, 1, cause="silence")
    assert applied(settled(department)) == ({"Anna": 100, "Boris": -100}, 0)
    for one in sides:
        taken_back(one, month=NOVEMBER)
    assert in_november(department) == ({"Anna": -100, "Boris": 100}, 0)


def test_what_cost_nothing_gives_nothing_back(department, anna, boris):
    make.a_point_policy(department, starts_on=OCTOBER, silence_counts=False)
    make.a_point_policy(department, starts_on=NOVEMBER, rate=500)
    sides = posted(anna, boris, 1, cause="silence")
    settled(department)
    for one in sides:
        taken_back(one, month=NOVEMBER)
    assert in_november(department) == ({"Anna": 0, "Boris": 0}, 0)


def test_the_directors_correction_is_given_back_out_of_the_kitty_and_the_report_says_so(visit, department, anna, boris):
    make.a_point_policy(department, kind="kitty", starts_on=OCTOBER)
    wrong = posted(anna, boris, 2, cause="verdict")[1]
    applied(settled(department), at=FIRST_OF_NOVEMBER)
    make.a_correction(boris, 1, month=NOVEMBER, dispute=wrong.dispute)
    make.a_correction(boris, 3, month=NOVEMBER, dispute=wrong.dispute)  # one of them is left to be taken back
    make.a_correction(anna, 1, month=NOVEMBER)
    assert in_november(department) == ({"Anna": 0, "Boris": 200}, -200)
    assert [(one.kind, one.amount, one.balance) for one in KittyEntry.objects.order_by("number")] == [
        ("credit", Decimal(200), Decimal(200)),
        ("refund", Decimal(200), Decimal(0)),
    ]
    report = point_report(make.viewer(boris, IN_DECEMBER), department, NOVEMBER)
    told = equation(report.applied).replace("\u00a0", " ")
    assert told == "withheld 0.00 ₽ + given back out of the kitty 200.00 ₽ = paid 200.00 ₽"
    kitty = next(section for section in sections(report) if section.key == "kitty")
    assert [row[3] for row in kitty.rows] == [0, Decimal(200), 0, 0]
    browser = visit(boris)
    page = browser.get(f"/points/report/{department.pk}/2026-11/").content.decode()
    assert "<dt>Given back out of the kitty</dt><dd>200.00" in page and "−200" not in page
    assert "Given back: <a" in browser.get("/points/kitty/").content.decode()


@pytest.mark.parametrize("kind", ["circulate", "kitty"])
@pytest.mark.parametrize("between", [True, False])
def test_what_a_correction_gave_back_its_mirror_does_not_give_again(department, anna, boris, kind, between):
    """Corrected in one month and taken back in the next, or both within one."""
    make.a_point_policy(department, kind=kind, starts_on=OCTOBER)
    lost = posted(anna, boris, 1, cause="silence", only=[boris])[0]
    assert applied(settled(department))[0]["Boris"] == -100
    make.a_correction(boris, 1, month=NOVEMBER, dispute=lost.dispute)
    if between:
        assert in_november(department)[0]["Boris"] == 100
        taken_back(lost, month=DECEMBER)
        december = settled(department, month=DECEMBER, at=IN_JANUARY)
        assert applied(december, IN_JANUARY)[0]["Boris"] == 0
        assert december.lines.get(employee=boris).points == 1, "the points stand"
        make.a_correction(boris, -1, month=date(2027, 1, 1), dispute=lost.dispute)
        evened = settled(department, month=date(2027, 1, 1), at=IN_FEBRUARY)
        assert applied(evened, IN_FEBRUARY)[0]["Boris"] == 0
    else:
        taken_back(lost, month=NOVEMBER)
        assert in_november(department)[0]["Boris"] == 100


def test_an_empty_kitty_gives_what_it_holds_and_is_never_overspent(department, anna, boris):
    make.a_point_policy(department, kind="kitty", starts_on=OCTOBER)
    wrong = posted(anna, boris, 1)[1]
    settled(department)  # not applied: nothing is in the kitty
    make.a_correction(boris, 1, month=NOVEMBER, dispute=wrong.dispute)
    november = settled(department, month=NOVEMBER, at=IN_DECEMBER)
    assert november.counts.get().kitty == Decimal(-100)
    assert applied(november) == ({"Anna": 0, "Boris": 0}, 0)
    assert november.lines.get(employee=boris).limited_by == "pool"
    assert not KittyEntry.objects.exists()
