"""Clients, their people, projects and contracts."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests.factories.people import an_employee, serial
from tickets.models import Client, Contact, ContactEmail, ContactPhone, Contract, Project, Service
from workload.models import Department, Employee, Employment


def a_client(name: str = "", **over: Any) -> Client:
    return Client.objects.create(name=name or f"Client {next(serial)}", **over)


def a_contact(
    client: Client | None = None, email: str = "", *, name: str = "", phone: str = "", **over: Any
) -> Contact:
    """A person at `client` with one address and, if given, one phone."""
    number = next(serial)
    contact = Contact.objects.create(client=client or a_client(), name=name or f"Contact {number}", **over)
    ContactEmail.objects.create(contact=contact, email=email or f"contact{number}@client.test")
    if phone:
        ContactPhone.objects.create(contact=contact, number=phone)
    return contact


def a_service(name: str = "", **over: Any) -> Service:
    number = next(serial)
    return Service.objects.create(**{"code": f"service-{number}", "name": name or f"Service {number}", **over})


def a_project(
    client: Client | None = None,
    owner: Employee | None = None,
    *,
    name: str = "",
    department: Department | None = None,
    **over: Any,
) -> Project:
    """A project of `owner` (a new manager when none is given) in the owner's department."""
    owner = owner or an_employee("manager", department=department)
    return Project.objects.create(
        client=client or a_client(),
        name=name or f"Project {next(serial)}",
        owner=owner,
        department=department or department_of(owner),
        **over,
    )


def department_of(employee: Employee) -> Department:
    return Employment.objects.select_related("department").filter(employee=employee).latest("starts_on").department


def a_contract(project: Project | None = None, **over: Any) -> Contract:
    """Ten hours a month at 2,500.00, since the beginning of 2026."""
    fields = {
        "number": f"C-{next(serial)}",
        "included_minutes": 600,
        "rate_amount": Decimal("2500.00"),
        "starts_on": date(2026, 1, 1),
    }
    return Contract.objects.create(project=project or a_project(), **{**fields, **over})
