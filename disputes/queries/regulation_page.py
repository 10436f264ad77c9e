"""`/regulations/<id>/`: one rule, its text, its versions, and what the viewer may do with it (D2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from disputes.domain.clause_diff import ClauseChange, Mark, changes_between
from disputes.domain.clauses import ClauseText
from disputes.mending_permissions import can_ask_for_revision
from disputes.models import Clause, Dispute, Regulation, RegulationVersion, RevisionRequest
from disputes.queries.regulation_list import DISPUTES_COUNTED, readings_of, unread_of
from disputes.queries.standing import Standing, standing_of
from disputes.regulation_permissions import can_begin_rule, can_publish_rule, can_write_rule
from support_desk.shared.viewer import Viewer


@dataclass(frozen=True, slots=True)
class RegulationPage:
    """One rule with one of its versions. `former`: the published one before it. `read_at`: when the viewer read it.
    `to_read`: what else binds them and is unread. `mends`: the revision that the version published last could close."""

    rule: Regulation
    version: RegulationVersion | None
    clauses: Sequence[Clause]
    versions: Sequence[RegulationVersion]
    standing: Standing
    today: date
    former: RegulationVersion | None
    is_mine: bool
    read_at: datetime | None
    to_read: RegulationVersion | None
    revisions: Sequence[RevisionRequest]
    disputes: int
    may_write: bool
    may_publish: bool
    may_keep: bool
    may_ask: bool

    @property
    def place(self) -> str:
        """Of the version shown: draft, current, upcoming or former."""
        if self.version is None or self.version.published_at is None:
            return "draft"
        if self.version == self.standing.current:
            return "current"
        return "upcoming" if self.version.starts_on > self.today else "former"

    @property
    def may_read(self) -> bool:
        """Whether saying "I have read it" means something here."""
        return self.version is not None and self.version.published_at is not None and self.read_at is None


def regulation_page(rule: Regulation, number: int | None, viewer: Viewer) -> RegulationPage | None:
    """With version `number`, else what is in force, comes, or is written; None where there is no such one. Five
    statements."""
    seen = RegulationVersion.objects.visible_to(viewer).filter(regulation=rule)
    versions = list(seen.select_related("published_by").order_by("-number"))
    standing = standing_of(rule, versions, rule.today(viewer.at))
    shown = standing.shown or next(iter(versions), None)
    if number is not None:
        shown = next((version for version in versions if version.number == number), None)
        if shown is None:
            return None
    read = readings_of(viewer, versions)
    opened_since = viewer.at - DISPUTES_COUNTED
    is_mine = rule.department_id is None or rule.department_id in viewer.department_ids
    return RegulationPage(
        rule=rule,
        version=shown,
        clauses=list(shown.clauses.order_by("place")) if shown else [],
        versions=versions,
        standing=standing,
        today=rule.today(viewer.at),
        former=former_of(shown, versions) if shown else None,
        is_mine=is_mine,
        read_at=read.get(shown.pk) if shown else None,
        to_read=unread_of(standing, read) if is_mine else None,
        revisions=list(
            RevisionRequest.objects.worded().open().filter(regulation=rule).select_related("owner").order_by("due_on")
        ),
        disputes=Dispute.objects.filter(version__regulation=rule, opened_at__gte=opened_since).count(),
        may_write=rule.is_active and can_write_rule(viewer, rule),
        may_publish=rule.is_active and can_publish_rule(viewer, rule),
        may_keep=rule.is_active and can_begin_rule(viewer, rule.department_id),
        may_ask=rule.is_active and can_ask_for_revision(viewer, rule),
    )


def former_of(version: RegulationVersion, versions: Sequence[RegulationVersion]) -> RegulationVersion | None:
    """The version before it. `versions` of the rule, the latest first."""
    return next((one for one in versions if one.number < version.number and one.published_at is not None), None)


@dataclass(frozen=True, slots=True)
class DiffPage:
    """Two versions of a rule and what changed between them; `changed`: how many clauses."""

    older: RegulationVersion
    newer: RegulationVersion
    changes: Sequence[ClauseChange]

    @property
    def changed(self) -> int:
        return sum(1 for change in self.changes if change.mark is not Mark.SAME)


def diff_page(older: RegulationVersion, newer: RegulationVersion) -> DiffPage:
    """One statement."""
    texts: dict[int, list[ClauseText]] = {older.pk: [], newer.pk: []}
    for clause in Clause.objects.filter(version__in=texts).order_by("version_id", "place"):
        texts[clause.version_id].append(ClauseText(clause.number, clause.text))
    return DiffPage(older, newer, changes_between(texts[older.pk], texts[newer.pk]))
