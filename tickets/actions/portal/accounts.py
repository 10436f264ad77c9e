"""The account that a contact logs in with: made with the first link, ended when the person is a contact no more."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.actions.sessions import end_sessions
from support_desk.shared.errors import Refused
from support_desk.shared.models import User
from support_desk.shared.viewer import Viewer
from tickets.models import Client, Contact


def account_of(contact: Contact, address: str, *, by: Viewer, at: datetime) -> User:
    """The account of a locked contact; a new one has no password and speaks the client's language. Refused when
    another person logs in with this address."""
    if contact.user is not None:
        return contact.user
    if User.objects.filter(email__iexact=address).exists():
        raise Refused(_("Somebody else logs in with the address %(email)s.") % {"email": address}, field="emails")
    contact.user = User.objects.create_user(address, name=contact.name, language=contact.client.language)
    contact.save(update_fields=["user"])
    scope = f"client:{contact.client_id}"
    audit.record(action="contact.account", target=contact, by=by, at=at, scope=scope, after={"email": address})
    return contact.user


def follow_contact(contact: Contact) -> None:
    """Called when a locked contact has changed: who was switched off, or has lost the address they log in with, is
    logged out; the account goes on with another address of theirs, and without one it has no password."""
    user = contact.user
    if user is None:
        return
    addresses = list(contact.emails.order_by("id").values_list("email", flat=True))
    if user.email.lower() not in {each.lower() for each in addresses}:
        move_account(user, addresses)
    elif contact.is_active:
        return
    end_sessions(user=user)


def move_account(user: User, addresses: list[str]) -> None:
    """To the first address that nobody logs in with; else nobody can log in with a password they still know."""
    taken = User.objects.exclude(pk=user.pk)
    free = next((each for each in addresses if not taken.filter(email__iexact=each).exists()), None)
    if free is None:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    else:
        user.email = free
        user.save(update_fields=["email"])


def log_out_people_of(client: Client) -> None:
    """Everybody's sessions of a client that is no longer served."""
    for user in User.objects.filter(contact__client=client).order_by("pk"):
        end_sessions(user=user)
