"""Contracts: one at a time, and the terms of a closed month stay (C2, W7)."""

from datetime import date
from decimal import Decimal

import pytest

from support_desk.shared.errors import NotAllowed, PeriodClosed, Refused
from support_desk.shared.models import PeriodLock
from support_desk.shared.viewer import Viewer
from tests.factories import NOW, a_contact, a_contract, a_project, a_report, an_employee, billed, viewer
from tests.factories.reports import OCTOBER
from tickets.actions.catalogue import create_contract, update_contract
from tickets.actions.catalogue.contracts import ContractFields
from tickets.actions.reports.building import build_reports
from tickets.actions.reports.sending import send_report
from tickets.models import Contract, Project

pytestmark = pytest.mark.django_db
RATE = Decimal("2500.00")


@pytest.fixture
def project() -> Project:
    return a_project()


@pytest.fixture
def director() -> Viewer:
    return viewer(an_employee("director"))


def test_a_contract_holds_hours_and_rate(project: Project, director: Viewer) -> None:
    contract = create_contract(
        project=project,
        number=" C-7 ",
        included_minutes=600,
        rollover_months=3,
        rate_amount=RATE,
        starts_on=date(2026, 1, 1),
        by=director,
        at=NOW,
    )
    assert (contract.number, contract.included_minutes, contract.rate_amount) == ("C-7", 600, RATE)
    assert contract.rollover_months == 3


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "is_refused"),
    [
        (date(2026, 2, 1), None, True),
        (date(2025, 1, 1), None, True),
        (date(2025, 1, 1), date(2026, 1, 1), True),
        (date(2025, 1, 1), date(2025, 12, 31), False),
        (date(2026, 6, 30), None, True),
        (date(2026, 7, 1), None, False),
    ],
)
def test_one_is_in_force_at_a_time(
    project: Project, director: Viewer, starts_on: date, ends_on: date | None, is_refused: bool
) -> None:
    a_contract(project, number="C-1", starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30))
    terms = {"number": "C-2", "rate_amount": RATE, "starts_on": starts_on, "ends_on": ends_on}
    if is_refused:
        with pytest.raises(Refused, match="C-1") as refused:
            create_contract(project=project, by=director, at=NOW, **terms)  # type: ignore[arg-type] # the dates vary
        assert refused.value.field == "starts_on"
    else:
        create_contract(project=project, by=director, at=NOW, **terms)  # type: ignore[arg-type] # the dates vary


def test_it_ends_after_it_starts(director: Viewer) -> None:
    with pytest.raises(Refused) as refused:
        update_contract(contract=a_contract(), by=director, at=NOW, ends_on=date(2025, 12, 31))
    assert refused.value.field == "ends_on"


def test_a_negative_rate_is_refused_by_its_field(director: Viewer) -> None:
    with pytest.raises(Refused):
        update_contract(contract=a_contract(), by=director, at=NOW, rate_amount=Decimal(-1))


@pytest.mark.parametrize(
    ("month", "ends_on", "is_refused"),
    [
        (date(2025, 12, 1), None, False),
        (date(2026, 1, 1), None, True),
        (date(2026, 10, 1), None, True),
        (date(2026, 7, 1), date(2026, 6, 30), False),
        (date(2026, 6, 1), date(2026, 6, 30), True),
    ],
)
def test_the_terms_of_a_closed_month_stay(
    project: Project, director: Viewer, month: date, ends_on: date | None, is_refused: bool
) -> None:
    contract = a_contract(project, ends_on=ends_on)
    PeriodLock.objects.create(department_id=project.department_id, month=month, closed_at=NOW)
    if is_refused:
        with pytest.raises(PeriodClosed):
            update_contract(contract=contract, by=director, at=NOW, included_minutes=900)
    else:
        assert update_contract(contract=contract, by=director, at=NOW, included_minutes=900).included_minutes == 900


def test_a_closed_month_lets_the_contract_end(project: Project, director: Viewer) -> None:
    contract = a_contract(project)
    PeriodLock.objects.create(department_id=project.department_id, month=date(2026, 10, 1), closed_at=NOW)
    update_contract(contract=contract, by=director, at=NOW, ends_on=date(2026, 11, 30), included_minutes=600)
    contract.refresh_from_db()
    assert contract.ends_on == date(2026, 11, 30)


def test_the_terms_of_a_month_that_was_reported_stay(project: Project, director: Viewer) -> None:
    """The client was told what is left: the next month carries it (C2, I5)."""
    contract = a_contract(project, included_minutes=600, rollover_months=1, starts_on=date(2026, 10, 1))
    billed(project, 300)
    a_contact(project.client)
    report = a_report(project)
    assert update_contract(contract=contract, by=director, at=NOW, rate_amount=Decimal(2000)).rate_amount == 2000
    build_reports(clients=[project.client_id], month=OCTOBER, by=Viewer.system(NOW), at=NOW)
    send_report(report=report, by=Viewer.system(NOW), at=NOW)
    later = date(2026, 11, 1)
    changes: list[ContractFields] = [{"included_minutes": 300}, {"rollover_months": 0}, {"starts_on": later}]
    for new in [*changes, ContractFields(rate_amount=Decimal(1))]:
        with pytest.raises(PeriodClosed, match=r"October 2026 by these terms\. Begin a new"):
            update_contract(contract=contract, by=director, at=NOW, **new)
    ended = update_contract(contract=contract, by=director, at=NOW, number="C-9", ends_on=date(2026, 11, 30))
    assert (ended.number, ended.included_minutes) == ("C-9", 600)


def test_the_owner_reads_contracts_and_changes_none(project: Project) -> None:
    contract = a_contract(project)
    assert list(Contract.objects.visible_to(viewer(project.owner))) == [contract]
    with pytest.raises(NotAllowed):
        update_contract(contract=contract, by=viewer(project.owner), at=NOW, number="X")
