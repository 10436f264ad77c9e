"""Plans of onboarding: the person's own, their mentor's, the head's and the office's (L9, P2)."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from support_desk.shared.api.fields import DayField, InstantField, ReferenceField, VisibleField
from support_desk.shared.api.inputs import Input, NothingInput
from support_desk.shared.api.verbs import verb
from support_desk.shared.api.viewsets import ReadOnlyResource
from support_desk.shared.errors import Refused
from workload.actions.onboarding.plans import close_plan, make_plan, replan
from workload.actions.onboarding.steps import confirm_step, mark_done
from workload.domain.onboarding import DAILY_MINUTES
from workload.filters import OnboardingFilter
from workload.models import Employee, OnboardingItem, OnboardingPlan
from workload.queries.onboarding import local_today
from workload.queries.ramp import service_of


class OnboardingStepSerializer(serializers.Serializer[OnboardingItem]):
    """One instruction on its day; `days`: how many working days it takes."""

    id = serializers.IntegerField()
    instruction = serializers.IntegerField(source="instruction_id")
    title = serializers.CharField(source="instruction.title")
    minutes = serializers.IntegerField()
    day_number = serializers.IntegerField()
    days = serializers.IntegerField()
    on = DayField()
    done_at = InstantField(allow_null=True)
    confirmed_at = InstantField(allow_null=True)
    note = serializers.CharField()


class OnboardingSerializer(serializers.Serializer[OnboardingPlan]):
    """A plan with its steps in order. `state`: active, done, closed."""

    id = serializers.IntegerField()
    employee = ReferenceField()
    mentor = ReferenceField(allow_null=True)
    position = ReferenceField()
    starts_on = DayField()
    daily_minutes = serializers.IntegerField()
    days = serializers.IntegerField()
    state = serializers.CharField()
    made_at = InstantField()
    ended_at = InstantField(allow_null=True)
    steps = OnboardingStepSerializer(many=True, source="items.all")
    changed_at = InstantField()


class MonthOfServiceSerializer(serializers.Serializer[Any]):
    """Which month of service it is and the percent of the norm expected in it; `norm_minutes` of this calendar month
    and what of them is the target. All null for somebody who does not work here today."""

    month = serializers.IntegerField(allow_null=True)
    percent = serializers.IntegerField(allow_null=True)
    norm_minutes = serializers.IntegerField(allow_null=True)
    target_minutes = serializers.IntegerField(allow_null=True)


NO_SERVICE = dict.fromkeys(("month", "percent", "norm_minutes", "target_minutes"))


def daily_field(**more: Any) -> serializers.IntegerField:
    return serializers.IntegerField(min_value=15, max_value=600, **more)


class PlanInput(Input):
    """For whom, from which day on, and how many minutes of each."""

    employee = VisibleField(Employee.objects.all())
    starts_on = DayField()
    daily_minutes = daily_field(default=DAILY_MINUTES)


class ReplanInput(Input):
    """From which day on what is not done is laid out anew."""

    starts_on = DayField()
    daily_minutes = daily_field(required=False)


class DoneInput(Input):
    """Which step is done, or is not after all."""

    step = serializers.IntegerField(min_value=1)
    is_done = serializers.BooleanField(default=True)


class ConfirmInput(Input):
    """Which step is known."""

    step = serializers.IntegerField(min_value=1)
    note = serializers.CharField(max_length=300, allow_blank=True, required=False)


class OnboardingViewSet(ReadOnlyResource):
    """Onboarding plans."""

    scope = "people"
    serializer_class = OnboardingSerializer
    filterset_class = OnboardingFilter
    orderings = ("-starts_on", "starts_on", "id", "-id")

    def rows(self) -> QuerySet[OnboardingPlan]:
        plans = OnboardingPlan.objects.visible_to(self.viewer).select_related("employee", "mentor", "position")
        return plans.prefetch_related("items__instruction")

    @extend_schema(request=PlanInput, responses={201: OnboardingSerializer})
    def create(self, request: Request) -> Response:
        """Make a plan."""
        return self.answer(make_plan(**self.read(PlanInput), **self.who), status=201)

    @extend_schema(responses=MonthOfServiceSerializer)
    @action(detail=True)
    def service(self, request: Request, pk: str) -> Response:
        """Month of service and norm target of the person."""
        person = self.get_object().employee
        found = service_of([person], local_today(self.viewer.at)).get(person.pk)
        return Response(MonthOfServiceSerializer(found or NO_SERVICE).data)

    @verb(ReplanInput, OnboardingSerializer)
    def replan(self, request: Request, pk: str) -> Response:
        """Lay out anew what is not done."""
        plan = self.get_object()
        return self.answer(replan(plan=plan, **self.read(ReplanInput), **self.who))

    @verb(NothingInput, OnboardingSerializer)
    def close(self, request: Request, pk: str) -> Response:
        """End the plan before its end."""
        plan = self.get_object()
        self.read(NothingInput)
        return self.answer(close_plan(plan=plan, **self.who))

    @verb(DoneInput, OnboardingSerializer)
    def done(self, request: Request, pk: str) -> Response:
        """Say that a step is done; the person alone."""
        plan, data = self.get_object(), self.read(DoneInput)
        mark_done(item=step_of(plan, data["step"]), is_done=data["is_done"], **self.who)
        return self.answer(plan)

    @verb(ConfirmInput, OnboardingSerializer)
    def confirm(self, request: Request, pk: str) -> Response:
        """Confirm that a step is known; the mentor, the head or the office manager."""
        plan, data = self.get_object(), self.read(ConfirmInput)
        confirm_step(item=step_of(plan, data["step"]), note=data.get("note", ""), **self.who)
        return self.answer(plan)


def step_of(plan: OnboardingPlan, step_id: int) -> OnboardingItem:
    """A step of this plan. Refused, naming `step`, for one of another."""
    found = plan.items.select_related("plan").filter(pk=step_id).first()
    if found is None:
        raise Refused(_("The plan has no such step."), field="step")
    return found
