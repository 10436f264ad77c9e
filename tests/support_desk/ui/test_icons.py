"""The committed sprite holds exactly the icons that are named, and templates name only those."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from support_desk.shared.ui.icons import ICON_NAMES

NAMED = re.compile(r"""(?:\{% icon |\bicon=)["']([a-z0-9-]+)["']""")


def test_the_sprite_is_current() -> None:
    call_command("build_icons", "--check")


def sources() -> list[Path]:
    root = Path(settings.BASE_DIR)
    found = [*root.glob("templates/**/*.html")]
    for app in ("support_desk", "workload", "tickets", "disputes", "payroll"):
        found += root.glob(f"{app}/**/*.py")
    return found


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.name)
def test_every_named_icon_is_in_the_sprite(path: Path) -> None:
    assert set(NAMED.findall(path.read_text())) <= ICON_NAMES
