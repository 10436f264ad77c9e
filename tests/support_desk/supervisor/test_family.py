"""Children of the supervisor: one that ends stops the rest, and an end leaves nothing."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from support_desk.supervisor.child import Child
from support_desk.supervisor.family import ChildEnded, Family

pytestmark = pytest.mark.faults
ROOT = Path(__file__).parents[3]
SLEEP = "import time; time.sleep(60)"
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
)
WITH_OFFSPRING = (
    "import subprocess, sys, time; child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
    "print(child.pid, flush=True); time.sleep(60)"
)


@pytest.fixture
def family() -> Iterator[Family]:
    made = Family()
    yield made
    made.stop()


@pytest.fixture
def make(tmp_path: Path) -> Callable[[str, str], Child]:
    def build(name: str, program: str) -> Child:
        return Child(name, ["-c", program], log=tmp_path / f"{name}.log", environ=os.environ, folder=tmp_path)

    return build


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_for_text(path: Path) -> str:
    limit = time.monotonic() + 10
    while time.monotonic() < limit:
        if path.exists() and path.read_text().strip():
            return path.read_text().strip()
        time.sleep(0.02)
    raise AssertionError(f"nothing in {path.name}")


def pid_of(child: Child) -> int:
    assert child.process is not None
    return child.process.pid


def test_a_child_that_ends_is_reported_with_the_end_of_its_log(family: Family, make: Callable[..., Child]) -> None:
    lasting = family.add(make("web", SLEEP))
    family.add(make("worker", "import sys; print('first line'); sys.exit('the broker is gone')"))
    with pytest.raises(ChildEnded) as ended:
        family.wait_until(lambda: False, seconds=10)
    assert str(ended.value).startswith("worker ended with code 1.")
    assert "the broker is gone" in str(ended.value)
    assert not lasting.ended
    family.stop()
    assert not alive(pid_of(lasting))


def test_an_errand_that_fails_is_reported(family: Family, make: Callable[..., Child]) -> None:
    family.run_to_end(make("good errand", "print('done')"))
    with pytest.raises(ChildEnded, match="bad errand ended with code 3"):
        family.run_to_end(make("bad errand", "raise SystemExit(3)"))


def test_a_lost_child_is_noticed_during_an_errand(family: Family, make: Callable[..., Child]) -> None:
    family.add(make("web", "raise SystemExit(7)"))
    with pytest.raises(ChildEnded, match="web ended with code 7"):
        family.run_to_end(make("errand", SLEEP))


def test_waiting_has_an_end(family: Family, make: Callable[..., Child]) -> None:
    family.add(make("web", SLEEP))
    with pytest.raises(TimeoutError):
        family.wait_until(lambda: False, seconds=0.2)


def test_stop_is_quick_and_takes_grandchildren_along(family: Family, make: Callable[..., Child]) -> None:
    child = family.add(make("web", WITH_OFFSPRING))
    offspring = int(wait_for_text(child.log))
    began = time.monotonic()
    family.stop()
    assert time.monotonic() - began < 1.5
    assert not alive(pid_of(child))
    assert not alive(offspring)


def test_a_child_that_does_not_listen_is_cut_off(family: Family, make: Callable[..., Child]) -> None:
    child = family.add(make("worker", STUBBORN))
    wait_for_text(child.log)
    family.stop()
    assert not alive(pid_of(child))


def test_a_killed_supervisor_takes_its_children_along(tmp_path: Path) -> None:
    program = (
        "import os, sys, time; from pathlib import Path;"
        "from support_desk.supervisor.child import Child;"
        f"child = Child('web', ['-c', {SLEEP!r}], log=Path(sys.argv[1]), environ=os.environ, folder=Path('.'));"
        "child.start(); print(child.process.pid, flush=True); time.sleep(60)"
    )
    supervisor = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path / "log")], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert supervisor.stdout is not None
    child = int(supervisor.stdout.readline())
    time.sleep(0.5)
    assert alive(child)
    supervisor.send_signal(signal.SIGKILL)
    supervisor.communicate()
    limit = time.monotonic() + 5
    while alive(child) and time.monotonic() < limit:
        time.sleep(0.02)
    assert not alive(child)
