"""A department with its operator, a manager and a project."""

import pytest

from tests.factories import (
    a_client,
    a_department,
    a_project,
    an_employee,
)


@pytest.fixture
def department(db):
    return a_department("Support")


@pytest.fixture
def operator(department):
    return an_employee("operator", department=department, name="Olga Mirskaya")


@pytest.fixture
def manager(department):
    return an_employee("manager", department=department, name="Anna Sheveleva")


@pytest.fixture
def project(manager):
    return a_project(a_client("Kedr Furniture"), manager, name="Online store")
