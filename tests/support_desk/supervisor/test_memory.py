"""What the demo remembers between starts."""

from pathlib import Path

from support_desk.env import read_environment
from support_desk.supervisor.memory import Login, Memory, forget, note, recall


def test_language_and_logins_survive(tmp_path: Path) -> None:
    noted = Memory(language="ru", logins=(Login("Менеджер", "anna@desk.test", "secret"),))
    note(tmp_path / "var", noted)
    assert recall(tmp_path / "var") == noted
    environment = read_environment({}, base_dir=tmp_path)
    assert (environment.demo, environment.language_code) == (True, "ru")


def test_a_forgotten_or_broken_note_means_no_demo(tmp_path: Path) -> None:
    assert recall(tmp_path) is None
    note(tmp_path, Memory(language="en"))
    forget(tmp_path)
    assert recall(tmp_path) is None
    (tmp_path / "demo.json").write_text("{")
    assert recall(tmp_path) is None
