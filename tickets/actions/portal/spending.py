"""A link that somebody quotes to us is a secret no more: it is used up before anybody reads the letter (P2).

Hiding it in the text that we show would leave it in the raw mail, which stays as it came, and in every copy that went
to others. A link that lets nobody in may stand anywhere; who still wants to come in has a new one sent with one click.
"""

from datetime import datetime

from support_desk.shared import audit
from support_desk.shared.viewer import Viewer
from tickets.actions.portal.links import digest_of
from tickets.domain.portal_tokens import tokens_in
from tickets.models import PortalLink


def spend_quoted_links(*texts: str, by: Viewer, at: datetime) -> int:
    """Uses up the links that stand in a message; how many let somebody in until now. No statement where there is
    none."""
    tokens = tokens_in(*texts)
    if not tokens:
        return 0
    unused = PortalLink.objects.filter(token_hash__in=[digest_of(token) for token in tokens], used_at__isnull=True)
    links = list(unused.select_related("contact").select_for_update(of=("self",)).order_by("pk"))
    for link in links:
        link.used_at = at
        link.save(update_fields=["used_at"])
        scope = f"client:{link.contact.client_id}"
        audit.record(action="portal.spend", target=link.contact, by=by, at=at, scope=scope)
    return len(links)
