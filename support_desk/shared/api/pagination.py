"""Pages of a list by cursor: stable while rows are added, and as fast at the end as at the start."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, DateTimeField, Model, Q, QuerySet
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from support_desk.shared.api.changes import CHANGES, changes_page
from support_desk.shared.api.cursors import read_cursor, write_cursor
from support_desk.shared.api.parameters import read_flag, read_number

if TYPE_CHECKING:
    # At run time this would be a circle: the views read the settings that name this module.
    from rest_framework.views import APIView

PAGE_PARAMETERS = ("cursor", "limit", "count", "ordering")
DEFAULT_LIMIT, LARGEST_LIMIT = 50, 200


@dataclass(frozen=True, slots=True)
class Page:
    """Rows, the cursor of what follows (None at the end), and whether more is there now."""

    rows: list[Any]
    next_cursor: str | None
    has_more: bool


class StableCursorPagination(BasePagination):
    """`?cursor=` `?limit=` `?ordering=` of the view's `orderings`, `?count=1`, and `?changed_since=`.

    The order ends with the id, so that it is total; a page begins after the last row of the one before.
    """

    page: Page
    count: int | None
    request: Request

    def paginate_queryset(self, queryset: Any, request: Request, view: "APIView | None" = None) -> list[Any] | None:
        self.request = request
        limit = read_number(request, "limit", default=DEFAULT_LIMIT, most=LARGEST_LIMIT)
        self.count = queryset.order_by().count() if read_flag(request, "count") else None
        if CHANGES in request.query_params:
            self.page = Page(*changes_page(queryset, request, view, limit))
        else:
            self.page = ordered_page(queryset, request, view, limit)
        return self.page.rows

    def get_paginated_response(self, data: Any) -> Response:
        body: dict[str, Any] = {"next": self.next_link()}
        if CHANGES in self.request.query_params:
            body["has_more"] = self.page.has_more
        if self.count is not None:
            body["count"] = self.count
        return Response({**body, "results": data})

    def next_link(self) -> str | None:
        """The address of what follows. Changes always have one: it is asked again when more may have happened."""
        here = self.request.build_absolute_uri()
        if self.page.next_cursor is None:
            return here if CHANGES in self.request.query_params else None
        return replace_query_param(here, "cursor", self.page.next_cursor)

    def get_paginated_response_schema(self, schema: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "type": "object",
            "required": ["next", "results"],
            "properties": {
                "next": {"type": ["string", "null"], "format": "uri"},
                "count": {"type": "integer", "description": "Only with ?count=1."},
                "has_more": {"type": "boolean", "description": "Only with ?changed_since=."},
                "results": schema,
            },
        }


def ordered_page(queryset: QuerySet[Any], request: Request, view: Any, limit: int) -> Page:
    """One page in the order asked for, from the keys of the row that the cursor names."""
    ordering = chosen_ordering(request, view.orderings)
    column, descending = ordering.lstrip("-"), ordering.startswith("-")
    if "cursor" in request.query_params:
        types = (key_type(queryset.model, column), int)
        queryset = queryset.filter(
            after(column, descending, *read_cursor(request.query_params["cursor"], ordering, *types))
        )
    sign = "-" if descending else ""
    order = tuple(dict.fromkeys((f"{sign}{column}", f"{sign}pk")))
    # The keys are found first, within the same statement: what hangs on a row is joined to one page, not to all.
    keys = queryset.order_by(*order).values("pk")[: limit + 1]
    rows = list(queryset.filter(pk__in=keys).order_by(*order))
    has_more = len(rows) > limit
    rows = rows[:limit]
    cursor = write_cursor(ordering, getattr(rows[-1], column), rows[-1].pk) if has_more else None
    return Page(rows, cursor, has_more)


def chosen_ordering(request: Request, orderings: Sequence[str]) -> str:
    """The one asked for, of the list; the first of the list by default."""
    ordering = request.query_params.get("ordering", orderings[0])
    if ordering not in orderings:
        raise ValidationError({"ordering": _("Choose one of: %(choices)s.") % {"choices": ", ".join(orderings)}})
    return ordering


def after(column: str, descending: bool, value: Any, pk: int) -> Q:
    """Rows that follow (value, pk). The outer bound on one column lets an index find the place."""
    way = "lt" if descending else "gt"
    return Q(**{f"{column}__{way}e": value}) & (Q(**{f"{column}__{way}": value}) | Q(**{f"pk__{way}": pk}))


def key_type(model: type[Model], column: str) -> type:
    """The Python type that a cursor holds for a column."""
    kind = model._meta.get_field(column)
    if isinstance(kind, DateTimeField):
        return datetime
    return str if isinstance(kind, CharField) else int
