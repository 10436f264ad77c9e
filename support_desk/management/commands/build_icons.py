"""Draws the icon sprite from the names in `icon_names.txt` and the drawings of the `lucide` package."""

import re
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from django.core.management.base import BaseCommand, CommandError

from support_desk.shared.ui.icons import ICON_NAMES, sprite_path

INNER = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
NOTICE = "<!-- Icons: Lucide, ISC licence, see docs/licences.md. Made by manage.py build_icons. -->"


def symbol(name: str, drawing: str) -> str:
    """One drawing as a `<symbol>` that can be referred to by its name."""
    found = INNER.search(drawing)
    if found is None:
        raise CommandError(f"The drawing of {name!r} is not an SVG.")
    shapes = re.sub(r"\s+", " ", found.group(1)).replace("> <", "><").replace(" />", "/>").strip()
    return f'<symbol id="{name}" viewBox="0 0 24 24">{shapes}</symbol>'


def sprite() -> str:
    """The whole sprite as text, icons in order of name, so that a rebuild without changes changes nothing."""
    with ZipFile(BytesIO(files("lucide").joinpath("lucide.zip").read_bytes())) as drawings:
        known = set(drawings.namelist())
        if missing := sorted(name for name in ICON_NAMES if f"{name}.svg" not in known):
            raise CommandError(f"Lucide has no such icons: {', '.join(missing)}.")
        symbols = [symbol(name, drawings.read(f"{name}.svg").decode()) for name in sorted(ICON_NAMES)]
    return "\n".join(['<svg xmlns="http://www.w3.org/2000/svg">', NOTICE, *symbols, "</svg>", ""])


class Command(BaseCommand):
    """`manage.py build_icons [--check]`"""

    help = "Rebuilds the icon sprite; with --check only says whether the committed one is current."
    requires_system_checks = ()

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing, exit 1 when the sprite is stale")

    def handle(self, *args: Any, **options: Any) -> None:
        path, text = Path(sprite_path()), sprite()
        if options["check"]:
            if not path.exists() or path.read_text() != text:
                raise CommandError("The icon sprite is stale: run manage.py build_icons.")
            return
        path.write_text(text)
        self.stdout.write(f"{len(ICON_NAMES)} icons, {len(text)} bytes.")
