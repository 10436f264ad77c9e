"""`Idempotency-Key`: a POST that is sent again has one effect and gets the first answer (kept 24 hours).

The key's row is written in the action's own transaction. A second request with the key waits on that row: when the
first one commits it answers the same bytes, when the first one fails it does the work itself.
"""

import hashlib
import json
import re
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from support_desk.shared.api.asking import asked
from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.models import IdempotencyKey

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
ACCEPTED = re.compile(r"[\x21-\x7e]{1,200}")


def answer_once(request: Request, perform: Callable[[], Response]) -> HttpResponseBase:
    """Performs a POST in one transaction, and once per (caller, key) when it carries one."""
    key = request.headers.get(HEADER)
    if key is not None and not ACCEPTED.fullmatch(key):
        raise ValidationError({HEADER: _("A key has 1 to 200 visible ASCII characters.")})
    with transaction.atomic():
        if key is None:
            return perform()
        digest = digest_of(request)
        kept, is_new = claim(asked(request), key, digest)
        return keep(kept, perform()) if is_new else replay(kept, digest)


def claim(request: DeskRequest, key: str, digest: str) -> tuple[IdempotencyKey, bool]:
    """The row of the key and whether it is new. Waits while another transaction holds the key uncommitted."""
    return IdempotencyKey.objects.get_or_create(
        caller=request.user, key=key, defaults={"request_digest": digest, "created_at": request.at}
    )


def keep(kept: IdempotencyKey, response: Response) -> Response:
    """Stores the answer as the bytes that go out, so that a replay is the same to the byte."""
    kept.status_code = response.status_code
    kept.answer = JSONRenderer().render(response.data).decode()
    kept.save(update_fields=["status_code", "answer"])
    return response


def replay(kept: IdempotencyKey, digest: str) -> HttpResponse:
    """The stored answer. Refused when the key came with another request before."""
    if kept.request_digest != digest:
        raise Refused(_("This key was used for another request."), field=HEADER, code="idempotency_key_reused")
    body: str = kept.answer or ""
    return HttpResponse(body, status=kept.status_code, content_type="application/json", headers={REPLAYED: "true"})


def digest_of(request: Request) -> str:
    """SHA-256 of what was asked: method, address and content, files by their bytes. Key order does not count."""
    question = [request.method, request.get_full_path(), plain(request.data)]
    return hashlib.sha256(json.dumps(question, sort_keys=True).encode()).hexdigest()


def plain(data: Any) -> Any:
    """Parsed JSON as it is; a form as its lists of values."""
    if not isinstance(data, QueryDict):
        return data
    return {name: [value_of(item) for item in items] for name, items in data.lists()}


def value_of(item: Any) -> Any:
    """A field of a form as text, a file by its name and hash."""
    return file_digest(item) if isinstance(item, UploadedFile) else item


def file_digest(file: "UploadedFile[bytes]") -> list[str]:
    """Name and hash of an uploaded file, which is left at its start."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return [file.name or "", digest.hexdigest()]
