"""Addresses of clients, conversation, mail, the operator, work, what is promised, and the client portal."""

from tickets.urls import (
    agreeing,
    away,
    clients,
    conversation,
    finding,
    mail,
    operator,
    portal,
    reports,
    sla,
    tasks,
    work,
)

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
    *portal.urlpatterns,
    *reports.urlpatterns,
]
