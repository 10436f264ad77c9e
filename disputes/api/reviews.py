"""Reviews of replies: listed, read, done with findings, and findings made disputes (S5)."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from disputes.actions.reviews.disputing import dispute_finding
from disputes.actions.reviews.picking import pick_by_hand
from disputes.actions.reviews.reviewing import LONGEST_NOTE, Finding, finish_review, put_aside
from disputes.filters.reviews import ReviewFilter
from disputes.models import ReplyReview, ReviewFinding
from disputes.queries.reviews.rules import Rule, rules_for
from support_desk.shared.api.fields import InstantField, ReferenceField, VisibleField
from support_desk.shared.api.inputs import Input
from support_desk.shared.api.viewsets import ReadOnlyResource
from support_desk.shared.errors import Refused
from tickets.models import Message


class FindingSerializer(serializers.Serializer[ReviewFinding]):
    """A rule that was not kept. `clause` "": the rule as a whole; `dispute` null: it is none."""

    id = serializers.IntegerField()
    regulation = serializers.CharField(source="version.regulation.code")
    version = serializers.IntegerField(source="version.number")
    clause = serializers.CharField(source="place")
    note = serializers.CharField()
    dispute = serializers.IntegerField(source="dispute_id", allow_null=True)


class ReviewSerializer(serializers.Serializer[ReplyReview]):
    """A reply that is reviewed once. `state`: waiting, done, skipped. `why`: sample, newcomer, thanks (the message is
    the letter that was said to need no answer), by_hand. `picked_by` null: the desk."""

    id = serializers.IntegerField()
    message = serializers.IntegerField(source="message_id")
    ticket = serializers.IntegerField(source="message.ticket.number")
    author = ReferenceField()
    department = ReferenceField()
    written_at = InstantField()
    state = serializers.CharField()
    why = serializers.CharField()
    picked_at = InstantField()
    picked_by = ReferenceField(allow_null=True)
    reviewer = ReferenceField(allow_null=True)
    reviewed_at = InstantField(allow_null=True)
    note = serializers.CharField()
    findings = FindingSerializer(many=True, source="findings.all")
    changed_at = InstantField()


class ReviewInput(Input):
    """A reply to look at."""

    message = VisibleField(Message.objects.all())


class FindingInput(Input):
    """A regulation by its code, the number of its clause (left out: the rule as a whole), and what is wrong (left out:
    the clause speaks for itself)."""

    regulation = serializers.CharField(max_length=20)
    clause = serializers.CharField(max_length=20, required=False, allow_blank=True, allow_null=True)
    note = serializers.CharField(max_length=LONGEST_NOTE, required=False, allow_blank=True, default="")


class DoneInput(Input):
    """What was found; an empty list says that the reply is in order."""

    findings = serializers.ListField(child=FindingInput(), max_length=100)
    note = serializers.CharField(max_length=LONGEST_NOTE, required=False, allow_blank=True, default="")


class AsideInput(Input):
    """Why it need not be reviewed."""

    reason = serializers.CharField(max_length=300)


class ReviewViewSet(ReadOnlyResource):
    """Reviews that the caller does, has done, or whose findings are about their replies."""

    scope = "disputes"
    serializer_class = ReviewSerializer
    filterset_class = ReviewFilter
    orderings = ("-id", "id")

    def rows(self) -> QuerySet[ReplyReview]:
        found = ReplyReview.objects.visible_to(self.viewer)
        joined = found.select_related("author", "department", "reviewer", "picked_by", "message__ticket")
        slim = joined.defer("message__search", "message__body_text", "message__body_html", "message__quoted_text",
                            "message__ticket__search")  # fmt: skip
        return slim.prefetch_related("findings__version__regulation", "findings__clause")

    @extend_schema(request=ReviewInput, responses={201: ReviewSerializer})
    def create(self, request: Request) -> Response:
        """Pick a reply by hand; one that is picked already is answered as it is."""
        return self.answer(pick_by_hand(**self.read(ReviewInput), **self.who), status=201)

    @extend_schema(request=DoneInput, responses={200: ReviewSerializer})
    @action(detail=True, methods=["post"])
    def done(self, request: Request, pk: str) -> Response:
        """Say what was found."""
        review, data = self.get_object(), self.read(DoneInput)
        rules = rules_for(review) if data["findings"] else []
        findings = [finding_of(one, rules) for one in data["findings"]]
        return self.answer(finish_review(review=review, findings=findings, note=data["note"], **self.who))

    @extend_schema(request=AsideInput, responses={200: ReviewSerializer})
    @action(detail=True, methods=["post"], url_path="put-aside")
    def put_aside(self, request: Request, pk: str) -> Response:
        """It need not be reviewed."""
        return self.answer(put_aside(review=self.get_object(), **self.read(AsideInput), **self.who))

    @extend_schema(request=None, responses={200: ReviewSerializer})
    @action(detail=True, methods=["post"], url_path="findings/(?P<finding_id>[0-9]{1,18})/open-dispute")
    def open_dispute(self, request: Request, pk: str, finding_id: str) -> Response:
        """Make a finding a dispute against the author, with everything filled in."""
        review = self.get_object()
        finding = next((one for one in review.findings.all() if one.pk == int(finding_id)), None)
        if finding is None:
            raise Http404
        dispute_finding(finding=finding, **self.who)
        return self.answer(review)


def finding_of(said: dict[str, Any], rules: Sequence[Rule]) -> Finding:
    """By the version that was in force. Refused, naming `findings`, for what did not bind or has no such clause."""
    rule = next((rule for rule in rules if rule.version.regulation.code == said["regulation"]), None)
    if rule is None:
        raise Refused(_("This rule did not bind the author when the reply was written."), field="findings")
    number = said.get("clause")
    if not number:
        return Finding(rule.version.pk, None, said["note"])
    clause = next((clause for clause in rule.clauses if clause.number == number), None)
    if clause is None:
        raise Refused(_("This rule has no clause of that number."), field="findings")
    return Finding(rule.version.pk, clause.pk, said["note"])
