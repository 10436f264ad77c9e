"""The columns of the list of people."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from support_desk.shared.imports import Column, Importer
from support_desk.shared.imports.cells import BadCell, Cell, WholeNumber, day, email, names, words
from support_desk.shared.roles import Role
from workload.actions.roles import GIVEN
from workload.imports.people import load, look
from workload.imports.rosters import may_load

USUAL_LEVEL = 3
LEVELS = range(1, 6)


def roles(cell: Cell) -> tuple[str, ...]:
    """Roles by code or by their name in any language of the desk."""
    known = role_names()
    found = []
    for word in names(cell):
        if word.casefold() not in known:
            offered = ", ".join(str(Role(code).label) for code in Role.values if code in GIVEN)
            raise BadCell(_("“%(word)s” is no role. There are: %(roles)s.") % {"word": word, "roles": offered})
        found.append(known[word.casefold()])
    return tuple(dict.fromkeys(found))


def role_names() -> dict[str, str]:
    """{what a role may be called: its code}."""
    called = {code: code for code in GIVEN}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            called |= {str(Role(code).label).casefold(): code for code in GIVEN}
    return called


def skills(cell: Cell) -> tuple[tuple[str, int], ...]:
    """(name, level) of each; the level is the figure behind the name, 3 without one."""
    return tuple(skill(word) for word in names(cell))


def skill(word: str) -> tuple[str, int]:
    name, space, last = word.rpartition(" ")
    if not space or not (last.isascii() and last.isdigit()):
        return word, USUAL_LEVEL
    if len(last) > 1 or int(last) not in LEVELS:
        raise BadCell(_("The level of a skill is a whole number from 1 to 5, as in “Layout 4”."))
    return name, int(last)


PEOPLE = Importer(
    key="people",
    title=gettext_lazy("People"),
    words=gettext_lazy("A row a person. Each gets an account; its owner sets the password by “forgotten password”."),
    icon="users-round",
    may=may_load,
    load=load,
    look=look,
    columns=(
        Column(
            "name",
            gettext_lazy("Full name"),
            words(150),
            "Anna Example",
            gettext_lazy("As colleagues and clients know the person."),
            aliases=("фио", "имя", "сотрудник"),
            required=True,
        ),
        Column(
            "email",
            gettext_lazy("E-mail"),
            email,
            "anna@example.com",
            gettext_lazy("The address under which the person logs in."),
            aliases=("email", "mail", "почта", "эл. почта", "адрес"),
            required=True,
        ),
        Column(
            "department",
            gettext_lazy("Department"),
            words(100),
            "Support",
            gettext_lazy("By the name that it has in the catalogue."),
            aliases=("отдел", "подразделение"),
            required=True,
        ),
        Column(
            "position",
            gettext_lazy("Position"),
            words(100),
            "Manager",
            gettext_lazy("By the name that it has in the catalogue."),
            aliases=("должность",),
            required=True,
        ),
        Column(
            "hired_on",
            gettext_lazy("Hired on"),
            day,
            "2026-12-01",
            gettext_lazy("The first day of work."),
            aliases=("hired", "hire date", "start", "дата приема", "принят", "принята"),
            required=True,
        ),
        Column(
            "roles",
            gettext_lazy("Roles"),
            roles,
            "manager",
            gettext_lazy("Several are divided by a comma or a semicolon."),
            aliases=("role", "роль", "роли"),
            empty=(),
        ),
        Column(
            "share",
            gettext_lazy("Share of full time, %"),
            WholeNumber(1, 100, "%"),
            "100",
            gettext_lazy("From 1 to 100; empty is full time."),
            aliases=("share", "share of full time", "part time", "ставка", "доля ставки"),
            empty=100,
        ),
        Column(
            "manager",
            gettext_lazy("Manager’s e-mail"),
            email,
            "",
            gettext_lazy("Somebody who is here already or stands in the same file; empty is the head."),
            aliases=("manager", "manager email", "manager e-mail", "руководитель", "почта руководителя"),
        ),
        Column(
            "skills",
            gettext_lazy("Skills"),
            skills,
            "",
            gettext_lazy("With a level from 1 to 5 behind each, as in “Layout 4, Copy 2”."),
            aliases=("skill", "навыки", "навык"),
            empty=(),
        ),
    ),
)
