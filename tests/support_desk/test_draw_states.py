"""The pictures in the READMEs are those of the tables in the code (D12, T4)."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django import Settings

from support_desk.management.commands.draw_states import with_picture
from support_desk.state_pictures import PICTURES


def test_committed_picture_is_the_tables() -> None:
    call_command("draw_states", "--check")


def test_an_old_picture_is_noticed(settings: Settings, tmp_path: Path) -> None:
    settings.BASE_DIR = tmp_path
    (tmp_path / "tickets").mkdir()
    marks = "<!-- states -->\nold\n<!-- /states -->\n<!-- task states -->\nold\n<!-- /task states -->\n"
    (tmp_path / "tickets" / "README.md").write_text(marks)
    with pytest.raises(CommandError, match="tickets/README"):
        call_command("draw_states", "--check")


def test_only_the_part_between_the_marks_changes() -> None:
    assert with_picture("a\n<!-- states -->\nold\n<!-- /states -->\nb\n", "new\n", "states") == (
        "a\n<!-- states -->\nnew\n<!-- /states -->\nb\n"
    )


def test_each_picture_has_its_own_marks() -> None:
    both = "<!-- states -->\na\n<!-- /states -->\n<!-- task states -->\nb\n<!-- /task states -->\n"
    assert with_picture(both, "new\n", "task states").count("new") == 1
    with pytest.raises(CommandError, match="task states"):
        with_picture("nothing", "new", "task states")
    assert len({picture.mark for picture in PICTURES}) == len(PICTURES)


@pytest.mark.parametrize(
    ("mark", "move"),
    [
        ("states", "new --> closed: close (staff)"),
        ("task states", "submitted --> rework: return (manager)"),
        ("dispute states", "open --> accepted: accept (respondent)"),
        ("dispute states", "defaulted --> open: give_days_back (system)"),
        ("slip states", "with_cover --> with_colleagues: agree (cover)"),
        ("alarm states", "raised --> decided: decide\n"),
        ("swap states", "agreed --> refused: refuse (decider)"),
        ("timesheet states", "[*] --> filled"),
    ],
)
def test_a_picture_shows_the_moves_of_its_table(mark: str, move: str) -> None:
    drawn = next(picture.drawn() for picture in PICTURES if picture.mark == mark)
    assert move in drawn
