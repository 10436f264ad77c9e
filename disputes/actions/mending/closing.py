"""Ending a revision: a published version mends the rule, or it is kept with an answer (D6)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from disputes.mending_permissions import check_can_close_revision
from disputes.models import RegulationVersion, RevisionRequest
from disputes.notifications.revisions import tell_closed
from support_desk.shared.changing import change_row
from support_desk.shared.errors import IllegalTransition, Refused
from support_desk.shared.viewer import Viewer


@transaction.atomic
def mend_revision(
    *, revision: RevisionRequest, version: RegulationVersion, by: Viewer, at: datetime
) -> RevisionRequest:
    """The rule is mended by a version that was published since the revision was asked for; the same again is once."""
    locked = lock_revision(revision, by=by)
    if (locked.state, locked.version_id) == (RevisionRequest.State.MENDED, version.pk):
        return locked
    is_later = version.published_at is not None and version.published_at >= locked.asked_at
    if version.regulation_id != locked.regulation_id or not is_later:
        words = _("A rule is mended by a version that was published after the revision was asked for.")
        raise Refused(words, field="version")
    return _close(locked, {"state": RevisionRequest.State.MENDED, "version": version}, by=by, at=at)


@transaction.atomic
def keep_rule(*, revision: RevisionRequest, answer: str, by: Viewer, at: datetime) -> RevisionRequest:
    """The rule stays as it is, and the answer says why; the same again is once."""
    locked = lock_revision(revision, by=by)
    answer = answer.strip()
    if (locked.state, locked.answer) == (RevisionRequest.State.KEPT, answer):
        return locked
    if not answer:
        raise Refused(_("Write why the rule stays as it is."), field="answer")
    return _close(locked, {"state": RevisionRequest.State.KEPT, "answer": answer}, by=by, at=at)


def lock_revision(revision: RevisionRequest, *, by: Viewer) -> RevisionRequest:
    """As it is now, for who may close it. RevisionRequest.DoesNotExist when `by` may not see it."""
    seen = RevisionRequest.objects.visible_to(by).select_related("regulation__department", "asked_by")
    locked = seen.select_for_update(of=("self",), no_key=True).get(pk=revision.pk)
    check_can_close_revision(by, locked)
    return locked


def _close(locked: RevisionRequest, new: dict[str, Any], *, by: Viewer, at: datetime) -> RevisionRequest:
    if locked.state != RevisionRequest.State.OPEN:
        raise IllegalTransition(_("This revision is closed already."))
    new |= {"closed_by_id": by.employee_id, "closed_at": at}
    department_id = locked.regulation.department_id
    change_row(locked, action="revision.close", by=by, at=at, new=new, department_id=department_id)
    tell_closed(locked, by=by, at=at)
    return locked
