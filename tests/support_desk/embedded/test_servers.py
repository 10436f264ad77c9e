"""The embedded servers with real processes: one server for all, gone with the last, whatever happened to that one."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from redis import Redis

from support_desk.embedded.layout import ForeignFolder, Layout
from support_desk.embedded.postgres import Postgres
from support_desk.embedded.service import Service
from support_desk.embedded.valkey import Valkey

pytestmark = pytest.mark.faults
ROOT = Path(__file__).parents[3]
USER = """
import sys
from pathlib import Path
from support_desk.embedded.layout import Layout
from support_desk.embedded.{module} import {name}
{name}(Layout(Path(sys.argv[1]))).ensure()
print("up", flush=True)
sys.stdin.read()
"""
MODULES = {"Postgres": "postgres", "Valkey": "valkey"}


@pytest.fixture
def layout(tmp_path: Path) -> Iterator[Layout]:
    made = Layout(tmp_path / "var")
    made.mark_disposable()
    yield made
    shutil.rmtree(made.sockets, ignore_errors=True)


@pytest.fixture
def user(layout: Layout) -> Iterator[Callable[[str], subprocess.Popen[str]]]:
    """Starts a process that uses a server until its standard input closes."""
    started: list[subprocess.Popen[str]] = []

    def start(name: str) -> subprocess.Popen[str]:
        program = USER.format(module=MODULES[name], name=name)
        process = subprocess.Popen(
            [sys.executable, "-c", program, str(layout.var_dir)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def is_up(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    assert process.stdout.readline() == "up\n"


def processes_of(layout: Layout) -> list[int]:
    """Every living process that names or works in one of this var folder's places: keepers and servers."""
    places = (str(layout.servers), str(layout.sockets))
    return [int(entry.name) for entry in Path("/proc").glob("[0-9]*") if _belongs(entry, places)]


def _belongs(process: Path, places: tuple[str, ...]) -> bool:
    try:
        state = (process / "stat").read_text().rpartition(")")[2].split()[0]
        words = (process / "cmdline").read_text()
        folder = str((process / "cwd").readlink())
    except OSError:
        return False
    return state != "Z" and (folder.startswith(places) or any(place in words for place in places))


def eventually(holds: Callable[[], bool], seconds: float = 10.0) -> bool:
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if holds():
            return True
        time.sleep(0.02)
    return holds()


def keepers(layout: Layout) -> list[int]:
    return [pid for pid in processes_of(layout) if "keeper.py" in told_of(pid, "cmdline")]


def told_of(pid: int, what: str) -> str:
    """What /proc says of a process; nothing of one that has ended meanwhile, as helpers of a server often do."""
    try:
        return Path(f"/proc/{pid}/{what}").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def test_database_is_usable_and_knows_russian_letters(layout: Layout) -> None:
    server = Postgres(layout)
    server.ensure()
    with psycopg.connect(server.url) as connection:
        row = connection.execute("SELECT lower('ЁЖ'), to_tsvector('russian', 'заявки')::text").fetchone()
        for extension in ("btree_gist", "pg_trgm", "unaccent", "citext", "pgcrypto"):
            connection.execute(f"CREATE EXTENSION {extension}")  # type: ignore[arg-type] # a literal above
    server.release()
    assert row == ("ёж", "'заявк':1")
    assert eventually(lambda: processes_of(layout) == [], seconds=1)


def test_processes_that_start_together_get_one_server(
    layout: Layout, user: Callable[..., subprocess.Popen[str]]
) -> None:
    started = [user("Postgres") for _ in range(3)]
    for process in started:
        is_up(process)
    assert len(keepers(layout)) == 1
    assert layout.servers.joinpath("postgres", "log").read_text().count("starting PostgreSQL") == 1


