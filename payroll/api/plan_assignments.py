"""Who is paid by which plan, from when until when (Y1)."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from payroll.actions.plans.assigning import Pay, assign_plan, end_assignment
from payroll.api.plan_shape import PlanAssignmentEndInput, PlanAssignmentInput, PlanAssignmentSerializer
from payroll.filters.plans import PlanAssignmentFilter
from payroll.models import PlanAssignment
from support_desk.shared.api.verbs import verb
from support_desk.shared.api.viewsets import ReadOnlyResource


class PlanAssignmentViewSet(ReadOnlyResource):
    """Plans of people that the caller sees, the newest first."""

    scope = "pay"
    serializer_class = PlanAssignmentSerializer
    filterset_class = PlanAssignmentFilter
    orderings = ("-id", "id", "-starts_on", "starts_on")

    def rows(self) -> QuerySet[PlanAssignment]:
        return PlanAssignment.objects.visible_to(self.viewer).select_related("employee", "plan", "set_by")

    @extend_schema(request=PlanAssignmentInput, responses={201: PlanAssignmentSerializer})
    def create(self, request: Request) -> Response:
        """Give somebody else a plan; what was set before ends on the day before."""
        data = self.read(PlanAssignmentInput)
        pay = Pay(data["plan"], data.get("base"), data.get("variable"))
        made = assign_plan(employee=data["employee"], pay=pay, starts_on=data["starts_on"], **self.who)
        return self.answer(made, status=201)

    @verb(PlanAssignmentEndInput, PlanAssignmentSerializer)
    def end(self, request: Request, pk: str) -> Response:
        """Say until when it pays."""
        assignment = self.get_object()
        return self.answer(end_assignment(assignment=assignment, **self.read(PlanAssignmentEndInput), **self.who))
