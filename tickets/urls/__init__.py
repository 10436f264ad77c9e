"""Addresses of clients, conversation, mail, the operator, work and what is promised."""

from tickets.urls import away, clients, conversation, finding, mail, operator, reports, sla, work

urlpatterns = [
    *conversation.urlpatterns,
    *clients.urlpatterns,
    *finding.urlpatterns,
    *work.urlpatterns,
    *mail.urlpatterns,
    *sla.urlpatterns,
    *operator.urlpatterns,
    *away.urlpatterns,
    *reports.urlpatterns,
]
