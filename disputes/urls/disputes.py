"""Addresses of disputes."""

from django.urls import URLPattern, URLResolver, path

from disputes.views import dispute, dispute_answers, dispute_instead, dispute_new, dispute_verdicts, disputes, evidence

urlpatterns: list[URLPattern | URLResolver] = [
    path("disputes/", disputes.disputes, name="disputes"),
    path("disputes/new/", dispute_new.dispute_new, name="dispute-new"),
    path("disputes/new/people/", dispute_new.dispute_new_people, name="dispute-new-people"),
    path("disputes/new/rules/", dispute_new.dispute_new_rules, name="dispute-new-rules"),
    path("disputes/new/gap/", dispute_instead.dispute_new_gap, name="dispute-new-gap"),
    path("disputes/new/ask/", dispute_instead.dispute_new_ask, name="dispute-new-ask"),
    path("disputes/<int:pk>/", dispute.dispute, name="dispute"),
    path("disputes/<int:pk>/history/", dispute.dispute_history, name="dispute-history"),
    path("disputes/<int:pk>/answer/", dispute_answers.dispute_answer, name="dispute-answer"),
    path("disputes/<int:pk>/withdraw/", dispute_answers.dispute_withdraw, name="dispute-withdraw"),
    path("disputes/<int:pk>/decide/", dispute_verdicts.dispute_decide, name="dispute-decide"),
    path("evidence/<uuid:file_id>/", evidence.evidence_file, name="evidence"),
]
