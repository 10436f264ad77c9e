"""The demo's options: from the command line, from what the demo remembers, from the environment."""

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from support_desk.env import Environment
from support_desk.supervisor import memory
from support_desk.supervisor.ports import HOST, free_port

USUAL_PORT: Final = 8000


@dataclass(frozen=True)
class Options:
    """`language` is en or ru; `check` tries everything once and stops."""

    var_dir: Path
    port: int
    language: str
    reset: bool = False
    check: bool = False

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--port", type=port_number, help=f"port of the web pages, usually {USUAL_PORT}")
    parser.add_argument("--language", choices=["en", "ru"], help="language of the demo's people and data")
    parser.add_argument("--reset", action="store_true", help="forget the demo's data and load them anew")
    parser.add_argument("--check", action="store_true", help="log in as each role, run a job, stop; exit 0 or 1")


def port_number(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise ArgumentTypeError(f"{text} is not a port, write a number from 1 to 65535")
    return int(text)


def options_of(asked: Namespace, environment: Environment) -> Options:
    """A check takes a free port unless told one; the language is asked for, remembered or set, in this order."""
    known = memory.recall(environment.var_dir)
    language = asked.language or (known.language if known is not None else environment.language_code)
    if known is not None and known.language != language and not asked.reset:
        sys.stdout.write(f"The demo's data are in {known.language!r}; --reset loads them in {language!r}.\n")
    return Options(
        var_dir=environment.var_dir,
        port=asked.port or (free_port() if asked.check else USUAL_PORT),
        language=language,
        reset=asked.reset,
        check=asked.check,
    )
