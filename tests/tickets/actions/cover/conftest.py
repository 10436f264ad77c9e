"""A department whose manager has a project, with an operator, a deputy and a head who are there."""

from dataclasses import dataclass
from datetime import datetime

import pytest

from tests.factories import a_department, a_project, a_ticket, an_employee
from tickets.models import CoverSpan, Project, Ticket
from workload.models import Department, DeputyOperator, Employee


@dataclass(frozen=True)
class Desk:
    department: Department
    manager: Employee
    colleague: Employee
    operator: Employee
    deputy: Employee
    head: Employee
    project: Project
    ticket: Ticket


@pytest.fixture
def desk() -> Desk:
    department = a_department()
    people = {
        name: an_employee(role, department=department, name=name.title())
        for name, role in [("manager", "manager"), ("colleague", "manager"), ("operator", "operator"),
                           ("deputy", "manager"), ("head", "head")]
    }  # fmt: skip
    DeputyOperator.objects.create(department=department, employee=people["deputy"])
    project = a_project(owner=people["manager"])
    return Desk(department=department, project=project, ticket=a_ticket(project), **people)


@pytest.fixture
def covers_at():
    """(cover, level) of every span in force at an instant, projects first."""

    def held(at: datetime) -> list[tuple[Employee, str]]:
        spans = CoverSpan.objects.holding(at).select_related("cover").order_by("ticket_id", "project_id")
        return [(span.cover, span.level) for span in spans]

    return held
