"""What somebody should look at in a payslip that is right all the same."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from payroll.domain.component_lines import applicable_weights
from payroll.domain.lines import Line
from payroll.domain.sections import Section
from workload.domain.refusals import gettext_noop

UNMEASURED: Final = gettext_noop("Section %(section)s has nothing to measure: its variable part is zero.")
UNPAID: Final = gettext_noop("%(hours)s hours beyond the norm wait for a rate.")
HELD_BACK: Final = gettext_noop(
    "The settlement is %(amount)s, not %(settled)s: a minus stays within the variable part of pay."
)


@dataclass(frozen=True, slots=True)
class Remark:
    """template, params: a sentence for whoever shows it to translate."""

    template: str
    params: dict[str, object] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """In English."""
        return self.template % self.params


def remarks_on(sections: Sequence[Section], overtime: Iterable[Line], settlement: Iterable[Line]) -> Iterator[Remark]:
    """Sections without anything to measure, hours that nobody pays, a minus that was held back."""
    for section in sections:
        if section.plan.components and applicable_weights(section) == 0:
            yield Remark(UNMEASURED, {"section": section.place + 1})
    for line in overtime:
        yield Remark(UNPAID, {"hours": line.inputs["hours"]})
    for line in settlement:
        if line.inputs["limited_by"]:
            yield Remark(HELD_BACK, {"amount": line.formula, "settled": line.inputs["settled"]})
