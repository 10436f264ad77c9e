"""`demo --reset` removes the demo's data, and only those."""

from collections.abc import Callable
from pathlib import Path

import pytest

from support_desk.embedded.layout import Layout
from support_desk.embedded.servers import valkey_of
from support_desk.supervisor.demo import Demo, Refused
from support_desk.supervisor.memory import Memory, note, recall
from support_desk.supervisor.options import Options


@pytest.fixture
def reset(tmp_path: Path) -> Callable[..., None]:
    def run(**environ: str) -> None:
        options = Options(var_dir=tmp_path, port=8000, language="en", reset=True)
        Demo(options, environ)._reset()

    return run


def test_database_mail_and_files_go_and_the_key_stays(tmp_path: Path, reset: Callable[..., None]) -> None:
    note(tmp_path, Memory(language="en"))
    for name in ("embedded/postgres/data", "mail_sink/new", "files/ab"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "secret_key").write_text("kept")
    reset()
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]
    assert recall(tmp_path) is None


def test_a_first_start_with_reset_finds_nothing_to_do(tmp_path: Path, reset: Callable[..., None]) -> None:
    reset()
    assert list(tmp_path.iterdir()) == []


def test_data_in_use_are_not_touched(tmp_path: Path, reset: Callable[..., None]) -> None:
    note(tmp_path, Memory(language="en"))
    Layout(tmp_path).mark_disposable()
    server = valkey_of(tmp_path)
    server.ensure()
    with pytest.raises(Refused, match="Another command uses the demo's database"):
        reset()
    server.release()
    assert recall(tmp_path) == Memory(language="en")


def test_a_given_database_is_not_ours_to_empty(reset: Callable[..., None]) -> None:
    with pytest.raises(Refused, match="empty the one of DATABASE_URL yourself"):
        reset(DATABASE_URL="postgresql://a:b@h/x")
