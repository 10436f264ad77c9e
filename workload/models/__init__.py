"""Models of people and norms, one aggregate a file."""

from workload.models.norms import Operation, OperationNorm
from workload.models.people import Department, Employee, Employment, Position, RoleAssignment
from workload.models.skills import EmployeeSkill, Skill

__all__ = [
    "Department",
    "Employee",
    "EmployeeSkill",
    "Employment",
    "Operation",
    "OperationNorm",
    "Position",
    "RoleAssignment",
    "Skill",
]
