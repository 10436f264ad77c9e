"""Models of regulations, disputes and points, one aggregate a file."""

from disputes.models.complaint_words import ComplaintLook, ComplaintSuggestion, ComplaintWord
from disputes.models.complaints import Complaint
from disputes.models.dispute import ArbiterChoice, Dispute, DisputeState, DisputeStep, DisputeTerm, Evidence
from disputes.models.mending import RegulationGap, RevisionRequest
from disputes.models.points import Posting
from disputes.models.policies import PointPolicy
from disputes.models.regulations import Acknowledgement, Clause, Regulation, RegulationVersion

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
    "PointPolicy",
    "Posting",
    "Regulation",
    "RegulationGap",
    "RegulationVersion",
    "RevisionRequest",
]
