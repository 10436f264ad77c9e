"""The demo's clients with their people, projects and contracts."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from random import Random

from support_desk.demo.company import MANAGERS, Staff
from support_desk.demo.content import Company, Content
from support_desk.demo.promises import ROUND_THE_CLOCK_EVERY, Promises
from support_desk.shared.viewer import Viewer
from tickets.actions.catalogue.clients import create_client
from tickets.actions.catalogue.contacts import create_contact
from tickets.actions.catalogue.contracts import create_contract
from tickets.actions.catalogue.projects import create_project
from tickets.models import Client, Contact, Project, SlaPolicy

SPELLING = (
    "а=a б=b в=v г=g д=d е=e ё=e ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=h ц=ts ч=ch ш=sh щ=sch "
    "ъ= ы=y ь= э=e ю=yu я=ya"
)
LATIN = dict(pair.split("=") for pair in SPELLING.split(" "))
INCLUDED_HOURS = (2, 4, 6, 8, 10, 16, 24)
RATES = (1800, 2200, 2500, 3000)
# Who keeps how large a share of the clients; the newcomer has few.
SHARES = {"manager": 16, "manager2": 14, "manager3": 13, "manager4": 12, "junior": 5}


@dataclass(frozen=True, slots=True)
class Writer:
    """A contact as the stories need them."""

    contact: Contact
    address: str
    is_woman: bool


@dataclass(frozen=True, slots=True)
class Account:
    """One client with everything that belongs to it. `owner` is the login of the projects' owner."""

    company: Company
    client: Client
    owner: str
    writers: tuple[Writer, ...]
    projects: dict[str, Project]


def win_clients(staff: Staff, content: Content, *, promises: Promises, rng: Random, at: datetime) -> list[Account]:
    """Sixty of them; a few with a contract around the clock."""
    owners = [login for login in MANAGERS for _client in range(SHARES[login])]
    rng.shuffle(owners)
    return [
        _win_client(company, owner, number, staff=staff, content=content, promises=promises, rng=rng, at=at)
        for number, (company, owner) in enumerate(zip(content.companies, owners, strict=True))
    ]


def _win_client(
    company: Company,
    owner: str,
    number: int,
    *,
    staff: Staff,
    content: Content,
    promises: Promises,
    rng: Random,
    at: datetime,
) -> Account:
    tone = rng.choice(content.words["tones"]) if rng.random() < 0.4 else ""
    client = create_client(name=company.name, language=content.language, tone_notes=tone, by=Viewer.system(at), at=at)
    writers = [_contact(client, company, staff_of_client=index, content=content, rng=rng, at=at) for index in range(2)]
    services = ["site", *rng.sample(sorted(set(staff.services) - {"site"}), k=rng.choice((0, 0, 1, 1, 2)))]
    projects = {code: _project(client, code, owner, staff=staff, content=content, at=at) for code in services}
    for index, (code, project) in enumerate(projects.items()):
        if code == "site" or rng.random() < 0.5:
            policy = promises.round_the_clock if code == "site" and is_round_the_clock(number) else None
            _contract(project, f"{at:%y}-{number + 1:03}-{index + 1}", policy=policy, rng=rng, at=at)
    return Account(company, client, owner, tuple(writers), projects)


def _contact(
    client: Client, company: Company, *, staff_of_client: int, content: Content, rng: Random, at: datetime
) -> Writer:
    is_woman = rng.random() < 0.55
    name = rng.choice(content.words["women" if is_woman else "men"])
    mailbox = latin(name).replace(" ", ".")
    address = f"{mailbox}@{company.site}" if staff_of_client == 0 else f"{mailbox}.2@{company.site}"
    contact = create_contact(
        client=client,
        name=name,
        position=rng.choice(content.words["positions"]),
        emails=[address, f"info@{company.site}"] if staff_of_client == 0 else [address],
        # Numbers nobody has: no exchange begins with 000.
        phones=[f"+7 000 {rng.randrange(10**6, 10**7)}"] if rng.random() < 0.7 else [],
        by=Viewer.system(at),
        at=at,
    )
    return Writer(contact, address, is_woman)


def _project(client: Client, code: str, owner: str, *, staff: Staff, content: Content, at: datetime) -> Project:
    return create_project(
        client=client,
        name=content.words["project_names"][code],
        owner=staff.people[owner],
        department=staff.departments["support"],
        service=staff.services[code],
        by=Viewer.system(at),
        at=at,
    )


def is_round_the_clock(number: int) -> bool:
    """Whether client `number` is served day and night."""
    return number % ROUND_THE_CLOCK_EVERY == 0


def _contract(project: Project, number: str, *, policy: SlaPolicy | None, rng: Random, at: datetime) -> None:
    create_contract(
        project=project,
        number=number,
        included_minutes=60 * rng.choice(INCLUDED_HOURS),
        rate_amount=Decimal(rng.choice(RATES)),
        starts_on=date(at.year, 1, 1),
        sla_policy=policy,
        by=Viewer.system(at),
        at=at,
    )


def latin(name: str) -> str:
    """A name as it stands in an address."""
    return "".join(LATIN.get(letter, letter) for letter in name.lower())
