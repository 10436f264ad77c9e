"""The demo's texts and names, read from `content/`; what a matter needs is the same in both languages."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("content")


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing clients write about, as a short exchange: `ask`, `answer`, `more`, `done`; `note` is internal.

    `work` are codes of operations: of the first answer and of the work itself. `file` is the kind that goes with `ask`.
    """

    key: str
    service: str
    subjects: tuple[str, ...]
    ask: str
    answer: str
    more: str
    done: str
    note: str
    work: tuple[str, ...]
    tags: tuple[str, ...]
    file: str = ""
    is_urgent: bool = False


@dataclass(frozen=True, slots=True)
class Company:
    name: str
    site: str
    products: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """Everything the demo says in one language. `words` holds greetings, names and the like, lists of texts."""

    language: str
    matters: tuple[Matter, ...]
    companies: tuple[Company, ...]
    words: dict[str, Any]
    people: dict[str, Any]
    catalogue: dict[str, Any]
    instructions: dict[str, Any]
    regulations: dict[str, Any]
    disputes: dict[str, Any]
    plans: dict[str, Any]
    pay: dict[str, Any]
    sales: dict[str, Any]

    def named(self, row: dict[str, Any], field: str = "name") -> str:
        return str(row[field][self.language])


@cache
def read_content(language: str) -> Content:
    """The content in "en" or "ru"."""
    shapes = {matter["key"]: matter for matter in _matters("en")}
    texts = [{**shapes[matter["key"]], **matter} for matter in _matters(language)]
    companies = _read(FOLDER / language / "clients.toml")["client"]
    return Content(
        language=language,
        matters=tuple(_matter(text) for text in texts),
        companies=tuple(Company(name, f"{site}.test", tuple(goods)) for name, site, goods in companies),
        words=_read(FOLDER / language / "words.toml"),
        people=_read(FOLDER / "people.toml"),
        catalogue=_read(FOLDER / "catalogue.toml"),
        instructions=_read(FOLDER / "instructions.toml"),
        regulations=_read(FOLDER / "regulations.toml"),
        disputes=_read(FOLDER / "disputes.toml"),
        plans=_read(FOLDER / "plans.toml"),
        pay=_read(FOLDER / "pay.toml"),
        sales=_read(FOLDER / "sales.toml"),
    )


def _matters(language: str) -> list[dict[str, Any]]:
    files = sorted((FOLDER / language).glob("matters_*.toml"))
    return [matter for file in files for matter in _read(file)["matter"]]


def _matter(text: dict[str, Any]) -> Matter:
    names = ("key", "service", "ask", "answer", "more", "done", "note")
    fields: dict[str, Any] = {name: text[name] for name in names}
    fields |= {name: tuple(text[name]) for name in ("subjects", "work", "tags")}
    return Matter(**fields, file=text.get("file", ""), is_urgent=text.get("urgent", False))


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))
