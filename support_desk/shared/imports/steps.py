"""A long check or load as one step of a job: its rows are one change, so that it cannot be cut in parts."""

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from support_desk.shared import clock
from support_desk.shared.actions.imports import check_import, finish_import
from support_desk.shared.middleware import viewer_of
from support_desk.shared.models import ImportRun, Job
from support_desk.shared.progress import progress_of


def import_step(job: Job) -> bool:
    """Checks or loads the file; always the last step. Rights are those the owner has at this moment."""
    request, at = job.params["request"], clock.now()
    viewer = viewer_of(job.owner, at)
    deed = finish_import if request["deed"] == "load" else check_import
    with translation.override(request["language"]), timezone.override(viewer.timezone or None), progress_of(job):
        run = deed(run=ImportRun.objects.get(pk=request["run"]), by=viewer, at=at)
        if run.state == ImportRun.State.REFUSED:
            job.params["refused"] = [[run.file.name, _("Nothing is loaded; the import names what is wrong.")]]
    job.done = job.total
    return True
