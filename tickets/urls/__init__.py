"""Addresses of clients, conversation, mail, the operator, work, what is promised, and the client portal."""

from tickets.urls import away, clients, conversation, finding, mail, operator, portal, sla, work

urlpatterns = [
    *conversation.urlpatterns,
    *clients.urlpatterns,
    *finding.urlpatterns,
    *work.urlpatterns,
    *mail.urlpatterns,
    *sla.urlpatterns,
    *operator.urlpatterns,
    *away.urlpatterns,
    *portal.urlpatterns,
]
