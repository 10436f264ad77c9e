"""Addresses of clients, conversation, mail and work."""

from tickets.urls import away, clients, conversation, finding, mail, work

urlpatterns = [
    *conversation.urlpatterns,
    *clients.urlpatterns,
    *finding.urlpatterns,
    *work.urlpatterns,
    *mail.urlpatterns,
    *away.urlpatterns,
]
