"""The settings that come from the environment, read once and refused by name. Plain Python: no Django.

Nothing is started and, but for the secret key of a machine without DATABASE_URL, nothing is written here.
"""

import json
import os
import re
import secrets
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from support_desk.embedded.layout import Layout
from support_desk.env_urls import (
    BadSetting,
    celery_broker_from,
    database_from_url,
    maildir_mailer,
    mailer_from_url,
    redis_from_url,
)

__all__ = ["BadSetting", "Environment", "read_environment"]

LANGUAGES: Final = ("en", "ru")
YES: Final = ("1", "true", "yes", "on")
NO: Final = ("0", "false", "no", "off", "")
ORIGIN: Final = re.compile(r"https?://[^/\s?#@]+")
LOCAL_HOSTS: Final = ("localhost", "127.0.0.1", "[::1]")
LOCAL_URL: Final = "http://127.0.0.1:8000"
SHORTEST_KEY: Final = 32

# These look at code, not at data: they run in image builds and on machines that hold neither key nor server.
KEYLESS_COMMANDS: Final = frozenset(
    {
        "calculate",
        "check",
        "collectstatic",
        "compile_locale",
        "help",
        "makemessages",
        "makemigrations",
        "spectacular",
        "version",
    }
)


@dataclass(frozen=True, kw_only=True)
class Environment:
    """What the machine says about this installation.

    databases: Django's DATABASES. redis_url: for redis-py and the cache. celery_broker_url: the same server for
    Celery. redis_cache_options: OPTIONS of Django's Redis cache. email: settings to merge ({"MAILERS": ...}).
    embedded, embedded_redis: whether that server is ours to start under var_dir at first need.
    Secrets stay out of the repr.
    """

    databases: dict[str, dict[str, Any]] = field(repr=False)
    redis_url: str = field(repr=False)
    celery_broker_url: str = field(repr=False)
    redis_cache_options: dict[str, Any]
    secret_key: str = field(repr=False)
    secret_key_fallbacks: list[str] = field(repr=False)
    allowed_hosts: list[str]
    csrf_trusted_origins: list[str]
    base_url: str
    email: dict[str, Any] = field(repr=False)
    default_from_email: str
    mail_domain: str
    mail_auth_server: str
    demo: bool
    language_code: str
    time_zone: str
    debug: bool
    var_dir: Path
    embedded: bool
    embedded_redis: bool


def read_environment(environ: Mapping[str, str], *, argv: Sequence[str] = (), base_dir: Path) -> Environment:
    """Reads every setting; raises BadSetting with the name of the first one that cannot be used."""
    reader = _Reader(environ)
    command = _command_about_code(argv)
    var_dir = reader.folder("VAR_DIR", base_dir / "var")
    layout = Layout(var_dir)
    embedded, embedded_redis = not reader.text("DATABASE_URL"), not reader.text("REDIS_URL")
    remembered = _remembered_demo(var_dir) if embedded else {}
    debug, demo = reader.flag("DEBUG"), reader.flag("DEMO", default=bool(remembered))
    redis_url = redis_from_url(reader.text("REDIS_URL") or layout.valkey_url)
    allowed_hosts = _allowed_hosts(reader, any_host=debug or demo)
    mail_domain = reader.domain("MAIL_DOMAIN", "desk.localhost")
    return Environment(
        databases={"default": _database(reader, layout, command=command)},
        redis_url=redis_url,
        celery_broker_url=celery_broker_from(redis_url),
        redis_cache_options=_starting_pool(var_dir) if embedded_redis else {},
        secret_key=_secret_key(reader, layout, embedded=embedded, command=command),
        secret_key_fallbacks=reader.words("SECRET_KEY_FALLBACKS"),
        allowed_hosts=allowed_hosts,
        csrf_trusted_origins=_origins(reader),
        base_url=_base_url(reader, allowed_hosts, is_local=embedded or debug or demo),
        email={"MAILERS": {"default": _mailer(reader, layout, embedded=embedded)}},
        default_from_email=reader.address("DEFAULT_FROM_EMAIL", f"support@{mail_domain}"),
        mail_domain=mail_domain,
        mail_auth_server=reader.text("MAIL_AUTH_SERVER"),
        demo=demo,
        language_code=reader.choice("LANGUAGE_CODE", LANGUAGES, remembered.get("language", "en")),
        time_zone=_time_zone(reader),
        debug=debug,
        var_dir=var_dir,
        embedded=embedded,
        embedded_redis=embedded_redis,
    )


def _command_about_code(argv: Sequence[str]) -> str:
    """Its name, or "" when the command may need data: `check --database` is meant to look there."""
    command = argv[1] if len(argv) > 1 else ""
    return command if command in KEYLESS_COMMANDS and not any(word.startswith("--database") for word in argv) else ""


