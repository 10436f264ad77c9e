"""Where a rule stands on a day: what is in force, what follows, what is only written (D2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from disputes.models import Regulation, RegulationVersion


@dataclass(frozen=True, slots=True)
class Standing:
    """Of one rule on a day: `upcoming` the next one published, `draft` what nobody is bound by yet."""

    current: RegulationVersion | None
    upcoming: RegulationVersion | None
    draft: RegulationVersion | None

    @property
    def shown(self) -> RegulationVersion | None:
        """What the rule's page opens with."""
        return self.current or self.upcoming or self.draft


def standing_of(rule: Regulation, versions: Iterable[RegulationVersion], today: date) -> Standing:
    """`versions`: all of the rule that the viewer sees. Nothing follows and nothing is in force once it has ended."""
    known = sorted(versions, key=lambda version: version.number)
    published = [version for version in known if version.published_at is not None]
    draft = next((version for version in known if version.published_at is None), None)
    if rule.ended_on is not None and today > rule.ended_on:
        return Standing(None, None, draft)
    begun = [version for version in published if version.starts_on <= today]
    ahead = [version for version in published if version.starts_on > today]
    return Standing(begun[-1] if begun else None, ahead[0] if ahead else None, draft)


def binding(published: list[RegulationVersion], today: date) -> list[RegulationVersion]:
    """Of one rule's published versions, in order of their start, the one in force and those that follow."""
    begun = sum(1 for version in published if version.starts_on <= today)
    return published[max(begun - 1, 0) :]
