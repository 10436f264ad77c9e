"""`/imports/`: bring a file, see what is wrong with it, load all of it or nothing."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from support_desk.shared.actions.imports import load_import, upload_import
from support_desk.shared.errors import Refused
from support_desk.shared.exports.results import TYPES
from support_desk.shared.forms import ImportForm
from support_desk.shared.http import DeskRequest
from support_desk.shared.imports import Importer, find, offered_to
from support_desk.shared.imports.pages import imports_page, run_page
from support_desk.shared.imports.sheets import bytes_of
from support_desk.shared.imports.template_files import template_file
from support_desk.shared.models import ImportRun
from support_desk.shared.progress import told
from support_desk.shared.views.doors import employees_only
from support_desk.shared.views.downloads import file_answer


@require_safe
@employees_only
def imports(request: DeskRequest) -> HttpResponse:
    """The lists one may load, and the files one has brought. Who loads nothing finds nothing."""
    if not offered_to(request.viewer):
        raise Http404
    return render(request, "imports/list.html", {"page": imports_page(request.viewer)})


@require_http_methods(["GET", "HEAD", "POST"])
@employees_only
def import_kind(request: DeskRequest, kind: str) -> HttpResponse:
    """The columns of a list with the files to begin with; a POST brings a file."""
    importer = wanted(request, kind)
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = upload_import(kind=kind, content=bytes_of(file), name=file.name, by=request.viewer, at=request.at)
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("import-run", run.pk)
    context = {"importer": importer, "form": form}
    return render(request, "imports/kind.html", context, status=422 if form.errors else 200)


@require_safe
@employees_only
def import_template(request: DeskRequest, kind: str, file_format: str) -> HttpResponseBase:
    """The headings and an example row, as a file."""
    importer = wanted(request, kind)
    if file_format not in TYPES:
        raise Http404
    made = template_file(importer, file_format)
    return file_answer(made, name=f"{importer.key}.{file_format}", content_type=TYPES[file_format])


@require_safe
@employees_only
def import_run(request: DeskRequest, run_id: int) -> HttpResponse:
    """What was found in the file, or how far the check is; that part alone for a poll."""
    run = owned(request, run_id)
    page = run_page(run)
    if page is None:
        raise Http404
    job = run.job if run.job and not run.job.finished_at else None
    if job:
        job.done = told(job)
    template = "imports/run_state.html" if request.htmx else "imports/run.html"
    return render(request, template, {"page": page, "job": job})


@require_POST
@employees_only
def import_load(request: DeskRequest, run_id: int) -> HttpResponse:
    """Loads all rows, or says why none."""
    run = load_import(run=owned(request, run_id), by=request.viewer, at=request.at)
    if run.state == ImportRun.State.LOADED:
        words = ngettext("%(count)d row loaded.", "%(count)d rows loaded.", run.row_count)
        messages.success(request, words % {"count": run.row_count})
    elif run.state == ImportRun.State.REFUSED:
        messages.error(request, _("Something has changed since the check. Nothing was loaded."))
    return redirect("import-run", run_id)


def wanted(request: DeskRequest, kind: str) -> Importer:
    """The list by its name; 404 for one that the viewer may not load."""
    importer = find(kind)
    if importer is None or not importer.may(request.viewer):
        raise Http404
    return importer


def owned(request: DeskRequest, run_id: int) -> ImportRun:
    """The viewer's own import."""
    rows = ImportRun.objects.visible_to(request.viewer).select_related("file", "job")
    return get_object_or_404(rows, pk=run_id)