class _Reader:
    """Typed access to one environment; an empty variable counts as not set."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ

    def text(self, name: str, default: str = "") -> str:
        return self.environ.get(name, "").strip() or default

    def flag(self, name: str, *, default: bool = False) -> bool:
        value = self.environ.get(name)
        if value is None:
            return default
        if value.strip().lower() not in YES + NO:
            raise BadSetting(name, f"{value!r} is neither yes nor no, write 1 or 0")
        return value.strip().lower() in YES

    def choice(self, name: str, allowed: tuple[str, ...], default: str) -> str:
        value = self.text(name, default)
        if value not in allowed:
            raise BadSetting(name, f"{value!r} is not offered, write one of {', '.join(allowed)}")
        return value

    def words(self, name: str) -> list[str]:
        return [word.strip() for word in self.text(name).split(",") if word.strip()]

    def folder(self, name: str, default: Path) -> Path:
        folder = Path(self.text(name, str(default))).expanduser()
        if folder.exists() and not folder.is_dir():
            raise BadSetting(name, f"{str(folder)!r} is not a folder, write the path of one")
        return folder.absolute()

    def domain(self, name: str, default: str) -> str:
        value = self.text(name, default).lower()
        if not all(label and label.replace("-", "").isalnum() for label in value.split(".")):
            raise BadSetting(name, f"{value!r} is not a domain name, write for example support.example.com")
        return value

    def address(self, name: str, default: str) -> str:
        value = self.text(name, default)
        if "@" not in value or any(ord(char) < 32 for char in value):
            raise BadSetting(name, f"{value!r} is not a mail address, write for example support@example.com")
        return value


def _database(reader: _Reader, layout: Layout, *, command: str) -> dict[str, Any]:
    """Commands about code need no server, whose version Django's checks would ask for."""
    url = reader.text("DATABASE_URL")
    setting = database_from_url(url) if url else _embedded_database(layout)
    return setting | {"ENGINE": "support_desk.embedded.offline"} if command else setting


def _embedded_database(layout: Layout) -> dict[str, Any]:
    return {
        "ENGINE": "support_desk.embedded.backend",
        "NAME": "support_desk",
        "USER": "support_desk",
        "HOST": str(layout.postgres_sockets),
        "PORT": "5432",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {},
        "VAR_DIR": str(layout.var_dir),
    }


def _starting_pool(var_dir: Path) -> dict[str, Any]:
    return {"pool_class": "support_desk.embedded.pool.StartingPool", "var_dir": str(var_dir)}


def _mailer(reader: _Reader, layout: Layout, *, embedded: bool) -> dict[str, Any]:
    """Without EMAIL_URL a machine of our own keeps its mail in var/mail_sink, an installation asks its mail server."""
    url = reader.text("EMAIL_URL")
    if not url and embedded:
        return maildir_mailer(str(layout.mail_sink))
    return mailer_from_url(url or "smtp://localhost:25")


def _secret_key(reader: _Reader, layout: Layout, *, embedded: bool, command: str) -> str:
    key = reader.text("SECRET_KEY")
    if key:
        if len(key) < SHORTEST_KEY:
            raise BadSetting("SECRET_KEY", f"shorter than {SHORTEST_KEY} characters, write a long random text")
        return key
    if command:
        return _kept_key(layout.secret_key) or secrets.token_urlsafe(64)
    if not embedded:
        raise BadSetting("SECRET_KEY", "required together with DATABASE_URL, write a long random text")
    return _kept_key(layout.secret_key) or _made_key(layout.secret_key)


def _kept_key(path: Path) -> str:
    try:
        return path.read_text("ascii").strip()
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(
            "SECRET_KEY", f"{path.name} cannot be read ({error}), remove it or set the variable"
        ) from error


def _made_key(path: Path) -> str:
    """Made whole beside its place and linked there: of two processes at once, both get the key of the first."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=".secret_key")
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64) + "\n")
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            Path(draft).unlink()
    except OSError as error:
        raise BadSetting("SECRET_KEY", f"cannot be kept under VAR_DIR ({error}), set the variable") from error
    return _kept_key(path)


def _allowed_hosts(reader: _Reader, *, any_host: bool) -> list[str]:
    hosts = reader.words("ALLOWED_HOSTS") or list(LOCAL_HOSTS)
    for host in hosts:
        if host == "*" and not any_host:
            raise BadSetting("ALLOWED_HOSTS", "'*' would accept any host, write the names people use, split by commas")
        if "/" in host or " " in host:
            raise BadSetting("ALLOWED_HOSTS", f"{host!r} is not a host name, write for example desk.example.com")
    return hosts


def _base_url(reader: _Reader, hosts: list[str], *, is_local: bool) -> str:
    """Where links in letters lead; without the variable to this machine, of an installation to its first host."""
    url = reader.text("BASE_URL", LOCAL_URL if is_local else f"https://{hosts[0].lstrip('.')}").rstrip("/")
    if not ORIGIN.fullmatch(url):
        raise BadSetting("BASE_URL", f"{url!r}, write scheme and host: https://desk.example.com")
    return url


def _origins(reader: _Reader) -> list[str]:
    origins = reader.words("CSRF_TRUSTED_ORIGINS")
    for origin in origins:
        if not origin.startswith(("https://", "http://")) or origin.count("/") != 2:
            raise BadSetting("CSRF_TRUSTED_ORIGINS", f"{origin!r}, write scheme and host: https://desk.example.com")
    return origins


def _time_zone(reader: _Reader) -> str:
    name = reader.text("TIME_ZONE", "UTC")
    try:
        ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        raise BadSetting("TIME_ZONE", f"{name!r} is unknown, write a name such as Europe/Moscow") from None
    return name


def _remembered_demo(var_dir: Path) -> dict[str, str]:
    """What the demo noted about itself, so that every later command knows whose data it sees."""
    try:
        noted = json.loads((var_dir / "demo.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {"language": str(noted.get("language", "en"))} if isinstance(noted, dict) else {}
