"""`python -m bench [--tickets 20000] [--rounds 40]`: the pages against the floor, at one size.

The data are made once a size and kept under `var/bench-<tickets>` for the next run; `--fresh` makes them anew.
"""

import argparse
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 60


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--tickets", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--seconds", type=float, default=4, help="of the rate of each subject")
    parser.add_argument("--data", type=Path, help="folder of the data")
    parser.add_argument("--fresh", action="store_true")
    options = parser.parse_args()
    data = (options.data or ROOT / "var" / f"bench-{options.tickets}").absolute()
    if options.fresh:
        shutil.rmtree(data, ignore_errors=True)
    prepare_environment(data)
    return run(options)


def prepare_environment(data: Path) -> None:
    """An embedded database of its own, whatever else is configured here."""
    for name in ("DATABASE_URL", "REDIS_URL", "SECRET_KEY"):
        os.environ.pop(name, None)
    os.environ |= {"VAR_DIR": str(data), "DJANGO_SETTINGS_MODULE": "bench.settings", "DEMO": "1", "LANGUAGE_CODE": "en"}


def run(options: argparse.Namespace) -> int:
    import django

    django.setup()
    from bench.measuring import measure
    from bench.results import PAGE, keep
    from bench.subjects import subjects

    fill(options.tickets)
    asked = subjects()
    port = free_port()
    server = start_server(port)
    try:
        figures = measure(asked, port=port, rounds=options.rounds, seconds=options.seconds)
    finally:
        server.terminate()
        server.wait(10)
    about = f"{options.rounds} rounds, gunicorn with 2 workers, load of the machine {os.getloadavg()[1]:.1f}."
    misses = keep(asked, figures, tickets=options.tickets, about=about)
    print(PAGE.read_text("utf-8"))
    print("\n".join(f"missed: {miss}" for miss in misses) or "every bar is held")
    return 1 if misses else 0


def fill(tickets: int) -> None:
    """The data of this size, unless they are there from the last run."""
    from django.core.management import call_command

    from tickets.models import Ticket

    call_command("migrate", interactive=False, verbosity=0)
    if not Ticket.objects.exists():
        people = min(750, max(30, tickets // 1_300))
        call_command("generate_data", tickets=tickets, messages=5 * tickets, employees=people)


def start_server(port: int) -> "subprocess.Popen[bytes]":
    """The product's own gunicorn settings with two workers."""
    words = ["--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4", "--worker-class", "gthread"]
    quiet = ["--keep-alive", "30", "--log-level", "warning", "-c", "python:support_desk.supervisor.web"]
    server = subprocess.Popen([sys.executable, "-m", "gunicorn", "support_desk.wsgi", *words, *quiet], cwd=ROOT)
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                return server
        except OSError:
            time.sleep(0.1)
    server.kill()
    raise SystemExit("The server did not start.")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
