"""Reading the audit trail: filtered pages and values as people read them (P5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from support_desk.shared.audit_words import actor, codes_of, fact_name, words_for
from support_desk.shared.cursors import Page, keyset_page
from support_desk.shared.models import AuditEntry
from support_desk.shared.ui.times import TimeWords
from support_desk.shared.viewer import Viewer

LONGEST_VALUE = 300
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for; what is left out does not narrow. `about`: a ticket's number or words of the object's name."""

    who: str = ""
    about: str = ""
    action: str = ""
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One field: what it was and what it became."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class TrailRow:
    """One entry as the page shows it. `sealed` is its place in the chain, None while it waits for the sealing job."""

    entry: AuditEntry
    who: str
    deed: str
    object_kind: str
    changes: list[Change]
    sealed: int | None


def entries(viewer: Viewer, wanted: Wanted) -> QuerySet[AuditEntry]:
    """The visible entries that match, in no order yet."""
    found = AuditEntry.objects.visible_to(viewer)
    if wanted.who:
        found = found.filter(actor_name__icontains=wanted.who)
    if wanted.about:
        found = found.filter(_about(wanted.about))
    if wanted.action:
        found = found.filter(action=wanted.action)
    if wanted.first_day:
        found = found.filter(at__gte=_midnight(wanted.first_day, time.min))
    if wanted.last_day:
        found = found.filter(at__lte=_midnight(wanted.last_day, time.max))
    return found


def trail_page(viewer: Viewer, wanted: Wanted, *, cursor: str = "") -> Page[TrailRow]:
    """Fifty entries, newest first, with their seals. One statement."""
    page = keyset_page(entries(viewer, wanted).select_related("seal"), order=("-id",), cursor=cursor)
    words = TimeWords(at=viewer.at)
    return Page([trail_row(entry, words) for entry in page.rows], newer=page.newer, older=page.older)


def trail_row(entry: AuditEntry, words: TimeWords) -> TrailRow:
    """An entry with its deed in words and its values readable."""
    model = _model(entry.object_type)
    names = list(dict.fromkeys([*entry.before, *entry.after]))
    return TrailRow(
        entry=entry,
        who=actor(entry.actor_name),
        deed=words_for(entry.action),
        object_kind=str(model._meta.verbose_name) if model else entry.object_type,
        changes=[_change(name, entry.before, entry.after, model, words) for name in names],
        sealed=getattr(getattr(entry, "seal", None), "pk", None),
    )


def _about(text: str) -> Q:
    bare = text.strip().lstrip("#№")
    if bare.isdigit():
        return Q(scope=f"ticket:{int(bare)}")
    return Q(scope=text.strip()) | Q(object_label__icontains=text.strip())


def _midnight(day: date, edge: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, edge))


def _model(object_type: str) -> Any:
    try:
        return apps.get_model(object_type)
    except (LookupError, ValueError):
        return None


def _change(name: str, before: Mapping[str, Any], after: Mapping[str, Any], model: Any, words: TimeWords) -> Change:
    field = _field(model, name)
    title = str(getattr(field, "verbose_name", "")) or fact_name(name)
    codes = dict(field.flatchoices) if field is not None and field.choices else codes_of(name)
    return Change(title, _said(before.get(name), codes, words), _said(after.get(name), codes, words))


def _field(model: Any, name: str) -> "Field[Any, Any] | None":
    try:
        found = model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, Field) else None


def _said(value: Any, codes: Mapping[Any, Any], words: TimeWords) -> str:
    """A stored value as a person would say it."""
    if value is None or value in ("", [], {}):
        return NOTHING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        return str(value.get("label") or ", ".join(f"{key}: {part}" for key, part in value.items()))
    if isinstance(value, list):
        return ", ".join(_said(each, codes, words) for each in value)
    if value in codes:
        return str(codes[value])
    instant = _instant(value)
    return words.short(instant) if instant else str(value)[:LONGEST_VALUE]


def _instant(value: Any) -> datetime | None:
    if not isinstance(value, str) or "T" not in value[:11]:
        return None
    try:
        found = parse_datetime(value)
    except ValueError:
        return None
    return found if found and timezone.is_aware(found) else None
