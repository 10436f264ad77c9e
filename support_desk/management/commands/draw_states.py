"""Draws the state machines into the READMEs of their apps, from the tables that the code obeys."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from support_desk.state_pictures import PICTURES


class Command(BaseCommand):
    help = "Draw the state machines into the READMEs; with --check only compare, and fail when a picture is old."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        for app in dict.fromkeys(picture.app for picture in PICTURES):
            draw(app, only_compares=options["check"])


def draw(app: str, *, only_compares: bool) -> None:
    """Puts each drawing between its marks in the app's README. CommandError for an old one that is only compared."""
    readme = Path(settings.BASE_DIR) / app / "README.md"
    current = drawn = readme.read_text(encoding="utf-8")
    for picture in PICTURES:
        if picture.app == app:
            drawn = with_picture(drawn, picture.drawn(), picture.mark)
    if only_compares and drawn != current:
        raise CommandError(f"{app}/README.md shows an old picture: run manage.py draw_states")
    readme.write_text(drawn, encoding="utf-8")


def with_picture(text: str, drawing: str, mark: str) -> str:
    """`text` with whatever stands between the two marks replaced by `drawing`."""
    start, end = f"<!-- {mark} -->\n", f"<!-- /{mark} -->"
    before, _old, rest = text.partition(start)
    _inside, last, after = rest.partition(end)
    if not last:
        raise CommandError(f"the README has lost its <!-- {mark} --> marks")
    return f"{before}{start}{drawing}{last}{after}"
