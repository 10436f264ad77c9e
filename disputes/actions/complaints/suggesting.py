"""Messages that may be complaints: found by their words, flagged, or dismissed by whom they do not concern (S6)."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from disputes.complaint_permissions import check_can_dismiss
from disputes.models import Complaint, ComplaintLook, ComplaintSuggestion
from disputes.queries.complaint_concerns import concern_of_message
from support_desk.shared import audit
from support_desk.shared.changing import change_row
from support_desk.shared.errors import IllegalTransition
from support_desk.shared.viewer import Viewer
from tickets.models import Message

State = ComplaintSuggestion.State
FIND: Final = (Path(__file__).parent / "suggesting.sql").read_text()
SETTLED: Final = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
# A letter of long ago that is brought in now is history, not news.
NEWS: Final = timedelta(days=30)
ONLY_ROW: Final = 1


@transaction.atomic
def suggest_complaints(*, at: datetime) -> int:
    """Looks once through every message that came since the last look, whatever commits late; how many suggestions are
    new. A few statements, however many messages; who looks at the same time waits and finds nothing left."""
    ComplaintLook.objects.get_or_create(pk=ONLY_ROW, defaults={"xid": 0, "looked_at": at})
    look = ComplaintLook.objects.select_for_update().get(pk=ONLY_ROW)
    with connection.cursor() as cursor:
        cursor.execute(SETTLED)
        settled = cursor.fetchone()[0]
    count = look_through(since=look.xid, settled=settled, at=at)
    look.xid, look.looked_at = settled, at
    look.save()
    return count


def look_through(*, since: int, settled: int, at: datetime) -> int:
    """Suggests what messages changed by transactions in [since, settled) hold; how many are new. Two statements, and
    one for the trail where there are any."""
    with connection.cursor() as cursor:
        cursor.execute(FIND, {"since": since, "settled": settled, "oldest": at - NEWS, "at": at})
        found = [pk for (pk,) in cursor.fetchall()]
    if found:
        _record(found, at=at)
    return len(found)


def _record(found: list[int], *, at: datetime) -> None:
    rows = ComplaintSuggestion.objects.filter(pk__in=found).select_related("message__ticket").order_by("pk")
    with audit.gathered():
        for row in rows.defer("message__search", "message__ticket__search"):
            audit.record(
                action="complaint.suggest", target=row, by=Viewer.system(at), at=at, after={"words": row.words},
                department_id=row.message.ticket.department_id,
            )  # fmt: skip


@transaction.atomic
def dismiss_suggestion(*, suggestion: ComplaintSuggestion, by: Viewer, at: datetime) -> ComplaintSuggestion:
    """It is no complaint, says somebody whom it would not concern. Saying so twice is once; IllegalTransition once it
    is flagged, NotAllowed for the manager and their head, DoesNotExist when `by` does not see the message."""
    locked = lock_suggestion(suggestion, by=by)
    check_can_dismiss(by, concern_of_message(locked.message).people)
    if locked.state == State.DISMISSED:
        return locked
    if locked.state == State.FLAGGED or Complaint.objects.filter(message=locked.message_id).exists():
        raise IllegalTransition(_("This message is flagged as a complaint already."))
    return _settle(locked, State.DISMISSED, by=by, at=at)


def settle_flagged(*, message: Message, by: Viewer, at: datetime) -> None:
    """In the transaction that flags `message`: what was suggested of it has come true, dismissed or not."""
    row = ComplaintSuggestion.objects.select_for_update(of=("self",)).filter(message=message).first()
    if row is not None:
        row.message = message
        _settle(row, State.FLAGGED, by=by, at=at)


def lock_suggestion(suggestion: ComplaintSuggestion, *, by: Viewer) -> ComplaintSuggestion:
    """As it is now, the message before it, in the order in which flagging locks them."""
    seen = Message.objects.visible_to(by).select_related("ticket__department", "ticket__project")
    message = seen.defer("search", "ticket__search").select_for_update(of=("self",)).get(pk=suggestion.message_id)
    row = ComplaintSuggestion.objects.select_for_update(of=("self",)).get(pk=suggestion.pk)
    row.message = message
    return row


def _settle(row: ComplaintSuggestion, state: State, *, by: Viewer, at: datetime) -> ComplaintSuggestion:
    new = {"state": state, "settled_by_id": by.employee_id, "settled_at": at}
    return change_row(
        row, action=f"complaint.suggestion_{state}", by=by, at=at, new=new,
        department_id=row.message.ticket.department_id,
    )  # fmt: skip
