"""Who logs in to the demo, and with what."""

from django.conf import settings
from django.contrib.auth.hashers import make_password

from support_desk.shared.models import User
from support_desk.shared.roles import Role

# Printed wherever the demo is: it protects nothing, and nothing but the demo gives it to anybody.
PASSWORD = "demo-desk-2026"
DOMAIN = "demo.test"
# One account a role, in the order in which a visitor would try them.
ONE_PER_ROLE = {
    Role.MANAGER: "manager",
    Role.HEAD: "head",
    Role.OPERATOR: "operator",
    Role.SPECIALIST: "specialist",
    Role.OFFICE_MANAGER: "office",
    Role.SALES: "sales",
    Role.DIRECTOR: "director",
    Role.ACCOUNTANT: "accountant",
    Role.ADMINISTRATOR: "admin",
    Role.CLIENT_CONTACT: "client",
}


class NotADemo(Exception):
    """The demo's known password is given to nobody outside a demo."""


def address_of(login: str) -> str:
    return f"{login}@{DOMAIN}"


def logins() -> list[tuple[str, str, str, str]]:
    """(role, e-mail, password, name) of one person a role, as the demo prints them."""
    names = dict(User.objects.filter(email__endswith=f"@{DOMAIN}").values_list("email", "name"))
    wanted = [(str(role.label), address_of(login)) for role, login in ONE_PER_ROLE.items()]
    return [(role, email, PASSWORD, names[email]) for role, email in wanted if email in names]


def give_passwords() -> None:
    """Everybody of the demo gets the demo's password; hashed once, since Argon2 is slow by design."""
    if not settings.DEMO:
        raise NotADemo("The demo's password is known to everybody. Set DEMO=1 to load the demo.")
    User.objects.filter(email__endswith=f"@{DOMAIN}").update(password=make_password(PASSWORD))
