"""Where work that the client agreed to meets the rest of the desk: tasks, estimates, reports, the portal."""

from support_desk.shared import due, outbox
from tickets.actions.agreeing.reminding import tell_unanswered
from tickets.actions.agreeing.sending import QUESTION_KIND, send_question
from tickets.actions.portal.forgetting import forget_links
from tickets.actions.tasks.overdue import tell_overdue_tasks
from tickets.notifications.agreeing import register_words as register_agreeing_words
from tickets.notifications.tasks import register_words as register_task_words


def register() -> None:
    """Called while Django starts."""
    register_task_words()
    register_agreeing_words()
    outbox.register(QUESTION_KIND, send_question)
    due.register("tasks.overdue", tell_overdue_tasks, order=60)
    due.register("approvals.unanswered", tell_unanswered, order=60)
    due.register("portal.links", forget_links, order=70)
