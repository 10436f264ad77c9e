"""Addresses."""

from django.urls import URLPattern, path

from support_desk.shared.views.audit import audit
from support_desk.shared.views.exports import export
from support_desk.shared.views.home import home
from support_desk.shared.views.jobs import job, job_file, job_resume
from support_desk.shared.views.notices import notice_open, notices, notices_bell, notices_read
from support_desk.shared.views.styleguide import styleguide

urlpatterns: list[URLPattern] = [
    path("", home, name="home"),
    path("audit/", audit, name="audit"),
    path("exports/<slug:key>/<slug:file_format>/", export, name="export"),
    path("jobs/<uuid:job_id>/", job, name="job"),
    path("jobs/<uuid:job_id>/resume/", job_resume, name="job-resume"),
    path("jobs/<uuid:job_id>/file/", job_file, name="job-file"),
    path("notices/", notices, name="notices"),
    path("notices/bell/", notices_bell, name="notices-bell"),
    path("notices/read/", notices_read, name="notices-read"),
    path("notices/<int:notice_id>/open/", notice_open, name="notice-open"),
    path("styleguide/", styleguide, name="styleguide"),
]
