"""Toasts travel in a header, which holds ASCII only and keeps what is there already."""

import json

from django.http import HttpResponse

from support_desk.shared.ui.toasts import add_event, add_toast


def test_a_toast_keeps_other_events() -> None:
    response = add_toast(
        add_event(HttpResponse(), "close-dialog", {}), "Ответ отправлен", undo_url="/undo/1/", seconds=10
    )
    header = response.headers["HX-Trigger"]
    assert header.isascii()
    assert json.loads(header) == {
        "close-dialog": {},
        "toast": {"text": "Ответ отправлен", "undo_url": "/undo/1/", "seconds": 10},
    }
