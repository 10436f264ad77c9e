"""Plans of pay: what positions are paid by, with their versions; written, published, read (Y1, M4)."""

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from payroll.actions.plans.acknowledging import acknowledge_plan
from payroll.actions.plans.publishing import publish_plan_draft
from payroll.actions.plans.writing import create_plan, write_plan_draft
from payroll.api.plan_shape import PayPlanDraftInput, PayPlanInput, PayPlanSerializer, terms_of
from payroll.filters.plans import PayPlanFilter
from payroll.models import PayPlan, PayPlanVersion
from payroll.plan_permissions import reads_drafts
from payroll.queries.plans.standing import standing_of, today_for
from support_desk.shared.api.inputs import NothingInput
from support_desk.shared.api.verbs import verb
from support_desk.shared.api.viewsets import ReadOnlyResource
from support_desk.shared.errors import Refused


class PayPlanViewSet(ReadOnlyResource):
    """Plans of pay that the caller sees."""

    scope = "pay"
    serializer_class = PayPlanSerializer
    filterset_class = PayPlanFilter
    orderings = ("name", "-name", "id", "-id")

    def rows(self) -> QuerySet[PayPlan]:
        versions = PayPlanVersion.objects.order_by("starts_on", "number").prefetch_related("components")
        if not reads_drafts(self.viewer):
            versions = versions.filter(published_at__isnull=False)
        return PayPlan.objects.visible_to(self.viewer).prefetch_related(Prefetch("versions", versions))

    @extend_schema(request=PayPlanInput, responses={201: PayPlanSerializer})
    def create(self, request: Request) -> Response:
        """Begin a plan with its first draft."""
        data = self.read(PayPlanInput)
        made = create_plan(name=data["name"], position=data["position"], terms=terms_of(data), **self.who)
        return self.answer(made, status=201)

    @verb(PayPlanDraftInput, PayPlanSerializer)
    def draft(self, request: Request, pk: str) -> Response:
        """Write the next version, in the place of what was drafted."""
        plan = self.get_object()
        write_plan_draft(plan=plan, terms=terms_of(self.read(PayPlanDraftInput)), **self.who)
        return self.answer(plan)

    @verb(NothingInput, PayPlanSerializer)
    def publish(self, request: Request, pk: str) -> Response:
        """Publish the draft."""
        plan = self.get_object()
        self.read(NothingInput)
        publish_plan_draft(plan=plan, **self.who)
        return self.answer(plan)

    @verb(NothingInput, PayPlanSerializer)
    def acknowledge(self, request: Request, pk: str) -> Response:
        """Say that the caller has read the version in force and, where there is one, the one to come."""
        plan = self.get_object()
        self.read(NothingInput)
        standing = standing_of(plan.versions.all(), today_for(self.viewer))
        texts = [version for version in (standing.current, standing.upcoming) if version is not None]
        if not texts:
            raise Refused(_("This plan has no published version yet."))
        for version in texts:
            acknowledge_plan(version=version, **self.who)
        return self.answer(plan)
