"""Proposed moves: applied, taken back, turned down; each once, however often and by however many (L7)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from support_desk.shared.changing import change_row, create_row
from support_desk.shared.errors import Conflict, NotAllowed, Refused
from support_desk.shared.viewer import Viewer
from workload import work_sources
from workload.models import Employee, LoadMove
from workload.queries.load.moves import Proposal, proposal_of
from workload.work_sources import WorkMove

State = LoadMove.State


@transaction.atomic
def apply_move(*, department_id: int, key: str, to_id: int, by: Viewer, at: datetime) -> LoadMove:
    """Gives the work to that person by the action of its source. The same again is the same move; Conflict once the
    proposal no longer holds, because the work has moved on or there is no more time for it."""
    standing = _standing(key, to_id, by)
    if standing is not None:
        return standing
    proposed = _proposed(department_id, key, to_id, by)
    lock_people(proposed.move.from_id, to_id)
    standing = _standing(key, to_id, by)
    if standing is not None:
        return standing
    move = WorkMove(key, proposed.work.employee_id, to_id, _("Moved on the load board."))
    if not work_sources.move(move=move, by=by, at=at):
        raise Refused(_("Nobody knows this work any more."))
    for former in LoadMove.objects.standing().filter(work_key=key).select_for_update(of=("self",)):
        change_row(former, action="load.pass", by=by, at=at, new={"state": State.PASSED}, department_id=department_id)
    return _kept(proposed, State.APPLIED, "load.move", by=by, at=at)


@transaction.atomic
def undo_move(*, move: LoadMove, by: Viewer, at: datetime) -> LoadMove:
    """Gives the work back to who had it; undoing twice is once. Conflict, with a sentence, once it has moved on."""
    from_id = move.from_employee_id
    if from_id is None:
        raise Refused(_("It was nobody’s before. Give it to somebody else instead."))
    lock_people(from_id, move.to_employee_id)
    locked = LoadMove.objects.visible_to(by).select_for_update(of=("self",)).get(pk=move.pk)
    if locked.state == State.UNDONE:
        return locked
    if locked.state != State.APPLIED:
        raise Conflict(_("The work has moved on since: there is nothing to undo."))
    back = WorkMove(locked.work_key, locked.to_employee_id, from_id, _("The move was taken back."), is_undo=True)
    work_sources.move(move=back, by=by, at=at)
    new = {"state": State.UNDONE, "undone_by_id": by.employee_id, "undone_at": at}
    return change_row(locked, action="load.undo", by=by, at=at, new=new, department_id=locked.department_id)


@transaction.atomic
def dismiss_move(*, department_id: int, key: str, to_id: int, by: Viewer, at: datetime) -> LoadMove:
    """Not this: the work is not proposed to that person again. Turning down twice is once."""
    known = LoadMove.objects.filter(work_key=key, to_employee=to_id, state=State.DISMISSED, decided_by=by.employee_id)
    found = known.first()
    if found is not None:
        return found
    proposed = _proposed(department_id, key, to_id, by)
    return _kept(proposed, State.DISMISSED, "load.dismiss", by=by, at=at)


def lock_people(*ids: int) -> None:
    """In one order, so that two moves of one person's work wait for each other."""
    list(Employee.objects.filter(pk__in=ids).order_by("pk").select_for_update(of=("self",), no_key=True))


def _standing(key: str, to_id: int, by: Viewer) -> LoadMove | None:
    """The same move, applied already, as far as `by` may know of it; none once the work has gone elsewhere since."""
    found = LoadMove.objects.visible_to(by).standing().filter(work_key=key, to_employee=to_id).first()
    held = work_sources.open_work(employee_ids=[to_id], viewer=by) if found else []
    return found if any(one.key == key for one in held) else None


def _proposed(department_id: int, key: str, to_id: int, by: Viewer) -> Proposal:
    """What the board proposes to `by` now."""
    found = proposal_of(department_id, key, to_id, by)
    if found is None:
        raise Conflict(_("This move is proposed no longer: the work or somebody’s time has changed."))
    return found


def _kept(proposed: Proposal, state: LoadMove.State, action: str, *, by: Viewer, at: datetime) -> LoadMove:
    if by.employee_id is None:
        raise NotAllowed(_("A person decides about a move."))
    row = LoadMove(
        department_id=proposed.department_id,
        work_key=proposed.move.key,
        title=proposed.work.title,
        url=proposed.work.url,
        from_employee_id=proposed.work.employee_id,
        to_employee_id=proposed.move.to_id,
        minutes=proposed.move.minutes,
        reasons=proposed.reasons,
        state=state,
        decided_by_id=by.employee_id,
        decided_at=at,
    )
    after = {"from": proposed.from_name, "to": proposed.to_name, "work": proposed.move.key}
    return create_row(row, action=action, by=by, at=at, after=after, department_id=proposed.department_id)
