"""How fast mail comes in: 200 raw mails by `manage.py ingest_mail --from`, the start of the process included.

`python -m bench.mail [--letters 200] [--runs 3]` makes an embedded database of its own, with its data safe on the disk
as in real use, and takes it away again. The bars are 20 letters a second from the raw file to the ticket, and 30
statements a letter. It needs a process of its own, because Django must find the servers in the environment.
"""

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CLIENTS = 20
LEAST_A_SECOND = 20
MOST_STATEMENTS = 30


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--letters", type=int, default=200)
    options.add_argument("--runs", type=int, default=3)
    asked = options.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="bench-mail-"))
    os.environ |= {"VAR_DIR": str(folder / "var"), "DJANGO_SETTINGS_MODULE": "support_desk.settings"}
    for name in ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "DEMO"):
        os.environ.pop(name, None)
    try:
        return measure(folder, letters=asked.letters, runs=asked.runs)
    finally:
        from support_desk.embedded.service import release_all

        release_all()
        shutil.rmtree(folder, ignore_errors=True)


def measure(folder: Path, *, letters: int, runs: int) -> int:
    """Prints each figure; 1 when one misses its bar."""
    prepare_desk()
    rates = []
    for run in range(runs):
        write_letters(folder / f"run{run}", letters, run=run)
        rates.append(letters / timed_import(folder / f"run{run}", letters))
    rate = statistics.median(rates)
    print(f"ingest_mail --from: {rate:.1f} letters/s (bar {LEAST_A_SECOND}), runs {[round(one, 1) for one in rates]}")
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    statements = statements_by_kind()
    print(f"statements a letter (bar {MOST_STATEMENTS}): {statements}")
    return 0 if rate >= LEAST_A_SECOND and max(statements.values()) <= MOST_STATEMENTS else 1


def prepare_desk() -> None:
    """An empty desk with a mailbox, a manager and twenty clients of hers."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from tests.factories.clients import a_client, a_contact, a_project
    from tests.factories.mail import a_mailbox
    from tests.factories.people import an_employee

    box = a_mailbox(address="support@desk.test")
    owner = an_employee("manager", department=box.department)
    for number in range(CLIENTS):
        client = a_client(f"Client {number}")
        a_project(client, owner)
        a_contact(client, f"person{number}@client{number}.test")


def write_letters(folder: Path, count: int, *, run: int) -> None:
    """Half of them answers, a quarter with HTML and a file, a tenth from strangers."""
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:05}.eml").write_bytes(letter(number, run=str(run)))


def letter(number: int, *, run: str) -> bytes:
    """Letter `number` of a run; an odd one answers the one twenty before it, which is of the same person."""
    who = number % CLIENTS
    sender = f"stranger{number}@else.test" if number % 10 == 4 else f"person{who}@client{who}.test"
    head = [
        f"From: Person {who} <{sender}>",
        "To: support@desk.test",
        f"Subject: Matter {number} of run {run}",
        f"Message-ID: <{run}.{number}@client{who}.test>",
        f"Date: Mon, 23 Nov 2026 {number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02} +0000",
        "MIME-Version: 1.0",
    ]
    if number % 2 and number >= CLIENTS:
        head.append(f"In-Reply-To: <{run}.{number - CLIENTS}@client{who}.test>")
    return "\r\n".join([*head, *(rich(number) if number % 4 == 3 else plain(number))]).encode()


def plain(number: int) -> list[str]:
    text = f"The form does not send, example {number}. " * 20
    quote = "> It should work again since this morning.\r\n" * 10
    return ["Content-Type: text/plain; charset=utf-8", "", text, "", "On 22 Nov 2026 Support <a@b.test> wrote:", quote]


def rich(number: int) -> list[str]:
    html = f"<p>Picture <b>{number}</b> shows it.</p>" + "<table><tr><td>cell</td></tr></table>" * 50
    part = "--edge"
    return [
        'Content-Type: multipart/mixed; boundary="edge"',
        "",
        part,
        "Content-Type: text/html; charset=utf-8",
        "",
        html,
        part,
        'Content-Type: application/pdf; name="offer.pdf"',
        "Content-Transfer-Encoding: base64",
        "",
        "QUJD" * 5_000,
        f"{part}--",
    ]


def timed_import(folder: Path, letters: int) -> float:
    """Seconds of one `ingest_mail --from`, which must have placed every letter."""
    begun, used_before = time.perf_counter(), processor_seconds()
    command = [sys.executable, "manage.py", "ingest_mail", "--from", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)
    seconds = time.perf_counter() - begun
    outcomes = Counter(json.loads(line)["outcome"] for line in done.stdout.splitlines())
    used = processor_seconds() - used_before
    print(f"  {letters} letters in {seconds:.2f} s ({used:.2f} s of processor time): {dict(outcomes)}")
    assert outcomes.total() == letters and not outcomes["quarantined"], done.stderr
    return seconds


def processor_seconds() -> float:
    """Of all processes that we started and that have ended: the command and its reader, without the database."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def statements_by_kind() -> dict[str, int]:
    """SQL statements from the raw bytes to the ticket, transaction control left out."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from support_desk.shared import clock
    from tickets.actions.mail.ingest import ingest
    from tickets.models import Mailbox

    box = Mailbox.objects.select_related("department").get()
    found = {}
    for number, kind in ((0, "new"), (21, "answer"), (3, "file"), (4, "stranger")):
        if number == 21:
            ingest(content=letter(1, run="count"), mailbox=box, at=clock.now(), source="bench")
        with CaptureQueriesContext(connection) as seen:
            ingest(content=letter(number, run="count"), mailbox=box, at=clock.now(), source="bench")
        said = (one["sql"].split()[0] for one in seen.captured_queries)
        found[kind] = sum(word not in ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE") for word in said)
    return found


if __name__ == "__main__":
    sys.exit(main())
