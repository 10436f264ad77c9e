"""The audit trail as a file."""

import json
from collections.abc import Mapping

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from support_desk.shared.audit_trail import entries
from support_desk.shared.audit_words import actor, words_for
from support_desk.shared.exports import Column, Export
from support_desk.shared.forms import AuditFilterForm
from support_desk.shared.models import AuditEntry
from support_desk.shared.viewer import Viewer


def rows(viewer: Viewer, query: Mapping[str, str]) -> QuerySet[AuditEntry]:
    """The entries that the page would show."""
    return entries(viewer, AuditFilterForm(query).wanted()).select_related("seal")


def _values(values: Mapping[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True) if values else ""


AUDIT = Export(
    key="audit",
    title=_("Audit trail"),
    columns=(
        Column(_("When"), lambda entry: entry.at),
        Column(_("Who"), lambda entry: actor(entry.actor_name)),
        Column(_("What was done"), lambda entry: words_for(entry.action)),
        Column(_("Action"), lambda entry: entry.action),
        Column(_("Object"), lambda entry: entry.object_label),
        Column(_("Before"), lambda entry: _values(entry.before)),
        Column(_("After"), lambda entry: _values(entry.after)),
        Column(_("Seal"), lambda entry: getattr(getattr(entry, "seal", None), "pk", None)),
    ),
    rows=rows,
    order=("-id",),
)
