"""The base of every resource: who looks, which parameters are known, POSTs that happen once."""

from collections.abc import Collection
from datetime import datetime
from functools import partial
from typing import Any, ClassVar, TypedDict

from django.db.models import Model, QuerySet
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.negotiation import BaseContentNegotiation, DefaultContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.viewsets import GenericViewSet

from support_desk.shared import clock
from support_desk.shared.api.asking import asked
from support_desk.shared.api.changes import CHANGES
from support_desk.shared.api.idempotency import answer_once
from support_desk.shared.api.inputs import Input
from support_desk.shared.api.pagination import PAGE_PARAMETERS
from support_desk.shared.api.parameters import check_parameters
from support_desk.shared.api.schema import DeskSchema
from support_desk.shared.viewer import Viewer

Answer = dict[str, Any]


class Caller(TypedDict):
    """Who acts, and when."""

    by: Viewer
    at: datetime


class OnlyJson(BaseContentNegotiation):
    """The API speaks JSON whatever is asked for; what comes in is told by its Content-Type."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        return DefaultContentNegotiation().select_parser(request, parsers)

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type


class DeskViewSet(GenericViewSet[Any]):
    """A resource of the desk. `scope`: the area a token needs, None for none. `orderings`: the first is the default.

    `change_columns`: (transaction, instant) of the last change, where the resource can be followed.
    """

    scope: ClassVar[str | None]
    orderings: ClassVar[tuple[str, ...]] = ("id",)
    change_columns: ClassVar[tuple[str, str] | None] = ("changed_xid", "changed_at")
    schema = DeskSchema()
    metadata_class = None
    content_negotiation_class = OnlyJson
    lookup_value_regex = "[0-9]{1,18}"
    filterset_class: ClassVar[Any] = None

    @property
    def viewer(self) -> Viewer:
        """Who asks; nobody while the schema is drawn."""
        if getattr(self, "swagger_fake_view", False):
            return Viewer.nobody(clock.now())
        return asked(self.request).viewer

    @property
    def who(self) -> Caller:
        """`by` and `at` of every action."""
        return {"by": self.viewer, "at": asked(self.request).at}

    def rows(self) -> QuerySet[Any]:
        """What the viewer may see of the resource, with all that its serializer shows."""
        raise NotImplementedError

    def get_queryset(self) -> QuerySet[Any]:
        return self.rows()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if self.action is None:
            raise MethodNotAllowed(str(request.method))
        check_parameters(request, self.known_parameters())
        if request.method == "POST":
            # The handler of the action that the router bound under the method's name.
            self.post: Any = partial(self.perform_once, self.__dict__["post"])

    def perform_once(self, perform: Any, request: Request, *args: Any, **kwargs: Any) -> Any:
        """Every POST goes through its idempotency key."""
        return answer_once(request, partial(perform, request, *args, **kwargs))

    def known_parameters(self) -> Collection[str]:
        """What may stand behind the "?" of this request."""
        if not self.is_list:
            return ()
        filters = self.filterset_class.base_filters if self.filterset_class else ()
        changes = (CHANGES,) if self.change_columns else ()
        return {*PAGE_PARAMETERS, *changes, *filters}

    @property
    def is_list(self) -> bool:
        """Whether this request answers with pages."""
        return self.pagination_class is not None and getattr(self, "action", None) == "list"

    def read(self, serializer: type[BaseSerializer[Any]]) -> Answer:
        """The request's body as `serializer` accepts it. ValidationError names every bad field."""
        reader = serializer(data=self.request.data, context=self.get_serializer_context())
        reader.is_valid(raise_exception=True)
        return reader.validated_data

    def shown(self, row: Model) -> Any:
        """One row as this resource shows it, read anew; None when it has left the viewer's sight."""
        seen = self.rows().filter(pk=row.pk).first()
        return None if seen is None else self.get_serializer(seen).data

    def answer(self, row: Model, status: int = 200) -> Response:
        """The row after a change; 204 when the change took it out of the viewer's sight."""
        body = self.shown(row)
        return Response(status=204) if body is None else Response(body, status=status)


class ReadOnlyResource(ListModelMixin, RetrieveModelMixin, DeskViewSet):
    """A resource that is listed and read one by one."""


class KeptResource(ReadOnlyResource):
    """A catalogue: POST makes a row, PATCH changes the named fields, both through an action."""

    input_class: ClassVar[type[Input]]
    change_class: ClassVar[type[Input]]

    def make(self, data: Answer) -> Model:
        """Runs the action that makes a row."""
        raise NotImplementedError

    def change(self, row: Any, data: Answer) -> Model:
        """Runs the action that changes `row`."""
        raise NotImplementedError

    def create(self, request: Request) -> Response:
        return self.answer(self.make(self.read(self.input_class)), status=201)

    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row = self.get_object()
        data = self.read(self.change_class)
        return self.answer(self.change(row, data))
