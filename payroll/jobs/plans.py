"""Plans of pay that are unread."""

from celery import shared_task

from payroll.actions.plans.reminding import remind_of_plans as remind
from support_desk.shared import clock
from support_desk.shared.heartbeats import beat


@shared_task
def remind_of_plans() -> int:
    """Reminds everybody of the plans that pay them."""
    at = clock.now()
    with beat("remind_of_plans", at) as run:
        run.done = remind(at=at)
    return run.done
