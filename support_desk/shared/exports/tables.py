"""What can be exported: a name, columns, and the rows a viewer may see."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from support_desk.shared.viewer import Viewer

Enrich = Callable[[Sequence[Any]], Sequence[Any]]
Rows = Callable[[Viewer, Mapping[str, str]], QuerySet[Any]]


@dataclass(frozen=True, slots=True)
class Column:
    """A heading in the reader's language and how a row fills it: text, whole number, decimal, date or instant."""

    title: Any
    value: Callable[[Any], object]


@dataclass(frozen=True, slots=True)
class Export:
    """A list by name. `rows(viewer, query)` reads only names it knows from the page's query and obeys `visible_to`.

    `order` names the fields that sort it and are together unique. `enrich`: what the columns read of up to a thousand
    rows at once, in their order, where a row alone does not say it.
    """

    key: str
    title: Any
    columns: tuple[Column, ...]
    rows: Rows
    order: tuple[str, ...] = ("pk",)
    enrich: Enrich | None = None

    def titles(self) -> list[str]:
        """Headings in the active language."""
        return [str(column.title) for column in self.columns]

    def cells(self, row: Any) -> list[object]:
        """One row's values, in the order of the columns."""
        return [column.value(row) for column in self.columns]


_exports: dict[str, Export] = {}


def register(export: Export) -> None:
    """Called from an app's `ready()`."""
    _exports[export.key] = export


def find(key: str) -> Export | None:
    """The export of that name."""
    return _exports.get(key)
