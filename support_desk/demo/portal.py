"""People of two clients who come into the portal with a password."""

from collections.abc import Sequence
from datetime import datetime

from support_desk.demo.accounts import address_of, give_passwords
from support_desk.demo.customers import Account
from support_desk.shared.viewer import Viewer
from tickets.actions.catalogue.contacts import update_contact
from tickets.actions.portal.accounts import account_of

LOGINS = ("client", "client2")
KEPT_BY = "manager"


def open_portal(accounts: Sequence[Account], *, at: datetime) -> None:
    """The first writers of two clients of the manager; their letters go to their own addresses as before."""
    kept = [account for account in accounts if account.owner == KEPT_BY]
    for login, account in zip(LOGINS, kept, strict=False):
        contact, by = account.writers[0].contact, Viewer.system(at)
        addresses = list(contact.emails.order_by("id").values_list("email", flat=True))
        update_contact(contact=contact, by=by, at=at, emails=[*addresses, address_of(login)])
        account_of(contact, address_of(login), by=by, at=at)
    give_passwords()
