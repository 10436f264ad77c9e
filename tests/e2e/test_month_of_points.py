"""The month of points turned into money under three policies, as the director reads it; each report adds up (M1–M3)."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal

import pytest
import time_machine
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from disputes.actions.settlements.applying import apply_settlement
from disputes.domain.minus_limits import Person
from disputes.models import Settlement
from support_desk.shared.viewer import Viewer
from tests import factories as make
from tests.e2e.conftest import LogIn
from tests.e2e.fair_play import a_rule, assert_accessible, run_due
from tests.factories.decided import a_decided_dispute
from workload.models import Department, Employee

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:No directory at"),  # static files are found where they lie, none are collected
]
FIRST_OF_DECEMBER = datetime(2026, 11, 30, 21, 5, tzinfo=UTC)  # 00:05 in Moscow
PLENTY = 100_000_000


@pytest.fixture(autouse=True)
def _five_past_midnight(settings: Settings) -> Iterator[None]:
    settings.DEMO, settings.SECOND_FACTOR_ROLES = True, ()
    with time_machine.travel(FIRST_OF_DECEMBER, tick=True):
        yield


@pytest.fixture
def director(transactional_db: None) -> Employee:
    return make.an_employee("director", name="Dina Orlova")


def test_the_month_turns_into_money_under_three_policies(
    log_in: LogIn, live_server: LiveServer, director: Employee
) -> None:
    played = {kind: a_month_of_points(kind) for kind in ("circulate", "kitty", "controller")}
    run_due(FIRST_OF_DECEMBER)
    page = log_in(director)
    # Boris has lost three points at 100 rubles; Anna won two, and Carl one, who is the controller in one of them.
    assert told(page, live_server, played, "nominal") == {
        "circulate": {"withheld": 300, "paid": 300},
        "kitty": {"withheld": 300, "paid": 0, "kitty": 300},
        "controller": {
            "withheld": 300,
            "paid": 200,
            "kitty": Decimal("66.67"),
            "controller’s fund": Decimal("33.33"),
        },
    }
    assert_accessible(page)
    for department in played.values():
        freeze_pay(Settlement.objects.get(department=department), variable_of_boris=250_00)
    assert told(page, live_server, played, "applied") == {
        "circulate": {"withheld": 250, "paid": 250},
        "kitty": {"withheld": 250, "paid": 0, "kitty": 250},
        "controller": {
            "withheld": 250,
            "paid": 200,
            "kitty": Decimal("33.33"),
            "controller’s fund": Decimal("16.67"),
        },
    }
    expect(page.locator("[data-sum=nominal]")).to_contain_text("As published: withheld 300.00")
    page.goto(f"{live_server.url}/rating/?department={played['circulate'].pk}&month=2026-11")
    expect(page.get_by_role("table", name="Points of the month by person")).to_contain_text("Boris")
    assert_accessible(page)
    page.goto(f"{live_server.url}/director/disputes/")
    expect(page.get_by_role("table", name="Ended disputes by department and outcome")).to_contain_text("Circulate")
    assert_accessible(page)


def a_month_of_points(kind: str) -> Department:
    """A department in which Anna has won two points, Carl one and Boris lost three."""
    place = make.a_department(kind.title())
    head = make.an_employee("head", department=place, name=f"Hugo of {kind}")
    anna, boris, carl = (make.an_employee("manager", department=place, name=name) for name in ("Anna", "Boris", "Carl"))
    make.a_point_policy(place, kind=kind, controller=carl if kind == "controller" else None)
    version = a_rule(head, boris, code=f"R-{kind}")
    a_decided_dispute("initiator_right", anna, boris, arbiter=head, version=version)
    a_decided_dispute("accepted", carl, boris, version=version)
    return place


def freeze_pay(settlement: Settlement, *, variable_of_boris: int) -> None:
    """As payroll does: all have plenty to lose but Boris, in kopecks."""
    lines = settlement.lines.select_related("employee")
    people = [
        Person(one.employee_id, variable_of_boris if one.employee.name == "Boris" else PLENTY, PLENTY) for one in lines
    ]
    apply_settlement(
        settlement=settlement, people=people, by=Viewer.system(FIRST_OF_DECEMBER), at=FIRST_OF_DECEMBER
    )  # fmt: skip


def told(page: Page, live_server: LiveServer, played: Mapping[str, Department], stage: str) -> dict[str, object]:
    """{policy: {name: rubles}} of the sum lines of November's reports, each of which adds up."""
    found: dict[str, object] = {}
    for kind, department in played.items():
        page.goto(f"{live_server.url}/points/report/{department.pk}/2026-11/")
        left, _is, right = page.locator(f"[data-sum={stage}]").inner_text().partition(" = ")
        (withheld,), parts = amounts(left), amounts(right)
        assert sum(rubles for _name, rubles in parts) == withheld[1], (kind, stage)
        found[kind] = dict([withheld, *parts])
    return found


def amounts(line: str) -> list[tuple[str, Decimal]]:
    """ "paid 200.00 ₽ + kitty 66.67 ₽" as names and rubles."""
    pairs = re.findall(r"([^\d+:]+?) ([\d,]+\.\d\d)", line.replace("\N{NO-BREAK SPACE}", " "))
    return [(name.strip(" ₽"), Decimal(figure.replace(",", ""))) for name, figure in pairs]
