"""What the client agreed to: estimates, questions to the client, overruns (W2, W3)."""

from tickets.actions.agreeing.asking import ask_client
from tickets.actions.agreeing.deciding import approve, decline, record_approval
from tickets.actions.agreeing.ending import end_agreeing
from tickets.actions.agreeing.estimating import Figures, confirm_estimate, estimate_task, return_estimate
from tickets.actions.agreeing.following import drop_awaited
from tickets.actions.agreeing.overruns import decide_overrun, report_overrun
from tickets.actions.agreeing.withdrawing import withdraw_approval

__all__ = [
    "Figures",
    "approve",
    "ask_client",
    "confirm_estimate",
    "decide_overrun",
    "decline",
    "drop_awaited",
    "end_agreeing",
    "estimate_task",
    "record_approval",
    "report_overrun",
    "return_estimate",
    "withdraw_approval",
]
