"""Addresses of estimates, difficulties and questions to the client."""

from django.urls import URLPattern, path

from tickets.views import agreeing, approvals

urlpatterns: list[URLPattern] = [
    path("tasks/<int:task_id>/estimate/", agreeing.task_estimate, name="task-estimate"),
    path("tasks/<int:task_id>/overrun/", agreeing.task_overrun, name="task-overrun"),
    path("estimates/<int:estimate_id>/confirm/", agreeing.estimate_confirm, name="estimate-confirm"),
    path("estimates/<int:estimate_id>/return/", agreeing.estimate_return, name="estimate-return"),
    path("overruns/<int:overrun_id>/decide/", agreeing.overrun_decide, name="overrun-decide"),
    path("tickets/<int:number>/ask/", approvals.ticket_ask, name="ticket-ask"),
    path("approvals/<int:approval_id>/record/", approvals.approval_record, name="approval-record"),
    path("approvals/<int:approval_id>/withdraw/", approvals.approval_withdraw, name="approval-withdraw"),
]
