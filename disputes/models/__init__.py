"""Models of regulations, disputes and points, one aggregate a file."""

from disputes.models.complaint_words import ComplaintLook, ComplaintSuggestion, ComplaintWord
from disputes.models.complaints import Complaint
from disputes.models.dispute import ArbiterChoice, Dispute, DisputeState, DisputeStep, DisputeTerm, Evidence
from disputes.models.kitty import KittyEntry
from disputes.models.mending import RegulationGap, RevisionRequest
from disputes.models.points import Posting
from disputes.models.policies import PointPolicy
from disputes.models.regulations import Acknowledgement, Clause, Regulation, RegulationVersion
from disputes.models.review_policies import ReviewPolicy, ReviewShare
from disputes.models.reviews import ReplyReview, ReviewFinding, ReviewMark
from disputes.models.settlements import SettledPosting, Settlement, SettlementCount, SettlementLine

__all__ = [
    "Acknowledgement",
    "ArbiterChoice",
    "Clause",
    "Complaint",
    "ComplaintLook",
    "ComplaintSuggestion",
    "ComplaintWord",
    "Dispute",
    "DisputeState",
    "DisputeStep",
    "DisputeTerm",
    "Evidence",
    "KittyEntry",
    "PointPolicy",
    "Posting",
    "Regulation",
    "RegulationGap",
    "RegulationVersion",
    "ReplyReview",
    "ReviewFinding",
    "ReviewMark",
    "ReviewPolicy",
    "ReviewShare",
    "RevisionRequest",
    "SettledPosting",
    "Settlement",
    "SettlementCount",
    "SettlementLine",
]
