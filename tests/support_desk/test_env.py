"""Settings of the environment: defaults, what each becomes, and how a bad one is refused."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from support_desk.env import BadSetting, Environment, read_environment

KEY = "k" * 50
ROOT = Path(__file__).parents[2]


def read(base_dir: Path, command: str = "runserver", **environ: str) -> Environment:
    return read_environment(environ, argv=["manage.py", command], base_dir=base_dir)


def test_a_machine_with_nothing_gets_servers_of_its_own(tmp_path: Path) -> None:
    environment = read(tmp_path)
    database = environment.databases["default"]
    assert (environment.embedded, environment.embedded_redis) == (True, True)
    assert database["ENGINE"] == "support_desk.embedded.backend"
    assert database["VAR_DIR"] == str(tmp_path / "var")
    assert environment.redis_url == f"unix://{database['HOST']}/valkey.sock?db=0"
    assert environment.celery_broker_url == f"redis+socket://{database['HOST']}/valkey.sock?virtual_host=0"
    assert len(database["HOST"] + "/.s.PGSQL.5432") <= 100
    assert environment.allowed_hosts == ["localhost", "127.0.0.1", "[::1]"]
    assert (environment.language_code, environment.time_zone) == ("en", "UTC")
    assert (environment.debug, environment.demo) == (False, False)
    assert environment.email["MAILERS"]["default"]["OPTIONS"] == {"folder": str(tmp_path / "var" / "mail_sink")}


def test_former_secret_keys_open_what_they_closed(tmp_path: Path) -> None:
    assert read(tmp_path).secret_key_fallbacks == []
    environment = read(tmp_path, SECRET_KEY=KEY, SECRET_KEY_FALLBACKS="one,two")
    assert environment.secret_key_fallbacks == ["one", "two"]
    assert "two" not in repr(environment)


def test_database_url_becomes_djangos_setting(tmp_path: Path) -> None:
    url = "postgresql://desk:p%40ss@db.example.com:5433/support?sslmode=require&connect_timeout=5"
    environment = read(tmp_path, DATABASE_URL=url, SECRET_KEY=KEY)
    database = environment.databases["default"]
    assert environment.embedded is False
    assert [database[name] for name in ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT")] == [
        "django.db.backends.postgresql",
        "support",
        "desk",
        "p@ss",
        "db.example.com",
        "5433",
    ]
    assert database["OPTIONS"] == {"sslmode": "require", "connect_timeout": 5}


def test_database_url_with_a_socket_folder(tmp_path: Path) -> None:
    url = "postgres://desk@/support?host=/run/postgresql"
    database = read(tmp_path, DATABASE_URL=url, SECRET_KEY=KEY).databases["default"]
    assert (database["HOST"], database["PORT"], database["OPTIONS"]) == ("/run/postgresql", "", {})


@pytest.mark.parametrize(
    ("url", "broker"),
    [
        ("redis://:secret@cache:6380/2", "redis://:secret@cache:6380/2"),
        ("rediss://cache/0", "rediss://cache/0"),
        ("unix:///run/valkey.sock?db=3", "redis+socket:///run/valkey.sock?virtual_host=3"),
    ],
)
def test_redis_url_serves_cache_and_broker(tmp_path: Path, url: str, broker: str) -> None:
    environment = read(tmp_path, REDIS_URL=url)
    assert (environment.redis_url, environment.celery_broker_url) == (url, broker)
    assert (environment.embedded_redis, environment.redis_cache_options) == (False, {})


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example.com", {"port": 25, "use_tls": False, "use_ssl": False, "username": "", "timeout": 30}),
        (
            "smtp://me%40x:pw@mail.example.com/?tls",
            {"port": 587, "use_tls": True, "username": "me@x", "password": "pw"},
        ),
        ("smtp://mail.example.com/?tls=1", {"port": 587, "use_tls": True, "use_ssl": False}),
        ("smtp://mail.example.com/?tls=0&ssl=0", {"port": 25, "use_tls": False, "use_ssl": False}),
        ("smtps://mail.example.com/?timeout=5", {"port": 465, "use_ssl": True, "timeout": 5}),
        ("smtp://mail.example.com:2525/?ssl", {"port": 2525, "use_ssl": True}),
    ],
)
def test_email_url_becomes_a_mailer(tmp_path: Path, url: str, expected: dict[str, object]) -> None:
    mailer = read(tmp_path, EMAIL_URL=url).email["MAILERS"]["default"]
    assert mailer["OPTIONS"]["host"] == "mail.example.com"
    assert {name: mailer["OPTIONS"][name] for name in expected} == expected


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("DATABASE_URL", "mysql://a:b@h/x", "only PostgreSQL"),
        ("DATABASE_URL", "postgresql://a:hidden@h", "name is missing"),
        ("DATABASE_URL", "postgresql://a:hidden@h:port/x", "port"),
        ("DATABASE_URL", "postgresql://a:hidden@h/x?colour=red", "unknown option 'colour'"),
        ("REDIS_URL", "localhost:6379", "redis://host:6379/0"),
        ("REDIS_URL", "redis://localhost/first", "not a number"),
        ("REDIS_URL", "unix://", "path of the socket"),
        ("SECRET_KEY", "short", "shorter than 32"),
        ("ALLOWED_HOSTS", "https://desk.example.com", "not a host name"),
        ("ALLOWED_HOSTS", "*", "any host"),
        ("CSRF_TRUSTED_ORIGINS", "desk.example.com", "scheme and host"),
        ("EMAIL_URL", "imap://mail.example.com", "smtp://"),
        ("EMAIL_URL", "smtp://mail.example.com/?tls&ssl", "exclude each other"),
        ("EMAIL_URL", "smtp://mail.example.com/?timeout=soon", "whole seconds"),
        ("EMAIL_URL", "smtp://mail.example.com/?tls=perhaps", "tls=1 or tls=0"),
        ("DEMO", "maybe", "neither yes nor no"),
        ("DEBUG", "2", "neither yes nor no"),
        ("LANGUAGE_CODE", "de", "one of en, ru"),
        ("TIME_ZONE", "Moscow", "unknown"),
        ("TIME_ZONE", "../../etc/passwd", "unknown"),
        ("MAIL_DOMAIN", "not a domain", "not a domain name"),
        ("BASE_URL", "desk.example.com", "write scheme and host"),
        ("BASE_URL", "https://desk.example.com/path", "write scheme and host"),
        ("BASE_URL", "javascript://desk", "write scheme and host"),
        ("DEFAULT_FROM_EMAIL", "nobody", "not a mail address"),
        ("DEFAULT_FROM_EMAIL", "a@b.example\nBcc: c@d.example", "not a mail address"),
    ],
)
def test_a_bad_value_is_refused_by_name_without_telling_secrets(
    tmp_path: Path, name: str, value: str, hint: str
) -> None:
    with pytest.raises(BadSetting) as refused:
        read(tmp_path, **{"SECRET_KEY": KEY, name: value})
    assert str(refused.value).startswith(f"{name}: ")
    assert hint in str(refused.value)
    assert "hidden" not in str(refused.value)


@pytest.mark.parametrize(
    ("environ", "url"),
    [
        ({}, "http://127.0.0.1:8000"),
        ({"BASE_URL": "https://desk.example.com/"}, "https://desk.example.com"),
        ({"DATABASE_URL": "postgresql://a:b@h/x", "ALLOWED_HOSTS": ".example.com,b"}, "https://example.com"),
        ({"DATABASE_URL": "postgresql://a:b@h/x", "DEMO": "1"}, "http://127.0.0.1:8000"),
    ],
)
def test_links_in_letters_lead_to_the_desk(tmp_path: Path, environ: dict[str, str], url: str) -> None:
    assert read(tmp_path, SECRET_KEY=KEY, **environ).base_url == url


def test_secrets_stay_out_of_the_repr(tmp_path: Path) -> None:
    told = repr(read(tmp_path, DATABASE_URL="postgresql://a:hidden@h/x", SECRET_KEY=KEY, EMAIL_URL="smtp://u:hidden@h"))
    assert "hidden" not in told
    assert KEY not in told


def test_an_installation_must_bring_its_key(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match=r"^SECRET_KEY: required together with DATABASE_URL"):
        read(tmp_path, DATABASE_URL="postgresql://a:b@h/x")


@pytest.mark.parametrize("command", ["check", "makemigrations", "calculate", "collectstatic", "compile_locale"])
def test_commands_about_code_need_no_key_and_write_none(tmp_path: Path, command: str) -> None:
    environment = read(tmp_path, command, DATABASE_URL="postgresql://a:b@h/x")
    assert len(environment.secret_key) > 50
    read(tmp_path, command)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["check", "calculate", "collectstatic", "makemigrations"])
def test_commands_about_code_ask_no_server(tmp_path: Path, command: str) -> None:
    for environ in ({}, {"DATABASE_URL": "postgresql://a:b@h/x"}):
        assert read(tmp_path, command, **environ).databases["default"]["ENGINE"] == "support_desk.embedded.offline"


def test_checking_the_database_itself_asks_the_server(tmp_path: Path) -> None:
    environ = {"DATABASE_URL": "postgresql://a:b@h/x", "SECRET_KEY": KEY}
    for words in (["--database", "default"], ["--database=default"]):
        environment = read_environment(environ, argv=["manage.py", "check", *words], base_dir=tmp_path)
        assert environment.databases["default"]["ENGINE"] == "django.db.backends.postgresql"


def test_check_passes_without_key_and_server(tmp_path: Path) -> None:
    environ = {**os.environ, "DATABASE_URL": "postgresql://nobody@127.0.0.1:9/nothing", "VAR_DIR": str(tmp_path)}
    environ.pop("SECRET_KEY", None)
    for command in (["check"], ["makemigrations", "--check", "--dry-run"]):
        done = subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=environ, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_key_is_made_once_and_private(tmp_path: Path) -> None:
    first = read(tmp_path).secret_key
    kept = tmp_path / "var" / "secret_key"
    assert len(first) > 80
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert read(tmp_path).secret_key == first
    assert read(tmp_path, "check").secret_key == first
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["secret_key"]


def test_processes_that_start_together_share_one_key(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from support_desk.env import read_environment;"
        "print(read_environment({}, base_dir=Path(sys.argv[1])).secret_key)"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    started = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    keys = {process.communicate(timeout=30)[0].strip() for process in started}
    assert len(keys) == 1
    assert len(keys.pop()) > 80


def test_the_demo_is_remembered_with_its_language(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "demo.json").write_text('{"language": "ru"}')
    environment = read(tmp_path)
    assert (environment.demo, environment.language_code) == (True, "ru")
    assert read(tmp_path, DEMO="0", LANGUAGE_CODE="en").demo is False
    assert read(tmp_path, DATABASE_URL="postgresql://a:b@h/x", SECRET_KEY=KEY).demo is False


def test_a_bad_setting_stops_the_command_line_with_its_name() -> None:
    environ = {**os.environ, "LANGUAGE_CODE": "de"}
    done = subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=ROOT, env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "LANGUAGE_CODE: 'de' is not offered, write one of en, ru" in done.stderr
