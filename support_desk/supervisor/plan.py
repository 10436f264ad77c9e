"""What the demo is made of: its options, its environment and the command of each child."""

import importlib.util
import os
import socket
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from support_desk.supervisor.child import Child

PROJECT: Final = Path(__file__).resolve().parents[2]
HOST: Final = "127.0.0.1"


@dataclass(frozen=True)
class Options:
    """`port` 0 takes a free one; `language` is en or ru; `check` tries everything once and stops."""

    var_dir: Path
    port: int
    language: str
    reset: bool = False
    check: bool = False

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"


class Plan:
    """Children are made here and started by the family."""

    def __init__(self, options: Options, environ: Mapping[str, str]) -> None:
        self.options = options
        self.sink_port = free_port() if _needs_sink(environ) else None
        self.environ = {
            **environ,
            "DEMO": "1",
            "LANGUAGE_CODE": options.language,
            "VAR_DIR": str(options.var_dir),
            "PYTHONUNBUFFERED": "1",
        }
        if self.sink_port is not None:
            self.environ["EMAIL_URL"] = f"smtp://{HOST}:{self.sink_port}"

    def preparation(self) -> Child:
        return self._child("preparation", "manage.py", "prepare_demo")

    def mail_sink(self) -> Child | None:
        if self.sink_port is None:
            return None
        folder = str(self.options.var_dir / "mail_sink")
        module = "support_desk.embedded.mail_sink"
        return self._child("mail sink", "-m", module, "--host", HOST, "--port", str(self.sink_port), "--dir", folder)

    def web(self) -> Child:
        """Preloaded, so that the workers share the memory of what they import."""
        options = {
            "--bind": f"{HOST}:{self.options.port}",
            "--workers": "2",
            "--threads": "4",
            "--worker-class": "gthread",
            "--graceful-timeout": "1",
            "--keep-alive": "5",
            "--log-level": "warning",
        }
        words = [word for pair in options.items() for word in pair]
        return self._child(
            "web", "-m", "gunicorn", "support_desk.wsgi", "-c", "python:support_desk.supervisor.web", *words
        )

    def worker(self) -> Child:
        quiet = ["--without-gossip", "--without-mingle", "--loglevel", "WARNING"]
        return self._child(
            "worker", "-m", "celery", "-A", "support_desk", "worker", "-B", "-P", "threads", "-c", "4", *quiet
        )

    def trial(self) -> Child:
        return self._child("check", "manage.py", "check_demo", "--url", self.options.url)

    def _child(self, name: str, *python: str) -> Child:
        log = self.options.var_dir / "log" / f"{name.replace(' ', '-')}.log"
        return Child(name, python, log=log, environ=self.environ, folder=PROJECT)


def _needs_sink(environ: Mapping[str, str]) -> bool:
    return not environ.get("EMAIL_URL", "").strip() and importlib.util.find_spec("aiosmtpd") is not None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def supervisor_command(options: Options) -> list[str]:
    """The command line of the supervisor itself, see __main__.py."""
    words = ["--var-dir", str(options.var_dir), "--port", str(options.port), "--language", options.language]
    flags = [flag for flag, wanted in (("--reset", options.reset), ("--check", options.check)) if wanted]
    return [sys.executable, "-m", "support_desk.supervisor", *words, *flags]


def become_supervisor(options: Options) -> None:
    """Replaces this process, so that Django's memory is given back. Does not return."""
    os.chdir(PROJECT)
    command = supervisor_command(options)
    os.execv(command[0], command)
