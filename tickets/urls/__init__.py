"""Addresses of clients, conversation, mail, work and what is promised."""

from tickets.urls import away, clients, conversation, finding, mail, sla, work

urlpatterns = [
    *conversation.urlpatterns,
    *clients.urlpatterns,
    *finding.urlpatterns,
    *work.urlpatterns,
    *mail.urlpatterns,
    *sla.urlpatterns,
    *away.urlpatterns,
]
