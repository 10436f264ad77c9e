"""Turns the three service URLs of the environment into what Django and Celery take. Plain Python: no Django."""

from typing import Any, Final
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit

Setting = dict[str, Any]

DATABASE_SCHEMES: Final = ("postgres", "postgresql")
DATABASE_OPTIONS: Final = ("host", "sslmode", "sslrootcert", "sslcert", "sslkey", "connect_timeout", "application_name")
REDIS_SCHEMES: Final = ("redis", "rediss", "unix")
SMTP_OPTIONS: Final = ("tls", "ssl", "timeout")


class BadSetting(Exception):
    """A setting of the environment that cannot be used. The text starts with its name and never quotes a password."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name}: {problem}")
        self.name = name


def database_from_url(url: str) -> Setting:
    """One entry of Django's DATABASES. A socket directory goes into `?host=`, as libpq writes it."""
    parts = split("DATABASE_URL", url)
    if parts.scheme not in DATABASE_SCHEMES:
        raise BadSetting(
            "DATABASE_URL",
            f"{parts.scheme or 'no'} scheme; only PostgreSQL is supported, write postgresql://user:password@host:5432/name",
        )
    options = options_of("DATABASE_URL", parts, allowed=DATABASE_OPTIONS)
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise BadSetting(
            "DATABASE_URL", "the database name is missing, write postgresql://user:password@host:5432/name"
        )
    host = options.pop("host", "") or unquote(parts.hostname or "")
    if "connect_timeout" in options:
        options["connect_timeout"] = seconds("DATABASE_URL", "connect_timeout", options["connect_timeout"])
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(port_of("DATABASE_URL", parts) or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def redis_from_url(url: str) -> str:
    """The URL itself once it is known to be usable: redis://, rediss:// or unix:///path/to.sock?db=0."""
    parts = split("REDIS_URL", url)
    if parts.scheme not in REDIS_SCHEMES:
        raise BadSetting("REDIS_URL", f"{parts.scheme or 'no'} scheme; write redis://host:6379/0 or unix:///path.sock")
    if parts.scheme == "unix":
        if len(parts.path) < 2:
            raise BadSetting("REDIS_URL", "the path of the socket is missing, write unix:///path.sock?db=0")
        return url
    if not parts.hostname:
        raise BadSetting("REDIS_URL", "the host is missing, write redis://host:6379/0")
    port_of("REDIS_URL", parts)
    database = parts.path.lstrip("/")
    if database and not database.isdigit():
        raise BadSetting("REDIS_URL", f"database {database!r} is not a number, write redis://host:6379/0")
    return url


def celery_broker_from(redis_url: str) -> str:
    """The same server as Celery's broker wants it: sockets have another scheme there."""
    parts = urlsplit(redis_url)
    if parts.scheme != "unix":
        return redis_url
    database = dict(parse_qsl(parts.query)).get("db", "0")
    query = urlencode({"virtual_host": database})
    return f"redis+socket://{parts.netloc}{parts.path}?{query}"


def mailer_from_url(url: str) -> Setting:
    """One entry of Django's MAILERS: smtp:// or smtps:// for real; maildir:///folder or console:// for trying out."""
    parts = split("EMAIL_URL", url)
    if parts.scheme == "console":
        return {"BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if parts.scheme == "maildir":
        if len(parts.path) < 2:
            raise BadSetting("EMAIL_URL", "the folder is missing, write maildir:///folder")
        return maildir_mailer(unquote(parts.path))
    if parts.scheme not in ("smtp", "smtps"):
        raise BadSetting("EMAIL_URL", f"{parts.scheme or 'no'} scheme; write smtp://user:password@host:587/?tls")
    return smtp_mailer(parts)


def maildir_mailer(folder: str) -> Setting:
    """Mail that goes no further than a Maildir of this machine."""
    return {"BACKEND": "support_desk.embedded.mail_backend.MaildirBackend", "OPTIONS": {"folder": folder}}


def smtp_mailer(parts: SplitResult) -> Setting:
    """Encryption is `tls` (STARTTLS) or `ssl` (from the first byte), never both; the time limit is 30 seconds."""
    options = options_of("EMAIL_URL", parts, allowed=SMTP_OPTIONS)
    tls = switched_on("EMAIL_URL", "tls", options)
    ssl = switched_on("EMAIL_URL", "ssl", options) or parts.scheme == "smtps"
    if tls and ssl:
        raise BadSetting("EMAIL_URL", "tls and ssl exclude each other, keep one of them")
    if not parts.hostname:
        raise BadSetting("EMAIL_URL", "the host is missing, write smtp://user:password@host:587/?tls")
    usual_port = 465 if ssl else 587 if tls else 25
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname,
            "port": port_of("EMAIL_URL", parts) or usual_port,
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_tls": tls,
            "use_ssl": ssl,
            "timeout": seconds("EMAIL_URL", "timeout", options.get("timeout", "30")),
        },
    }


def split(name: str, url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError:
        raise BadSetting(name, "this is not a URL") from None


def options_of(name: str, parts: SplitResult, *, allowed: tuple[str, ...]) -> dict[str, Any]:
    options: dict[str, Any] = dict(parse_qsl(parts.query, keep_blank_values=True))
    for option in options:
        if option not in allowed:
            raise BadSetting(name, f"unknown option {option!r}, known are {', '.join(allowed)}")
    return options


def port_of(name: str, parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        raise BadSetting(name, "the port is not a number from 0 to 65535") from None


def switched_on(name: str, option: str, options: dict[str, Any]) -> bool:
    """`?tls` and `?tls=1` switch on, `?tls=0` and its absence do not."""
    value = str(options.get(option, "0"))
    if value not in ("", "1", "0"):
        raise BadSetting(name, f"{option}={value} is unclear, write {option}=1 or {option}=0")
    return value != "0"


def seconds(name: str, option: str, value: str) -> int:
    if not value.isdigit() or int(value) == 0:
        raise BadSetting(name, f"{option} takes whole seconds, for example {option}=30")
    return int(value)
