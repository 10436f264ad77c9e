"""Addresses of regulations."""

from django.urls import URLPattern, URLResolver, path

from disputes.views import mending, regulation_readers, regulation_writing, regulations

urlpatterns: list[URLPattern | URLResolver] = [
    path("regulations/", regulations.regulations, name="regulations"),
    path("regulations/new/", regulation_writing.regulation_new, name="regulation-new"),
    path("regulations/readers/", regulation_readers.regulation_readers, name="regulation-readers"),
    path(
        "regulations/readers/files/<str:file_format>/",
        regulation_readers.regulation_readers_file,
        name="regulation-readers-file",
    ),
    path("regulations/revisions/", mending.regulation_revisions, name="regulation-revisions"),
    path(
        "regulations/revisions/<int:revision_id>/close/",
        mending.regulation_revision_close,
        name="regulation-revision-close",
    ),
    path("regulations/gaps/", mending.regulation_gaps, name="regulation-gaps"),
    path("regulations/gaps/<int:gap_id>/close/", mending.regulation_gap_close, name="regulation-gap-close"),
    path("regulations/versions/<int:version_id>/read/", regulations.regulation_read, name="regulation-read"),
    path("regulations/<int:regulation_id>/", regulations.regulation, name="regulation"),
    path("regulations/<int:regulation_id>/diff/", regulations.regulation_diff, name="regulation-diff"),
    path("regulations/<int:regulation_id>/edit/", regulation_writing.regulation_edit, name="regulation-edit"),
    path("regulations/<int:regulation_id>/publish/", regulation_writing.regulation_publish, name="regulation-publish"),
    path("regulations/<int:regulation_id>/end/", regulation_writing.regulation_end, name="regulation-end"),
    path("regulations/<int:regulation_id>/owner/", regulation_writing.regulation_owner, name="regulation-owner"),
    path("regulations/<int:regulation_id>/revise/", mending.regulation_revise, name="regulation-revise"),
]
