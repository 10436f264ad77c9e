"""Models of the kernel, one aggregate a file."""

from support_desk.shared.models.audit import AuditEntry, AuditSeal, AuditWatermark
from support_desk.shared.models.files import StoredFile
from support_desk.shared.models.heartbeat import Heartbeat
from support_desk.shared.models.idempotency import IdempotencyKey
from support_desk.shared.models.import_run import ImportRun
from support_desk.shared.models.job import Job
from support_desk.shared.models.notice import Notice
from support_desk.shared.models.outbox import OutboxItem
from support_desk.shared.models.period import PeriodLock
from support_desk.shared.models.token import ApiToken
from support_desk.shared.models.tracked import Tracked
from support_desk.shared.models.user import User

__all__ = [
    "ApiToken",
    "AuditEntry",
    "AuditSeal",
    "AuditWatermark",
    "Heartbeat",
    "IdempotencyKey",
    "ImportRun",
    "Job",
    "Notice",
    "OutboxItem",
    "PeriodLock",
    "StoredFile",
    "Tracked",
    "User",
]
