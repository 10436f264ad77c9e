"""Writing down a term of response, with the days that count and those that do not (D4)."""

from datetime import datetime

from disputes.domain.terms import Term
from disputes.models import Dispute, DisputeTerm


def write_term(dispute: Dispute, term: Term, *, starts_at: datetime, at: datetime) -> DisputeTerm:
    """The one that holds from now on."""
    return DisputeTerm.objects.create(
        dispute=dispute,
        starts_at=starts_at,
        respond_by=term.respond_by,
        counted_days=list(term.counted_days),
        absent_days=list(term.absent_days),
        set_at=at,
    )
