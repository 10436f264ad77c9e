"""Named refusals: an action raises one, a page shows its sentence, the API answers it as a problem (RFC 9457)."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """A change that must not happen. `field` names the input at fault, `code` is stable for integrations."""

    code = "refused"

    def __init__(self, message: object, *, field: str | None = None, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.code = code or self.code

    def __str__(self) -> str:
        return str(self.message)


class NotAllowed(Refused):
    """The viewer sees the object but may not do this to it."""

    code = "not_allowed"

    def __init__(self, message: object | None = None, **kwargs: str | None) -> None:
        super().__init__(message or _("You may not do this."), **kwargs)


class IllegalTransition(Refused):
    """The state machine has no such move from here."""

    code = "illegal_transition"


class PeriodClosed(Refused):
    """The month is closed: a correction goes into the open one (W7)."""

    code = "period_closed"


class Conflict(Refused):
    """Somebody else changed it first, or the same key came with another body."""

    code = "conflict"


class Unconfirmed(Refused):
    """The deed touches what already happened: whoever means it reads the `consequences` and says so."""

    code = "unconfirmed"

    def __init__(self, message: object, *, consequences: Sequence[str], field: str = "confirmed") -> None:
        super().__init__(message, field=field)
        self.consequences = tuple(consequences)


class ManyRefused(Refused):
    """Several parts of one deed cannot be: (place in what was asked for, why) of each. Nothing was done."""

    code = "many_refused"

    def __init__(self, each: list[tuple[int, Refused]]) -> None:
        super().__init__(each[0][1].message, field=each[0][1].field)
        self.each = each
