"""Any catalogue as a file: the chosen rows, with the columns of its list."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import display_for_field, label_for_field, lookup_field
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from support_desk.shared import clock
from support_desk.shared.exports import Column, Export
from support_desk.shared.views.exports import AT_ONCE, stream


@admin.action(description=_("Save as an XLSX file"))
def export_xlsx(modeladmin: ModelAdmin[Any], request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponseBase | None:
    """The chosen rows as a workbook."""
    return file_of(modeladmin, request, queryset, "xlsx")


@admin.action(description=_("Save as a CSV file"))
def export_csv(modeladmin: ModelAdmin[Any], request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponseBase | None:
    """The chosen rows as text."""
    return file_of(modeladmin, request, queryset, "csv")


def file_of(
    modeladmin: ModelAdmin[Any], request: HttpRequest, rows: QuerySet[Any], file_format: str
) -> HttpResponseBase | None:
    """The file; None, said on the list, when more is chosen than one answer should hold."""
    if rows.order_by()[: AT_ONCE + 1].count() > AT_ONCE:
        messages.error(request, _("More than 5,000 rows are chosen. Narrow the list first."))
        return None
    return stream(catalogue_export(modeladmin, request), rows, file_format, day=f"{clock.now():%Y-%m-%d}")


def catalogue_export(modeladmin: ModelAdmin[Any], request: HttpRequest) -> Export:
    """What the list of a catalogue shows, as an export."""
    model = modeladmin.model
    names = [str(name) for name in modeladmin.get_list_display(request)]
    return Export(
        key=str(model._meta.model_name),
        title=capfirst(str(model._meta.verbose_name_plural)),
        columns=tuple(column(modeladmin, name) for name in names),
        rows=lambda _viewer, _query: model._default_manager.none(),  # the list itself says which rows
        order=(*(modeladmin.ordering or model._meta.ordering or ()), "pk"),
    )


def column(modeladmin: ModelAdmin[Any], name: str) -> Column:
    """One column of the list under its heading."""
    heading = label_for_field(name, modeladmin.model, modeladmin)
    return Column(capfirst(str(heading)), lambda row: value_of(modeladmin, row, name))


def value_of(modeladmin: ModelAdmin[Any], row: Any, name: str) -> object:
    """The value as the list has it: of a choice its words, of another row its name, all else as it is kept."""
    field, _attribute, value = lookup_field(name, row, modeladmin)
    if field is not None and field.choices:
        return display_for_field(value, field, "")
    if isinstance(value, list | tuple):
        return ", ".join(str(each) for each in value)
    return value
