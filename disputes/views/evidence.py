"""Files of a dispute: for whoever sees the dispute, and only as downloads."""

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from disputes.models import Dispute, Evidence
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from support_desk.shared.views.downloads import stored_answer


@require_safe
@employees_only
def evidence_file(request: DeskRequest, file_id: UUID) -> HttpResponseBase:
    """The file, 404 when its dispute is not the viewer's to see or it is no longer there."""
    visible = Evidence.objects.filter(dispute__in=Dispute.objects.visible_to(request.viewer))
    found = get_object_or_404(visible.select_related("file"), file_id=file_id)
    try:
        return stored_answer(found.file)
    except FileNotFoundError:
        raise Http404 from None
