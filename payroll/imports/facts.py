"""Facts of pay from a file: a row an accepted offer, an invoice due, or what was collected of one (Y2)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payroll.actions.facts.entering import ToldFact, enter_facts
from payroll.fact_permissions import can_enter_some
from payroll.imports.cells import link, positive_amount
from payroll.models import PayFact
from support_desk.shared.imports import Column, Importer, Problem, Row
from support_desk.shared.imports.cells import BadCell, Cell, day, email, words
from support_desk.shared.imports.deeds import in_one_deed
from support_desk.shared.viewer import Viewer
from tickets.models import Client
from workload.imports.rosters import people_by_email

# What a fact's fields are called in the file.
COLUMN_OF = {"employee": "email", "happened_on": "day", "amount": "amount", "title": "title", "reference": "reference",
             "source": "source", "url": "url", "kind": "kind"}  # fmt: skip


def kind(cell: Cell) -> str:
    """By code or by its name in any language of the desk."""
    known: dict[str, str] = {code: code for code in PayFact.Kind.values}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            known |= {str(one.label).casefold(): one.value for one in PayFact.Kind}
    word = " ".join(str(cell).split()).casefold()
    if word not in known:
        offered = ", ".join(f"“{one.label}”" for one in PayFact.Kind)
        raise BadCell(_("This is no kind of fact. There are: %(kinds)s.") % {"kinds": offered})
    return known[word]


def load(rows: Sequence[Row], by: Viewer, at: datetime) -> list[Problem]:
    """All facts as one deed."""
    people = people_by_email({row.values["email"] for row in rows}, by)
    clients = clients_by_name({row.values["client"] for row in rows}, by)
    unknown = unknown_names(rows, people, clients)
    return in_one_deed(
        rows,
        unknown,
        lambda known: enter_facts(told=[told(row, people, clients) for row in known], by=by, at=at),
        COLUMN_OF,
    )


def look(broken: Sequence[Row], others: Sequence[Row], viewer: Viewer) -> list[Problem]:
    """Unknown people and clients of rows that cannot be tried."""
    people = people_by_email({row.values["email"] for row in broken}, viewer)
    clients = clients_by_name({row.values["client"] for row in broken}, viewer)
    return unknown_names(broken, people | {"": 0}, clients)


def unknown_names(rows: Sequence[Row], people: Mapping[str, int], clients: Mapping[str, int]) -> list[Problem]:
    nobody, no_client = _("Nobody here has this address."), _("There is no such client, or none that you may see.")
    found = []
    for row in rows:
        address, client = row.values["email"], row.values["client"]
        if address not in people:
            found.append(Problem(row.number, "email", address, nobody))
        if client and client.casefold() not in clients:
            found.append(Problem(row.number, "client", client, no_client))
    return found


def clients_by_name(names: set[str], viewer: Viewer) -> dict[str, int]:
    """{name in lower case: client}. One statement."""
    wanted = {name.casefold() for name in names if name}
    if not wanted:
        return {}
    rows = Client.objects.visible_to(viewer).values_list("name", "pk")
    return {name.casefold(): pk for name, pk in rows if name.casefold() in wanted}


def told(row: Row, people: Mapping[str, int], clients: Mapping[str, int]) -> ToldFact:
    """The fact that a row tells."""
    values: Mapping[str, Any] = row.values
    return ToldFact(
        employee_id=people[values["email"]],
        kind=values["kind"],
        happened_on=values["day"],
        amount=values["amount"],
        title=values["title"],
        client_id=clients.get(values["client"].casefold()),
        source=values["source"],
        reference=values["reference"],
        url=values["url"],
    )


FACTS = Importer(
    key="pay-facts",
    title=gettext_lazy("Facts of pay"),
    words=gettext_lazy("A row an accepted offer, an invoice that fell due, or what of one was collected in time."),
    icon="receipt-text",
    done_url_name="pay-facts",
    may=can_enter_some,
    load=load,
    look=look,
    at_once=500,
    most_rows=10_000,
    columns=(
        Column(
            "email",
            gettext_lazy("E-mail"),
            email,
            "anna@example.com",
            gettext_lazy("The address under which the person logs in."),
            aliases=("email", "mail", "почта", "e-mail", "эл. почта", "адрес"),
            required=True,
        ),
        Column(
            "kind",
            gettext_lazy("Kind"),
            kind,
            "offer",
            gettext_lazy("offer, due or collected."),
            aliases=("kind", "type", "вид", "тип"),
            required=True,
        ),
        Column(
            "day",
            gettext_lazy("Day"),
            day,
            "2026-12-01",
            gettext_lazy("When the client agreed, or when the invoice fell due, also for what was collected of it."),
            aliases=("date", "дата", "день"),
            required=True,
        ),
        Column(
            "amount",
            gettext_lazy("Points or rubles"),
            positive_amount,
            "2.5",
            gettext_lazy("Points of an offer, rubles of an invoice."),
            aliases=("amount", "points", "rubles", "сумма", "баллы", "рубли"),
            required=True,
        ),
        Column(
            "title",
            gettext_lazy("What"),
            words(200),
            "SEO audit",
            gettext_lazy("What was sold, or which invoice it is."),
            aliases=("title", "offer", "invoice", "что", "название", "счёт", "счет"),
            required=True,
        ),
        Column(
            "client",
            gettext_lazy("Client"),
            words(200),
            "",
            gettext_lazy("By the name that the client has here."),
            aliases=("client", "клиент"),
        ),
        Column(
            "source",
            gettext_lazy("Source"),
            words(60),
            "CRM",
            gettext_lazy("Where it was read."),
            aliases=("source", "источник"),
        ),
        Column(
            "reference",
            gettext_lazy("Number in the source"),
            words(100),
            "A-1042",
            gettext_lazy("A number is loaded once a source and kind."),
            aliases=("reference", "number", "номер"),
        ),
        Column(
            "url",
            gettext_lazy("Link to the source"),
            link,
            "",
            gettext_lazy("An address that opens it."),
            aliases=("url", "link", "ссылка"),
        ),
    ),
)
