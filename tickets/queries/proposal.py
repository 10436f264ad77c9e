"""The words that propose a development of a project whose hours stay unspent (C2)."""

from django.utils import translation
from django.utils.translation import gettext as _

from tickets.models import Channel, Project


def proposal_for(project: Project | None) -> dict[str, str]:
    """Subject and text of a new matter, in the client's language, for a manager to complete; nothing for no project."""
    if project is None:
        return {}
    with translation.override(project.client.language):
        text = _(
            "Good day! This month a part of the hours that your contract includes is still free for “%(project)s”.\n\n"
            "We propose to spend them on the development of the project:\n\n"
            "1. …\n2. …\n\n"
            "Which of it matters to you most? We shall estimate it before we begin."
        )
        subject = _("Development of “%(project)s”: what to spend this month’s hours on")
        named = {"project": project.name}
        return {"subject": subject % named, "text": text % named, "channel": Channel.DESK.value}
