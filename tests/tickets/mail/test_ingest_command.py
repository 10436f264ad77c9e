"""`manage.py ingest_mail` as a mail server sees it: a process, its exit code, JSON lines."""

import mailbox as mailboxes
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.factories.mail import a_mailbox
from tests.factories.people import NOW
from tests.tickets.mail.desk import ROOT, MailDesk, a_desk, command, run_ingest_mail
from tests.tickets.mail.letters import a_letter
from tickets.models import Message, RawMail, Ticket

pytestmark = pytest.mark.slow
Environment = Callable[..., dict[str, str]]
NO_DATABASE = "postgresql://nobody@127.0.0.1:1/nowhere"


@pytest.fixture
def desk(transactional_db: None) -> MailDesk:
    return a_desk()


def three_letters() -> list[bytes]:
    """Given in the wrong order: by date the last one opens the ticket."""
    later = a_letter(mail_id="<3@client.test>", body="3", at=NOW, In_Reply_To="<1@client.test>")
    second = a_letter(mail_id="<2@client.test>", body="2", at=NOW - timedelta(hours=1), In_Reply_To="<1@client.test>")
    return [later, second, a_letter(mail_id="<1@client.test>", body="1", at=NOW - timedelta(days=1))]


def test_the_pipe_tells_what_became_of_a_letter(desk: MailDesk, process_environment: Environment) -> None:
    environment = process_environment()
    raw = a_letter(mail_id="<1@client.test>")
    first = run_ingest_mail(environment, stdin=raw)
    again = run_ingest_mail(environment, stdin=raw)

    message = Message.objects.get()
    told = {"outcome": "created", "ticket": message.ticket.number, "message": message.pk}
    assert (first.code, first.lines) == (0, [told])
    assert (again.code, again.lines) == (0, [told | {"outcome": "duplicate"}])


def test_the_pipe_of_a_mailbox_by_name_and_by_address(desk: MailDesk, process_environment: Environment) -> None:
    sales = a_mailbox(name="sales", address="sales@desk.test")
    environment = process_environment()
    run_ingest_mail(environment, "--mailbox", "sales", stdin=a_letter(sender="a@new.test", body="1"))
    run_ingest_mail(environment, "--mailbox", "Sales@Desk.test", stdin=a_letter(sender="b@new.test", body="2"))
    unknown = run_ingest_mail(environment, "--mailbox", "nobody", stdin=a_letter(body="3"))

    assert list(Ticket.objects.values_list("department", flat=True)) == [sales.department_id] * 2
    assert (unknown.code, unknown.lines, RawMail.objects.count()) == (75, [], 2)
    assert "no mailbox 'nobody'" in unknown.errors


@pytest.mark.parametrize("broken", [{"DATABASE_URL": NO_DATABASE}, {"DATABASE_URL": "nonsense"}, {"SECRET_KEY": ""}])
def test_what_cannot_be_stored_is_a_temporary_failure(
    desk: MailDesk, process_environment: Environment, broken: dict[str, str]
) -> None:
    done = run_ingest_mail(process_environment(**broken), stdin=a_letter())

    assert (done.code, done.lines) == (75, [])
    assert done.errors
    assert RawMail.objects.count() == 0


def test_a_letter_that_cannot_be_read_is_safe_and_so_the_exit_is_good(
    desk: MailDesk, process_environment: Environment
) -> None:
    done = run_ingest_mail(process_environment(), stdin=b"")

    assert (done.code, done.lines) == (0, [{"outcome": "quarantined", "ticket": None, "message": None}])


def an_mbox(folder: Path) -> tuple[Path, list[str]]:
    box = mailboxes.mbox(folder / "old.mbox")
    for raw in three_letters():
        box.add(raw)
    box.close()
    return folder / "old.mbox", ["old.mbox:2", "old.mbox:1", "old.mbox:0"]


