"""The child: reads one mail after the other from standard input until it ends."""

import os
import resource
import sys
from typing import BinaryIO

from tickets.domain.mail.digest import digest_mail
from tickets.domain.mail.limits import MailLimits, MailRefused, RefusalReason
from tickets.mail_child.wire import LENGTH, pack_digest, pack_refusal


def main(memory_bytes: int, seconds: int, max_raw_bytes: int) -> None:
    """Serves until its parent goes away; `seconds` of processor time for each mail, `memory_bytes` in all."""
    questions = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a stray print must not be taken for an answer
    _limit_for_good(memory_bytes)
    limits = MailLimits(max_raw_bytes=max_raw_bytes)
    while (raw := _next_mail(questions)) is not None:
        _limit_processor_time(seconds)
        for piece in _answer(raw, limits):
            answers.write(piece)
        answers.flush()


def _answer(raw: bytes, limits: MailLimits) -> list[bytes]:
    """Never raises: whatever a mail provokes is an answer, and the next mail finds the child as before."""
    try:
        return pack_digest(digest_mail(raw, limits))
    except MailRefused as refused:
        return pack_refusal(refused)
    except MemoryError:
        return pack_refusal(MailRefused(RefusalReason.TOO_MUCH_MEMORY, "The mail needs too much memory to be read."))
    except Exception as error:
        sentence = f"The mail could not be read ({type(error).__name__})."
        return pack_refusal(MailRefused(RefusalReason.UNREADABLE, sentence))


def _next_mail(questions: BinaryIO) -> bytes | None:
    head = questions.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    raw = questions.read(length)
    return raw if len(raw) == length else None


def _limit_for_good(memory_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


def _limit_processor_time(seconds: int) -> None:
    """Counted from now on: the limit is on the process, so it moves with what has been used."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + 1 + seconds, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:4]))
