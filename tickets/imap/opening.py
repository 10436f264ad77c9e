"""Connecting to a mailbox: certificates are checked, nothing waits for ever."""

import imaplib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from imap_tools.errors import ImapToolsError
from imap_tools.mailbox import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted

from tickets.domain.mail.fetching import Failure
from tickets.imap.account import Account, Security
from tickets.imap.failures import failing_as
from tickets.imap.folder import Folder

# For one answer of the server; `seconds` of `opened` is for all of them together.
ANSWER_SECONDS = 10.0


class _StartTls(MailBoxStartTls):
    """Leaves no connection behind when the server does not want to encrypt."""

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        client = imaplib.IMAP4(self._host, self._port, timeout=self._timeout)
        try:
            client.starttls(self._ssl_context)
        except BaseException:
            with suppress(OSError):  # a failed handshake has closed it
                client.shutdown()
            raise
        return client


@contextmanager
def opened(account: Account, *, seconds: float, answer_seconds: float = 0) -> Iterator[Folder]:
    """The account's folder, open for reading and flagging; ImapFailure when it cannot be had.

    After `seconds` the connection is cut, whatever the server is about to say: one that dribbles holds nobody up.
    """
    with failing_as(Failure.NOT_IMAP):
        box = _connected(account, answer_seconds or ANSWER_SECONDS)
    try:
        with _cut_off_after(seconds, box):
            with failing_as(Failure.LOGIN_REFUSED, hide=account.password):
                _log_in(box, account)
            with failing_as(Failure.NO_FOLDER, hide=account.password):
                may_flag = _select(box, account.folder)
            yield Folder(box, may_flag=may_flag)
    finally:
        _close(box)


def _connected(account: Account, answer_seconds: float) -> BaseMailBox:
    place = {"host": account.host, "port": account.port, "timeout": answer_seconds}
    if account.security == Security.PLAIN:
        return MailBoxUnencrypted(**place)
    kind = _StartTls if account.security == Security.STARTTLS else MailBox
    return kind(**place, ssl_context=ssl.create_default_context())


def _log_in(box: BaseMailBox, account: Account) -> None:
    """By SASL where the server has it: LOGIN knows ASCII only."""
    log_in = box.login_utf8 if "AUTH=PLAIN" in box.client.capabilities else box.login
    log_in(account.username, account.password, initial_folder=None)


def _select(box: BaseMailBox, folder: str) -> bool:
    """Whether letters can be flagged there; a folder that may only be read is read all the same."""
    try:
        box.folder.set(folder)
    except imaplib.IMAP4.readonly:
        box.folder.set(folder, readonly=True)
        return False
    return True


@contextmanager
def _cut_off_after(seconds: float, box: BaseMailBox) -> Iterator[None]:
    def cut() -> None:
        with suppress(OSError):  # closed already
            # The plain socket's own method: that of a TLS socket changes what the reading thread is using.
            socket.socket.shutdown(box.client.socket(), socket.SHUT_RDWR)

    watch = threading.Timer(seconds, cut)
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


def _close(box: BaseMailBox) -> None:
    """Says goodbye where somebody listens; the socket is closed in any case."""
    try:
        with suppress(OSError, imaplib.IMAP4.error, ImapToolsError):
            box.client.sock.settimeout(1)
            box.logout()
    finally:
        with suppress(OSError):
            box.client.shutdown()
