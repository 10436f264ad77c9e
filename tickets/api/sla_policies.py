"""SLA policies: what is promised by priority, who is told, which departments use them (S1–S4)."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from support_desk.shared.api.fields import InstantField, ReferenceField, ReferenceSerializer, VisibleField
from support_desk.shared.api.inputs import CopyInput, Input
from support_desk.shared.api.verbs import verb
from support_desk.shared.api.viewsets import KeptResource
from tickets.actions.catalogue import copy_policy, create_policy, set_department_policy, update_policy
from tickets.actions.catalogue.sla_terms import COLUMNS
from tickets.api.ticket_shape import PRIORITY_NAMES
from tickets.domain.sla import KINDS, OPTIONAL
from tickets.filters import SlaPolicyFilter
from tickets.models import DepartmentPolicy, EscalationStep, Priority, SlaPolicy, SlaTarget
from workload.models import Department, WorkingCalendar

MOST_STEPS = len(EscalationStep.Role)


class TargetInput(Input):
    """Business minutes promised for one priority; `unanswered`: when the operator sees the message; `approval`: until
    an estimate or overrun is confirmed and put before the client, null or left out: not counted."""

    first_response = serializers.IntegerField()
    next_response = serializers.IntegerField()
    resolution = serializers.IntegerField()
    unanswered = serializers.IntegerField()
    approval = serializers.IntegerField(required=False, allow_null=True)


class TargetsInput(Input):
    """The targets of all four priorities."""

    low = TargetInput()
    normal = TargetInput()
    high = TargetInput()
    urgent = TargetInput()


class StepInput(Input):
    """`role` is told so many business minutes after the breach."""

    role = serializers.ChoiceField(choices=EscalationStep.Role.choices)
    delay_minutes = serializers.IntegerField()


def steps_field(**kwargs: Any) -> serializers.ListField:
    """The ladder, the earliest step first."""
    return serializers.ListField(child=StepInput(), max_length=MOST_STEPS, **kwargs)


class PolicyInput(Input):
    """A new policy."""

    code = serializers.SlugField(max_length=40)
    name = serializers.CharField(max_length=100)
    calendar = VisibleField(WorkingCalendar.objects.all())
    targets = TargetsInput()
    steps = steps_field()
    warn_percent = serializers.IntegerField(min_value=1, max_value=99, required=False)
    notifies_any_time = serializers.BooleanField(required=False)
    hides_covered = serializers.BooleanField(required=False)
    is_default = serializers.BooleanField(required=False)


class PolicyChange(Input):
    """What can be changed of a policy; `targets` and `steps` replace all there were."""

    name = serializers.CharField(max_length=100, required=False)
    calendar = VisibleField(WorkingCalendar.objects.all(), required=False)
    targets = TargetsInput(required=False)
    steps = steps_field(required=False)
    warn_percent = serializers.IntegerField(min_value=1, max_value=99, required=False)
    notifies_any_time = serializers.BooleanField(required=False)
    hides_covered = serializers.BooleanField(required=False)
    is_default = serializers.BooleanField(required=False)
    is_active = serializers.BooleanField(required=False)


class DepartmentInput(Input):
    """A department."""

    department = VisibleField(Department.objects.all())


class PolicySerializer(serializers.Serializer[SlaPolicy]):
    """A policy. `version` grows with every change of what is promised; `departments` name it as theirs."""

    id = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()
    calendar = ReferenceField()
    targets = serializers.SerializerMethodField()
    steps = StepInput(many=True, source="ladder")
    departments = ReferenceSerializer(many=True, source="used_in")
    warn_percent = serializers.IntegerField()
    notifies_any_time = serializers.BooleanField()
    hides_covered = serializers.BooleanField()
    is_default = serializers.BooleanField()
    is_active = serializers.BooleanField()
    version = serializers.IntegerField()
    changed_at = InstantField()

    def get_targets(self, row: Any) -> dict[str, dict[str, int | None]]:
        return {
            Priority(found["priority"]).name.lower(): {kind: found[kind] for kind in (*KINDS, *OPTIONAL)}
            for found in row.promised
        }


class SlaPolicyViewSet(KeptResource):
    """SLA policies."""

    scope = "sla"
    serializer_class = PolicySerializer
    input_class = PolicyInput
    change_class = PolicyChange
    filterset_class = SlaPolicyFilter
    orderings = ("name", "-name", "id", "-id")

    def rows(self) -> QuerySet[SlaPolicy]:
        mine = OuterRef("pk")
        target = JSONObject(priority="priority", **COLUMNS)
        step = JSONObject(role="role", delay_minutes="delay_minutes")
        place = JSONObject(id="department_id", name=F("department__name"))
        targets = SlaTarget.objects.filter(policy=mine).order_by("priority")
        steps = EscalationStep.objects.filter(policy=mine).order_by("delay_minutes", "id")
        places = DepartmentPolicy.objects.filter(policy=mine).order_by("department__name")
        return (
            SlaPolicy.objects.visible_to(self.viewer)
            .select_related("calendar")
            .annotate(
                promised=ArraySubquery(targets.values(found=target)),
                ladder=ArraySubquery(steps.values(found=step)),
                used_in=ArraySubquery(places.values(found=place)),
            )
        )

    def make(self, data: dict[str, Any]) -> SlaPolicy:
        return create_policy(**terms_in(data), **self.who)

    def change(self, row: SlaPolicy, data: dict[str, Any]) -> SlaPolicy:
        return update_policy(policy=row, **terms_in(data), **self.who)

    @verb(CopyInput, PolicySerializer, status=201)
    def copy(self, request: Request, pk: str) -> Response:
        """Make a policy of your own that promises what this one does; nobody promises by it yet."""
        made = copy_policy(policy=self.get_object(), **self.read(CopyInput), **self.who)
        return self.answer(made, status=201)

    @verb(DepartmentInput, PolicySerializer, path="use-in-department")
    def use_in_department(self, request: Request, pk: str) -> Response:
        """Run the tickets of a department by this policy where their contract names none."""
        policy = self.get_object()
        set_department_policy(policy=policy, **self.read(DepartmentInput), **self.who)
        return self.answer(policy)

    @verb(DepartmentInput, PolicySerializer, path="leave-department")
    def leave_department(self, request: Request, pk: str) -> Response:
        """Run the tickets of a department by the default policy again."""
        policy, department = self.get_object(), self.read(DepartmentInput)["department"]
        set_department_policy(department=department, policy=None, instead_of=policy, **self.who)
        return self.answer(policy)


def terms_in(data: dict[str, Any]) -> dict[str, Any]:
    """Targets and steps as the actions take them."""
    found = dict(data)
    if "targets" in found:
        found["targets"] = {PRIORITY_NAMES[name].value: dict(kinds) for name, kinds in found["targets"].items()}
    if "steps" in found:
        found["steps"] = [(step["role"], step["delay_minutes"]) for step in found["steps"]]
    return found
