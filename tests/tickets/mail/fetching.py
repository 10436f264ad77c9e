"""A desk whose mailbox is fetched from a real IMAP server, and servers that misbehave."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from support_desk.shared import clock
from tests.plugins.imap import PASSWORD, ImapBox
from tests.tickets.mail.desk import MailDesk
from tickets.actions.mail.fetch import Fetched, fetch_mailbox
from tickets.actions.mail.fetch_account import sealed
from tickets.models import FetchState, Mailbox, Message, RawMail

YESTERDAY = timedelta(days=1)


def fetch_from(mailbox: Mailbox, box: ImapBox, **over: Any) -> Mailbox:
    """The mailbox fetched from `box`, over a connection that is not encrypted, as on one machine."""
    settings = {
        "is_polled": True,
        "imap_host": "127.0.0.1",
        "imap_port": box.server.port,
        "imap_security": "plain",
        "imap_username": box.username,
        "sealed_password": sealed(PASSWORD),
        "fetched_from": clock.now().date() - YESTERDAY,
    }
    for name, value in {**settings, **over}.items():
        setattr(mailbox, name, value)
    mailbox.save()
    FetchState.objects.get_or_create(mailbox=mailbox, defaults={"watched_since": clock.now()})
    return mailbox


def fetch(desk: MailDesk, *, later: timedelta = timedelta(0), **over: Any) -> Fetched:
    """One step that gets its turn."""
    done = fetch_mailbox(mailbox_id=desk.mailbox.pk, at=clock.now() + later, **over)
    assert done is not None, "somebody else is at it"
    return done


def state_of(desk: MailDesk) -> FetchState:
    return FetchState.objects.get(mailbox=desk.mailbox)


def each_once(*mail_ids: str) -> bool:
    """Exactly these letters became one message each."""
    stored = sorted(RawMail.objects.filter(state="accepted").values_list("mail_id", flat=True))
    became = sorted(Message.objects.filter(raw_mail__isnull=False).values_list("mail_id", flat=True))
    return stored == became == sorted(mail_ids) and RawMail.objects.count() == len(mail_ids)


@contextmanager
def talking(*lines: bytes) -> Iterator[int]:
    """The port of a server that says these lines when somebody connects, and nothing ever after."""
    server = socket.create_server(("127.0.0.1", 0))
    connections = []

    def serve() -> None:
        while True:
            try:
                connection, _address = server.accept()
            except OSError:
                return
            connections.append(connection)
            for line in lines:
                connection.sendall(line + b"\r\n")

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield server.getsockname()[1]
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join(5)
        for connection in connections:
            connection.close()
