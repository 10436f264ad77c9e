"""`/jobs/<id>/`: how far long work is, what came of it, and its file."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from support_desk.shared.actions.jobs import is_silent, resume_job
from support_desk.shared.http import DeskRequest
from support_desk.shared.jobs_registry import UNDO
from support_desk.shared.models import Job
from support_desk.shared.progress import told
from support_desk.shared.views.doors import people_only
from support_desk.shared.views.downloads import stored_answer


@require_safe
@people_only
def job(request: DeskRequest, job_id: UUID) -> HttpResponse:
    """The whole page, or its progress alone for a poll; a finished job is polled no more."""
    found = get_object_or_404(Job.objects.visible_to(request.viewer).select_related("result"), pk=job_id)
    if not found.finished_at:
        found.done = told(found)
    template = "jobs/progress.html" if request.htmx else "jobs/job.html"
    undo = UNDO.get(found.kind) if found.finished_at and not found.params.get("undone") else None
    context = {
        "job": found,
        "is_silent": is_silent(found, at=request.at),
        "undo_url": reverse(undo, args=[found.pk]) if undo else "",
    }
    return render(request, template, context)


@require_POST
@people_only
def job_resume(request: DeskRequest, job_id: UUID) -> HttpResponse:
    """Hands a silent job to a worker again."""
    found = get_object_or_404(Job.objects.visible_to(request.viewer), pk=job_id)
    resume_job(job=found, by=request.viewer, at=request.at)
    return redirect("job", job_id)


@require_safe
@people_only
def job_file(request: DeskRequest, job_id: UUID) -> HttpResponseBase:
    """The file that the job made."""
    found = get_object_or_404(Job.objects.visible_to(request.viewer).select_related("result"), pk=job_id)
    if found.result is None:
        raise Http404
    return stored_answer(found.result)