def test_server_stays_for_those_who_still_use_it_and_goes_with_the_last(
    layout: Layout, user: Callable[..., subprocess.Popen[str]]
) -> None:
    first, last = user("Valkey"), user("Valkey")
    is_up(first)
    is_up(last)
    first.communicate(timeout=10)
    assert Redis.from_url(layout.valkey_url).ping() is True
    last.communicate(timeout=10)
    assert eventually(lambda: processes_of(layout) == [], seconds=1)


@pytest.mark.parametrize("name", ["Postgres", "Valkey"])
def test_a_killed_user_leaves_no_server(layout: Layout, user: Callable[..., subprocess.Popen[str]], name: str) -> None:
    process = user(name)
    is_up(process)
    assert processes_of(layout) != []
    process.kill()
    assert eventually(lambda: processes_of(layout) == [])


@pytest.mark.parametrize("kind", [Postgres, Valkey])
def test_a_killed_keeper_takes_its_server_along_and_the_next_need_starts_another(
    layout: Layout, kind: type[Service]
) -> None:
    server = kind(layout)
    server.ensure()
    (keeper,) = keepers(layout)
    os.kill(keeper, signal.SIGKILL)
    assert eventually(lambda: keeper not in processes_of(layout))
    server.ensure()
    assert server.answers()
    assert len(keepers(layout)) == 1
    server.release()
    assert eventually(lambda: processes_of(layout) == [], seconds=1)


def test_data_stay_between_starts(layout: Layout) -> None:
    for statement in ("CREATE TABLE kept AS SELECT 42 AS answer", "SELECT answer FROM kept"):
        server = Postgres(layout)
        server.ensure()
        with psycopg.connect(server.url) as connection:
            cursor = connection.execute(statement)  # type: ignore[arg-type] # literals above
            if statement.startswith("SELECT"):
                assert cursor.fetchone() == (42,)
        server.release()


def test_a_forked_child_counts_as_a_user(layout: Layout) -> None:
    server = Valkey(layout)
    server.ensure()
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(write_end)
        os.read(read_end, 1)
        os._exit(0)
    os.close(read_end)
    server.release()
    assert server.answers()
    os.close(write_end)
    os.waitpid(child, 0)
    assert eventually(lambda: processes_of(layout) == [])


def test_servers_listen_on_sockets_of_this_user_alone(layout: Layout) -> None:
    Valkey(layout).ensure()
    assert Redis.from_url(layout.valkey_url).config_get("port")["port"] == "0"
    assert layout.sockets.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has somebody else's closed folder")
@pytest.mark.parametrize("mode", ["namespace", "switch"])
@pytest.mark.parametrize("kind", [Postgres, Valkey])
def test_root_in_a_closed_folder_runs_servers_without_privileges(
    kind: type[Service], mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = Path(tempfile.mkdtemp())
    assert closed.stat().st_mode & 0o777 == 0o700
    layout = Layout(closed / "var")
    layout.mark_disposable()
    monkeypatch.setattr("support_desk.embedded.privileges.mode_for", lambda var_dir: mode)
    server = kind(layout)
    server.ensure()
    kept = keepers(layout)
    running = [status for pid in processes_of(layout) if pid not in kept and (status := told_of(pid, "status"))]
    server.release()
    shutil.rmtree(layout.sockets)
    shutil.rmtree(closed)
    assert len(running) > 0
    assert all("CapEff:\t0000000000000000" in status for status in running)


def test_a_folder_that_somebody_else_put_there_is_refused(layout: Layout, tmp_path: Path) -> None:
    (tmp_path / "trap").mkdir()
    layout.sockets.symlink_to(tmp_path / "trap")
    with pytest.raises(ForeignFolder, match="belongs to somebody else"):
        Valkey(layout).ensure()
    layout.sockets.unlink()


def test_the_note_of_a_copied_var_folder_does_not_lead_to_the_other_servers(layout: Layout, tmp_path: Path) -> None:
    layout.make_sockets(servers_user=os.geteuid())
    shutil.copytree(layout.var_dir, tmp_path / "copy")
    assert Layout(tmp_path / "copy").sockets != layout.sockets
