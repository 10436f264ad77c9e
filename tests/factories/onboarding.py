"""Instructions, and plans by which somebody learns them."""

from datetime import date
from typing import Any

from tests.factories.people import NOW, serial
from tests.factories.work import an_operation
from workload.models import Employee, Instruction, OnboardingItem, OnboardingPlan, Operation

TODAY = NOW.date()


def an_instruction(operation: Operation | None = None, minutes: int = 30, **over: Any) -> Instruction:
    """A text of half an hour."""
    fields = {"title": f"Instruction {next(serial)}", "text": "Do it so."}
    return Instruction.objects.create(operation=operation or an_operation(), minutes=minutes, **{**fields, **over})


def an_onboarding_plan(
    employee: Employee, instructions: int = 2, *, on: date = TODAY, note: str = "", **over: Any
) -> OnboardingPlan:
    """A plan under way since `on`, an instruction a day of the same date; the mentor is the person's."""
    fields = {"position": employee.employments.latest("starts_on").position, "mentor": employee.mentor}
    plan = OnboardingPlan.objects.create(
        employee=employee, starts_on=on, days=instructions, made_at=NOW, **{**fields, **over}
    )
    for rank in range(1, instructions + 1):
        OnboardingItem.objects.create(
            plan=plan, instruction=an_instruction(), minutes=30, rank=rank, day_number=rank, on=on, note=note
        )
    return plan
