"""Regulations: the rules with their versions; written, published, ended (D2)."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from disputes.actions.mending.revisions import open_revision
from disputes.actions.regulations.publishing import end_regulation, publish_draft
from disputes.actions.regulations.writing import change_owner, create_regulation, write_draft
from disputes.api.regulation_shape import (
    DraftInput,
    OwnerInput,
    RegulationInput,
    RegulationSerializer,
    WholeRegulationSerializer,
    draft_of,
)
from disputes.api.revisions import RevisionInput, RevisionSerializer
from disputes.filters.regulations import RegulationFilter
from disputes.models import Regulation, RegulationVersion
from support_desk.shared.api.inputs import NothingInput
from support_desk.shared.api.viewsets import ReadOnlyResource


class RegulationViewSet(ReadOnlyResource):
    """Regulations."""

    scope = "disputes"
    serializer_class = WholeRegulationSerializer
    filterset_class = RegulationFilter
    orderings = ("code", "-code", "id", "-id")

    def get_serializer_class(self) -> type[serializers.BaseSerializer[Any]]:
        """Lists leave the clauses out."""
        return RegulationSerializer if self.action == "list" else WholeRegulationSerializer

    def rows(self) -> QuerySet[Regulation]:
        versions = RegulationVersion.objects.visible_to(self.viewer).select_related("published_by").order_by("number")
        if self.action != "list":
            versions = versions.prefetch_related("clauses")
        rules = Regulation.objects.visible_to(self.viewer).select_related("department", "owner")
        return rules.prefetch_related(Prefetch("versions", versions))

    @extend_schema(request=RegulationInput, responses={201: WholeRegulationSerializer})
    def create(self, request: Request) -> Response:
        """Begin a rule with its first draft."""
        data = self.read(RegulationInput)
        rule = create_regulation(
            code=data["code"],
            department=data.get("department"),
            owner=data["owner"],
            draft=draft_of(data),
            **self.who,
        )
        return self.answer(rule, status=201)

    @extend_schema(request=DraftInput, responses={200: WholeRegulationSerializer})
    @action(detail=True, methods=["post"])
    def draft(self, request: Request, pk: str) -> Response:
        """Write the next version, in the place of what was drafted."""
        rule = self.get_object()
        write_draft(regulation=rule, draft=draft_of(self.read(DraftInput)), **self.who)
        return self.answer(rule)

    @extend_schema(request=NothingInput, responses={200: WholeRegulationSerializer})
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, pk: str) -> Response:
        """Publish the draft."""
        rule = self.get_object()
        self.read(NothingInput)
        publish_draft(regulation=rule, **self.who)
        return self.answer(rule)

    @extend_schema(request=NothingInput, responses={200: WholeRegulationSerializer})
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        """End the rule with today."""
        rule = self.get_object()
        self.read(NothingInput)
        return self.answer(end_regulation(regulation=rule, **self.who))

    @extend_schema(request=OwnerInput, responses={200: WholeRegulationSerializer})
    @action(detail=True, methods=["post"])
    def owner(self, request: Request, pk: str) -> Response:
        """Give the rule to another owner."""
        rule = self.get_object()
        return self.answer(change_owner(regulation=rule, **self.read(OwnerInput), **self.who))

    @extend_schema(request=RevisionInput, responses={201: RevisionSerializer})
    @action(detail=True, methods=["post"])
    def revise(self, request: Request, pk: str) -> Response:
        """Ask for a revision."""
        rule = self.get_object()
        data = {"due_on": None, **self.read(RevisionInput)}
        revision = open_revision(regulation=rule, **data, **self.who)
        return Response(RevisionSerializer(revision, context=self.get_serializer_context()).data, status=201)
