"""What the demo is made of: its environment and the command of each child."""

import importlib.util
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from support_desk.supervisor.child import Child
from support_desk.supervisor.options import Options
from support_desk.supervisor.ports import HOST, free_port

PROJECT: Final = Path(__file__).resolve().parents[2]


class Plan:
    """Children are made here and started by the family."""

    def __init__(self, options: Options, environ: Mapping[str, str]) -> None:
        self.options = options
        self.sink_port = free_port() if _needs_sink(environ) else None
        self.environ = {
            "BASE_URL": options.url,
            **environ,
            **where_bytecode_goes(environ, options.var_dir),
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


def where_bytecode_goes(environ: Mapping[str, str], var_dir: Path) -> dict[str, str]:
    """Where Python is told to write none beside the sources, below `var_dir`: otherwise each child compiles a thousand
    files anew, for seconds."""
    if not environ.get("PYTHONDONTWRITEBYTECODE"):
        return {}
    return {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(var_dir / "bytecode")}


def _needs_sink(environ: Mapping[str, str]) -> bool:
    return not environ.get("EMAIL_URL", "").strip() and importlib.util.find_spec("aiosmtpd") is not None
