"""The log-in of a mailbox: its password sealed for the database, opened for the moment of connecting."""

from support_desk.shared.secrets_box import CannotOpen, open_sealed, seal
from tickets.domain.mail.fetching import Failure
from tickets.imap.account import Account, Security
from tickets.imap.failures import ImapFailure
from tickets.models import Mailbox

PURPOSE = "mailbox_password"


def sealed(password: str) -> str:
    """A password as it is kept."""
    return seal(password, purpose=PURPOSE)


def account_of(mailbox: Mailbox) -> Account:
    """What is needed to log in; ImapFailure when the password was sealed with a secret key that is gone."""
    try:
        password = open_sealed(mailbox.sealed_password, purpose=PURPOSE)
    except CannotOpen:
        raise ImapFailure(Failure.PASSWORD_SEALED) from None
    return Account(
        host=mailbox.imap_host,
        port=mailbox.imap_port,
        security=Security(mailbox.imap_security),
        username=mailbox.imap_username,
        password=password,
        folder=mailbox.imap_folder,
    )
