"""What the demo notes about itself in var/demo.json: that it is one, its language and its log-ins."""

import json
import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Login:
    role: str
    email: str
    password: str


@dataclass(frozen=True)
class Memory:
    """`logins` has one person a role, in the order to print."""

    language: str
    logins: tuple[Login, ...] = ()


def recall(var_dir: Path) -> Memory | None:
    """None when there is no demo here yet."""
    try:
        noted = json.loads(_note(var_dir).read_text("utf-8"))
        logins = tuple(Login(**login) for login in noted.get("logins", []))
        return Memory(language=noted["language"], logins=logins)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def note(var_dir: Path, memory: Memory) -> None:
    var_dir.mkdir(parents=True, exist_ok=True)
    draft = _note(var_dir).with_suffix(f".{os.getpid()}")
    noted = {"language": memory.language, "logins": [vars(login) for login in memory.logins]}
    draft.write_text(json.dumps(noted, ensure_ascii=False, indent=1), "utf-8")
    draft.replace(_note(var_dir))


def forget(var_dir: Path) -> None:
    _note(var_dir).unlink(missing_ok=True)


def _note(var_dir: Path) -> Path:
    return var_dir / "demo.json"
