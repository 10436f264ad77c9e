"""Addresses of clients, conversation, mail, the operator and work."""

from tickets.urls import away, clients, conversation, finding, mail, operator, work

urlpatterns = [
    *conversation.urlpatterns,
    *clients.urlpatterns,
    *finding.urlpatterns,
    *work.urlpatterns,
    *mail.urlpatterns,
    *operator.urlpatterns,
    *away.urlpatterns,
]
