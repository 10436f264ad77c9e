"""The demo as a person starts it: everything comes up, everything goes, and a part that dies takes the rest along."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from support_desk.embedded.layout import Layout
from support_desk.supervisor.ports import free_port

pytestmark = [pytest.mark.slow, pytest.mark.faults]
ROOT = Path(__file__).parents[3]
GIVEN_BY_TESTS = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "EMAIL_URL", "DEBUG", "DJANGO_SETTINGS_MODULE")


@pytest.fixture(scope="module")
def var_dir(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One folder for all, so that the demo department is loaded once; `.ci/run` has one that it has just seen start."""
    # A link to it: whoever has the folder's own name in its environment counts as a process of the demo.
    loaded = os.environ.get("LOADED_DEMO")
    folder = Path(loaded).resolve() if loaded else tmp_path_factory.mktemp("demo") / "var"
    Layout(folder).mark_disposable()
    yield folder


class RunningDemo:
    def __init__(self, var_dir: Path, *options: str) -> None:
        self.var_dir = var_dir
        environ = {name: value for name, value in os.environ.items() if name not in GIVEN_BY_TESTS}
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "demo", *options],
            cwd=ROOT,
            env={**environ, "VAR_DIR": str(var_dir)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def read_until(self, text: str) -> str:
        seen = ""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            seen += line
            if text in line:
                return seen
        raise AssertionError(f"the demo ended before it said {text!r}:\n{seen}")

    def end(self, number: signal.Signals) -> tuple[int, str, float]:
        """Exit code, last words, seconds."""
        began = time.monotonic()
        self.process.send_signal(number)
        told, _ = self.process.communicate(timeout=30)
        return self.process.returncode, told, time.monotonic() - began


@pytest.fixture
def start(var_dir: Path) -> Iterator[Callable[..., RunningDemo]]:
    started: list[RunningDemo] = []

    def begin(*options: str) -> RunningDemo:
        started.append(RunningDemo(var_dir, *options))
        return started[-1]

    yield begin
    for demo in started:
        demo.process.kill()
        demo.process.communicate()


def processes_of(var_dir: Path) -> dict[int, str]:
    """Living processes that were started with this var folder, by their environment or their words."""
    found = {}
    marks = (str(var_dir).encode(), str(Layout(var_dir).sockets).encode())
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
            words = (entry / "cmdline").read_bytes()
            told = words + (entry / "environ").read_bytes()
        except OSError:
            continue
        if state != "Z" and int(entry.name) != os.getpid() and any(mark in told for mark in marks):
            found[int(entry.name)] = words.replace(b"\0", b" ").decode()
    return found


def eventually_none(var_dir: Path) -> dict[int, str]:
    limit = time.monotonic() + 5
    while processes_of(var_dir) and time.monotonic() < limit:
        time.sleep(0.05)
    return processes_of(var_dir)


def test_it_starts_answers_and_ends_with_nothing_left(var_dir: Path, start: Callable[..., RunningDemo]) -> None:
    port = free_port()
    demo = start("--port", str(port))
    told = demo.read_until("Stop with Ctrl-C")
    assert f"http://127.0.0.1:{port}/" in told
    assert len(re.findall(r"^\S+@\S+ ", told, re.MULTILINE)) >= 6
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
        assert answer.status == 200
    second = start("--port", str(free_port()))
    assert second.process.wait(timeout=60) == 1
    assert second.process.stdout is not None
    assert "runs already" in second.process.stdout.read()
    code, _, seconds = demo.end(signal.SIGINT)
    assert code == 0
    assert seconds < 8
    assert eventually_none(var_dir) == {}


@pytest.mark.parametrize("victim", ["gunicorn", "celery"])
def test_a_part_that_dies_stops_the_rest_and_is_named(
    var_dir: Path, start: Callable[..., RunningDemo], victim: str
) -> None:
    demo = start("--port", str(free_port()))
    demo.read_until("Stop with Ctrl-C")
    children = [pid for pid, words in processes_of(var_dir).items() if victim in words]
    os.kill(min(children), signal.SIGKILL)
    told, _ = demo.process.communicate(timeout=30)
    assert demo.process.returncode == 1
    assert re.search(r"(web|worker|mail sink) ended with code -9\. Its log says:", told)
    assert eventually_none(var_dir) == {}


def test_a_taken_port_is_refused_by_its_number(var_dir: Path, start: Callable[..., RunningDemo]) -> None:
    import socket

    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        demo = start("--port", str(port))
        told, _ = demo.process.communicate(timeout=60)
    assert demo.process.returncode == 1
    assert f"Port {port} is taken" in told


def test_check_logs_in_as_each_role_and_runs_a_job(var_dir: Path, start: Callable[..., RunningDemo]) -> None:
    demo = start("--check")
    told, _ = demo.process.communicate(timeout=180)
    assert demo.process.returncode == 0, told
    assert told.count("ok  ") >= 7
    assert "ok  a job through the worker" in told
    assert eventually_none(var_dir) == {}


def test_reset_spares_data_that_are_not_the_demos(tmp_path: Path) -> None:
    (tmp_path / "var" / "embedded").mkdir(parents=True)
    demo = RunningDemo(tmp_path / "var", "--port", str(free_port()), "--reset")
    told, _ = demo.process.communicate(timeout=60)
    assert demo.process.returncode == 1
    assert "holds data that are not the demo's" in told
    assert (tmp_path / "var" / "embedded").exists()
