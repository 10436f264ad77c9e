"""Which column of a file is which: by key, by title in any language of the desk, or by another usual name."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from support_desk.shared.imports.cells import Cell, shown
from support_desk.shared.imports.kinds import Column, Importer, Problem
from support_desk.shared.imports.sheets import Line


def matched(importer: Importer, heading: Line) -> tuple[Mapping[int, Column], list[Problem]]:
    """({place in the row: column}, what is wrong with the headings). With anything wrong no row is read."""
    known = _names(importer.columns)
    places: dict[int, Column] = {}
    problems: list[Problem] = []
    for place, cell in enumerate(heading.cells):
        text = shown(cell)
        column = known.get(_plain(cell))
        if column is None:
            problems.append(Problem(heading.number, text, text, _unknown(text, place, importer)))
        elif column in places.values():
            problems.append(Problem(heading.number, text, text, _("This column is there twice.")))
        else:
            places[place] = column
    missing = [column for column in importer.columns if column.required and column not in places.values()]
    problems += [Problem(heading.number, column.key, "", _("This column is missing.")) for column in missing]
    return places, problems


def expected(importer: Importer) -> str:
    """All headings, those that must be there with a star."""
    return ", ".join(f"{column.title}{'*' if column.required else ''}" for column in importer.columns)


def _unknown(text: str, place: int, importer: Importer) -> str:
    if not text:
        return _("The heading of column %(number)d is empty.") % {"number": place + 1}
    titles = {str(column.title).casefold(): str(column.title) for column in importer.columns}
    near = get_close_matches(text.casefold(), titles, n=1)
    if near:
        return _("No column is called so. Did you mean “%(title)s”?") % {"title": titles[near[0]]}
    return _("No column is called so.")


def _names(columns: Sequence[Column]) -> dict[str, Column]:
    names: dict[str, Column] = {}
    for column in columns:
        names |= dict.fromkeys(map(_plain, (column.key, *column.aliases)), column)
        for code, _name in settings.LANGUAGES:
            with translation.override(code):
                names[_plain(str(column.title))] = column
    return names


def _plain(cell: Cell) -> str:
    """A heading without what people add to it: case, stars, spaces, the two points of ё."""
    text = str(cell or "").replace("_", " ").replace("*", " ").replace("ё", "е").replace("Ё", "Е")
    return " ".join(text.casefold().split()).rstrip(":")
