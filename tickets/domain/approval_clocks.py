"""When an approval is counted (S2, W2): while an estimate or overrun waits for somebody of ours.

The rules name the promise and leave open whose it is. It is read so: the client waits for our offer, not we for theirs.
The clock starts when a specialist hands in an estimate or reports an overrun. It runs while the mentor or the manager
is to confirm it, and while it is confirmed and nobody has asked the client yet. It stands still while the question is
with the client, as the clock of the resolution does, and runs on when the question is taken back. It is met once there
is a decision: confirmed with no need of the client, approved or declined by them, returned to its author, or put down
as our own mistake. It no longer counts when a newer estimate takes its place or its task ends. A new estimate of the
same task is a new promise.
"""

from tickets.domain.clocks import What

MEANING: dict[str, What] = {
    "mentor": What.APPROVAL_AWAITED,
    "manager": What.APPROVAL_AWAITED,
    "reported": What.APPROVAL_AWAITED,
    "client": What.APPROVAL_ASKED,
    "approved": What.APPROVAL_DECIDED,
    "agreed": What.APPROVAL_DECIDED,
    "internal": What.APPROVAL_DECIDED,
    "returned": What.APPROVAL_DECIDED,
    "declined": What.APPROVAL_DECIDED,
    "superseded": What.APPROVAL_DROPPED,
    "withdrawn": What.APPROVAL_DROPPED,
}


def what_a_line_means(state: str, *, is_task_finished: bool) -> What:
    """What the state of an estimate or overrun tells its clock. Of a finished task nothing is asked any more, but what
    the client was asked before is still theirs to decide."""
    meaning = MEANING[state]
    return What.APPROVAL_DROPPED if is_task_finished and meaning is What.APPROVAL_AWAITED else meaning
