"""`?changed_since=`: everything that changed, once and in order, for those who keep a copy.

Rows are ordered by the transaction that changed them last, and are held back while an older transaction may still
commit: whoever follows the `next` links therefore misses nothing, whatever commits late.
"""

from typing import Any

from django.db.models import BigIntegerField, Func, Q, QuerySet
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from support_desk.shared.api.cursors import read_cursor, write_cursor
from support_desk.shared.api.parameters import read_instant

CHANGES = "changed_since"
KIND = "changes"


class OldestOpenTransaction(Func):
    """The id below which every transaction has ended, read in the statement's own snapshot."""

    template = "pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
    output_field = BigIntegerField()


def changes_page(
    queryset: QuerySet[Any], request: Request, view: Any, limit: int
) -> tuple[list[Any], str | None, bool]:
    """(rows, cursor, has more). The cursor stays where it is when nothing is new, so that it can be asked again."""
    xid, instant = view.change_columns
    if "ordering" in request.query_params:
        raise ValidationError({"ordering": _("Changes come in their own order.")})
    since = read_instant(request.query_params[CHANGES], CHANGES)
    cursor = request.query_params.get("cursor")
    if cursor is None:
        queryset = queryset.filter(**{f"{instant}__gte": since})
    else:
        queryset = queryset.filter(later_than(xid, *read_cursor(cursor, KIND, int, int)))
    settled = queryset.filter(**{f"{xid}__lt": OldestOpenTransaction()}).order_by(xid, "pk")
    rows = list(settled[: limit + 1])
    has_more = len(rows) > limit
    rows = rows[:limit]
    if rows:
        cursor = write_cursor(KIND, getattr(rows[-1], xid), rows[-1].pk)
    return rows, cursor, has_more


def later_than(xid: str, value: int, pk: int) -> Q:
    """Rows that follow (transaction, pk)."""
    return Q(**{f"{xid}__gte": value}) & (Q(**{f"{xid}__gt": value}) | Q(pk__gt=pk))
