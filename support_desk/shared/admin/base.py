"""The one ModelAdmin: saves through an action, deletes nothing, shows what the viewer may see (architecture.md)."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.admin import ModelAdmin as DjangoModelAdmin
from django.contrib.admin.options import ActionLocation
from django.db.models import ForeignKey, Model, QuerySet
from django.forms import ModelChoiceField, ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline

from support_desk.shared import clock
from support_desk.shared.admin.refusable import refusable
from support_desk.shared.changing import scope_of
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer


class CatalogueAdmin(ModelAdmin):
    """A catalogue. `add_fields` are asked for a new row, `edit_fields` can be changed later, `shown_fields` only read.

    A subclass says what `create` and `change` call; without `add_fields` nothing is added, without `edit_fields`
    nothing changed. Both answer a refusal at its field.
    """

    add_fields: ClassVar[tuple[str, ...]] = ()
    edit_fields: ClassVar[tuple[str, ...]] = ()
    shown_fields: ClassVar[tuple[str, ...]] = ()
    list_per_page = 50
    show_full_result_count = False
    save_on_top = False

    # ── what a subclass says ────────────────────────────────────────────────
    def may_view(self, viewer: Viewer) -> bool:
        """Whether the catalogue is there for the viewer at all; which rows is `visible_to`."""
        return True

    def may_edit(self, viewer: Viewer, row: Model | None) -> bool:
        """Whether the viewer changes `row`; None asks for rows in general."""
        return True

    def create(self, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> Model:
        raise NotImplementedError

    def change(self, row: Any, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> Model:
        raise NotImplementedError

    # ── rights ──────────────────────────────────────────────────────────────
    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.may_view(viewer_of(request))

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.may_view(viewer_of(request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        viewer = viewer_of(request)
        return bool(self.add_fields) and self.may_view(viewer) and self.may_edit(viewer, None)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        viewer = viewer_of(request)
        return bool(self.edit_fields) and self.may_view(viewer) and self.may_edit(viewer, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    # ── reading ─────────────────────────────────────────────────────────────
    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        return visible(rows, viewer_of(request))

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        kwargs.setdefault("queryset", visible(db_field.related_model._default_manager.all(), viewer_of(request)))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        return self.add_fields if obj is None else (*self.shown_fields, *self.edit_fields)

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        return () if obj is None else self.shown_fields

    def get_action_choices(
        self, request: HttpRequest, default_choices: Any = None, action_location: Any = ActionLocation.CHANGE_LIST
    ) -> list[tuple[str, str]]:
        """Django's own: unfold's does not know yet that actions have a place."""
        blank = [("", str(_("Select action")))]
        return DjangoModelAdmin.get_action_choices(self, request, blank, action_location)

    def get_inlines(self, request: HttpRequest, obj: Model | None) -> list[type[TabularInline]]:
        return super().get_inlines(request, obj) if obj is not None else []

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> HttpResponse:
        """What somebody may not see is not there (P3)."""
        raise Http404

    # ── writing ─────────────────────────────────────────────────────────────
    def get_form(self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        return refusable(form, getattr(request, "refused", None))

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """As always; a refusal of the action undoes all and shows the form again with the sentence at its field."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Refused as refused:
            request.refused = refused  # type: ignore[attr-defined] # read by get_form
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: Model, form: ModelForm, change: bool) -> None:
        viewer, at = viewer_of(request), clock.now()
        if change:
            asked = {name: form.cleaned_data[name] for name in form.changed_data if name in self.edit_fields}
            saved = self.change(obj, asked, by=viewer, at=at)
        else:
            asked = {name: form.cleaned_data[name] for name in self.add_fields if name in form.cleaned_data}
            saved = self.create(asked, by=viewer, at=at)
        obj.__dict__.update(saved.__dict__)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Actions have saved what belongs together."""

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> str:
        """None: nothing is logged beside the audit trail."""
        return ""

    def log_addition(self, request: HttpRequest, obj: Model, message: object) -> None:
        """The audit trail has it."""

    def log_change(self, request: HttpRequest, obj: Model, message: object) -> None:
        """The audit trail has it."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The row's own trail."""
        row = self.get_object(request, object_id)
        if row is None or not self.has_view_permission(request, row):
            raise Http404
        trail = reverse("admin:shared_auditentry_changelist")
        return redirect(f"{trail}?{urlencode({'scope__exact': scope_of(row)})}")


class ReadOnlyInline(TabularInline):
    """Rows of another catalogue beside this one, to read."""

    extra = 0
    can_delete = False
    show_change_link = False

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return True


def each(request: HttpRequest, rows: Iterable[Any], do: Callable[..., object], done: Any) -> None:
    """Does one thing to every chosen row; tells `done` and every refusal once."""
    viewer, at = viewer_of(request), clock.now()
    refusals: dict[str, None] = {}
    count = 0
    for row in rows:
        try:
            do(row, by=viewer, at=at)
            count += 1
        except Refused as refused:
            refusals[str(refused)] = None
    if count:
        messages.success(request, done)
    for refusal in refusals:
        messages.error(request, refusal)


def viewer_of(request: HttpRequest) -> Viewer:
    """Who is at the admin."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined] # set by ViewerMiddleware
    return viewer


def visible(rows: QuerySet[Any], viewer: Viewer) -> QuerySet[Any]:
    """Only what the viewer may see, where the model has a rule about it."""
    rule = getattr(rows, "visible_to", None)
    return rule(viewer) if rule else rows
