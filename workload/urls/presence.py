"""Addresses of presence and absences."""

from django.urls import URLPattern, path

from workload.views import absence_changes, absence_report, absences, leave_slips, presence

urlpatterns: list[URLPattern] = [
    path("presence/away/", presence.presence_away, name="presence-away"),
    path("presence/back/", presence.presence_back, name="presence-back"),
    path("absences/", absences.absences, name="absences"),
    path("absences/report/", absence_report.report, name="absence-report"),
    path("absences/<int:absence_id>/", leave_slips.absence, name="absence"),
    path("absences/<int:absence_id>/agree/", leave_slips.absence_agree, name="absence-agree"),
    path("absences/<int:absence_id>/decline/", leave_slips.absence_decline, name="absence-decline"),
    path("absences/<int:absence_id>/signers/", leave_slips.absence_signers, name="absence-signers"),
    path("absences/<int:absence_id>/approve/", absences.absence_approve, name="absence-approve"),
    path("absences/<int:absence_id>/reject/", absences.absence_reject, name="absence-reject"),
    path("absences/<int:absence_id>/cancel/", absences.absence_cancel, name="absence-cancel"),
    path("absences/<int:absence_id>/last-day/", absence_changes.absence_last_day, name="absence-last-day"),
    path("absences/<int:absence_id>/cover/", absence_changes.absence_cover, name="absence-cover"),
]
