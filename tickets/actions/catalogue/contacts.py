"""People at a client, each with several addresses and phones; an address is one person's (C1, T2)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.changing import change_row, check_named, create_row
from support_desk.shared.errors import Conflict, Refused
from support_desk.shared.models import User
from support_desk.shared.viewer import Viewer
from tickets.actions.portal.accounts import follow_contact
from tickets.domain.phones import normal_phone
from tickets.models import Client, Contact, ContactEmail, ContactPhone
from tickets.permissions import check_can_keep_client

FIELDS = frozenset({"name", "position", "is_active"})
MOST = 20


class ContactFields(TypedDict, total=False):
    """What can be changed of a contact; `emails` and `phones` replace all there were."""

    name: str
    position: str
    is_active: bool
    emails: Sequence[str]
    phones: Sequence[str]


@transaction.atomic
def create_contact(
    *,
    client: Client,
    name: str,
    by: Viewer,
    at: datetime,
    emails: Sequence[str] = (),
    phones: Sequence[str] = (),
    position: str = "",
) -> Contact:
    """A new person at `client`. Refused, naming `emails` or `phones`, when one is malformed or is another person's."""
    seen = Client.objects.visible_to(by).get(pk=client.pk)
    check_can_keep_client(by)
    contact = Contact(client=seen, name=name.strip(), position=position.strip())
    scope = f"client:{seen.pk}"
    create_row(contact, action="contact.create", by=by, at=at, scope=scope, after={"name": contact.name})
    set_ways(contact, emails=emails, phones=phones, by=by, at=at)
    return contact


@transaction.atomic
def update_contact(*, contact: Contact, by: Viewer, at: datetime, **new: Unpack[ContactFields]) -> Contact:
    """Changes the named fields. Contact.DoesNotExist when `by` may not see it; Refused as for a new one."""
    check_named(new, FIELDS | {"emails", "phones"})
    locked = Contact.objects.visible_to(by).select_for_update(of=("self",)).get(pk=contact.pk)
    check_can_keep_client(by)
    plain = {name: value for name, value in new.items() if name in FIELDS}
    change_row(locked, action="contact.update", by=by, at=at, new=plain, scope=f"client:{locked.client_id}")
    set_ways(locked, emails=new.get("emails"), phones=new.get("phones"), by=by, at=at)
    follow_contact(locked)
    return locked


def set_ways(
    contact: Contact, *, emails: Sequence[str] | None, phones: Sequence[str] | None, by: Viewer, at: datetime
) -> None:
    """The addresses and phones a locked contact can be reached at; None leaves them as they are."""
    before = {"emails": _emails_of(contact), "phones": _phones_of(contact)}
    if emails is not None:
        _set_emails(contact, clean_emails(emails), before["emails"], by)
    if phones is not None:
        _set_phones(contact, clean_phones(phones), before["phones"])
    after = {"emails": _emails_of(contact), "phones": _phones_of(contact)}
    changed = [name for name in before if before[name] != after[name]]
    if changed:
        audit.record(
            action="contact.addresses",
            target=contact,
            by=by,
            at=at,
            scope=f"client:{contact.client_id}",
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )


def clean_emails(emails: Iterable[str]) -> list[str]:
    """Lower case, each once, in the order given."""
    clean = _each_once(email.strip().lower() for email in emails)
    for email in clean:
        try:
            validate_email(email)
        except ValidationError:
            raise Refused(_("“%(email)s” is not an e-mail address.") % {"email": email}, field="emails") from None
    if len(clean) > MOST:
        raise Refused(_("At most 20 addresses for one person."), field="emails")
    return clean


def clean_phones(phones: Iterable[str]) -> list[str]:
    """Digits with a leading plus, each once, in the order given."""
    clean = []
    for phone in _each_once(phone.strip() for phone in phones):
        normal = normal_phone(phone)
        if normal is None:
            message = _("“%(phone)s” is not a phone number. Write it with the country code: +7 495 123-45-67.")
            raise Refused(message % {"phone": phone}, field="phones")
        clean.append(normal)
    if len(clean) > MOST:
        raise Refused(_("At most 20 phones for one person."), field="phones")
    return _each_once(clean)


def check_address_is_free(email: str, *, contact: Contact, by: Viewer) -> None:
    """Nobody else's, neither a contact's nor a colleague's; the other is named only to who may see them."""
    other = ContactEmail.objects.filter(email__iexact=email).exclude(contact=contact).select_related("contact").first()
    if other is not None:
        seen = Contact.objects.visible_to(by).select_related("client").filter(pk=other.contact_id).first()
        if seen is None:
            raise Refused(_("The address %(email)s is already another contact's.") % {"email": email}, field="emails")
        message = _("The address %(email)s is already that of %(name)s, %(client)s.")
        raise Refused(message % {"email": email, "name": seen.name, "client": seen.client.name}, field="emails")
    if User.objects.filter(email__iexact=email, employee__isnull=False).exists():
        raise Refused(_("The address %(email)s is a colleague's.") % {"email": email}, field="emails")


def _set_emails(contact: Contact, wanted: list[str], had: list[str], by: Viewer) -> None:
    for email in wanted:
        check_address_is_free(email, contact=contact, by=by)
    contact.emails.filter(email__in=set(had) - set(wanted)).delete()
    try:
        with transaction.atomic():
            ContactEmail.objects.bulk_create(ContactEmail(contact=contact, email=e) for e in wanted if e not in had)
    except IntegrityError as taken:
        raise Conflict(_("Somebody gave this address to another contact just now."), field="emails") from taken


def _set_phones(contact: Contact, wanted: list[str], had: list[str]) -> None:
    contact.phones.filter(number__in=set(had) - set(wanted)).delete()
    ContactPhone.objects.bulk_create(ContactPhone(contact=contact, number=n) for n in wanted if n not in had)


def _emails_of(contact: Contact) -> list[str]:
    return list(contact.emails.order_by("id").values_list("email", flat=True))


def _phones_of(contact: Contact) -> list[str]:
    return list(contact.phones.order_by("id").values_list("number", flat=True))


def _each_once(values: Iterable[str]) -> list[str]:
    return [value for value in dict.fromkeys(values) if value]
