"""Machine or person? (T2) Automatic mail is kept and marked; a letter of a person must never be taken for one."""

import re

from tickets.domain.mail.header_lines import Header
from tickets.domain.mail.parsed import AutomaticReason, ParsedMail

AUTOREPLY_HEADERS = ("x-autoreply", "x-autorespond", "x-autoresponder", "x-autoreply-from", "x-mail-autoreply")
MACHINE_PRECEDENCE = frozenset({"bulk", "junk", "auto_reply", "auto-reply"})
LIST_HEADERS = ("list-id", "list-unsubscribe", "list-help", "list-post")
BOUNCE_SENDER = re.compile(r"(mailer-daemon|mail-daemon|bounces?)([+=_-].*)?@.*")
# Programs put these words before a colon, or nothing else in the subject; people begin sentences with them.
AUTOREPLY_WORDS = r"(automatic reply|auto[- ]?reply|out of (the )?office|автоответ|автоматический ответ|вне офиса)\b"
AUTOREPLY_OPENING = re.compile(AUTOREPLY_WORDS, re.IGNORECASE)
AUTOREPLY_SUBJECT = re.compile(AUTOREPLY_WORDS + r"\s*([:\[(].*)?", re.IGNORECASE | re.DOTALL)


def automatic_reason(
    header: Header, *, content_type: str, report_type: str, from_address: str, subject: str
) -> AutomaticReason | None:
    """The strongest sign, or None for what a person seems to have written."""
    if content_type == "multipart/report":
        return _report(report_type)
    submitted = header.first("auto-submitted").partition(";")[0].strip().lower()
    if submitted and submitted != "no":
        return AutomaticReason.AUTO_SUBMITTED
    if any(header.first(name).strip().lower() not in ("", "no") for name in AUTOREPLY_HEADERS):
        return AutomaticReason.AUTOREPLY_HEADER
    if header.first("return-path").replace(" ", "").startswith("<>"):
        return AutomaticReason.EMPTY_RETURN_PATH
    if BOUNCE_SENDER.fullmatch(from_address):
        return AutomaticReason.BOUNCE_SENDER
    if "all" in header.first("x-auto-response-suppress").lower().replace(",", " ").split():
        return AutomaticReason.SUPPRESSES_ANSWERS
    return _by_list_or_subject(header, subject)


def is_own_loop(mail: ParsedMail, *, domain: str) -> bool:
    """A mail that we sent ourselves came back; another house's desk has another domain in the marker."""
    return mail.loop_marker.lower() == domain.lower()


def _report(report_type: str) -> AutomaticReason:
    is_receipt = report_type.lower() == "disposition-notification"
    return AutomaticReason.READ_RECEIPT if is_receipt else AutomaticReason.DELIVERY_REPORT


def _by_list_or_subject(header: Header, subject: str) -> AutomaticReason | None:
    """Lists people may post to are not automatic: clients do write through a group address of their own."""
    post = header.first("list-post").strip().lower()
    is_discussion = bool(post) and not post.startswith("no")
    if header.first("precedence").strip().lower() in MACHINE_PRECEDENCE:
        return AutomaticReason.PRECEDENCE
    is_answer = bool(header.first("in-reply-to"))
    if any(header.first(name) for name in LIST_HEADERS) and not is_discussion and not is_answer:
        return AutomaticReason.ANNOUNCEMENT_LIST
    says_so = AUTOREPLY_OPENING.match(subject) if is_answer else AUTOREPLY_SUBJECT.fullmatch(subject)
    return AutomaticReason.AUTOREPLY_SUBJECT if says_so else None
