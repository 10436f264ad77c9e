"""Answers that are files: never shown as a page of ours, whatever they hold."""

from collections.abc import Iterable, Iterator
from datetime import tzinfo
from typing import IO

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.http import content_disposition_header

from support_desk.shared.filenames import safe_name
from support_desk.shared.models import StoredFile

SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def file_answer(content: IO[bytes], *, name: str, content_type: str) -> FileResponse:
    """`content` as a download."""
    answer = FileResponse(content, content_type=content_type)
    return harmless(answer, name=name)


def stored_answer(stored: StoredFile) -> FileResponse:
    """A kept file as a download. FileNotFoundError when its bytes are gone."""
    answer = file_answer(stored.content.open("rb"), name=stored.name, content_type=stored.content_type)
    answer.headers["Content-Length"] = str(stored.size)
    return answer


def streamed_answer(lines: Iterable[str], *, name: str, content_type: str) -> StreamingHttpResponse:
    """Text that is written while it is sent."""
    made = as_asked(lines, translation.get_language(), timezone.get_current_timezone())
    return harmless(StreamingHttpResponse(made, content_type=content_type), name=name)


def as_asked(lines: Iterable[str], language: str | None, zone: tzinfo) -> Iterator[bytes]:
    """The server asks for lines when the request is over already: its language and zone are set again meanwhile."""
    with translation.override(language), timezone.override(zone):
        for line in lines:
            yield line.encode()


def harmless[AnswerT: HttpResponseBase](answer: AnswerT, *, name: str) -> AnswerT:
    """Saved, not opened; its type is not guessed; opened all the same, it runs nothing and sends nothing."""
    answer.headers["Content-Disposition"] = content_disposition_header(True, safe_name(name)) or "attachment"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    answer.headers["Cache-Control"] = "private, max-age=0, no-store"
    return answer
