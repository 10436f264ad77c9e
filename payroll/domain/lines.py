"""The lines of a payslip: each with its amount, its formula and what went into it (Y3, Y4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

type Inputs = Mapping[str, str | int | None]
"""By name; numbers as texts, None where there is none."""


@dataclass(frozen=True, slots=True)
class Line:
    """amount in kopecks. formula: figures and signs only, so that it reads the same in every language."""

    code: str
    amount: int
    formula: str
    inputs: Inputs


@dataclass(frozen=True, slots=True)
class Draft:
    """A line whose amount, in kopecks, is exact until its group is rounded."""

    code: str
    exact: Fraction
    formula: str
    inputs: Inputs

    def rounded(self, amount: int) -> Line:
        """The line, with its part of the rounded group."""
        return Line(self.code, amount, self.formula, self.inputs)
