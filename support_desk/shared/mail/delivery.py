"""Handing a finished letter to whatever mailer is configured, and what its refusals mean."""

import smtplib

from django.core.mail import EmailMessage, mailers

from support_desk.shared.outbox import PermanentFailure, TryAgain

# RFC 5321: 550 to 559 are about this mailbox or this letter. Other 5xx are about us (commands, log-in): somebody mends
# them, and the letter is tried again until then.
ABOUT_THE_LETTER = range(550, 560)


def deliver(letter: EmailMessage) -> None:
    """One delivery. PermanentFailure for what the server will never take, TryAgain for what it may take later; both
    carry its words."""
    try:
        mailers["default"].send_messages([letter])
    except smtplib.SMTPRecipientsRefused as refusal:
        words = "; ".join(f"{address}: {_words(*answer)}" for address, answer in refusal.recipients.items())
        is_final = all(code in ABOUT_THE_LETTER for code, _text in refusal.recipients.values())
        raise (PermanentFailure(words) if is_final else TryAgain(words)) from refusal
    except smtplib.SMTPResponseException as refusal:
        words = _words(refusal.smtp_code, refusal.smtp_error)
        is_final = refusal.smtp_code in ABOUT_THE_LETTER
        raise (PermanentFailure(words) if is_final else TryAgain(words)) from refusal
    except (OSError, smtplib.SMTPException) as failure:
        raise TryAgain(f"The mail server did not answer: {failure}") from failure


def _words(code: int, text: bytes | str) -> str:
    """`550 5.1.1 No such user here`."""
    told = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{code} {' '.join(told.split())}"
