"""Addresses of presence and absences."""

from django.urls import URLPattern, path

from workload.views import absences, presence

urlpatterns: list[URLPattern] = [
    path("presence/away/", presence.presence_away, name="presence-away"),
    path("presence/back/", presence.presence_back, name="presence-back"),
    path("absences/", absences.absences, name="absences"),
    path("absences/<int:absence_id>/", absences.absences, name="absence"),
    path("absences/<int:absence_id>/approve/", absences.absence_approve, name="absence-approve"),
    path("absences/<int:absence_id>/reject/", absences.absence_reject, name="absence-reject"),
    path("absences/<int:absence_id>/cancel/", absences.absence_cancel, name="absence-cancel"),
]
