"""Runs of who leaves: the pay of their last day (Labour Code 140; Y5)."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from payroll.actions.leaving import draft_leaver
from payroll.api.pay_runs import PayRunSerializer, PayRunViewSet
from payroll.models import PayRun
from payroll.queries.runs.readable import readable_runs
from support_desk.shared.api.fields import VisibleField
from support_desk.shared.api.inputs import Input
from support_desk.shared.api.viewsets import ReadOnlyResource
from workload.models import Employee


class LeaverInput(Input):
    """Who leaves. 409 `pay_not_ready` says what stands in the way."""

    employee = VisibleField(Employee.objects.all())


class PayLeaverViewSet(ReadOnlyResource):
    """Runs of who leaves, the newest first. POST drafts one, drafted before it is drafted anew; `pay-runs` confirms and
    approves it."""

    scope = PayRunViewSet.scope
    serializer_class = PayRunSerializer
    filterset_class = PayRunViewSet.filterset_class
    orderings = PayRunViewSet.orderings

    def rows(self) -> QuerySet[PayRun]:
        people = ("confirmed_by", "approved_by", "leaver")
        leavers = readable_runs(self.viewer).filter(kind=PayRun.Kind.LEAVER)
        return leavers.select_related("period__department", *people)

    @extend_schema(request=LeaverInput, responses={201: PayRunSerializer})
    def create(self, request: Request) -> Response:
        return self.answer(draft_leaver(**self.read(LeaverInput), **self.who), status=201)
