"""All measures that a plan may have, a line each (Y2)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from payroll.queries.measures.asked import Measure
from payroll.queries.measures.deadlines import Deadlines
from payroll.queries.measures.output import Output
from payroll.queries.measures.quality import Quality
from payroll.queries.measures.receivables import Receivables
from payroll.queries.measures.upsales import Upsales

ALL: Final[tuple[Measure, ...]] = (
    Output(),
    Receivables(),
    Quality(),
    Upsales(),
    Deadlines(),
)
MEASURES: Final[Mapping[str, Measure]] = MappingProxyType({measure.code: measure for measure in ALL})
