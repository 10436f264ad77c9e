"""Options of the demo: what is asked, remembered and set."""

from argparse import ArgumentParser
from pathlib import Path

import pytest

from support_desk.env import Environment, read_environment
from support_desk.supervisor.memory import Memory, note
from support_desk.supervisor.options import Options, add_arguments, options_of


def environment(base_dir: Path, **environ: str) -> Environment:
    return read_environment(environ, argv=["manage.py", "demo"], base_dir=base_dir)


def options(base_dir: Path, *words: str, **environ: str) -> Options:
    parser = ArgumentParser()
    add_arguments(parser)
    return options_of(parser.parse_args(words), environment(base_dir, **environ))


def test_the_usual_port_and_language(tmp_path: Path) -> None:
    assert options(tmp_path) == Options(var_dir=tmp_path / "var", port=8000, language="en")
    assert options(tmp_path).url == "http://127.0.0.1:8000"


def test_the_language_is_asked_for_or_remembered_or_set(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert options(tmp_path, LANGUAGE_CODE="ru").language == "ru"
    note(tmp_path / "var", Memory(language="ru"))
    assert options(tmp_path).language == "ru"
    assert options(tmp_path, "--language", "en").language == "en"
    assert "The demo's data are in 'ru'; --reset loads them in 'en'." in capsys.readouterr().out
    assert options(tmp_path, "--language", "en", "--reset").reset is True
    assert capsys.readouterr().out == ""


def test_a_check_disturbs_no_port_in_use(tmp_path: Path) -> None:
    assert options(tmp_path, "--check").port not in (0, 8000)
    assert options(tmp_path, "--check", "--port", "8123").port == 8123


@pytest.mark.parametrize("port", ["0", "65536", "eighty", "-1"])
def test_a_port_that_is_none_is_refused(tmp_path: Path, port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        options(tmp_path, f"--port={port}")
    assert f"{port} is not a port, write a number from 1 to 65535" in capsys.readouterr().err
