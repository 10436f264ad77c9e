"""Addresses of clients, conversation, mail, the operator, work and what is promised."""

from tickets.urls import agreeing, away, clients, conversation, finding, mail, operator, sla, tasks, work

urlpatterns = [
    *conversation.urlpatterns,
    *clients.urlpatterns,
    *finding.urlpatterns,
    *work.urlpatterns,
    *tasks.urlpatterns,
    *mail.urlpatterns,
    *sla.urlpatterns,
    *operator.urlpatterns,
    *away.urlpatterns,
    *agreeing.urlpatterns,
]
