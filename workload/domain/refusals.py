"""What the rules of time refuse, by the name of the input at fault. Plain Python: actions turn it into their own."""


class BadInput(ValueError):
    """`field`: path of the input as its author wrote it (`week.mon[1]`); `sentence`: what is wrong and what to do."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(f"{field}: {sentence}")
        self.field = field
        self.sentence = sentence


class BadCalendar(BadInput):
    """A working calendar that contradicts itself or cannot be read (S1)."""


class BeyondHorizon(BadInput):
    """The instant asked for lies more than twenty years away, or never comes."""


class YearUnknown(BadInput):
    """Nobody has published the production calendar of that year yet (L5)."""
