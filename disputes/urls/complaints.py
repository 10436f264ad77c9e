"""Addresses of complaints."""

from django.urls import URLPattern, URLResolver, path

from disputes.views import complaint_flags, complaint_words, complaints

urlpatterns: list[URLPattern | URLResolver] = [
    path("complaints/", complaints.complaints, name="complaints"),
    path("complaints/new/", complaint_flags.complaint_new, name="complaint-new"),
    path("complaints/words/", complaint_words.complaint_words, name="complaint-words"),
    path("complaints/words/standard/", complaint_words.complaint_words_standard, name="complaint-words-standard"),
    path("complaints/words/<int:pk>/", complaint_words.complaint_word, name="complaint-word"),
    path("complaints/suggestions/<int:pk>/dismiss/", complaint_flags.complaint_dismiss, name="complaint-dismiss"),
    path("complaints/<int:pk>/", complaints.complaint, name="complaint"),
    path("complaints/<int:pk>/decide/", complaints.complaint_decide, name="complaint-decide"),
    path("messages/<int:pk>/complaint/", complaint_flags.complaint_flag, name="complaint-flag"),
]