def a_maildir(folder: Path) -> tuple[Path, list[str]]:
    box = mailboxes.Maildir(folder / "box")
    keys = [box.add(raw) for raw in three_letters()]
    return folder / "box", [f"box:{key}" for key in reversed(keys)]


def a_folder(folder: Path) -> tuple[Path, list[str]]:
    (folder / "letters" / "sub").mkdir(parents=True)
    names = ["sub/late.eml", "second", "first.eml"]
    for name, raw in zip(names, three_letters(), strict=True):
        (folder / "letters" / name).write_bytes(raw)
    (folder / "letters" / ".hidden").write_bytes(b"not a letter")
    return folder / "letters", names[::-1]


@pytest.mark.parametrize("make", [an_mbox, a_maildir, a_folder])
def test_kept_mail_comes_in_by_date_with_its_source(
    desk: MailDesk,
    process_environment: Environment,
    tmp_path: Path,
    make: Callable[[Path], tuple[Path, list[str]]],
) -> None:
    path, sources = make(tmp_path)
    environment = process_environment()
    done = run_ingest_mail(environment, "--from", str(path))
    again = run_ingest_mail(environment, "--from", str(path))

    assert (done.code, [line["outcome"] for line in done.lines]) == (0, ["created", "threaded", "threaded"])
    assert [line["source"] for line in done.lines] == sources
    assert [line["outcome"] for line in again.lines] == ["duplicate"] * 3
    ticket = Ticket.objects.get()
    texts = ticket.messages.order_by("id").values_list("body_text", flat=True)
    assert [text.strip() for text in texts] == ["1", "2", "3"]
    assert ticket.waiting_since is not None


def test_an_archive_by_the_command(desk: MailDesk, process_environment: Environment, tmp_path: Path) -> None:
    path, _sources = an_mbox(tmp_path)
    done = run_ingest_mail(process_environment(), "--from", str(path), "--archive")

    ticket = Ticket.objects.get()
    assert [line["outcome"] for line in done.lines] == ["created", "threaded", "threaded"]
    assert (ticket.status, ticket.waiting_since, ticket.created_at) == ("closed", None, NOW - timedelta(days=1))


def test_a_file_that_is_no_mbox_is_one_letter_and_poison_stops_nothing(
    desk: MailDesk, process_environment: Environment, tmp_path: Path
) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "1.eml").write_bytes(b"\x00\xff" * 1_000)
    (tmp_path / "one" / "2.eml").write_bytes(a_letter(at=NOW))
    environment = process_environment()
    folder = run_ingest_mail(environment, "--from", str(tmp_path / "one"))
    single = run_ingest_mail(environment, "--from", str(tmp_path / "one" / "2.eml"))

    assert [line["outcome"] for line in folder.lines] == ["quarantined", "created"]
    assert [(line["outcome"], line["source"]) for line in single.lines] == [("duplicate", "2.eml")]


@pytest.mark.parametrize("arguments", [["--from", "nowhere-at-all"], ["--archive"]])
def test_a_wrong_call_says_so(desk: MailDesk, process_environment: Environment, arguments: list[str]) -> None:
    done = run_ingest_mail(process_environment(), *arguments)

    assert (done.code, done.lines) == (1, [])
    assert done.errors


def test_two_processes_that_get_one_letter_at_once_make_one_message(
    desk: MailDesk, process_environment: Environment
) -> None:
    environment = process_environment()
    raw = a_letter(mail_id="<1@client.test>")
    both = [
        subprocess.Popen(
            command(), cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(2)
    ]
    for process in both:
        assert process.stdin is not None
        process.stdin.write(raw)
        process.stdin.flush()
    told = sorted(process.communicate(timeout=120)[0].split(b'"')[3] for process in both)

    assert [process.returncode for process in both] == [0, 0]
    assert told == [b"created", b"duplicate"]
    assert (RawMail.objects.count(), Message.objects.count(), Ticket.objects.count()) == (1, 1, 1)
