"""Addresses of the mailboxes, the quarantine, raw mail and files."""

from django.urls import URLPattern, path

from tickets.views import files, mailboxes, mailroom

urlpatterns: list[URLPattern] = [
    path("mailboxes/", mailboxes.mailboxes, name="mailboxes"),
    path("quarantine/", mailroom.quarantine, name="quarantine"),
    path("quarantine/<int:mail_id>/", mailroom.quarantine_item, name="quarantine-item"),
    path("quarantine/<int:mail_id>/retry/", mailroom.quarantine_retry, name="quarantine-retry"),
    path("quarantine/<int:mail_id>/discard/", mailroom.quarantine_discard, name="quarantine-discard"),
    path("quarantine/<int:mail_id>/lead/", mailroom.quarantine_lead, name="quarantine-lead"),
    path("quarantine/<int:mail_id>/raw/", files.quarantine_raw, name="quarantine-raw"),
    path("messages/<int:message_id>/raw/", files.message_raw, name="message-raw"),
    path("attachments/<uuid:file_id>/", files.attachment, name="attachment"),
]
