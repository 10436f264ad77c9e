"""What the rules of time refuse, by the name of the input at fault.

Plain Python: `actions.refusing` turns it into the refusal that a page shows in the reader's language.
"""


def gettext_noop(sentence: str) -> str:
    """Marks a sentence for the catalogue; whoever shows it translates it."""
    return sentence


class BadInput(ValueError):
    """field: path of the input as its author wrote it (`week.mon[1]`). template, params: what is wrong with it."""

    def __init__(self, field: str, template: str, **params: object) -> None:
        self.field = field
        self.template = template
        self.params = params
        super().__init__(f"{field}: {self.sentence}")

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, in English."""
        return self.template % self.params if self.params else self.template


class BadCalendar(BadInput):
    """A working calendar that contradicts itself or cannot be read (S1)."""


class BeyondHorizon(BadInput):
    """The instant asked for lies more than twenty years away, or never comes."""


class YearUnknown(BadInput):
    """Nobody has published the production calendar of that year yet (L5)."""
