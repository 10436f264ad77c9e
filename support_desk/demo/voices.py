"""Putting names, places and figures into the texts of a matter, and a greeting around a letter."""

from dataclasses import dataclass
from datetime import datetime
from random import Random

from support_desk.demo.company import Staff
from support_desk.demo.content import Content, Matter
from support_desk.demo.customers import Account, Writer

NUMBERS = (5, 7, 9, 12, 14, 17, 18, 25, 27, 36, 48)
SUMS = (12, 15, 18, 24, 30, 36, 45, 60, 80)


@dataclass(frozen=True, slots=True)
class Case:
    """One matter of one writer with its details, the same in every letter about it."""

    matter: Matter
    account: Account
    writer: Writer
    subject: str
    facts: dict[str, str]
    rng: Random

    def fill(self, text: str, **more: str) -> str:
        return text.strip().format_map({**self.facts, **more})

    def letter(self, content: Content, text: str, *, from_client: bool) -> str:
        """The text with a greeting and a name below it."""
        side = "client" if from_client else "us"
        hello = self.rng.choice(content.words[f"hello_{side}"])
        bye = self.rng.choice(content.words[f"bye_{side}"])
        return self.fill(f"{hello}\n\n{text.strip()}\n\n{bye}")


def new_case(
    matter: Matter, account: Account, *, staff: Staff, content: Content, rng: Random, at: datetime, subject: str = ""
) -> Case:
    """Chooses who writes and what about."""
    writer = account.writers[0] if rng.random() < 0.75 else account.writers[1]
    facts = facts_of(account, writer, staff=staff, content=content, rng=rng, at=at)
    wording = (subject or rng.choice(matter.subjects)).format_map(facts)
    facts["subject"] = wording
    return Case(matter, account, writer, wording, facts, rng)


def facts_of(
    account: Account, writer: Writer, *, staff: Staff, content: Content, rng: Random, at: datetime
) -> dict[str, str]:
    words = content.words
    product, day = rng.choice(account.company.products), rng.randrange(5)
    manager = staff.people[account.owner].name
    return {
        "company": account.company.name,
        "site": account.company.site,
        "contact": writer.contact.name,
        "contact_first": first_name(writer.contact.name),
        "position": writer.contact.position,
        "manager": manager,
        "manager_first": first_name(manager),
        "product": product,
        "Product": capitalised(product),
        "page": rng.choice(words["pages"]),
        "n": str(rng.choice(NUMBERS)),
        "sum": f"{rng.choice(SUMS)}\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}₽",
        "month": words["months"][(at.month - 2) % 12],
        **endings(is_man=account.owner in staff.men, of="m"),
        **endings(is_man=not writer.is_woman, of="c"),
        **weekdays(words, day),
    }


def weekdays(words: dict[str, list[str]], day: int) -> dict[str, str]:
    """The same day of the week as the sentence needs it; English has one form."""
    plain = words["weekdays"]
    forms = {
        "weekday": plain[day],
        "weekday_gen": words.get("weekday_genitives", plain)[day],
        "weekday_dat": words.get("weekday_datives", plain)[day],
    }
    return {**forms, "Weekday": capitalised(forms["weekday"])}


def endings(*, is_man: bool, of: str) -> dict[str, str]:
    """The ending of a Russian verb in the past: "написал", "написала"."""
    return {f"{of}_a": "" if is_man else "а"}


def first_name(name: str) -> str:
    return name.split()[0]


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
