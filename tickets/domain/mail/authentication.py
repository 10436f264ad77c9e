"""What our own mail server says about the sender: the only proof of a From line there is."""

import re

from tickets.domain.mail.parsed import ParsedMail

RESULT = re.compile(r"\b(dmarc|dkim|spf)\s*=\s*([a-z]+)", re.IGNORECASE)


def sender_is_authentic(mail: ParsedMail, *, server: str) -> bool | None:
    """True or False as the `Authentication-Results` of `server` say, None when it says nothing.

    Only the topmost header of our own server counts: further ones, and those of other names, anybody can write.
    """
    if not server:
        return None
    for name, value in mail.headers:
        told_by = value.partition(";")[0].split() or [""]
        if name == "authentication-results" and told_by[0].lower() == server.lower():
            return _verdict(dict(_results(value)))
    return None


def _results(value: str) -> list[tuple[str, str]]:
    """In reverse, so that the first result of a kind is the one that a dict keeps."""
    return [(kind.lower(), result.lower()) for kind, result in reversed(RESULT.findall(value))]


def _verdict(results: dict[str, str]) -> bool | None:
    if "dmarc" in results and results["dmarc"] != "none":
        return results["dmarc"] == "pass"
    known = [results[kind] for kind in ("dkim", "spf") if kind in results]
    if "pass" in known:
        return True
    return False if "fail" in known else None
