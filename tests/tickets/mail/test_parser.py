"""The child that reads mail: its answers, its limits, its deaths (poison mail never stops the next)."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.tickets.domain.mail import corpus
from tickets.domain.mail.digest import digest_mail
from tickets.domain.mail.limits import MEBIBYTE, MailRefused
from tickets.mail_child.parser import MailParser, ParserPool


@pytest.fixture(scope="module")
def parser():
    with MailParser() as parser:
        yield parser


def refusal(parser: MailParser, raw: bytes) -> str:
    with pytest.raises(MailRefused) as refused:
        parser.parse(raw)
    return refused.value.reason_code


@pytest.mark.parametrize(
    "raw", [corpus.ordinary(), corpus.bounce(), corpus.invitation(), corpus.letter(""), corpus.many_files(50)]
)
def test_the_child_reads_what_would_be_read_here(parser, raw):
    assert parser.parse(raw) == digest_mail(raw)


def test_the_child_knows_no_framework_and_no_secret():
    names = (
        "import sys, tickets.mail_child.__main__;"
        "print([m for m in sys.modules if m.split('.')[0] in ('django', 'celery', 'redis')])"
    )
    told = subprocess.run([sys.executable, "-c", names], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
    with MailParser() as parser:
        parser.parse(corpus.letter())
        environment = Path(f"/proc/{parser.child_pid}/environ").read_bytes()
    names = {line.split(b"=")[0] for line in environment.split(b"\0") if line}
    assert names == {b"PATH", b"LC_ALL", b"PYTHONDONTWRITEBYTECODE"}


@pytest.mark.parametrize(
    ("poison", "code"),
    [
        (corpus.nested(1_000), "nested_too_deeply"),
        (b"", "empty"),
        (b"\x00" * 1_000, "not_a_mail"),
        (b"From: a@b.example\n\n" + b"x" * 26 * MEBIBYTE, "too_large"),
        (corpus.many_parts(5_000), "too_many_parts"),
    ],
)
def test_poison_is_refused_and_the_next_mail_is_read_by_the_same_child(parser, poison, code):
    parser.parse(corpus.letter())
    child = parser.child_pid
    assert refusal(parser, poison) == code
    assert parser.parse(corpus.letter("next")).mail.text == "next"
    assert parser.child_pid == child


def test_a_large_file_arrives_whole(parser):
    content = os.urandom(8 * MEBIBYTE)
    digest = parser.parse(corpus.with_file("attachment; filename=a.bin", content))
    assert digest.mail.attachments[0].content == content


def test_a_mail_that_takes_too_long_is_refused_and_the_next_is_read():
    with MailParser(seconds=0.7) as parser:
        parser.parse(corpus.letter())
        os.kill(parser.child_pid, signal.SIGSTOP)
        started = time.monotonic()
        assert refusal(parser, corpus.letter()) == "took_too_long"
        assert time.monotonic() - started < 3
        parser.seconds = 10
        assert parser.parse(corpus.letter("next")).mail.text == "next"


def test_a_child_that_somebody_ended_costs_no_mail():
    with MailParser() as parser:
        parser.parse(corpus.letter())
        os.kill(parser.child_pid, signal.SIGKILL)
        assert parser.parse(corpus.letter("next")).mail.text == "next"


def test_memory_is_bounded():
    with MailParser(memory_bytes=160 * MEBIBYTE) as parser:
        raw = corpus.with_file("attachment; filename=a.bin", b"x" * 16 * MEBIBYTE)
        assert refusal(parser, raw) in ("too_much_memory", "unreadable")
        assert parser.parse(corpus.letter("next")).mail.text == "next"


def test_a_child_is_replaced_when_it_has_read_enough():
    with MailParser(recycle_after=2) as parser:
        children = []
        for _ in range(4):
            parser.parse(corpus.letter())
            children.append(parser.child_pid)
    assert children[0] == children[1] != children[2] == children[3]


def test_nothing_is_left_behind_when_it_is_closed_or_its_owner_dies():
    parser = MailParser()
    parser.parse(corpus.letter())
    child = parser.child_pid
    parser.close()
    assert parser.child_pid is None
    assert not Path(f"/proc/{child}").exists()
    script = (
        "import os, sys; from tickets.mail_child.parser import MailParser; p = MailParser();"
        "p.parse(b'From: a@b.example\\n\\nx'); print(p.child_pid, flush=True); os.kill(os.getpid(), 9)"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    orphan = int(told.stdout)
    deadline = time.monotonic() + 5
    while _state(orphan) != "Z" and time.monotonic() < deadline:
        time.sleep(0.05)
    assert _state(orphan) == "Z"


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return "Z"


def test_a_forked_copy_of_the_owner_reads_with_a_child_of_its_own(parser):
    parser.parse(corpus.letter())
    child = parser.child_pid
    told, tell = os.pipe()
    copy = os.fork()
    if copy == 0:
        text = parser.parse(corpus.letter("copy")).mail.text
        os.write(tell, f"{text} {parser.child_pid != child}".encode())
        parser.close()
        os._exit(0)
    os.waitpid(copy, 0)
    assert os.read(told, 100) == b"copy True"
    assert parser.parse(corpus.letter("owner")).mail.text == "owner"
    assert parser.child_pid == child
    os.close(told)
    os.close(tell)


def test_many_threads_share_a_pool():
    answers: list[str] = []
    with ParserPool(2) as pool:
        threads = [
            threading.Thread(target=lambda n=n: answers.append(pool.parse(corpus.letter(f"mail {n}")).mail.text))
            for n in range(20)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(answers) == sorted(f"mail {n}" for n in range(20))


def test_a_hundred_ordinary_mails_a_second_and_core(parser):
    """Processor time of both sides, best of three: other work on the machine must not decide."""
    raw = corpus.ordinary()
    parser.parse(raw)
    rates = []
    for _ in range(3):
        started = _processor_seconds(parser)
        for _ in range(50):
            parser.parse(raw)
        rates.append(50 / (_processor_seconds(parser) - started))
    assert max(rates) >= 100


def _processor_seconds(parser: MailParser) -> float:
    fields = Path(f"/proc/{parser.child_pid}/stat").read_text().rpartition(")")[2].split()
    return time.process_time() + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
